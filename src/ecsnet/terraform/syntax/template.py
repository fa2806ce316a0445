"""Templates: text in which ``${}`` and ``%{}`` stand, of a file, a heredoc or a string."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
class Directive:
    """``%{ if }`` and the like, with the condition or the collection behind it."""

    keyword: str
    at: Location
    names: tuple[str, ...] = ()
    expression: Node | None = None


@dataclass(slots=True)
class _Piece:
    """A literal, an interpolation or a directive, with the offset of what it holds."""

    kind: str
    source: str
    start: int


def parts(text: str, locate: Locate, parse: Parse, *, by_line: bool = False) -> tuple[Node, ...]:
    """The literals, expressions and directives of a template.

    Args:
        text: the template, with its escapes ``$${`` and ``%%{``.
        locate: gives the place of a part of the text, by its offsets.
        parse: parses an expression, by its source and the offset of that.
        by_line: whether each line of a literal is one, as it has to be where its lines are
            indented in the file.

    Raises:
        TemplateError: a ``${`` or ``%{`` that is not closed, or a directive that is none.
    """

    def read(piece: _Piece) -> Node | Directive:
        at = locate(piece.start, piece.start + len(piece.source))
        if piece.kind == "text":
            return Literal(piece.source, at)
        if piece.kind == "expression":
            return parse(piece.source, piece.start)
        head = _KEYWORD.match(piece.source)
        if head is None:
            raise TemplateError
        keyword, start, names = head[1], head.end(), ()
        if keyword == "for":
            bound = _NAMES.match(piece.source, start)
            if bound is None:
                raise TemplateError
            start, names = bound.end(), tuple(filter(None, bound.groups()))
        opens = keyword in ("if", "for")
        inner = parse(piece.source[start:], piece.start + start) if opens else None
        return Directive(keyword, at, names, inner)

    return assembled(map(read, _pieces(text, by_line)))


def assembled(flat: Iterable[Node | Directive]) -> tuple[Node, ...]:
    """The parts of a template with what stands between its directives inside them.

    Raises:
        TemplateError: a directive without the one that ends it, or without the one it ends.
    """
    return _until(iter(flat))[0]


def _pieces(text: str, by_line: bool) -> Iterator[_Piece]:
    position, literal, start, trim = 0, "", 0, False

    def shown(*, before: bool) -> Iterator[_Piece]:
        """The literal without what ``~`` takes: Terraform ends that where a line ends."""
        skipped, kept = 0, literal
        if trim:
            line = kept[: kept.find("\n") + 1 or len(kept)]
            skipped = len(line) - len(line.lstrip())
            kept = kept[skipped:]
        if before:
            last = kept.rfind("\n", 0, -1) + 1
            kept = kept[:last] + kept[last:].rstrip()
        begin = start + skipped
        for line in kept.splitlines(keepends=True) if by_line else [kept]:
            if line:
                yield _Piece("text", line, begin)
            begin += len(line)

    for mark in _MARK.finditer(text):
        if mark.start() < position:
            continue
        literal += text[position : mark.start()]
        if len(mark[0]) == 3:
            # What an escape writes begins a literal, so that each is what stands in the text.
            yield from shown(before=False)
            trim, literal, start, position = False, mark[0][1:], mark.start() + 1, mark.end()
            continue
        end = closing(text, mark.end())
        if end is None:
            raise TemplateError
        inner, begin = text[mark.end() : end], mark.end()
        yield from shown(before=inner.startswith("~"))
        if inner.startswith("~"):
            inner, begin = inner[1:], begin + 1
        trim = inner.endswith("~")
        yield _Piece("expression" if mark[0] == "${" else "directive", inner.rstrip("~"), begin)
        position = start = end + 1
        literal = ""
    literal += text[position:]
    yield from shown(before=False)


def _until(
    flat: Iterator[Node | Directive], *ends: str
) -> tuple[tuple[Node, ...], Directive | None]:
    """The parts up to one of some directives, and that; None at the end of the template."""
    found: list[Node] = []
    for part in flat:
        if not isinstance(part, Directive):
            found.append(part)
        elif part.keyword in ends:
            return tuple(found), part
        else:
            found.append(_whole(part, flat))
    if ends:
        raise TemplateError
    return tuple(found), None


def _whole(directive: Directive, flat: Iterator[Node | Directive]) -> Node:
    if directive.expression is None:
        raise TemplateError
    if directive.keyword == "for":
        body, _ = _until(flat, "endfor")
        return Repeat(directive.names, directive.expression, body, directive.at)
    then, end = _until(flat, "else", "endif")
    otherwise: tuple[Node, ...] = ()
    if end is not None and end.keyword == "else":
        otherwise, _ = _until(flat, "endif")
    return Choice(directive.expression, then, otherwise, directive.at)
