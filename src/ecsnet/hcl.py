"""HCL source to located values: parsing with python-hcl2, evaluation of what needs no Terraform.

``hcl2.parses_to_tree`` is used instead of ``hcl2.loads`` because only the tree has line numbers
(``with_meta`` of python-hcl2 8.1.4 emits none), keeps a bare identifier apart from a string, and
leaves heredocs and escapes as written.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import hcl2
from lark import Token, Tree
from lark.exceptions import LarkError, UnexpectedInput

from ecsnet import grammar
from ecsnet.model import UNKNOWN, Location, Missing
from ecsnet.wording import TOO_DEEP, Said, said, written_twice

# What no configuration needs, and what would take the checker's time or memory without end.
_DIGITS = 40
_TEXT = 1_000_000
_NODES = 200_000
_TURNS = 100_000
_WHOLE = re.compile(rf"-?[0-9]{{1,{_DIGITS}}}")


@dataclass(frozen=True, slots=True)
class InputError(Exception):
    """Input that cannot be used, and one line saying why.

    ``line`` and ``column`` count from 1 and are 0 when the whole file is meant.
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"

    def shown(self, language: str) -> str:
        """The error as a line, without a place where the whole file is meant."""
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.file}{place}: {said(self.message, language)}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a managed resource: ``aws_lb_target_group.web`` and ``("arn",)``.

    Indexes are dropped, so ``web[0].arn`` and ``web["a"].arn`` are the same reference.
    """

    address: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Json:
    """A string that is known to be JSON, as the value it encodes."""

    value: Value


@dataclass(frozen=True, slots=True)
class Value:
    """An evaluated expression and where it is written.

    ``data`` is ``str | int | float | bool | None | tuple[Value, ...] | dict[str, Value]``, a
    :class:`Json`, a :class:`Reference`, or ``UNKNOWN``.
    """

    data: Any
    at: Location

    def plain(self) -> Any:
        """Plain Python data. What cannot be resolved, references included, is ``UNKNOWN``."""
        return _plain(self, [_NODES])

    @property
    def resolved(self) -> bool:
        """True when nothing inside depends on something outside the files."""
        return not _has_unknown(self.plain())


class Set(tuple[Value, ...]):
    """The items of a set, each of which is its own key."""


class Partial(tuple[Value, ...]):
    """A list of which a part is known; an unknown item stands for the rest, however long."""


def _plain(value: Value, left: list[int]) -> Any:
    # locals that repeat one another are few values in memory and any number written out
    left[0] -= 1
    if left[0] < 0:
        return UNKNOWN
    match value.data:
        case tuple():
            return [_plain(item, left) for item in value.data]
        case dict():
            return {key: _plain(item, left) for key, item in value.data.items()}
        case Json():
            inner = _plain(value.data.value, left)
            return UNKNOWN if _has_unknown(inner) else json.dumps(inner, ensure_ascii=False)
        case Reference():
            return UNKNOWN
    return value.data


def _has_unknown(data: Any) -> bool:
    if isinstance(data, list):
        return any(map(_has_unknown, data))
    if isinstance(data, dict):
        return any(map(_has_unknown, data.values()))
    return isinstance(data, Missing)


@dataclass(frozen=True, slots=True)
class Expression:
    """An attribute as parsed, not evaluated."""

    tree: Tree
    at: Location


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block as parsed: its attributes are expressions."""

    type: str
    labels: tuple[str, ...]
    attributes: dict[str, Expression]
    blocks: tuple[RawBlock, ...]
    at: Location


# --- parsing ------------------------------------------------------------------------------------

grammar.keep()


