"""Reads a Markdown page (or an SVG drawing) into typed parts that know their line.

The reader blanks out what it has recognised and keeps every other character where it was: what
remains is prose, and an offset in it is an offset in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from ecsnet.facts import LANGUAGES
from ecsnet.sections import Include, include

# Private-use characters: they can not be mistaken for text of the page.
CODE_MARK = "\ue000"
BREAK_MARK = "\ue001"

TOP_SECTION = "(top)"

VOID_TAGS = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
# Text on both sides of such a tag belongs to one sentence.
INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp"}
    | {"small", "span", "strong", "sub", "sup", "tspan", "u", "var", "wbr"}
)
LITERAL_TAGS = frozenset({"code", "pre", "kbd", "samp", "script", "style"})


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
        """What attributes say to readers, with its line: alternatives, labels and titles."""
        texts = [(image.line, image.alt or "") for image in self.images]
        texts += [(fence.line, fence.title or "") for fence in self.fences]
        texts += [
            (element.line, unescape(element.attributes.get(name, "")))
            for element in self.elements
            for name in ("title", "aria-label", "placeholder")
        ]
        return tuple((line, text) for line, text in texts if text)

    def foreign(self, language: str) -> list[tuple[int, int]]:
        """The regions that an element marks as being in this language."""
        return [
            (e.start, e.end)
            for e in self.elements
            if e.attributes.get("lang", "").split("-")[0] == language
        ]


def read_page(root: Path, path: Path) -> Page:
    relative = path.relative_to(root).as_posix()
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return scan(relative, text)


def language_of(path: str) -> str | None:
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and parts[1] in LANGUAGES else None


def scan(path: str, text: str) -> Page:
    """Scan a page: Markdown, or plain markup when the path ends in .svg."""
    return _Scanner(path, text).page()


FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.S | re.M)
FENCE_OPEN = re.compile(r"^(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)$")
FENCE_TITLE = re.compile(r"""\btitle=(?:"([^"]*)"|'([^']*)')""")
NOT_CONTENT = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>", re.S | re.I)
HTML_HEADING = re.compile(r"h[1-6]")
CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.S)
AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>")
LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\\\n]|\\.|\n(?![ \t]*\n)|\[[^\[\]\n]*\])*)\]"
    r"\((?P<target><[^>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"""(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)"""
)
LINK_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(\S+?)>?(?:[ \t].*)?$", re.M)
ATX_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
ATTRIBUTES = re.compile(r"\{:?[ \t]*([^{}\n]*[#.=][^{}\n]*)\}")
ATTRIBUTE_ID = re.compile(r"(?:^|\s)#([^\s#.{}]+)")
SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
NOT_A_SETEXT_TITLE = re.compile(rf"^[\s{BREAK_MARK}]*($|[#>|!\-*+<]|\d+[.)]\s)")
ADMONITION = re.compile(r'^\s*!!![ \t]+(?P<type>[\w-]+)(?:[ \t][\w -]*)?(?:[ \t]*"(?P<title>.*)")?')
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
CELL_BORDER = re.compile(r"(?<!\\)\|")
ENTITY = re.compile(r"&#?\w+;")


class _Scanner:
    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.work = text
        self.markdown = not path.endswith(".svg")
        self.starts = tuple([0] + [i + 1 for i, c in enumerate(text) if c == "\n"])
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.code_spans: list[CodeSpan] = []

    def page(self) -> Page:
        front, front_lines, front_error = self._front_matter()
        fences, includes = self._fences() if self.markdown else ((), ())
        for match in NOT_CONTENT.finditer(self.work):
            self._blank(match.start(), match.end())
        if self.markdown:
            self._code_spans()
            self._links()
        elements = self._elements()
        tables = (*self._markdown_tables(), *self._html_tables(elements))
        headings, attribute_ids = self._headings(elements) if self.markdown else ((), ())
        admonitions = self._admonitions() if self.markdown else ()
        for match in ENTITY.finditer(self.work):
            self._blank(match.start(), match.end())
        return Page(
            path=self.path,
            language=language_of(self.path),
            text=self.text,
            front_matter=front,
            front_matter_lines=front_lines,
            front_matter_error=front_error,
            headings=headings,
            includes=includes,
            fences=fences,
            tables=tuple(sorted(tables, key=lambda table: table.line)),
            admonitions=admonitions,
            links=tuple(sorted(self.links, key=lambda link: link.start)),
            images=tuple(self.images),
            code_spans=tuple(sorted(self.code_spans, key=lambda span: span.line)),
            elements=elements,
            attribute_ids=attribute_ids,
            prose=self.work,
            _starts=self.starts,
        )

    def _line(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def _blank(self, start: int, end: int, mark: str = " ") -> None:
        middle = "".join(c if c == "\n" else mark for c in self.work[start:end])
        self.work = self.work[:start] + middle + self.work[end:]

    def _lines(self) -> list[str]:
        return self.work.split("\n")

    def _front_matter(self) -> tuple[dict[str, Any], dict[str, int], str | None]:
        match = FRONT_MATTER.match(self.text) if self.markdown else None
        if match is None:
            return {}, {}, None
        self._blank(match.start(), match.end())
        lines = {
            key[1]: number
            for number, line in enumerate(match[1].split("\n"), start=2)
            if (key := re.match(r"([\w-]+):", line))
        }
        try:
            data = yaml.safe_load(match[1])
        except (yaml.YAMLError, ValueError) as error:
            return {}, lines, " ".join(str(error).split())
        if not isinstance(data, dict):
            return {}, lines, "it is not a mapping"
        return data, lines, None

    def _fences(self) -> tuple[tuple[Fence, ...], tuple[Include, ...]]:
        fences: list[Fence] = []
        includes: list[Include] = []
        opened: tuple[int, str, str] | None = None
        lines = self._lines()
        for number, line in enumerate(lines, start=1):
            # The include syntax is resolved before Markdown is read, so inside fences too.
            if found := include(line, number):
                includes.append(found)
                self._blank_line(number)
            elif opened is None:
                match = FENCE_OPEN.match(line)
                if match and "`" not in match["info"]:
                    opened = (number, match["mark"], match["info"])
            elif re.match(rf"^[ \t>]*{opened[1][0]}{{{len(opened[1])},}}[ \t]*$", line):
                fences.append(_fence(opened[0], number, opened[2], lines))
                opened = None
        if opened:
            fences.append(_fence(opened[0], len(lines) + 1, opened[2], lines))
        for fence in fences:
            for number in range(fence.line, min(fence.end_line, len(lines)) + 1):
                self._blank_line(number)
        return tuple(fences), tuple(includes)

    def _blank_line(self, number: int) -> None:
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        self._blank(self.starts[number - 1], end)

    def _code_spans(self) -> None:
        for match in CODE_SPAN.finditer(self.work):
            self._code(match.start(), match.end(), match[2])

    def _code(self, start: int, end: int, text: str) -> None:
        self.code_spans.append(CodeSpan(self._line(start), " ".join(text.split())))
        self._blank(start, end, CODE_MARK)

    def _links(self) -> None:
        for match in AUTOLINK.finditer(self.work):
            self._add_link(match[1], match.start(), match.start())
            self._blank(match.start(), match.end())
        for match in LINK_DEFINITION.finditer(self.work):
            self._add_link(match[1], match.start(), match.start())
            self._blank(match.start(), match.end())
        # A second pass finds the link around an image.
        for _ in range(2):
            for match in LINK.finditer(self.work):
                target = match["target"].strip("<>")
                if match["image"]:
                    alt = match["text"].strip()
                    self.images.append(Image(self._line(match.start()), target, alt or None))
                else:
                    self._add_link(target, match.start("text"), match.end("text"))
                self._blank(match.start(), match.start("text"))
                self._blank(match.end("text"), match.end())

    def _add_link(self, target: str, start: int, end: int) -> None:
        self.links.append(Link(self._line(start), target, start, end))

    def _elements(self) -> tuple[Element, ...]:
        reader = _Markup(self.work, self.starts)
        elements = reader.elements()
        for element in elements:
            if element.tag == "a" and element.attributes.get("href"):
                self._add_link(element.attributes["href"], element.start, element.end)
            elif element.tag == "img":
                target = element.attributes.get("src", "")
                self.images.append(Image(element.line, target, element.attributes.get("alt")))
            elif element.tag == "code":
                span = re.sub(r"<[^>]*>", "", self.work[element.start : element.end])
                if CODE_MARK not in span and span.strip():
                    self._code(element.start, element.end, unescape(span))
            elif element.tag in LITERAL_TAGS:
                self._blank(element.start, element.end, CODE_MARK)
        for start, end, tag in reader.tags:
            self._blank(start, end, " " if tag in INLINE_TAGS else BREAK_MARK)
        return elements

    def _headings(
        self, elements: tuple[Element, ...]
    ) -> tuple[tuple[Heading, ...], tuple[tuple[int, str], ...]]:
        headings = [
            Heading(
                e.line, int(e.tag[1]), self.work[e.start : e.end].strip(), e.attributes.get("id")
            )
            for e in elements
            if HTML_HEADING.fullmatch(e.tag)
        ]
        lines = self._lines()
        for number, line in enumerate(lines, start=1):
            following = lines[number] if number < len(lines) else ""
            if atx := ATX_HEADING.match(line):
                headings.append(_heading(number, len(atx[1]), atx[2]))
            elif SETEXT.match(following) and not NOT_A_SETEXT_TITLE.match(line):
                headings.append(_heading(number, 1 if "=" in following else 2, line))
        ids: list[tuple[int, str]] = []
        heading_lines = {heading.line for heading in headings}
        for match in ATTRIBUTES.finditer(self.work):
            line = self._line(match.start())
            if line not in heading_lines:
                ids += [(line, id) for id in ATTRIBUTE_ID.findall(match[1])]
            self._blank(match.start(), match.end())
        return tuple(sorted(headings, key=lambda heading: heading.line)), tuple(ids)

    def _admonitions(self) -> tuple[Admonition, ...]:
        found: list[Admonition] = []
        for number, line in enumerate(self._lines(), start=1):
            if match := ADMONITION.match(line):
                found.append(Admonition(number, match["type"], match["title"]))
                start = self.starts[number - 1]
                self._blank(start, start + match.end("type"))
        return tuple(found)

    def _markdown_tables(self) -> Iterator[Table]:
        if not self.markdown:
            return
        lines = self._lines()
        number = 1
        while number < len(lines):
            header, rule = lines[number - 1], lines[number]
            if "|" not in header or "|" not in rule or not TABLE_RULE.match(rule):
                number += 1
                continue
            last = number + 1
            while last < len(lines) and "|" in lines[last] and lines[last].strip():
                last += 1
            body = range(number + 2, last + 1)
            yield Table(number, tuple(self._row(n, lines) for n in (number, *body)))
            self._blank_line(number + 1)
            number = last + 1

    def _row(self, number: int, lines: list[str]) -> Row:
        start = self.starts[number - 1]
        borders = [m.start() for m in CELL_BORDER.finditer(lines[number - 1])]
        for border in borders:
            self._blank(start + border, start + border + 1, BREAK_MARK)
        source = self.text[start : start + len(lines[number - 1])]
        edges = [-1, *borders, len(source)]
        cells = [source[a + 1 : b].strip() for a, b in pairwise(edges)]
        if source.lstrip().startswith("|"):
            cells = cells[1:]
        if source.rstrip().endswith("|"):
            cells = cells[:-1]
        return Row(number, number, tuple(cells))

    def _html_tables(self, elements: tuple[Element, ...]) -> Iterator[Table]:
        for table in (e for e in elements if e.tag == "table"):
            rows = [e for e in elements if e.tag == "tr" and table.start <= e.start < table.end]
            yield Table(table.line, tuple(self._html_row(row, elements) for row in rows))

    def _html_row(self, row: Element, elements: tuple[Element, ...]) -> Row:
        cells = [
            " ".join(unescape(re.sub(r"<[^>]*>", "", self.text[e.start : e.end])).split())
            for e in elements
            if e.tag in ("td", "th") and row.start <= e.start < row.end
        ]
        return Row(row.line, row.end_line, tuple(cells))


def _heading(line: int, level: int, text: str) -> Heading:
    attributes = ATTRIBUTES.search(text)
    ids = ATTRIBUTE_ID.findall(attributes[1]) if attributes else []
    return Heading(line, level, ATTRIBUTES.sub("", text).strip(), ids[-1] if ids else None)


def _fence(line: int, end_line: int, info: str, lines: list[str]) -> Fence:
    words = info.strip().lstrip("{:").replace("}", " ").split()
    if info.lstrip().startswith("{"):
        words = [word for word in words if word.startswith(".")]
    language = words[0].lstrip(".").lower() if words and "=" not in words[0] else ""
    title = FENCE_TITLE.search(info)
    return Fence(
        line,
        end_line,
        language,
        (title[1] or title[2]) if title else None,
        tuple(lines[line : end_line - 1]),
    )


class _Markup(HTMLParser):
    """Finds the elements of a text by offset; what is not closed ends where its parent ends."""

    def __init__(self, text: str, starts: tuple[int, ...]) -> None:
        super().__init__(convert_charrefs=False)
        self.source = text
        self.starts = starts
        self.found: list[Element] = []
        self.tags: list[tuple[int, int, str]] = []
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
        self.tags.append((start, end, tag))
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
        self.tags.append((start, end, tag))
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
