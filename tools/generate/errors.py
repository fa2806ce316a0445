"""The errors page: each message, what causes it and what mends it."""

from ecsnet.facts import (
    ErrorMessage,
    Evidence,
    GuideEvidence,
    IssueEvidence,
    RunEvidence,
    facts,
)
from tools.generate.markdown import quoted, thread, words
from tools.generate.rules import topic_page
from tools.generate.template import render

# The sections of the page, and which calls answer the messages of each.
GROUPS = {
    "register": ("RegisterTaskDefinition",),
    "service": ("CreateService", "UpdateService", "RunTask"),
    "placement": ("service event", "StartTask"),
    "elsewhere": ("events PutTargets", "autoscaling"),
    "terraform": ("terraform validate",),
}


def entries(calls: tuple[str, ...], language: str) -> str:
    """The messages whose first call is one of these."""
    return "\n".join(
        _entry(error, language)
        for error in facts().errors.values()
        if error.call.split(", ")[0] in calls
    )


def _entry(error: ErrorMessage, language: str) -> str:
    comma = words(language)["comma"]
    return render(
        "error",
        language,
        error=error,
        calls=comma.join(_call(call, language) for call in error.call.split(", ")),
        rules=facts().rules,
        page_of=topic_page,
        seen=comma.join(_origin(facts().evidence[item]) for item in error.evidence),
    )


def _call(call: str, language: str) -> str:
    named = facts().words.calls.get(call)
    return named[language] if named else f"`{call}`"


def _origin(item: Evidence) -> str:
    """A link to the place where a message was seen."""
    match item:
        case GuideEvidence():
            return f"[{quoted(item.title)}]({item.url})"
        case IssueEvidence():
            return f"[`{thread(item)}`]({item.url})"
        case RunEvidence():
            return f"[{item.tool}](sources.md#ev-{item.id})"
    raise TypeError(item)
