"""The HTML elements of a text, with their place in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from tools.checks.page import Element, Row, Table

VOID_TAGS = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


class Tag(NamedTuple):
    start: int
    end: int
    name: str


def read_elements(text: str, starts: tuple[int, ...]) -> tuple[tuple[Element, ...], list[Tag]]:
    """The elements and the tags of a text, by offset.

    Args:
        text: the whole of a page; what is no HTML in it has been blanked out.
        starts: the offset at which each of its lines begins.
    """
    reader = _Markup(text, starts)
    return reader.elements(), reader.tags


def read_tables(text: str, elements: tuple[Element, ...]) -> Iterator[Table]:
    """The tables among the elements of a text."""
    for table in (e for e in elements if e.tag == "table"):
        rows = [e for e in elements if e.tag == "tr" and table.start <= e.start < table.end]
        yield Table(table.line, tuple(_row(text, row, elements) for row in rows))


def _row(text: str, row: Element, elements: tuple[Element, ...]) -> Row:
    cells = [
        " ".join(unescape(re.sub(r"<[^>]*>", "", text[e.start : e.end])).split())
        for e in elements
        if e.tag in ("td", "th") and row.start <= e.start < row.end
    ]
    return Row(row.line, row.end_line, tuple(cells))


class _Markup(HTMLParser):
    """Finds the elements of a text by offset; what is not closed ends where its parent ends."""

    def __init__(self, text: str, starts: tuple[int, ...]) -> None:
        super().__init__(convert_charrefs=False)
        self.source = text
        self.starts = starts
        self.found: list[Element] = []
        self.tags: list[Tag] = []
        self.open: list[tuple[str, dict[str, str], int, int]] = []

    def elements(self) -> tuple[Element, ...]:
        self.feed(self.source)
        self.close()
        self._close_from(0, len(self.source))
        return tuple(sorted(self.found, key=lambda element: element.start))

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def _begin(self, tag: str, attrs: list[tuple[str, str | None]], empty: bool) -> None:
        start = self._offset()
        end = start + len(self.get_starttag_text() or "")
        self.tags.append(Tag(start, end, tag))
        self.open.append((tag, {k: v or "" for k, v in attrs}, start, end))
        if empty or tag in VOID_TAGS:
            self._close_from(len(self.open) - 1, end, closed=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, attrs, empty=False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, attrs, empty=True)

    def handle_endtag(self, tag: str) -> None:
        start = self._offset()
        end = self.source.find(">", start) + 1 or len(self.source)
        self.tags.append(Tag(start, end, tag))
        for index in reversed(range(len(self.open))):
            if self.open[index][0] == tag:
                self._close_from(index + 1, start)
                self._close_from(index, start, closed=True)
                return

    def _close_from(self, index: int, end: int, closed: bool = False) -> None:
        while len(self.open) > index:
            tag, attributes, start, content = self.open.pop()
            line, end_line = (bisect_right(self.starts, o) for o in (start, max(content, end - 1)))
            self.found.append(Element(line, end_line, tag, attributes, content, end, closed))
