"""The figures of a page's prose: what counts as one, and with which unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tools.checks.page import BREAK_MARK, CODE_MARK, Page
from tools.checks.tokens import DEMANDED_WORDS, ENGLISH_NUMBERS, LIST_MARKER, NUMBER, without_dates

UNITS = {
    "seconds": r"seconds?\b|秒",
    "minutes": r"minutes?\b|分",
    "hours": r"hours?\b|時間",
    "days": r"days?\b|日",
    "MiB": r"MiB\b",
    "percent": "%",
    "vCPU": r"vCPUs?\b",
}
_UNIT = "|".join(f"(?P<{unit}>{pattern})" for unit, pattern in UNITS.items())
_WORD = rf"\b(?i:one|two|{'|'.join(sorted(DEMANDED_WORDS))})\b"
_FIGURE = re.compile(
    rf"(?P<number>{NUMBER.pattern}|{_WORD})(?![\dA-Za-z]|[.,]\d)(?:[ -]?(?:{_UNIT}))?"
)
# What is no figure, each for a reason of its own.
_NO_FIGURE = re.compile(
    # A year is a date, or names an edition: Windows Server 2016, the guide of 2023.
    r"(?<![\d.,])20[12]\d(?:-\d\d)?(?!\d|[.,]\d)"
    # Neither of these is a version that the facts could raise.
    r"|\bAmazon Linux 2\b|\b\d\.x"
    # The steps of a page are numbered by its own headings.
    r"|(?i:\bsteps? )\d(?: (?:and|or|to) \d)*"
    r"|(?:ステップ|手順) ?\d(?: ?(?:[、~とか]|から|または) ?\d)*"
)
_NONE_AND_ONE = ("0", "1")
# A span of code that is nothing but numbers states them as prose does, unless it is an outcome of
# curl or of the shell, the loopback or every address.
_CODE = re.compile(rf"{NUMBER.pattern}(?:[ -]{NUMBER.pattern})*")
_OUTCOMES = frozenset({"000", "200", "255", "503", "127.0.0.1", "0.0.0.0"})


@dataclass(frozen=True, slots=True)
class Figure:
    value: str
    unit: str | None = None

    def __str__(self) -> str:
        return f"{self.value} {self.unit}" if self.unit else self.value

    def states(self, fact: Figure) -> bool:
        """The unit may stand further off, but where one stands, it is that of the fact."""
        return self.value == fact.value and self.unit in (None, fact.unit)


@dataclass(frozen=True, slots=True)
class Said:
    line: int
    figure: Figure
    counts: bool
    """Whether it is only how many there are: a word, a digit of Japanese, 0 and 1."""


def figures_of(value: str, unit: str | None = None) -> tuple[Figure, ...]:
    """The figures of a value such as ``32768-65535`` or ``1,000``."""
    return tuple(Figure(found.replace(",", ""), unit) for found in NUMBER.findall(value))


def said(page: Page) -> Iterator[Said]:
    """The figures of a page: those of its prose, and those that stand alone in a span of code."""
    for number, prose in enumerate(_prose(page).split("\n"), start=1):
        text = unicodedata.normalize("NFKC", prose)
        text, _ = without_dates(LIST_MARKER.sub("", text))
        for match in _FIGURE.finditer(_NO_FIGURE.sub(" ", text)):
            written = match["number"].lower()
            value = ENGLISH_NUMBERS.get(written, written.replace(",", ""))
            unit = next((unit for unit in UNITS if match[unit]), None)
            word = written in ENGLISH_NUMBERS or value in _NONE_AND_ONE
            digit = page.language == "ja" and len(value) == 1
            yield Said(number, Figure(value, unit), unit is None and (word or digit))
    for span in page.code_spans:
        if _CODE.fullmatch(span.text):
            for figure in figures_of(span.text):
                counts = len(figure.value) == 1 or figure.value in _OUTCOMES
                yield Said(span.line, figure, counts)


def _prose(page: Page) -> str:
    """The prose of a page, without the numbers by which a link calls where it leads."""
    named = [
        (link.start + number.start(), link.start + number.end())
        for link in page.links
        for number in NUMBER.finditer(page.prose[link.start : link.end])
        if re.search(rf"(?<!\d){re.escape(number[0])}(?!\d)", link.target)
    ]
    return page.prose_without(*named).replace(CODE_MARK, " ").replace(BREAK_MARK, " ")
