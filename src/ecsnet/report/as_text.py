"""Findings as text for people, in Japanese or English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from ecsnet.diagnostics import Finding
from ecsnet.facts import SPEAKERS, facts
from ecsnet.report import error_ids, fix, level, message
from ecsnet.report.visible import visible

_COLOURS = {"error": "1;31", "warning": "1;33", "mark": "1;31", "quiet": "2", "fix": "1;32"}
_WIDEST = 160


def as_text(
    findings: Iterable[Finding],
    sources: Mapping[str, str],
    language: str,
    *,
    pages: Mapping[str, str] | None = None,
    colour: bool = False,
) -> str:
    """The findings with their source lines, the message of AWS or Terraform, and the fix.

    Args:
        findings: what the rules found.
        sources: source text by file name.
        language: ``ja`` or ``en``.
        pages: where more is said about a rule, by its id; not shown where there is none.
        colour: whether to colour the text with ANSI escapes.

    Returns:
        One paragraph a finding, each ending in a newline, with an empty line between two.
    """
    paragraphs = (
        _paragraph(finding, sources, language, pages or {}, colour) for finding in findings
    )
    return "\n".join(paragraphs)


def _paragraph(
    finding: Finding,
    sources: Mapping[str, str],
    language: str,
    pages: Mapping[str, str],
    colour: bool,
) -> str:
    def paint(style: str, shown: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{shown}\x1b[0m" if colour else shown

    words, at = facts().words.report, finding.at
    grade = level(finding)
    file = visible(at.file)
    head = paint(grade, f"{words[grade][language]}[{finding.rule}]")
    place = paint("quiet", "-->")
    lines = [
        f"{head}: {visible(message(finding, language))}",
        f"  {place} {file}:{at.line}:{at.column} ({visible(finding.resource)})",
    ]
    # as the parser counts lines: splitlines() would also break at a form feed
    source = sources.get(at.file, "").split("\n")
    if 0 < at.line <= len(source) and at.file in sources:
        gutter, code, marks = _excerpt(source[at.line - 1].rstrip("\r"), at.line, at.column, at.end)
        lines += [gutter, code, f"{gutter} {paint('mark', marks)}"]
    errors = [facts().errors[error] for error in error_ids(finding)]
    lines += [f"  {SPEAKERS[error.speaker]}: {error.text}" for error in errors]
    lines.append(f"  {paint('fix', words['fix'][language])}: {fix(finding, language)}")
    if finding.rule in pages:
        lines.append(f"  {paint('quiet', words['page'][language])}: {pages[finding.rule]}")
    return "\n".join(lines) + "\n"


def _excerpt(line: str, number: int, column: int, end: int) -> tuple[str, str, str]:
    gutter = " " * len(str(number)) + " |"
    start, stop = column - 1, max(end, column + 1) - 1
    line = visible(line)
    if len(line) > _WIDEST:
        first = max(0, start - _WIDEST // 4)
        cut = line[first : first + _WIDEST]
        lead, tail = "…" if first else "", "…" if first + _WIDEST < len(line) else ""
        start, stop = start - first + len(lead), min(stop - first, _WIDEST) + len(lead)
        line = f"{lead}{cut}{tail}"
    # tabs stay tabs, so that the marks stand under the text however wide the reader's tabs are
    before = "".join(c if c == "\t" else " " * _width(c) for c in line[:start])
    marks = "^" * max(1, sum(map(_width, line[start:stop].rstrip())))
    return gutter, f"{number} | {line}", before + marks


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
