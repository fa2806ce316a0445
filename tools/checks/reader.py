"""Reads a page of Markdown, or a drawing, into its parts.

The reader blanks out what it has recognised and keeps every other character where it was: what
remains is prose, and an offset in it is an offset in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from markdown_it.token import Token

from ecsnet.facts import LANGUAGES
from ecsnet.sections import includes
from tools.checks.elements import read_elements, read_tables
from tools.checks.markdown import Span, read_blocks, read_spans
from tools.checks.page import (
    BREAK_MARK,
    CODE_MARK,
    HTML_HEADING,
    Admonition,
    CodeSpan,
    Element,
    Fence,
    Heading,
    Image,
    Link,
    Page,
    Row,
    Table,
)

# Text on both sides of such a tag belongs to one sentence.
INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp"}
    | {"small", "span", "strong", "sub", "sup", "tspan", "u", "var", "wbr"}
)
LITERAL_TAGS = frozenset({"code", "pre", "kbd", "samp", "script", "style"})

# Of the kinds that a reader of Markdown knows, MkDocs takes this one.
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.S | re.M)
FENCE_TITLE = re.compile(r"""\btitle=(?:"([^"]*)"|'([^']*)')""")
NOT_CONTENT = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>", re.S | re.I)
LINK_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(\S+?)>?(?:[ \t].*)?$", re.M)
ATTRIBUTES = re.compile(r"\{:?[ \t]*([^{}\n]*[#.=][^{}\n]*)\}")
ATTRIBUTE_ID = re.compile(r"(?:^|\s)#([^\s#.{}]+)")
ADMONITION = re.compile(r'\s*(?P<type>[\w-]+)(?:[ \t][\w -]*)?(?:[ \t]*"(?P<title>.*)")?')
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
CELL_BORDER = re.compile(r"(?<!\\)\|")
ENTITY = re.compile(r"&#?\w+;")