def parse(text: str, file: str) -> tuple[RawBlock, ...]:
    """Parse one file.

    Args:
        text: the source, without a byte order mark.
        file: its name, for locations; ``.tf.json`` at its end means Terraform's JSON syntax.

    Returns:
        The top-level blocks in source order.

    Raises:
        InputError: a syntax error, an argument written twice, a line break inside a quoted string,
            or nesting too deep for the parser.
    """
    if file.endswith(".tf.json"):
        from ecsnet import tfjson  # it builds on the classes of this module

        return tfjson.parse(text, file)
    try:
        tree = _tree(text if text.endswith("\n") else text + "\n")
        attributes, blocks = _body(trees(tree)[0], file)
    except UnexpectedInput as error:
        line, column = _position(error.line), _position(error.column)
        raise InputError(file, line, column, _syntax(error)) from error
    except RecursionError as error:
        raise InputError(file, 1, 1, TOO_DEEP) from error
    except LarkError as error:
        reason = str(error).splitlines()[0]
        message = Said(f"syntax error: {reason}", f"構文エラー：{reason}")
        raise InputError(file, 1, 1, message) from error
    for name, expression in attributes.items():
        at = expression.at
        message = Said(
            f"argument {name!r} stands outside a block",
            f"引数 {name!r} がブロックの外にあります。",
        )
        raise InputError(file, at.line, at.column, message)
    return blocks


def _tree(text: str) -> Tree:
    try:
        return hcl2.parses_to_tree(text)
    except UnexpectedInput:
        from ecsnet.tidy import Tidied  # few files need it

        tidied = Tidied(text)
        if tidied.text == text:
            raise
        try:
            tree = hcl2.parses_to_tree(tidied.text)
        except UnexpectedInput as error:
            if isinstance(error.pos_in_stream, int):
                error.line, error.column = tidied.place(error.pos_in_stream)
            raise
        tidied.relocate(tree)
        return tree


def _position(number: object) -> int:
    # lark has "?" or -1 where it lost count
    return max(number, 1) if isinstance(number, int) else 1


def _syntax(error: UnexpectedInput) -> Said:
    token = getattr(error, "token", None)
    if token is None:
        shown = repr(getattr(error, "char", "input"))
    elif token.type == "$END":
        return Said(
            "syntax error: the file ends inside a block or an expression",
            "構文エラー：ブロックか式の途中でファイルが終わっています。",
        )
    elif token.startswith("\n"):
        return Said("syntax error: unexpected line break", "構文エラー：予期しない改行があります。")
    else:
        shown = repr(token.splitlines()[0].strip()[:20])
    return Said(f"syntax error: unexpected {shown}", f"構文エラー：予期しない {shown} があります。")


def trees(node: Tree) -> list[Tree]:
    """The children of a node that are nodes themselves, comments left out."""
    return [
        child
        for child in node.children
        if isinstance(child, Tree) and child.data != "new_line_or_comment"
    ]


def _location(node: Tree | Token, file: str) -> Location:
    meta = node.meta if isinstance(node, Tree) else node
    line, column = getattr(meta, "line", 1), getattr(meta, "column", 1)
    one_line = getattr(meta, "end_line", line) == line
    return Location(file, line, column, getattr(meta, "end_column", column + 1) if one_line else 0)


def _span(name: Location, value: Location) -> Location:
    end = value.end if value.line == name.line and value.end else name.end
    return Location(name.file, name.line, name.column, end)


def _identifier(node: Tree) -> str:
    return str(node.children[0])


def _body(body: Tree, file: str) -> tuple[dict[str, Expression], tuple[RawBlock, ...]]:
    attributes: dict[str, Expression] = {}
    blocks: list[RawBlock] = []
    for child in trees(body):
        if child.data == "attribute":
            name, expression = trees(child)
            key, at = _identifier(name), _location(name, file)
            if key in attributes:
                first = attributes[key].at.line
                raise InputError(file, at.line, at.column, written_twice(key, first))
            attributes[key] = Expression(expression, _span(at, _location(expression, file)))
        elif child.data == "block":
            blocks.append(_block(child, file))
    return attributes, tuple(blocks)


def _block(node: Tree, file: str) -> RawBlock:
    *header, body = trees(node)
    kind, labels = header[0], header[1:]
    attributes, blocks = _body(body, file)
    at = _location(kind, file)
    if labels:
        at = _span(at, _location(labels[-1], file))
    return RawBlock(
        _identifier(kind), tuple(_label(label, file) for label in labels), attributes, blocks, at
    )


