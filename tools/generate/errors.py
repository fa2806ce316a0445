"""The errors page: each message, what causes it and what mends it."""

from collections.abc import Iterator

from ecsnet import facts
from tools.generate.markdown import aside, fence, include, quoted, thread
from tools.generate.rules import topic_page
from tools.generate.words import CALLS, COLON, JOIN, UI

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
        for error in facts.errors().values()
        if error.call.split(", ")[0] in calls
    )


def _entry(error: facts.ErrorMessage, language: str) -> str:
    ui, names = UI[language], CALLS[language]
    calls = JOIN[language].join(names.get(call, f"`{call}`") for call in error.call.split(", "))
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
    threads = JOIN[language].join(_origin(facts.evidence()[item]) for item in error.evidence)
    parts.append(f"**{ui['reported' if error.speaker == 'aws' else 'ran']}** {threads}\n")
    return "\n".join(parts)


def _remedy(cause: facts.Cause, language: str) -> Iterator[str]:
    ui, rule = UI[language], facts.rules()[cause.rule] if cause.rule else None
    fix = rule.fix if rule else cause.fix
    if fix:
        yield f"**{ui['fix']}** {fix[language]}\n"
    snippet = f"rules/{rule.id}/good.tf:example" if rule else cause.snippet
    if snippet:
        yield include(*snippet.split(":"))
    if cause.no_code:
        yield f"{cause.no_code[language]}\n"
    if rule:
        title = f"{rule.id}{COLON[language]}{rule.title[language]}"
        yield f"[{title}](rules/{topic_page(rule)}#{rule.id.lower()})\n"
    if cause.see:
        yield f"[{ui['more']}]({cause.see})\n"


def _origin(item: facts.Evidence) -> str:
    """A link to the place where a message was seen."""
    match item:
        case facts.GuideEvidence():
            return f"[{quoted(item.title)}]({item.url})"
        case facts.IssueEvidence():
            return f"[`{thread(item)}`]({item.url})"
        case facts.RunEvidence():
            return f"[{item.tool}](sources.md#ev-{item.id})"
    raise TypeError(item)
