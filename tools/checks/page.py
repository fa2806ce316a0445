"""What a page (or a drawing) is made of: typed parts that know their line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any

from ecsnet.sections import Include

# Private-use characters: they can not be mistaken for text of the page.
CODE_MARK = "\ue000"
BREAK_MARK = "\ue001"

TOP_SECTION = "(top)"

HTML_HEADING = re.compile(r"h[1-6]")


@dataclass(frozen=True, slots=True)
class Heading:
    line: int
    level: int
    text: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Fence:
    line: int
    end_line: int
    language: str
    title: str | None
    body: tuple[str, ...]
    """The lines between the fences; body[0] is on line + 1."""
    closed: bool


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    end_line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    line: int
    rows: tuple[Row, ...]
    """Header first; the delimiter row of Markdown is not a row."""


@dataclass(frozen=True, slots=True)
class Admonition:
    line: int
    type: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Link:
    line: int
    target: str
    start: int
    end: int
    """Offsets of the link's text in Page.prose."""


@dataclass(frozen=True, slots=True)
class Image:
    line: int
    target: str
    alt: str | None


@dataclass(frozen=True, slots=True)
class CodeSpan:
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Element:
    """An HTML element; the offsets are those of its content."""

    line: int
    end_line: int
    tag: str
    attributes: dict[str, str]
    start: int
    end: int
    closed: bool
    """Whether the text has its end tag, or it needs none."""


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    line: int
    end_line: int


@dataclass(frozen=True)
class Page:
    path: str
    """Relative to the repository, with slashes."""
    language: str | None
    text: str
    front_matter: dict[str, Any]
    front_matter_lines: dict[str, int]
    front_matter_error: str | None
    headings: tuple[Heading, ...]
    includes: tuple[Include, ...]
    fences: tuple[Fence, ...]
    tables: tuple[Table, ...]
    admonitions: tuple[Admonition, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    code_spans: tuple[CodeSpan, ...]
    elements: tuple[Element, ...]
    attribute_ids: tuple[tuple[int, str], ...]
    """Ids that an attribute list gives to something other than a heading, with their line."""
    prose: str
    _starts: tuple[int, ...] = field(repr=False)

    def line_of(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    @cached_property
    def prose_lines(self) -> tuple[str, ...]:
        return tuple(self.prose.split("\n"))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        starts = [(1, TOP_SECTION)] + [(h.line, h.id) for h in self.headings if h.id]
        ends = [line - 1 for line, _ in starts[1:]] + [self.text.count("\n") + 1]
        return tuple(Section(id, line, end) for (line, id), end in zip(starts, ends, strict=True))

    def section_at(self, line: int) -> str:
        return next(s.id for s in reversed(self.sections) if s.line <= line)

    @cached_property
    def markup_lines(self) -> tuple[str, ...]:
        """The lines of the page as written, without its code."""
        lines = "".join(
            " " if blanked == CODE_MARK else char
            for char, blanked in zip(self.text, self.prose, strict=True)
        ).split("\n")
        fenced = {n for fence in self.fences for n in range(fence.line, fence.end_line + 1)}
        return tuple("" if n in fenced else line for n, line in enumerate(lines, start=1))

    def ids(self) -> Iterator[tuple[int, str]]:
        yield from ((h.line, h.id) for h in self.headings if h.id)
        for element in self.elements:
            # A heading written in HTML is among the headings.
            if element.attributes.get("id") and not HTML_HEADING.fullmatch(element.tag):
                yield element.line, element.attributes["id"]
        yield from self.attribute_ids

    def prose_without(self, *regions: tuple[int, int]) -> str:
        chars = list(self.prose)
        for start, end in regions:
            chars[start:end] = [c if c == "\n" else BREAK_MARK for c in chars[start:end]]
        return "".join(chars)

    @cached_property
    def attribute_texts(self) -> tuple[tuple[int, str], ...]:
        """What attributes say to readers, with its line: alternatives, labels and titles.

        Those of an element that is marked as being in another language are quoted.
        """
        texts = [(image.line, image.alt or "") for image in self.images]
        texts += [(fence.line, fence.title or "") for fence in self.fences]
        texts += [
            (element.line, unescape(element.attributes.get(name, "")))
            for element in self.elements
            for name in ("title", "aria-label", "placeholder")
            if element.attributes.get("lang", self.language) == self.language
        ]
        return tuple((line, text) for line, text in texts if text)

    def foreign(self, language: str) -> list[tuple[int, int]]:
        """The regions that an element marks as being in this language."""
        return [
            (e.start, e.end)
            for e in self.elements
            if e.attributes.get("lang", "").split("-")[0] == language
        ]