def _label(node: Tree, file: str) -> str:
    if node.data != "string":
        return _identifier(node)
    parts = trees(node)
    if any(trees(part) for part in parts):
        at = _location(node, file)
        message = Said("a block label must be a plain string", "ブロックのラベルに式は書けません。")
        raise InputError(file, at.line, at.column, message)
    return "".join(_decode(str(part.children[0])) for part in parts)


def cycles(blocks: Iterable[RawBlock]) -> list[InputError]:
    """Locals that are defined by themselves, which Terraform refuses, one error a cycle."""
    places: dict[str, Location] = {}
    uses: dict[str, list[str]] = {}
    for block in blocks:
        if block.type == "locals":
            for name, expression in block.attributes.items():
                places[name] = expression.at
                uses[name] = list(_locals_in(expression.tree))
    errors: list[InputError] = []
    done: set[str] = set()
    for start in uses:
        path: list[str] = []
        waiting = [(start, iter(uses[start]))] if start not in done else []
        while waiting:
            name, rest = waiting[-1]
            if name not in path:
                path.append(name)
            for used in rest:
                if used in path:
                    circle = [*path[path.index(used) :], used]
                    at = places[used]
                    shown = " -> ".join(f"local.{part}" for part in circle)
                    message = Said(f"a cycle: {shown}", f"循環参照があります：{shown}")
                    errors.append(InputError(at.file, at.line, at.column, message))
                elif used in uses and used not in done:
                    waiting.append((used, iter(uses[used])))
                    break
            else:
                done.add(name)
                path.pop()
                waiting.pop()
    return errors


def _locals_in(tree: Tree) -> Iterator[str]:
    for node in tree.find_data("get_attr_expr_term"):
        inner, step = trees(node)
        if inner.data == "expr_term" and trees(inner) and trees(inner)[0].data == "identifier":
            name = _identifier(trees(inner)[0])
            if name == "local" and step.data == "get_attr":
                yield _identifier(trees(step)[0])


# --- strings ------------------------------------------------------------------------------------

