"""Findings as text for people, in Japanese or English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from ecsnet import facts
from ecsnet.model import Finding

_LABELS = {
    "ja": {"error": "エラー", "warning": "警告", "fix": "直し方"},
    "en": {"error": "error", "warning": "warning", "fix": "fix"},
}


def level(finding: Finding) -> str:
    """``error`` or ``warning``: the finding's own level, else its rule's."""
    return finding.level or facts.rules()[finding.rule].level


def message(finding: Finding, language: str) -> str:
    """The finding as one sentence.

    Args:
        finding: what a rule found.
        language: ``ja`` or ``en``.

    Raises:
        KeyError: the rule's message names a parameter the finding lacks, or the language is
            neither.
    """
    text = getattr(facts.rules()[finding.rule].message, language)
    return text.format_map(finding.params)


def text(
    findings: Iterable[Finding],
    sources: Mapping[str, str],
    language: str,
    names: Mapping[str, str] | None = None,
) -> str:
    """The findings with their source lines, AWS's message and the fix.

    Args:
        findings: what the rules found.
        sources: source text by file name.
        language: ``ja`` or ``en``.
        names: names to show for files, by file name; the file name itself where there is none.

    Returns:
        One paragraph a finding, each ending in a newline, with an empty line between two.
    """
    return "\n".join(_paragraph(finding, sources, language, names or {}) for finding in findings)


def _paragraph(
    finding: Finding, sources: Mapping[str, str], language: str, names: Mapping[str, str]
) -> str:
    labels, rule, at = _LABELS[language], facts.rules()[finding.rule], finding.at
    shown = names.get(at.file, at.file)
    lines = [
        f"{labels[level(finding)]}[{finding.rule}]: {message(finding, language)}",
        f"  --> {shown}:{at.line}:{at.column} ({finding.resource})",
    ]
    source = sources.get(at.file, "").splitlines()
    if 0 < at.line <= len(source):
        lines += _excerpt(source[at.line - 1], at.line, at.column, at.end)
    errors = rule.errors if finding.errors is None else finding.errors
    lines += [f"  AWS: {facts.errors()[error].text}" for error in errors]
    lines.append(f"  {labels['fix']}: {getattr(rule.fix, language)}")
    return "\n".join(lines) + "\n"


def _excerpt(line: str, number: int, column: int, end: int) -> list[str]:
    gutter = " " * len(str(number))
    start, stop = column - 1, max(end, column + 1) - 1
    # tabs stay tabs, so that the marks stand under the text however wide the reader's tabs are
    lead = "".join(c if c == "\t" else " " * _width(c) for c in line[:start])
    marks = "^" * max(1, sum(map(_width, line[start:stop].rstrip())))
    return [f"{gutter} |", f"{number} | {line}", f"{gutter} | {lead}{marks}"]


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
