"""Parse trees of python-hcl2 to our syntax tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from lark import Token, Tree
from lark.exceptions import LarkError
from lark.tree import Meta

from ecsnet.diagnostics import TOO_DEEP, InputError, Text, written_twice
from ecsnet.model import Location
from ecsnet.terraform.syntax import json_reader, template
from ecsnet.terraform.syntax.parser_cache import parse_tree
from ecsnet.terraform.syntax.places import Lines
from ecsnet.terraform.syntax.tree import (
    Attribute,
    Binary,
    Call,
    Conditional,
    Each,
    Expression,
    Faulty,
    ForObject,
    ForTuple,
    Group,
    Index,
    Item,
    JsonText,
    Literal,
    Name,
    Node,
    Object,
    RawBlock,
    Step,
    Template,
    Traversal,
    Tuple,
    Unary,
    Unread,
    ungrouped,
)
from ecsnet.terraform.values import integer

Parsed = Tree[Token]
# Line, column, last line and the column after the last character; all count from 1.
Span = tuple[int, int, int, int]
Spans = Callable[[Meta | Token], Span]
_WORDS = {"true": True, "false": False, "null": None}
_LINE_BREAK = Text(
    en="a quoted string cannot contain a line break",
    ja="引用符で囲んだ文字列の中では改行できません。",
)


def span_of(place: Meta | Token) -> Span:
    """The place of a node or a token as the parser has it."""
    try:
        span = place.line, place.column, place.end_line, place.end_column
    except AttributeError:  # an empty node has no place
        return 1, 1, 1, 2
    return span  # type: ignore[return-value]  # a token that was parsed has all four


def _trees(node: Parsed) -> list[Parsed]:
    """The children of a node that are nodes themselves, comments left out."""
    return [
        child
        for child in node.children
        if isinstance(child, Tree) and child.data != "new_line_or_comment"
    ]


def _tokens(node: Parsed) -> Iterator[str]:
    return (str(child).strip() for child in node.children if isinstance(child, Token))


def _word(node: Parsed) -> str:
    return str(node.children[0])


_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _stripped(part: Parsed, side: str) -> bool:
    """Whether a part of a quoted string is a directive that takes the space on a side of it."""
    inner = _trees(part)
    if not inner or inner[0].data == "interpolation":
        return False
    return str(inner[0].children[1 if side == "left" else -2]) == "~"


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "uU" and len(code) > 1:
            point = int(code[1:], 16)
            # half a surrogate pair, or past the last character: nothing that can be printed
            return "\ufffd" if 0xD800 <= point < 0xE000 or point > 0x10FFFF else chr(point)
        return _ESCAPED.get(code, code)

    return _ESCAPE.sub(character, text)


# What is written again and again.
_SHORT = 100


def _parsed(source: str) -> Parsed:
    return parse_tree(f"inner = (\n{source.strip('~')}\n)\n")


_inner = lru_cache(maxsize=256)(_parsed)


class Converter:
    """Nodes of one parse tree of python-hcl2 to nodes of ours.

    Args:
        file: the name of the file, for locations.
        span: gives the place of a node or token.
        heredocs: whether heredocs are read; in a string they have lines that the file has not.
    """

    def __init__(self, file: str, span: Spans, *, heredocs: bool = True) -> None:
        self._file, self._span, self._heredocs = file, span, heredocs

    def _at(self, node: Parsed | Token) -> Location:
        line, column, end_line, end = self._span(node.meta if isinstance(node, Tree) else node)
        return Location(self._file, line, column, end if end_line == line else 0)

    # --- blocks ---

    def file(self, tree: Parsed) -> tuple[dict[str, Expression], tuple[RawBlock, ...]]:
        """The arguments and the blocks of a whole file."""
        return self._body(_trees(tree)[0])

    def _body(self, body: Parsed) -> tuple[dict[str, Expression], tuple[RawBlock, ...]]:
        attributes: dict[str, Expression] = {}
        blocks: list[RawBlock] = []
        for child in _trees(body):
            if child.data == "attribute":
                name, right = _trees(child)
                key, at = _word(name), self._at(name)
                if key in attributes:
                    first = attributes[key].at.line
                    raise InputError(self._file, at.line, at.column, written_twice(key, first))
                place = at.joined(self._at(right))
                attributes[key] = Expression(self._right(right, place), place)
            elif child.data == "block":
                blocks.append(self._block(child))
        return attributes, tuple(blocks)

    def _right(self, node: Parsed, at: Location) -> Node:
        try:
            return self._node(node)
        except RecursionError:
            return Faulty(TOO_DEEP, at)

    def _block(self, node: Parsed) -> RawBlock:
        *header, body = _trees(node)
        kind, labels = header[0], header[1:]
        attributes, blocks = self._body(body)
        at = self._at(kind)
        if labels:
            at = at.joined(self._at(labels[-1]))
        return RawBlock(_word(kind), tuple(map(self._label, labels)), attributes, blocks, at)

    def _label(self, node: Parsed) -> str:
        if node.data != "string":
            return _word(node)
        parts = _trees(node)
        if any(_trees(part) for part in parts):
            at = self._at(node)
            message = Text(
                en="a block label must be a plain string",
                ja="ブロックのラベルに式は使えません。",
            )
            raise InputError(self._file, at.line, at.column, message)
        return "".join(_unescaped(_word(part)) for part in parts)

    # --- expressions ---

    def inner(self, source: str) -> Node:
        """An expression that stands inside a string, with or without ``~`` at its ends."""
        tree = _inner(source) if len(source) <= _SHORT else _parsed(source)
        node = self._node(_trees(_trees(_trees(tree)[0])[0])[1])
        # The parentheses are not in the file.
        return Group(node.inner, node.inner.at) if isinstance(node, Group) else node

    def _node(self, node: Parsed) -> Node:
        convert = _CONVERT.get(node.data)
        if convert is None:
            return Unread(tuple(map(self._node, _trees(node))), self._at(node))
        return convert(self, node)

    def _term(self, node: Parsed) -> Node:
        inner = _trees(node)
        if not inner:
            return Unread((), self._at(node))
        term = self._node(inner[0])
        return Group(term, self._at(node)) if "(" in _tokens(node) else term

    def _literal(self, node: Parsed) -> Node:
        return Literal(_WORDS[_word(node)], self._at(node))

    def _int(self, node: Parsed) -> Node:
        return Literal(integer(_word(node)), self._at(node))

    def _float(self, node: Parsed) -> Node:
        return Literal(float(_word(node)), self._at(node))

    def _name(self, node: Parsed) -> Node:
        return Name(_word(node), self._at(node))

    def _string(self, node: Parsed) -> Node:
        at = self._at(node)
        flat = list(self._parts(_trees(node), at))
        directives = any(isinstance(part, template.Directive) for part in flat)
        try:
            parts = template.assembled(flat)
        except template.TemplateError:
            return Unread((), at)
        texts = [part.value for part in parts if isinstance(part, Literal)]
        if len(texts) == len(parts) and all(isinstance(text, str) for text in texts):
            return Literal("".join(map(str, texts)), at)
        return Template(parts, at, text=directives)

    def _parts(self, parts: list[Parsed], at: Location) -> Iterator[Node | template.Directive]:
        """The parts of a quoted string, without the space that the ``~`` of a directive takes."""
        trimmed = False
        for index, part in enumerate(parts):
            found = self._part(part, at)
            if isinstance(found, Literal) and isinstance(found.value, str) and not _trees(part):
                text = found.value.lstrip() if trimmed else found.value
                if index + 1 < len(parts) and _stripped(parts[index + 1], "left"):
                    text = text.rstrip()
                # of several literals in a row only the first may begin with space
                trimmed = trimmed and not text
                if text:
                    yield Literal(text, found.at)
            else:
                yield found
                trimmed = _stripped(part, "right")

    def _part(self, part: Parsed, at: Location) -> Node | template.Directive:
        inner = _trees(part)
        if inner and inner[0].data == "interpolation":
            return self._node(_trees(inner[0])[0])
        if inner:
            return self._directive(inner[0])
        token = part.children[0]
        if isinstance(token, Token) and token.type.startswith("ESCAPED_"):
            return Literal(str(token)[1:], at)
        if "\n" in str(token):
            return Faulty(_LINE_BREAK, self._at(token))
        return Literal(_unescaped(str(token)), at)

    def _directive(self, node: Parsed) -> template.Directive:
        keyword = node.data.removeprefix("template_").removesuffix("_start")
        *names, expression = _trees(node) or (node,)
        inner = None if expression is node else self._node(expression)
        return template.Directive(keyword, self._at(node), tuple(map(_word, names)), inner)

    def _heredoc(self, node: Parsed) -> Node:
        at = self._at(node)
        if not self._heredocs:
            return Unread((), at)
        lines = _word(node).replace("\r\n", "\n").rstrip("\n").split("\n")[1:-1]
        text = "".join(line + "\n" for line in lines)
        read = self.template(text, at.line + 1, at)
        if node.data == "heredoc_template" or isinstance(read, JsonText):
            return read
        indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
        cut = min(indents, default=0)
        return self.template("".join(line[cut:] + "\n" for line in lines), at.line + 1, at, cut)

    def template(self, text: str, line: int, at: Location, indent: int = 0) -> Node:
        """A text in which ``${}`` and ``%{}`` may stand.

        Args:
            text: the text.
            line: the line of the file that it begins.
            at: the place of all of it.
            indent: the columns of the file before each line of the text.
        """
        locate, parse = self._places(text, line, indent)
        try:
            parts = template.parts(text, locate, parse, by_line=indent > 0)
        except (template.TemplateError, RecursionError):
            return Unread((), at)
        texts = [part.value for part in parts if isinstance(part, Literal)]
        json = json_reader.encoded(text, locate, parse)
        if json is not None:
            return JsonText(json, Template(parts, at, text=True), at)
        if len(texts) == len(parts):
            return Literal("".join(map(str, texts)), at)
        return Template(parts, at, text=True)

    def _places(
        self, text: str, line: int, indent: int
    ) -> tuple[json_reader.Locate, json_reader.Parse]:
        """Where the parts of a text are that begins a line, and what parses its expressions."""
        lines = Lines(text, self._file, line, indent)

        def parse(source: str, start: int) -> Node:
            at = lines.at(start, start + 1)

            def span(place: Meta | Token) -> Span:
                # the expression begins on the second line of what inner() parses
                first, column, last, end = span_of(place)
                shift = at.column - 1
                return (
                    first + at.line - 2,
                    column + shift if first == 2 else column,
                    last + at.line - 2,
                    end + shift if last == 2 else end,
                )

            try:
                return Converter(self._file, span).inner(source)
            except (LarkError, RecursionError):
                return Unread((), at)

        return lines.at, parse

    def _tuple(self, node: Parsed) -> Node:
        return Tuple(tuple(map(self._node, _trees(node))), self._at(node))

    def _object(self, node: Parsed) -> Node:
        items = []
        for element in _trees(node):
            key, value = _trees(element)
            items.append(Item(self._key(key), self._node(value), self._at(key)))
        return Object(tuple(items), self._at(node))

    def _key(self, node: Parsed) -> str | Node:
        inner = _trees(node)[0]
        if inner.data == "keyword":
            return _word(inner)
        if inner.data == "expr_term" and "(" not in _tokens(inner):
            term = _trees(inner)[0]
            if term.data in ("identifier", "literal_value"):
                return _word(term)
        return self._node(inner)

    def _traversal(self, node: Parsed) -> Node:
        inner, last = _trees(node)
        base, steps = self._node(inner), tuple(self._steps(last))
        # in parentheses, what follows a splat is for the list and not for its items
        if isinstance(ungrouped(base), Traversal) and not _ends_a_splat(base):
            base = ungrouped(base)
        if isinstance(base, Traversal):
            return Traversal(base.base, (*base.steps, *steps), self._at(node))
        return Traversal(base, steps, self._at(node))

    def _steps(self, step: Parsed) -> Iterator[Step]:
        if step.data in ("attr_splat", "full_splat"):
            yield Each(step.data == "full_splat")
            for inner in _trees(step):
                # behind `.*` each item takes `.0`, which behind a list is for the list
                if step.data == "attr_splat" and inner.data == "short_index":
                    yield Attribute(str(inner.children[-1]))
                else:
                    yield from self._steps(inner)
        elif step.data == "get_attr":
            yield Attribute(_word(_trees(step)[0]))
        elif step.data == "short_index":
            yield Index(Literal(integer(str(step.children[-1])), self._at(step)))
        else:
            yield Index(self._node(_trees(step)[0]))

    def _conditional(self, node: Parsed) -> Node:
        condition, then, otherwise = map(self._node, _trees(node))
        return Conditional(condition, then, otherwise, self._at(node))

    def _unary(self, node: Parsed) -> Node:
        return Unary(_word(node), self._node(_trees(node)[0]), self._at(node))

    def _binary(self, node: Parsed) -> Node:
        left, term = _trees(node)
        operator, right = _trees(term)
        return Binary(_word(operator), self._node(left), self._node(right), self._at(node))

    def _call(self, node: Parsed) -> Node:
        name, *rest = _trees(node)
        arguments = next((item for item in rest if item.data == "arguments"), None)
        values = tuple(map(self._node, _trees(arguments))) if arguments else ()
        expanded = arguments is not None and "..." in _tokens(arguments)
        # of a provider's function, provider::local::name, python-hcl2 makes three names
        names = "::".join(_word(part) for part in (name, *rest) if part.data == "identifier")
        return Call(names, values, expanded, self._at(node))

    def _for_tuple(self, node: Parsed) -> Node:
        names, collection, (body,), condition = self._for(node)
        return ForTuple(names, collection, body, condition, self._at(node))

    def _for_object(self, node: Parsed) -> Node:
        names, collection, (key, body), condition = self._for(node)
        grouped = "..." in _tokens(node)
        return ForObject(names, collection, key, body, grouped, condition, self._at(node))

    def _for(self, node: Parsed) -> tuple[tuple[str, ...], Node, list[Node], Node | None]:
        """The names, the collection, what is made of each item, and which items."""
        intro, *rest = _trees(node)
        *names, collection = _trees(intro)
        condition = next((part for part in rest if part.data == "for_cond"), None)
        bodies = [self._node(part) for part in rest if part.data != "for_cond"]
        kept = self._node(_trees(condition)[0]) if condition else None
        return tuple(map(_word, names)), self._node(collection), bodies, kept


def _ends_a_splat(node: Node) -> bool:
    inner = ungrouped(node)
    splat = isinstance(inner, Traversal) and any(isinstance(step, Each) for step in inner.steps)
    return splat and isinstance(node, Group)


_CONVERT: dict[str, Callable[[Converter, Parsed], Node]] = {
    "expr_term": Converter._term,
    "literal_value": Converter._literal,
    "int_lit": Converter._int,
    "float_lit": Converter._float,
    "string": Converter._string,
    "tuple": Converter._tuple,
    "object": Converter._object,
    "identifier": Converter._name,
    "get_attr_expr_term": Converter._traversal,
    "index_expr_term": Converter._traversal,
    "attr_splat_expr_term": Converter._traversal,
    "full_splat_expr_term": Converter._traversal,
    "conditional": Converter._conditional,
    "unary_op": Converter._unary,
    "binary_op": Converter._binary,
    "function_call": Converter._call,
    "heredoc_template": Converter._heredoc,
    "heredoc_template_trim": Converter._heredoc,
    "for_tuple_expr": Converter._for_tuple,
    "for_object_expr": Converter._for_object,
}