_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _decode(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "uU" and len(code) > 1:
            point = int(code[1:], 16)
            # half a surrogate pair, or past the last character: nothing that can be printed
            return "\ufffd" if 0xD800 <= point < 0xE000 or point > 0x10FFFF else chr(point)
        return _ESCAPED.get(code, code)

    return _ESCAPE.sub(character, text)


# --- evaluation ---------------------------------------------------------------------------------

Lookup = Callable[[str, str], Value | None]


@dataclass(slots=True)
class Evaluator:
    """Evaluates expressions of one Terraform directory.

    Args:
        lookup: gives the value of ``("var", name)`` or ``("local", name)``, None when there is none
            that is known.
        written: gives the value of an argument that a resource of the directory sets, by address
            and argument name, None when it sets none.
    """

    lookup: Lookup
    written: Lookup
    scope: dict[str, Value] = field(default_factory=dict)
    turns: list[int] = field(default_factory=lambda: [_TURNS])

    def with_scope(self, names: Mapping[str, Value]) -> Evaluator:
        """The same evaluator inside a ``for`` expression or a ``dynamic`` block."""
        return Evaluator(self.lookup, self.written, {**self.scope, **names}, self.turns)

    def evaluate(self, expression: Expression) -> Value:
        """The value of an attribute, located at its name and value.

        Raises:
            InputError: a bare word that is no reference, or a line break inside a quoted string.
        """
        return Value(self._eval(expression.tree, expression.at.file).data, expression.at)

    def scalar(self, value: Value) -> Value:
        """The value with a reference replaced by what the referenced resource sets, if it does."""
        if isinstance(value.data, Reference) and len(value.data.path) == 1:
            found = self.written(value.data.address, value.data.path[0])
            return Value(found.data if found else UNKNOWN, value.at)
        return value

    def _eval(self, node: Tree, file: str) -> Value:
        handler = _HANDLERS.get(node.data)
        at = _location(node, file)
        return Value(UNKNOWN if handler is None else handler(self, node, at), at)

    def _term(self, node: Tree, at: Location) -> Any:
        inner = trees(node)
        return self._eval(inner[0], at.file).data if inner else UNKNOWN

    def _literal(self, node: Tree, at: Location) -> Any:
        return {"true": True, "false": False, "null": None}[str(node.children[0])]

    def _int(self, node: Tree, at: Location) -> Any:
        return integer(str(node.children[0]))

    def _float(self, node: Tree, at: Location) -> Any:
        return float(node.children[0])

    def _string(self, node: Tree, at: Location) -> Any:
        parts: list[Value] = []
        for part in trees(node):
            inner = trees(part)
            if inner and inner[0].data == "interpolation":
                parts.append(self._eval(trees(inner[0])[0], at.file))
            elif inner:
                parts.append(Value(UNKNOWN, at))
            else:
                parts.append(Value(self._characters(part.children[0], at), at))
        return self._join(parts)

    def _characters(self, token: Any, at: Location) -> str:
        text = str(token)
        if token.type in ("ESCAPED_INTERPOLATION", "ESCAPED_DIRECTIVE"):
            return text[1:]
        if "\n" in text:
            message = Said(
                "a quoted string must not contain a line break",
                "引用符で囲んだ文字列の中では改行できません。",
            )
            raise InputError(at.file, token.line, token.column, message)
        return _decode(text)

    def _join(self, parts: list[Value]) -> Any:
        if not parts:
            return ""
        if len(parts) == 1:
            return parts[0].data
        scalars = [self.scalar(part).data for part in parts]
        if all(isinstance(s, str | int | float) for s in scalars):
            text = "".join(to_string(s) for s in scalars)
            return text if len(text) <= _TEXT else UNKNOWN
        references = [part.data for part in parts if isinstance(part.data, Reference)]
        others = [part.data for part in parts if not isinstance(part.data, Reference)]
        # "${x.family}:${x.revision}" names the task definition just as x.arn does, and so it does
        # with the later one of two revisions, "${max(x.revision, data.y.revision)}"
        if len({r.address for r in references}) == 1 and all(other == ":" for other in others):
            return references[-1]
        if scalars[1:] == [":", UNKNOWN] and [r.path for r in references] == [("family",)]:
            return references[0]
        return UNKNOWN

    def _tuple(self, node: Tree, at: Location) -> Any:
        return tuple(self._eval(item, at.file) for item in trees(node))

    def _object(self, node: Tree, at: Location) -> Any:
        result: dict[str, Value] = {}
        for element in trees(node):
            key_node, value_node = trees(element)
            key = self._key(key_node, at.file)
            if not isinstance(key, str):
                return UNKNOWN
            value = self._eval(value_node, at.file)
            result[key] = Value(value.data, _span(_location(key_node, at.file), value.at))
        return result

    def _key(self, node: Tree, file: str) -> Any:
        inner = trees(node)[0]
        if inner.data == "keyword":
            return _identifier(inner)
        if inner.data == "expr_term" and not _parenthesised(inner):
            term = trees(inner)[0]
            if term.data in ("identifier", "literal_value"):
                return _identifier(term)
        data = self.scalar(self._eval(inner, file)).data
        return to_string(data) if isinstance(data, str | int | float) else UNKNOWN

    def _bare(self, node: Tree, at: Location) -> Any:
        name = _identifier(node)
        if name in self.scope:
            return self.scope[name].data
        message = Said(
            f'{name} is neither a quoted string nor a reference; write "{name}"',
            f'{name} は、引用符で囲んだ文字列でも参照でもありません。"{name}" と書きます。',
        )
        raise InputError(at.file, at.line, at.column, message)

    def _traversal(self, node: Tree, at: Location) -> Any:
        root, steps = _flatten(node)
        if root is None:
            return UNKNOWN
        keys = [self._step(step, at.file) for step in steps]
        if root in self.scope:
            return self._follow(self.scope[root], keys)
        if root in ("var", "local"):
            if not keys or not isinstance(keys[0], str):
                return UNKNOWN
            found = self.lookup(root, keys[0])
            return UNKNOWN if found is None else self._follow(found, keys[1:])
        if "_" not in root or not keys or not isinstance(keys[0], str):
            return UNKNOWN
        indexed = steps[1:2] and steps[1].data in ("braces_index", "short_index")
        path = keys[2:] if indexed else keys[1:]
        if not all(isinstance(key, str) for key in path):
            return UNKNOWN
        return Reference(f"{root}.{keys[0]}", tuple(path))

    def _step(self, step: Tree, file: str) -> Any:
        if step.data == "get_attr":
            return _identifier(trees(step)[0])
        if step.data == "short_index":
            return integer(str(step.children[-1]))
        return self.scalar(self._eval(trees(step)[0], file)).data

    def _follow(self, value: Value, keys: list[Any]) -> Any:
        for key in keys:
            data = value.data
            if isinstance(data, Partial):
                return UNKNOWN
            in_map = isinstance(data, dict) and isinstance(key, str) and key in data
            in_list = isinstance(data, tuple) and type(key) is int and 0 <= key < len(data)
            if not (in_map or in_list):
                return UNKNOWN
            value = data[key]
        return value.data

    def _conditional(self, node: Tree, at: Location) -> Any:
        condition, then, otherwise = trees(node)
        chosen = self.scalar(self._eval(condition, at.file)).data
        if isinstance(chosen, bool):
            return self._eval(then if chosen else otherwise, at.file).data
        first, second = self._eval(then, at.file), self._eval(otherwise, at.file)
        same = first.resolved and _equal(first.plain(), second.plain())
        return first.data if same else UNKNOWN

    def _unary(self, node: Tree, at: Location) -> Any:
        operand = self.scalar(self._eval(trees(node)[0], at.file)).data
        operator = str(node.children[0])
        if operator == "!" and isinstance(operand, bool):
            return not operand
        if operator == "-" and _is_number(operand):
            return -operand
        return UNKNOWN

    def _binary(self, node: Tree, at: Location) -> Any:
        left_node, term = trees(node)
        operator_node, right_node = trees(term)
        operator = str(operator_node.children[0])
        left = self.scalar(self._eval(left_node, at.file))
        right = self.scalar(self._eval(right_node, at.file))
        return _operate(operator, left, right)

    def _call(self, node: Tree, at: Location) -> Any:
        name, *rest = trees(node)
        function = _FUNCTIONS.get(_identifier(name))
        arguments = next((item for item in rest if item.data == "arguments"), None)
        if function is None or any(str(child) in ("...", "::") for child in _tokens(arguments)):
            return UNKNOWN
        nodes = trees(arguments) if arguments else []
        values = [self.scalar(self._eval(item, at.file)) for item in nodes]
        return function(self, values)

    def _heredoc(self, node: Tree, at: Location) -> Any:
        lines = str(node.children[0]).replace("\r\n", "\n").rstrip("\n").split("\n")[1:-1]
        text = "".join(line + "\n" for line in lines)
        if text.lstrip()[:1] in ("[", "{"):
            value = self._json(text, at)
            if value.data is not UNKNOWN:
                return Json(value)
        if "${" in text or "%{" in text:
            return UNKNOWN
        if node.data == "heredoc_template":
            return text
        indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
        cut = min(indents, default=0)
        return "".join(line[cut:] + "\n" for line in lines)

    def _json(self, text: str, at: Location) -> Value:
        """JSON text as a located value; unknown when it is none, such as an INI file.

        JSON is an HCL expression but for an interpolation outside quotes, which only a template
        has. It becomes a call of ``v``, as long as the ``${}`` it stands for, so that the text
        keeps its lines and columns.
        """
        expression = _BARE_INTERPOLATION.sub(lambda m: m[1] or f"v({m[2]})", text)
        source = "\n" * (at.line - 1) + "json = (\n" + expression + "\n)\n"
        try:
            attribute = trees(trees(hcl2.parses_to_tree(source))[0])[0]
            value = trees(attribute)[1]
            for string in _json_strings(value):
                string.data = "json_text"
            return self._eval(value, at.file)
        except (LarkError, RecursionError, InputError):
            return Value(UNKNOWN, at)

    def _json_text(self, node: Tree, at: Location) -> Any:
        """A string in JSON text, which stays one where HCL has what a lone ``${}`` gives."""
        data = self._string(node, at)
        return to_string(data) if isinstance(data, int | float) else data

    def _json_object(self, node: Tree, at: Location) -> Any:
        result: dict[str, Value] = {}
        for key, item in zip(node.children[::2], node.children[1::2], strict=True):
            value = self._eval(item, at.file)
            result[str(key)] = Value(value.data, _span(_location(key, at.file), value.at))
        return result

    def _json_string(self, node: Tree, at: Location) -> Any:
        """A string of Terraform's JSON syntax: text, and expressions that stand where it does."""
        parts = [
            self._eval(part, at.file) if isinstance(part, Tree) else Value(part, at)
            for part in node.children
        ]
        first = parts[0].data
        if isinstance(first, str) and first.lstrip()[:1] in ("[", "{"):
            return self._json_template(parts, at)
        return self._join(parts)

    def _json_template(self, parts: list[Value], at: Location) -> Any:
        """JSON text in which expressions stand inside strings or in place of a value."""
        marked = "".join(
            to_string(part.data)
            if isinstance(part.data, str | int | float)
            else f"\ue000{index}\ue001"
            for index, part in enumerate(parts)
        )

        def filled(value: Value) -> Value:
            match value.data:
                case tuple():
                    return Value(type(value.data)(map(filled, value.data)), at)
                case dict():
                    return Value({key: filled(item) for key, item in value.data.items()}, at)
                case str():
                    pieces = [piece for piece in _MARK.split(value.data) if piece]
                    return Value(self._join([piece_value(piece) for piece in pieces]), at)
            return value

        def piece_value(piece: str) -> Value:
            return parts[int(piece[1:-1])] if _MARK.fullmatch(piece) else Value(piece, at)

        data = decoded(_BARE_MARK.sub(lambda m: m[1] or f'"{m[2]}"', marked), at)
        return Json(filled(data.value)) if isinstance(data, Json) else self._join(parts)

    def _for_tuple(self, node: Tree, at: Location) -> Any:
        intro, *rest = trees(node)
        condition = next((part for part in rest if part.data == "for_cond"), None)
        body = next(part for part in rest if part.data != "for_cond")
        *names, collection = trees(intro)
        result: list[Value] = []
        items = iterate(self.scalar(self._eval(collection, at.file)))
        if items is None:
            return UNKNOWN
        for key, item in items:
            self.turns[0] -= 1
            if self.turns[0] < 0:
                return UNKNOWN
            bound = [item] if len(names) == 1 else [key, item]
            inner = self.with_scope({_identifier(n): v for n, v in zip(names, bound, strict=True)})
            if condition is not None:
                keep = inner.scalar(inner._eval(trees(condition)[0], at.file)).data
                if not isinstance(keep, bool):
                    return UNKNOWN
                if not keep:
                    continue
            result.append(inner._eval(body, at.file))
        return tuple(result)


def located(data: Any, at: Location) -> Value:
    """Plain Python data as a value."""
    match data:
        case list() | tuple():
            return Value(tuple(located(item, at) for item in data), at)
        case dict():
            return Value({str(key): located(item, at) for key, item in data.items()}, at)
    return Value(data, at)


def decoded(text: str, at: Location) -> str | Json:
    """The value that a JSON text encodes, or the text itself when it is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return Json(located(data, at)) if isinstance(data, list | dict) else text


def iterate(value: Value) -> list[tuple[Value, Value]] | None:
    """Keys and values of a list, set or map, in Terraform's order; None when that is not known."""
    if isinstance(value.data, Partial):
        return None
    if isinstance(value.data, Set):
        items = _in_order(value.data)
        return None if items is None else [(item, item) for item in items]
    if isinstance(value.data, tuple):
        return [(Value(i, item.at), item) for i, item in enumerate(value.data)]
    if isinstance(value.data, dict):
        return [(Value(key, item.at), item) for key, item in sorted(value.data.items())]
    return None


def _in_order(items: Set) -> tuple[Value, ...] | None:
    data = [item.data for item in items]
    if len(data) < 2 or all(isinstance(d, str) for d in data) or all(map(_is_number, data)):
        return tuple(sorted(items, key=lambda item: item.data))
    return None


def _tokens(node: Tree | None) -> Iterator[Token]:
    return (child for child in (node.children if node else ()) if isinstance(child, Token))


def _json_strings(node: Tree) -> Iterator[Tree]:
    """The strings of JSON text, without those that stand inside another one."""
    for child in trees(node):
        if child.data == "string":
            yield child
        else:
            yield from _json_strings(child)


def _parenthesised(node: Tree) -> bool:
    return any(str(token).strip() == "(" for token in _tokens(node))


def _flatten(node: Tree) -> tuple[str | None, list[Tree]]:
    """The root name of a traversal and its steps; no root when it does not start from a name."""
    steps: list[Tree] = []
    while node.data in ("get_attr_expr_term", "index_expr_term", "expr_term"):
        if node.data == "expr_term":
            node = trees(node)[0]
            continue
        inner, step = trees(node)
        steps.insert(0, step)
        node = inner
    return (_identifier(node) if node.data == "identifier" else None), steps


def _is_number(data: Any) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)