def read_page(root: Path, path: Path) -> Page:
    """The page in a file below the root of the repository."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return scan(path.relative_to(root).as_posix(), text)


def language_of(path: str) -> str | None:
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and parts[1] in LANGUAGES else None


def scan(path: str, text: str) -> Page:
    """Scan a page: Markdown, or plain markup when the path ends in .svg."""
    return _Reader(path, text).page()


class _Canvas:
    """A text from which parts are blanked out, so that what stays keeps its offset."""

    def __init__(self, text: str) -> None:
        self.starts = (0, *(match.end() for match in re.finditer("\n", text)))
        self.chars = list(text)

    @property
    def text(self) -> str:
        return "".join(self.chars)

    def line_of(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def span_of(self, first: int, last: int) -> tuple[int, int]:
        """The offsets between which lines stand, without the line break after them."""
        end = self.starts[last] - 1 if last < len(self.starts) else len(self.chars)
        return self.starts[first - 1], end

    def blank(self, start: int, end: int, mark: str = " ") -> None:
        self.chars[start:end] = ["\n" if c == "\n" else mark for c in self.chars[start:end]]

    def blank_lines(self, first: int, last: int) -> None:
        self.blank(*self.span_of(first, min(last, len(self.starts))))


class _Reader:
    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.canvas = _Canvas(text)
        self.blocks: list[Token] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.code_spans: list[CodeSpan] = []
        self.fences: list[Fence] = []

    def page(self) -> Page:
        markdown = not self.path.endswith(".svg")
        front, front_lines, front_error = self._front_matter()
        found = tuple(includes(self.canvas.text)) if markdown else ()
        # They are resolved before Markdown is read, so inside code blocks too.
        for include in found:
            self.canvas.blank_lines(include.line, include.line)
        self.blocks = read_blocks(self.canvas.text) if markdown else []
        self._fences()
        self._blank_all(NOT_CONTENT)
        if markdown:
            self._definitions()
        self._spans()
        elements = self._elements()
        tables = (*self._markdown_tables(), *read_tables(self.text, elements))
        headings, attribute_ids = self._headings(elements) if markdown else ((), ())
        admonitions = tuple(self._admonitions())
        self._blank_all(ENTITY)
        return Page(
            path=self.path,
            language=language_of(self.path),
            text=self.text,
            front_matter=front,
            front_matter_lines=front_lines,
            front_matter_error=front_error,
            headings=headings,
            includes=found,
            fences=tuple(sorted(self.fences, key=lambda fence: fence.line)),
            tables=tuple(sorted(tables, key=lambda table: table.line)),
            admonitions=admonitions,
            links=tuple(sorted(self.links, key=lambda link: link.start)),
            images=tuple(self.images),
            code_spans=tuple(sorted(self.code_spans, key=lambda span: span.line)),
            elements=elements,
            attribute_ids=attribute_ids,
            prose=self.canvas.text,
            _starts=self.canvas.starts,
        )

    def _blank_all(self, pattern: re.Pattern[str]) -> None:
        for match in pattern.finditer(self.canvas.text):
            self.canvas.blank(match.start(), match.end())

    def _of(self, *types: str) -> Iterator[tuple[int, int, Token]]:
        """The blocks of these types, with their first and last line."""
        for block in self.blocks:
            if block.type in types and block.map:
                yield block.map[0] + 1, block.map[1], block

    def _front_matter(self) -> tuple[dict[str, Any], dict[str, int], str | None]:
        match = FRONT_MATTER.match(self.text)
        if match is None:
            return {}, {}, None
        self.canvas.blank(match.start(), match.end())
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

    def _is_blank(self, line: int) -> bool:
        start, end = self.canvas.span_of(line, line)
        return not "".join(self.canvas.chars[start:end]).strip()

    def _fences(self) -> None:
        for first, last, token in self._of("fence"):
            closing = self.lines[last - 1].lstrip(" \t>").rstrip()
            closed = last > first and closing.startswith(token.markup)
            self._fence(first, last if closed else last + 1, token.info, closed)

    def _fence(self, first: int, end: int, info: str, closed: bool = True) -> None:
        body = tuple(self.lines[first : end - 1])
        title = FENCE_TITLE.search(info)
        said = (title[1] or title[2]) if title else None
        self.fences.append(Fence(first, end, _code_language(info), said, body, closed))
        self.canvas.blank_lines(first, end)

    def _definitions(self) -> None:
        for match in LINK_DEFINITION.finditer(self.canvas.text):
            self._link(match[1], match.start(), match.start())
            self.canvas.blank(match.start(), match.end())

    def _link(self, target: str, start: int, end: int) -> None:
        self.links.append(Link(self.canvas.line_of(start), target, start, end))

    def _spans(self) -> None:
        # A row of a table is read as a whole: to CommonMark, a | in code ends the cell.
        rows = [(first, last) for first, last, _ in self._of("tr_open")]
        in_tables = {first for first, _ in rows}
        texts = [(first, last) for first, last, _ in self._of("inline") if first not in in_tables]
        titles = [(first, first) for first, _, _ in self._of("admonition_open")]
        for first, last in dict.fromkeys([*rows, *texts, *titles]):
            start, end = self.canvas.span_of(first, last)
            for span in read_spans("".join(self.canvas.chars[start:end]), start):
                self._span(span)

    def _span(self, span: Span) -> None:
        line = self.canvas.line_of(span.start)
        if span.kind == "code":
            if not self._fence_in_paragraph(span):
                self._code(span.start, span.end, span.value)
            return
        if span.kind == "image":
            alt = self.text[span.inner_start : span.inner_end].strip()
            self.images.append(Image(line, span.value, alt or None))
        else:
            self._link(span.value, span.inner_start, span.inner_end)
        self.canvas.blank(span.start, span.inner_start)
        self.canvas.blank(span.inner_end, span.end)

    def _fence_in_paragraph(self, span: Span) -> bool:
        """Indented below a line of prose, a code block is one to SuperFences alone."""
        first, last = (self.canvas.line_of(offset) for offset in (span.start, span.end - 1))
        indent = self.text[self.canvas.starts[first - 1] : span.start]
        if first == last or span.inner_start - span.start < 3 or indent.strip(" \t>"):
            return False
        self._fence(first, last, self.lines[first - 1].lstrip(" \t>").lstrip("`"))
        return True

    def _code(self, start: int, end: int, text: str) -> None:
        code = " ".join(text.split())
        self.code_spans.append(CodeSpan(self.canvas.line_of(start), code))
        self.canvas.blank(start, end, CODE_MARK)

    def _elements(self) -> tuple[Element, ...]:
        work = self.canvas.text
        elements, tags = read_elements(work, self.canvas.starts)
        for element in elements:
            inside = work[element.start : element.end]
            if element.tag == "a" and element.attributes.get("href"):
                self._link(element.attributes["href"], element.start, element.end)
            elif element.tag == "img":
                target = element.attributes.get("src", "")
                self.images.append(Image(element.line, target, element.attributes.get("alt")))
            elif element.tag == "code":
                code = re.sub(r"<[^>]*>", "", inside)
                if CODE_MARK not in code and code.strip():
                    self._code(element.start, element.end, unescape(code))
            elif element.tag in LITERAL_TAGS:
                self.canvas.blank(element.start, element.end, CODE_MARK)
        for tag in tags:
            self.canvas.blank(tag.start, tag.end, " " if tag.name in INLINE_TAGS else BREAK_MARK)
        return elements

    def _headings(
        self, elements: Iterable[Element]
    ) -> tuple[tuple[Heading, ...], tuple[tuple[int, str], ...]]:
        ids: dict[int, list[str]] = {}
        matches = list(ATTRIBUTES.finditer(self.canvas.text))
        for match in matches:
            line = self.canvas.line_of(match.start())
            ids.setdefault(line, []).extend(ATTRIBUTE_ID.findall(match[1]))
        headings = list(self._html_headings(elements))
        for first, last, block in self._of("heading_open"):
            text = self._heading_text(first, last)
            # Indented, it is code or text; in a quotation or an item, no section of the page. And a
            # line of tags over one of dashes ends a block of HTML.
            if text and block.level == 0 and not self.lines[first - 1][0].isspace():
                given = [id for line in range(first, last + 1) for id in ids.pop(line, [])]
                level = int(block.tag[1])
                headings.append(Heading(first, level, text, given[-1] if given else None))
        for match in matches:
            self.canvas.blank(match.start(), match.end())
        others = tuple((line, id) for line, given in ids.items() for id in given)
        return tuple(sorted(headings, key=lambda heading: heading.line)), others

    def _heading_text(self, first: int, last: int) -> str:
        start, end = self.canvas.span_of(first, last)
        work = ATTRIBUTES.sub("", "".join(self.canvas.chars[start:end]))
        lines = [line.strip(f" \t>#{BREAK_MARK}") for line in work.split("\n")]
        return " ".join(line for line in lines if line.strip("=-"))

    def _html_headings(self, elements: Iterable[Element]) -> Iterator[Heading]:
        for element in elements:
            if HTML_HEADING.fullmatch(element.tag):
                text = "".join(self.canvas.chars[element.start : element.end]).strip()
                level = int(element.tag[1])
                yield Heading(element.line, level, text, element.attributes.get("id"))

    def _admonitions(self) -> Iterator[Admonition]:
        for first, _, block in self._of("admonition_open"):
            match = ADMONITION.match(block.info)
            if block.markup == "!!!" and match and not self._is_blank(first):
                yield Admonition(first, match["type"], match["title"])
                start, _ = self.canvas.span_of(first, first)
                marker = self.text.index(block.markup + block.info, start)
                self.canvas.blank(start, marker + len(block.markup) + match.end("type"))

    def _markdown_tables(self) -> Iterator[Table]:
        lines = self.canvas.text.split("\n") if self.blocks else []
        known = {first for first, _, _ in self._of("table_open")}
        last = 0
        for header, (line, rule) in enumerate(pairwise(lines), start=1):
            # What only looks like a table is one too: a guard says what is wrong with it.
            alike = "|" in line and "|" in rule and TABLE_RULE.match(rule)
            if header > last and (alike or header in known) and not self._is_blank(header):
                last = header + 1
                # To Python-Markdown a table ends at an empty line, or where its element does.
                while last < len(lines) and lines[last].strip(f" \t{BREAK_MARK}"):
                    last += 1
                yield Table(header, tuple(map(self._row, (header, *range(header + 2, last + 1)))))
                self.canvas.blank_lines(header + 1, header + 1)

    def _row(self, number: int) -> Row:
        start, end = self.canvas.span_of(number, number)
        work, source = "".join(self.canvas.chars[start:end]), self.text[start:end]
        borders = [match.start() for match in CELL_BORDER.finditer(work)]
        for border in borders:
            self.canvas.blank(start + border, start + border + 1, BREAK_MARK)
        edges = [-1, *borders, len(source)]
        cells = [source[a + 1 : b].strip() for a, b in pairwise(edges)]
        if source.lstrip().startswith("|"):
            cells = cells[1:]
        if source.rstrip().endswith("|"):
            cells = cells[:-1]
        return Row(number, number, tuple(cells))


def _code_language(info: str) -> str:
    """The language in the first line of a code block, also where it stands among attributes."""
    words = info.strip().lstrip("{:").replace("}", " ").split()
    if info.lstrip().startswith("{"):
        words = [word for word in words if word.startswith(".")]
    return words[0].lstrip(".").lower() if words and "=" not in words[0] else ""
