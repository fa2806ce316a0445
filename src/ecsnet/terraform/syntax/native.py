"""Terraform's native syntax to the syntax tree, with python-hcl2.

Its parse tree is used instead of ``hcl2.loads`` because only the tree has line numbers
(``with_meta`` of python-hcl2 8.1.4 emits none), keeps a bare identifier apart from a string, and
leaves heredocs and escapes as written.
"""

from __future__ import annotations

from functools import lru_cache, partial

from lark import Token
from lark.exceptions import LarkError, UnexpectedInput
from lark.tree import Meta

from ecsnet.diagnostics import TOO_DEEP, InputError, Text
from ecsnet.model import Location
from ecsnet.terraform.syntax.compat import Tidied
from ecsnet.terraform.syntax.convert import Converter, Parsed, Span, Spans, span_of
from ecsnet.terraform.syntax.parser_cache import parse_tree
from ecsnet.terraform.syntax.tree import Expression, Node, RawBlock


def parse(text: str, file: str) -> tuple[RawBlock, ...]:
    """Parse one file.

    Args:
        text: the source, without a byte order mark.
        file: its name, for locations.

    Returns:
        The top-level blocks in source order.

    Raises:
        InputError: a syntax error, an argument written twice, or nesting too deep for the parser.
    """
    attributes, blocks = parse_document(text, file)
    for name, expression in attributes.items():
        at = expression.at
        message = Text(
            en=f"argument {name!r} is outside a block",
            ja=f"引数 {name!r} がブロックの外にあります。",
        )
        raise InputError(file, at.line, at.column, message)
    return blocks


def parse_values(text: str, file: str) -> dict[str, Expression]:
    """Parse a file of values for variables.

    Args:
        text: the source, without a byte order mark.
        file: its name, for locations.

    Raises:
        InputError: as :func:`parse`, or a block.
    """
    attributes, blocks = parse_document(text, file)
    for block in blocks:
        message = Text(
            en="a file of values for variables cannot contain blocks",
            ja="変数の値のファイルに、ブロックは書けません。",
        )
        raise InputError(file, block.at.line, block.at.column, message)
    return attributes


def parse_document(text: str, file: str) -> tuple[dict[str, Expression], tuple[RawBlock, ...]]:
    """The arguments and the blocks of a file in HCL, whatever it is for.

    Raises:
        InputError: as :func:`parse`, but for arguments outside a block.
    """
    try:
        tree, span = _tree(text if text.endswith("\n") else text + "\n")
        return Converter(file, span).file(tree)
    except UnexpectedInput as error:
        line, column = _position(error.line), _position(error.column)
        raise InputError(file, line, column, _syntax(error)) from error
    except RecursionError as error:
        raise InputError(file, 1, 1, TOO_DEEP) from error
    except LarkError as error:
        reason = str(error).splitlines()[0]
        message = Text(en=f"syntax error: {reason}", ja=f"構文エラー：{reason}")
        raise InputError(file, 1, 1, message) from error


def parse_expression(source: str, at: Location) -> Node:
    """Parse an expression that has no lines of its own, such as one in a JSON string.

    Args:
        source: the expression.
        at: the place of all of it.

    Raises:
        InputError: a syntax error.
    """
    line = at.line if at.end else at.line + 1
    span = (at.line, at.column, line, at.end or 1)
    try:
        return Converter(at.file, lambda _: span, heredocs=False).inner(source)
    except LarkError as error:
        message = Text(
            en="syntax error in an expression in this string",
            ja="構文エラー：この文字列に含まれる式を読み取れません。",
        )
        raise InputError(at.file, at.line, at.column, message) from error


def parse_at(text: str, at: Location) -> tuple[RawBlock, ...]:
    """Parse Terraform that stands in no file, such as what the facts say of a module.

    Args:
        text: the source.
        at: the place that everything in it is said to have.
    """
    span = (at.line, at.column, at.line, at.end or at.column + 1)
    return Converter(at.file, lambda _: span, heredocs=False).file(_parsed(text))[1]


# Many calls lead to one module.
_parsed = lru_cache(maxsize=16)(parse_tree)


def parse_template(text: str, file: str) -> Node:
    """Parse a text in which ``${}`` and ``%{}`` may stand.

    Args:
        text: the text.
        file: the name of its file, for locations.
    """
    return Converter(file, span_of).template(text, 1, Location(file, 1, 1, 2))


def _tree(text: str) -> tuple[Parsed, Spans]:
    try:
        return parse_tree(text), span_of
    except UnexpectedInput:
        tidied = Tidied(text)
        if tidied.text == text:
            raise
        try:
            return parse_tree(tidied.text), partial(_span_before, tidied)
        except UnexpectedInput as error:
            if isinstance(error.pos_in_stream, int):
                error.line, error.column = tidied.place(error.pos_in_stream)
            raise


def _span_before(tidied: Tidied, place: Meta | Token) -> Span:
    """The place in the source of what was parsed in the tidied text."""
    start, end = getattr(place, "start_pos", None), getattr(place, "end_pos", None)
    if start is None or end is None:
        return span_of(place)
    line, column = tidied.place(start)
    # past the last character, not where the next one stands
    end_line, end_column = tidied.place(max(end - 1, start))
    return line, column, end_line, end_column + 1


def _position(number: object) -> int:
    # lark has "?" or -1 where it lost count
    return max(number, 1) if isinstance(number, int) else 1


def _syntax(error: UnexpectedInput) -> Text:
    token = getattr(error, "token", None)
    if token is None:
        shown = repr(getattr(error, "char", "input"))
    elif token.type == "$END":
        return Text(
            en="syntax error: the file ends inside a block or an expression",
            ja="構文エラー：ブロックか式の途中でファイルが終わっています。",
        )
    elif token.startswith("\n"):
        return Text(
            en="syntax error: unexpected line break",
            ja="構文エラー：予期しない改行があります。",
        )
    else:
        shown = repr(token.splitlines()[0].strip()[:20])
    return Text(
        en=f"syntax error: unexpected {shown}", ja=f"構文エラー：予期しない {shown} があります。"
    )
