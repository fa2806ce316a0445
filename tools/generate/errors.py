"""The errors page: each message, what causes it and what mends it."""

from collections.abc import Iterator

from ecsnet.facts import (
    Cause,
    ErrorMessage,
    Evidence,
    GuideEvidence,
    IssueEvidence,
    RunEvidence,
    facts,
)
from tools.generate.markdown import aside, fence, include, quoted, thread, words
from tools.generate.rules import topic_page

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
    ui = words(language)
    calls = ui["comma"].join(_call(call, language) for call in error.call.split(", "))
    code = aside(f"`{error.code}`", language) if error.code else ""
    # AWS's is the rule on that page, and the call says it
    said = "" if error.speaker == "aws" else f"**{ui[f'{error.speaker}_says']}** "
    parts = [
        f"### {error.title[language]} {{#{error.id.lower()}}}\n",
        fence("{ .text .wrap }", error.text),
        f"{said}{calls}{code}\n",
    ]
    if not error.causes:
        parts.append(f"**{ui['cause']}** {ui['no_cause']}\n")
    for number, cause in enumerate(error.causes, start=1):
        label = ui["cause"] if len(error.causes) == 1 else ui["causes"].format(number)
        parts += [f"**{label}** {cause.text[language]}\n", *_remedy(cause, language)]
    threads = ui["comma"].join(_origin(facts().evidence[item]) for item in error.evidence)
    parts.append(f"**{ui['reported' if error.speaker == 'aws' else 'ran']}** {threads}\n")
    return "\n".join(parts)


def _call(call: str, language: str) -> str:
    named = facts().words.calls.get(call)
    return named[language] if named else f"`{call}`"


def _remedy(cause: Cause, language: str) -> Iterator[str]:
    ui, rule = words(language), facts().rules[cause.rule] if cause.rule else None
    fix = rule.fix if rule else cause.fix
    if fix:
        yield f"**{ui['fix']}** {fix[language]}\n"
    snippet = f"rules/{rule.id}/good.tf:example" if rule else cause.snippet
    if snippet:
        yield include(*snippet.split(":"))
    if cause.no_code:
        yield f"{cause.no_code[language]}\n"
    if rule:
        title = f"{rule.id}{ui['colon']}{rule.title[language]}"
        yield f"[{title}](rules/{topic_page(rule)}#{rule.id.lower()})\n"
    if cause.see:
        yield f"[{ui['more']}]({cause.see})\n"


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
