"""Templates: text in which ``${}`` and ``%{}`` stand, of a file, a heredoc or a string."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ecsnet.model import Location
from ecsnet.terraform.syntax.json_reader import closing
from ecsnet.terraform.syntax.tree import Choice, Literal, Node, Repeat

Locate = Callable[[int, int], Location]
Parse = Callable[[str, int], Node]
_MARK = re.compile(r"\$\$\{|%%\{|\$\{|%\{")
_KEYWORD = re.compile(r"\s*(if|else|endif|for|endfor)\b")
_NAMES = re.compile(r"\s*(\w[\w-]*)\s*(?:,\s*(\w[\w-]*)\s*)?\bin\b")


class TemplateError(ValueError):
    """A ``${`` or ``%{`` that is not closed, or a directive that is none."""


@dataclass(slots=True)
class _Piece:
    """A literal, an interpolation or a directive, with the offset of what it holds."""

    kind: str
    source: str
    start: int


def parts(text: str, locate: Locate, parse: Parse) -> tuple[Node, ...]:
    """The literals, expressions and directives of a template.

    Args:
        text: the template, with its escapes ``$${`` and ``%%{``.
        locate: gives the place of a part of the text, by its offsets.
        parse: parses an expression, by its source and the offset of that.

    Raises:
        TemplateError: a ``${`` or ``%{`` that is not closed, or a directive that is none.
    """
    reader = _Reader(list(_pieces(text)), locate, parse)
    found, _ = reader.until()
    return found


def _pieces(text: str) -> Iterator[_Piece]:
    position, literal, start, trim = 0, "", 0, False

    def plain(upto: str, *, before: bool) -> str:
        shown = upto.lstrip() if trim else upto
        return shown.rstrip() if before else shown

    for mark in _MARK.finditer(text):
        if mark.start() < position:
            continue
        literal += text[position : mark.start()]
        if len(mark[0]) == 3:
            literal += mark[0][1:]
            position = mark.end()
            continue
        end = closing(text, mark.end())
        if end is None:
            raise TemplateError
        inner, begin = text[mark.end() : end], mark.end()
        shown = plain(literal, before=inner.startswith("~"))
        if shown:
            yield _Piece("text", shown, start)
        if inner.startswith("~"):
            inner, begin = inner[1:], begin + 1
        trim = inner.endswith("~")
        yield _Piece("expression" if mark[0] == "${" else "directive", inner.rstrip("~"), begin)
        position = start = end + 1
        literal = ""
    literal = plain(literal + text[position:], before=False)
    if literal:
        yield _Piece("text", literal, start)


class _Reader:
    def __init__(self, pieces: list[_Piece], locate: Locate, parse: Parse) -> None:
        self._pieces = pieces
        self._locate = locate
        self._parse = parse
        self._next = 0

    def until(self, *ends: str) -> tuple[tuple[Node, ...], _Piece | None]:
        """The parts up to one of some directives, and that; None at the end of the text."""
        found: list[Node] = []
        while self._next < len(self._pieces):
            piece = self._pieces[self._next]
            self._next += 1
            if piece.kind == "text":
                at = self._locate(piece.start, piece.start + len(piece.source))
                found.append(Literal(piece.source, at))
            elif piece.kind == "expression":
                found.append(self._parse(piece.source, piece.start))
            else:
                keyword = _keyword(piece)
                if keyword in ends:
                    return tuple(found), piece
                found.append(self._directive(piece, keyword))
        if ends:
            raise TemplateError
        return tuple(found), None

    def _directive(self, piece: _Piece, keyword: str) -> Node:
        at = self._locate(piece.start, piece.start + len(piece.source))
        head = _KEYWORD.match(piece.source)
        start = head.end() if head else 0
        if keyword == "if":
            condition = self._parse(piece.source[start:], piece.start + start)
            then, end = self.until("else", "endif")
            otherwise: tuple[Node, ...] = ()
            if end is not None and _keyword(end) == "else":
                otherwise, _ = self.until("endif")
            return Choice(condition, then, otherwise, at)
        names = _NAMES.match(piece.source, start)
        if keyword != "for" or names is None:
            raise TemplateError
        start = names.end()
        collection = self._parse(piece.source[start:], piece.start + start)
        body, _ = self.until("endfor")
        bound = tuple(name for name in names.groups() if name is not None)
        return Repeat(bound, collection, body, at)


def _keyword(piece: _Piece) -> str:
    found = _KEYWORD.match(piece.source)
    return found[1] if found else ""
