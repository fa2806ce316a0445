"""The errors page: each message, what causes it and what mends it."""

from collections.abc import Iterable

from ecsnet.facts import (
    ApiEvidence,
    ErrorMessage,
    Evidence,
    GuideEvidence,
    IssueEvidence,
    RunEvidence,
    SourceEvidence,
    facts,
)
from tools.generate.markdown import aside, links, quoted, thread, words
from tools.generate.rules import topic_page
from tools.generate.template import render


def groups() -> list[str]:
    """The sections of the page: the files of facts/errors."""
    return list(dict.fromkeys(error.group for error in facts().errors.values()))


def entries(group: str, language: str) -> str:
    """The messages of a section."""
    return "\n".join(
        _entry(error, language) for error in facts().errors.values() if error.group == group
    )


def others(language: str) -> str:
    """The messages that have nothing to do with networks, each with the page that explains it."""
    return "".join(
        f'- <span id="{item.id.lower()}"></span>`{item.text}`<br>'
        f"[{item.about[language]}]({item.url})\n"
        for item in facts().other_messages.values()
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
        ran=all(isinstance(facts().evidence[item], RunEvidence) for item in error.evidence),
        seen=comma.join(_origins(error.evidence, language)),
    )


def _call(call: str, language: str) -> str:
    named = facts().words.calls.get(call)
    return named[language] if named else f"`{call}`"


def _origins(evidence: Iterable[str], language: str) -> list[str]:
    """The places where a message was seen. Runs of the same tools are numbered after their name."""
    known, runs = facts().evidence, dict[str, list[str]]()
    for item_id in evidence:
        item = known[item_id]
        runs.setdefault(item.tool if isinstance(item, RunEvidence) else item_id, []).append(item_id)
    return [
        _origin(known[same[0]]) if len(same) == 1 else name + aside(links(same, language), language)
        for name, same in runs.items()
    ]


def _origin(item: Evidence) -> str:
    """A link to the place where a message was seen."""
    match item:
        case GuideEvidence():
            return f"[{quoted(item.title)}]({item.url})"
        case IssueEvidence():
            return f"[`{thread(item)}`]({item.url})"
        case SourceEvidence():
            return f"[`{item.repository}` `{item.symbol}`]({item.url})"
        case ApiEvidence():
            return f"[`{item.shape}`](sources.md#ev-{item.id})"
        case RunEvidence():
            return f"[{item.tool}](sources.md#ev-{item.id})"
