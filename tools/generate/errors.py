"""The errors page: each message, what causes it and what mends it."""

from collections.abc import Iterable
from html import escape

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
from ecsnet.sections import shown_lines
from tools import ROOT
from tools.generate import labs, questions
from tools.generate.diff import Difference
from tools.generate.markdown import (
    aside,
    entry,
    heading,
    links,
    page_heading,
    quoted,
    thread,
    topic_page,
    words,
)
from tools.generate.template import render

# The sections that few readers come for: the page shows only how many messages they have.
FOLDED = ("tools",)


def groups() -> list[str]:
    """The sections of the page: the files of facts/errors."""
    return list(dict.fromkeys(error.group for error in facts().errors.values()))


def entries(group: str, language: str) -> str:
    """The messages of a section."""
    return "\n".join(
        _entry(error, language) for error in facts().errors.values() if error.group == group
    )


def lines(group: str, language: str) -> str:
    """The messages of a section, one line each: what opens leads to the entry."""
    found = [_line(error, language) for error in facts().errors.values() if error.group == group]
    return _folded(found, language) if group in FOLDED else "\n".join(found)


def page_of(group: str) -> str:
    """The name of the page in docs/<language>/errors/ that has the entries of a section."""
    return group.replace("_", "-")


def others(language: str) -> str:
    """The messages that have nothing to do with networks, each with the page that explains it."""
    found = [
        '<details class="error" name="error" markdown>\n'
        f"<summary><code>{_in_html(item.text)}</code></summary>\n"
        f'<div id="{item.id.lower()}" markdown>\n\n'
        f"[{item.about[language]}]({item.url})\n\n</div>\n</details>\n"
        for item in facts().other_messages.values()
    ]
    return _folded(found, language)


def _folded(found: list[str], language: str) -> str:
    summary = f"<summary>{words(language)['messages'].format(len(found))}</summary>"
    inside = "\n".join(found)
    return f'<details class="fold" markdown>\n{summary}\n\n{inside}\n</details>\n'


def _line(error: ErrorMessage, language: str) -> str:
    # Which of several causes it is, and so what mends it, is said by the check of the entry.
    cause = error.causes[0] if len(error.causes) == 1 else None
    rule = facts().rules[cause.rule] if cause and cause.rule else None
    return render(
        "error-line",
        language,
        error=error,
        message=_in_html(error.text),
        tag=_tag(error, language),
        page=page_of(error.group),
        fix=(cause.brief or cause.fix or (rule.fix if rule else None)) if cause else None,
        count=_count(len(error.causes), language) if error.causes else "",
    )


def _count(number: int, language: str) -> str:
    """A number up to nine as a text has it."""
    return words(language)["counts"].split(words(language)["comma"])[number - 1]


def _in_html(message: str) -> str:
    """A message in an element of HTML, where Markdown would still see its backticks."""
    return escape(message, quote=False).replace("`", "&#96;")


def _tag(error: ErrorMessage, language: str) -> str:
    """Where a message is met, in a word or two: its first call, or else who says it."""
    first = error.call.split(", ")[0]
    named = facts().words.tags.get(first if error.speaker == "aws" else error.speaker)
    return named[language] if named else first.rpartition(" ")[2]


def _entry(error: ErrorMessage, language: str) -> str:
    comma, known = words(language)["comma"], facts().evidence
    runs = [item for item in error.evidence if isinstance(known[item], RunEvidence)]
    reports = [item for item in error.evidence if item not in runs]
    return render(
        "error",
        language,
        questions=questions.of_error(error.id, language),
        error=error,
        calls=comma.join(_call(call, language) for call in error.call.split(", ")),
        rules=facts().rules,
        page_of=topic_page,
        mended=_mended,
        heading=heading,
        page_heading=page_heading,
        seen={
            label: comma.join(_origins(found, language))
            for label, found in (("ran", runs), ("reported", reports))
            if found
        },
    )


def _mended(snippet: str) -> str:
    """What marks the lines of a rule's good example that its bad one lacks."""
    path, _, part = snippet.partition(":")
    good = ROOT / "snippets" / path
    bad = good.with_name("bad.tf")
    if good.name != "good.tf" or not bad.is_file():
        return ""
    text = good.read_text(encoding="utf-8")
    lines = Difference(bad.read_text(encoding="utf-8"), text).lines()
    signs = [line.sign for line in lines if line.sign != "-"]
    shown = shown_lines(text, part)
    blank = {number for number, line in enumerate(text.split("\n"), 1) if not line.strip()}
    new = [
        str(place)
        for place, number in enumerate(shown, 1)
        if signs[number - 1] == "+" and number not in blank
    ]
    return f' hl_lines="{" ".join(new)}"' if new else ""


def _call(call: str, language: str) -> str:
    named = facts().words.calls.get(call)
    return named[language] if named else f"`{call}`"


def _origins(evidence: Iterable[str], language: str) -> list[str]:
    """The places where a message was seen. Runs of the same tools are numbered after their name."""
    known, runs = facts().evidence, dict[str, list[str]]()
    for item_id in evidence:
        item = known[item_id]
        name = labs.told(item).tool if isinstance(item, RunEvidence) else item_id
        runs.setdefault(name, []).append(item_id)
    return [
        _origin(known[same[0]])
        if len(same) == 1
        else name + aside(links(same, language, "../"), language)
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
            return f"[`{item.shape}`]({entry(item.id, '../')})"
        case RunEvidence(lab=str(lab)):
            return f"[{labs.told(item).tool}](../{labs.place(lab)})"
        case RunEvidence():
            return f"[{item.tool}]({entry(item.id, '../')})"