def to_string(data: str | int | float | bool) -> str:
    """A value as Terraform writes it into a string."""
    if isinstance(data, bool):
        return str(data).lower()
    # Terraform has one kind of number
    whole = isinstance(data, float) and data.is_integer() and abs(data) < 10**_DIGITS
    return str(int(data) if whole else data)


def integer(text: str) -> int | Missing:
    """The whole number that a text is; unknown when it is none, or longer than one could mean."""
    return int(text) if _WHOLE.fullmatch(text) else UNKNOWN


def _equal(a: Any, b: Any) -> bool:
    """Whether two plain values are equal. To Python alone, true is 1."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_equal, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_equal(a[key], b[key]) for key in a)
    return isinstance(a, bool) == isinstance(b, bool) and bool(a == b)


_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def _operate(operator: str, left: Value, right: Value) -> Any:
    a, b = left.data, right.data
    if operator in ("==", "!="):
        if not (left.resolved and right.resolved):
            return UNKNOWN
        return _equal(left.plain(), right.plain()) is (operator == "==")
    if operator in ("&&", "||"):
        if not (isinstance(a, bool) and isinstance(b, bool)):
            return UNKNOWN
        return a and b if operator == "&&" else a or b
    if operator in _ARITHMETIC and _is_number(a) and _is_number(b):
        result = _ARITHMETIC[operator](a, b)
        return result if abs(result) < 10**_DIGITS else UNKNOWN
    return UNKNOWN


_MARK = re.compile("(\ue000[0-9]+\ue001)")
_BARE_MARK = re.compile('("(?:[^"\\\\]|\\\\.)*")|(\ue000[0-9]+\ue001)')
_BARE_INTERPOLATION = re.compile(r'("(?:[^"\\]|\\.)*")|\$\{([^{}]*)\}')


# --- functions ----------------------------------------------------------------------------------


def _jsonencode(_: Evaluator, args: list[Value]) -> Any:
    return Json(args[0]) if args else UNKNOWN


def _jsondecode(_: Evaluator, args: list[Value]) -> Any:
    if args and isinstance(args[0].data, Json):
        return args[0].data.value.data
    if args and isinstance(args[0].data, str):
        try:
            return located(json.loads(args[0].data), args[0].at).data
        except (ValueError, RecursionError):
            return UNKNOWN
    return UNKNOWN


def _merge(_: Evaluator, args: list[Value]) -> Any:
    merged: dict[str, Value] = {}
    for arg in args:
        if arg.data is None:
            continue
        if not isinstance(arg.data, dict):
            return UNKNOWN
        merged.update(arg.data)
    return merged


def _interpolated(_: Evaluator, args: list[Value]) -> Any:
    """What a template writes outside quotes, read as the JSON it becomes there."""
    data = args[0].data if args else UNKNOWN
    if isinstance(data, Json):
        return data.value.data
    if not isinstance(data, str):
        return data
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return UNKNOWN
    return UNKNOWN if isinstance(found, list | dict) else found


def _concat(_: Evaluator, args: list[Value]) -> Any:
    lists = [arg.data for arg in args if isinstance(arg.data, tuple)]
    items = tuple(item for known in lists for item in known)
    if (not items and len(lists) < len(args)) or len(items) > _TURNS:
        return UNKNOWN
    if len(lists) == len(args) and not any(isinstance(known, Partial) for known in lists):
        return items
    rest = (Value(UNKNOWN, arg.at) for arg in args if not isinstance(arg.data, tuple))
    return Partial((*items, *rest))


def _same(_: Evaluator, args: list[Value]) -> Any:
    return args[0].data if len(args) == 1 else UNKNOWN


def distinct(items: Iterable[Value]) -> Set:
    """A set of the items. What cannot be resolved is taken for different from all the rest."""
    found: dict[object, Value] = {}
    for item in items:
        found.setdefault(repr(item.plain()) if item.resolved else id(item), item)
    return Set(found.values())


def _toset(_: Evaluator, args: list[Value]) -> Any:
    data = args[0].data if len(args) == 1 else UNKNOWN
    whole = isinstance(data, tuple) and not isinstance(data, Partial)
    return distinct(data) if whole else UNKNOWN


def _values(_: Evaluator, args: list[Value]) -> Any:
    data = args[0].data if len(args) == 1 else UNKNOWN
    return tuple(data[key] for key in sorted(data)) if isinstance(data, dict) else UNKNOWN


def _tolist(_: Evaluator, args: list[Value]) -> Any:
    data = args[0].data if len(args) == 1 else UNKNOWN
    items = _in_order(data) if isinstance(data, Set) else data
    return items if isinstance(items, tuple) else UNKNOWN


def _tostring(_: Evaluator, args: list[Value]) -> Any:
    data = args[0].data if args else UNKNOWN
    return to_string(data) if isinstance(data, str | int | float) else UNKNOWN


def _tonumber(_: Evaluator, args: list[Value]) -> Any:
    data = args[0].data if args else UNKNOWN
    if _is_number(data):
        return data
    return integer(data) if isinstance(data, str) else UNKNOWN


def _case(change: Callable[[str], str]) -> Callable[[Evaluator, list[Value]], Any]:
    def apply(_: Evaluator, args: list[Value]) -> Any:
        return change(args[0].data) if args and isinstance(args[0].data, str) else UNKNOWN

    return apply


def _base64encode(_: Evaluator, args: list[Value]) -> Any:
    data = args[0].data if args else UNKNOWN
    return base64.b64encode(data.encode()).decode() if isinstance(data, str) else UNKNOWN


def _coalesce(_: Evaluator, args: list[Value]) -> Any:
    for arg in args:
        if not arg.resolved:
            return UNKNOWN
        if arg.data not in (None, ""):
            return arg.data
    return UNKNOWN


_FUNCTIONS: dict[str, Callable[[Evaluator, list[Value]], Any]] = {
    "jsonencode": _jsonencode,
    "jsondecode": _jsondecode,
    "merge": _merge,
    "concat": _concat,
    "tolist": _tolist,
    "toset": _toset,
    "values": _values,
    "tomap": _same,
    "nonsensitive": _same,
    "tostring": _tostring,
    "tonumber": _tonumber,
    "lower": _case(str.lower),
    "upper": _case(str.upper),
    "trimspace": _case(str.strip),
    "base64encode": _base64encode,
    "coalesce": _coalesce,
    "v": _interpolated,
}

_HANDLERS: dict[str, Callable[[Evaluator, Tree, Location], Any]] = {
    "expr_term": Evaluator._term,
    "literal_value": Evaluator._literal,
    "int_lit": Evaluator._int,
    "float_lit": Evaluator._float,
    "string": Evaluator._string,
    "tuple": Evaluator._tuple,
    "object": Evaluator._object,
    "identifier": Evaluator._bare,
    "get_attr_expr_term": Evaluator._traversal,
    "index_expr_term": Evaluator._traversal,
    "conditional": Evaluator._conditional,
    "unary_op": Evaluator._unary,
    "binary_op": Evaluator._binary,
    "function_call": Evaluator._call,
    "heredoc_template": Evaluator._heredoc,
    "heredoc_template_trim": Evaluator._heredoc,
    "for_tuple_expr": Evaluator._for_tuple,
    "json_object": Evaluator._json_object,
    "json_string": Evaluator._json_string,
    "json_text": Evaluator._json_text,
}
