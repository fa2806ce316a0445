"""HCL source to located values: parsing with python-hcl2, evaluation of what needs no Terraform.

``hcl2.parses_to_tree`` is used instead of ``hcl2.loads`` because only the tree has line numbers
(``with_meta`` of python-hcl2 8.1.4 emits none), keeps a bare identifier apart from a string, and
leaves heredocs and escapes as written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import hcl2
from lark import Token, Tree
from lark.exceptions import LarkError, UnexpectedInput

from ecsnet.model import UNKNOWN, Location, Missing


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
        match self.data:
            case tuple():
                return [item.plain() for item in self.data]
            case dict():
                return {key: item.plain() for key, item in self.data.items()}
            case Json():
                inner = self.data.value.plain()
                return UNKNOWN if _has_unknown(inner) else json.dumps(inner, ensure_ascii=False)
            case Reference():
                return UNKNOWN
        return self.data

    @property
    def resolved(self) -> bool:
        """True when nothing inside depends on something outside the files."""
        return not _has_unknown(self.plain())


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


def parse(text: str, file: str) -> tuple[RawBlock, ...]:
    """Parse one file.

    Args:
        text: the HCL source, without a byte order mark.
        file: its name, for locations.

    Returns:
        The top-level blocks in source order.

    Raises:
        InputError: a syntax error, an argument written twice, a line break inside a quoted string,
            or nesting too deep for the parser.
    """
    try:
        tree = hcl2.parses_to_tree(text if text.endswith("\n") else text + "\n")
        attributes, blocks = _body(_trees(tree)[0], file)
    except UnexpectedInput as error:
        raise InputError(file, max(error.line, 1), max(error.column, 1), _syntax(error)) from error
    except RecursionError as error:
        raise InputError(file, 1, 1, "expressions are nested too deeply to be read") from error
    except LarkError as error:
        raise InputError(file, 1, 1, f"syntax error: {str(error).splitlines()[0]}") from error
    for name, expression in attributes.items():
        at = expression.at
        raise InputError(file, at.line, at.column, f"argument {name!r} stands outside a block")
    return blocks


def _syntax(error: UnexpectedInput) -> str:
    token = getattr(error, "token", None)
    if token is None:
        return f"syntax error: unexpected {getattr(error, 'char', 'input')!r}"
    if token.type == "$END":
        return "syntax error: the file ends inside a block or an expression"
    shown = "line break" if token.startswith("\n") else repr(str(token)[:20])
    return f"syntax error: unexpected {shown}"


def _trees(node: Tree) -> list[Tree]:
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
    for child in _trees(body):
        if child.data == "attribute":
            name, expression = _trees(child)
            key, at = _identifier(name), _location(name, file)
            if key in attributes:
                first = attributes[key].at.line
                message = f"argument {key!r} is written twice (first on line {first})"
                raise InputError(file, at.line, at.column, message)
            attributes[key] = Expression(expression, _span(at, _location(expression, file)))
        elif child.data == "block":
            blocks.append(_block(child, file))
    return attributes, tuple(blocks)


def _block(node: Tree, file: str) -> RawBlock:
    *header, body = _trees(node)
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
    parts = _trees(node)
    if any(_trees(part) for part in parts):
        at = _location(node, file)
        raise InputError(file, at.line, at.column, "a block label must be a plain string")
    return "".join(_decode(str(part.children[0])) for part in parts)


# --- strings ------------------------------------------------------------------------------------

_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _decode(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "uU" and len(code) > 1:
            return chr(int(code[1:], 16))
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

    def with_scope(self, names: Mapping[str, Value]) -> Evaluator:
        """The same evaluator inside a ``for`` expression or a ``dynamic`` block."""
        return Evaluator(self.lookup, self.written, {**self.scope, **names})

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
        inner = _trees(node)
        return self._eval(inner[0], at.file).data if inner else UNKNOWN

    def _literal(self, node: Tree, at: Location) -> Any:
        return {"true": True, "false": False, "null": None}[str(node.children[0])]

    def _int(self, node: Tree, at: Location) -> Any:
        return int(node.children[0])

    def _float(self, node: Tree, at: Location) -> Any:
        return float(node.children[0])

    def _string(self, node: Tree, at: Location) -> Any:
        parts: list[Value] = []
        for part in _trees(node):
            inner = _trees(part)
            if inner and inner[0].data == "interpolation":
                parts.append(self._eval(_trees(inner[0])[0], at.file))
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
            message = "a quoted string must not contain a line break"
            raise InputError(at.file, token.line, token.column, message)
        return _decode(text)

    def _join(self, parts: list[Value]) -> Any:
        if not parts:
            return ""
        if len(parts) == 1:
            return parts[0].data
        scalars = [self.scalar(part).data for part in parts]
        if all(isinstance(s, str | int | float) for s in scalars):
            return "".join(_to_string(s) for s in scalars)
        references = [part.data for part in parts if isinstance(part.data, Reference)]
        others = [part.data for part in parts if not isinstance(part.data, Reference)]
        # "${x.family}:${x.revision}" names the task definition just as x.arn does
        if len({r.address for r in references}) == 1 and all(other == ":" for other in others):
            return references[-1]
        return UNKNOWN

    def _tuple(self, node: Tree, at: Location) -> Any:
        return tuple(self._eval(item, at.file) for item in _trees(node))

    def _object(self, node: Tree, at: Location) -> Any:
        result: dict[str, Value] = {}
        for element in _trees(node):
            key_node, value_node = _trees(element)
            key = self._key(key_node, at.file)
            if not isinstance(key, str):
                return UNKNOWN
            value = self._eval(value_node, at.file)
            result[key] = Value(value.data, _span(_location(key_node, at.file), value.at))
        return result

    def _key(self, node: Tree, file: str) -> Any:
        inner = _trees(node)[0]
        if inner.data == "keyword":
            return _identifier(inner)
        if inner.data == "expr_term" and not _parenthesised(inner):
            term = _trees(inner)[0]
            if term.data in ("identifier", "literal_value"):
                return _identifier(term)
        data = self.scalar(self._eval(inner, file)).data
        return _to_string(data) if isinstance(data, str | int | float) else UNKNOWN

    def _bare(self, node: Tree, at: Location) -> Any:
        name = _identifier(node)
        if name in self.scope:
            return self.scope[name].data
        message = f'{name} is neither a quoted string nor a reference; write "{name}"'
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
            return _identifier(_trees(step)[0])
        if step.data == "short_index":
            return int(step.children[-1])
        return self.scalar(self._eval(_trees(step)[0], file)).data

    def _follow(self, value: Value, keys: list[Any]) -> Any:
        for key in keys:
            data = value.data
            in_map = isinstance(data, dict) and isinstance(key, str) and key in data
            in_list = isinstance(data, tuple) and type(key) is int and 0 <= key < len(data)
            if not (in_map or in_list):
                return UNKNOWN
            value = data[key]
        return value.data

    def _conditional(self, node: Tree, at: Location) -> Any:
        condition, then, otherwise = _trees(node)
        chosen = self.scalar(self._eval(condition, at.file)).data
        if isinstance(chosen, bool):
            return self._eval(then if chosen else otherwise, at.file).data
        first, second = self._eval(then, at.file), self._eval(otherwise, at.file)
        return first.data if first.resolved and first.plain() == second.plain() else UNKNOWN

    def _unary(self, node: Tree, at: Location) -> Any:
        operand = self.scalar(self._eval(_trees(node)[0], at.file)).data
        operator = str(node.children[0])
        if operator == "!" and isinstance(operand, bool):
            return not operand
        if operator == "-" and _is_number(operand):
            return -operand
        return UNKNOWN

    def _binary(self, node: Tree, at: Location) -> Any:
        left_node, term = _trees(node)
        operator_node, right_node = _trees(term)
        operator = str(operator_node.children[0])
        left = self.scalar(self._eval(left_node, at.file))
        right = self.scalar(self._eval(right_node, at.file))
        return _operate(operator, left, right)

    def _call(self, node: Tree, at: Location) -> Any:
        name, *rest = _trees(node)
        function = _FUNCTIONS.get(_identifier(name))
        arguments = next((item for item in rest if item.data == "arguments"), None)
        if function is None or any(str(child) in ("...", "::") for child in _tokens(arguments)):
            return UNKNOWN
        nodes = _trees(arguments) if arguments else []
        values = [self.scalar(self._eval(item, at.file)) for item in nodes]
        return function(self, values)

    def _heredoc(self, node: Tree, at: Location) -> Any:
        lines = str(node.children[0]).replace("\r\n", "\n").rstrip("\n").split("\n")[1:-1]
        text = "".join(line + "\n" for line in lines)
        if text.lstrip()[:1] in ("[", "{"):
            return Json(self._json(text, at))
        if "${" in text or "%{" in text:
            return UNKNOWN
        if node.data == "heredoc_template":
            return text
        indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
        cut = min(indents, default=0)
        return "".join(line[cut:] + "\n" for line in lines)

    def _json(self, text: str, at: Location) -> Value:
        """JSON text as a located value.

        JSON is an HCL expression but for an interpolation outside quotes, which only a template
        has; the text keeps its lines and columns.
        """
        expression = _BARE_INTERPOLATION.sub(lambda m: m[1] or f" ({m[2]})", text)
        source = "\n" * (at.line - 1) + "json = (\n" + expression + "\n)\n"
        try:
            attribute = _trees(_trees(hcl2.parses_to_tree(source))[0])[0]
            return self._eval(_trees(attribute)[1], at.file)
        except (LarkError, RecursionError):
            return Value(UNKNOWN, at)

    def _for_tuple(self, node: Tree, at: Location) -> Any:
        intro, *rest = _trees(node)
        condition = next((part for part in rest if part.data == "for_cond"), None)
        body = next(part for part in rest if part.data != "for_cond")
        *names, collection = _trees(intro)
        result: list[Value] = []
        items = iterate(self.scalar(self._eval(collection, at.file)))
        if items is None:
            return UNKNOWN
        for key, item in items:
            bound = [item] if len(names) == 1 else [key, item]
            inner = self.with_scope({_identifier(n): v for n, v in zip(names, bound, strict=True)})
            if condition is not None:
                keep = inner.scalar(inner._eval(_trees(condition)[0], at.file)).data
                if not isinstance(keep, bool):
                    return UNKNOWN
                if not keep:
                    continue
            result.append(inner._eval(body, at.file))
        return tuple(result)


def iterate(value: Value) -> list[tuple[Value, Value]] | None:
    """Keys and values of a known list, set or map; None when it is not known."""
    if isinstance(value.data, tuple):
        return [(Value(i, item.at), item) for i, item in enumerate(value.data)]
    if isinstance(value.data, dict):
        return [(Value(key, item.at), item) for key, item in value.data.items()]
    return None


def _tokens(node: Tree | None) -> Iterator[Token]:
    return (child for child in (node.children if node else ()) if isinstance(child, Token))


def _parenthesised(node: Tree) -> bool:
    return any(str(token).strip() == "(" for token in _tokens(node))


def _flatten(node: Tree) -> tuple[str | None, list[Tree]]:
    """The root name of a traversal and its steps; no root when it does not start from a name."""
    steps: list[Tree] = []
    while node.data in ("get_attr_expr_term", "index_expr_term", "expr_term"):
        if node.data == "expr_term":
            node = _trees(node)[0]
            continue
        inner, step = _trees(node)
        steps.insert(0, step)
        node = inner
    return (_identifier(node) if node.data == "identifier" else None), steps


def _is_number(data: Any) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)


def _to_string(data: str | int | float | bool) -> str:
    return str(data).lower() if isinstance(data, bool) else str(data)


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
        return (left.plain() == right.plain()) is (operator == "==")
    if operator in ("&&", "||"):
        if not (isinstance(a, bool) and isinstance(b, bool)):
            return UNKNOWN
        return a and b if operator == "&&" else a or b
    if operator in _ARITHMETIC and _is_number(a) and _is_number(b):
        return _ARITHMETIC[operator](a, b)
    return UNKNOWN


_BARE_INTERPOLATION = re.compile(r'("(?:[^"\\]|\\.)*")|\$\{([^{}]*)\}')


# --- functions ----------------------------------------------------------------------------------


def _jsonencode(_: Evaluator, args: list[Value]) -> Any:
    return Json(args[0]) if args else UNKNOWN


def _jsondecode(evaluator: Evaluator, args: list[Value]) -> Any:
    if args and isinstance(args[0].data, Json):
        return args[0].data.value.data
    if args and isinstance(args[0].data, str):
        return evaluator._json(args[0].data, args[0].at).data
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


def _concat(_: Evaluator, args: list[Value]) -> Any:
    if not all(isinstance(arg.data, tuple) for arg in args):
        return UNKNOWN
    return tuple(item for arg in args for item in arg.data)


def _same(_: Evaluator, args: list[Value]) -> Any:
    return args[0].data if len(args) == 1 else UNKNOWN


def _tostring(_: Evaluator, args: list[Value]) -> Any:
    data = args[0].data if args else UNKNOWN
    return _to_string(data) if isinstance(data, str | int | float) else UNKNOWN


def _tonumber(_: Evaluator, args: list[Value]) -> Any:
    data = args[0].data if args else UNKNOWN
    if _is_number(data):
        return data
    if isinstance(data, str) and re.fullmatch(r"-?\d+", data):
        return int(data)
    return UNKNOWN


def _case(change: Callable[[str], str]) -> Callable[[Evaluator, list[Value]], Any]:
    def apply(_: Evaluator, args: list[Value]) -> Any:
        return change(args[0].data) if args and isinstance(args[0].data, str) else UNKNOWN

    return apply


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
    "tolist": _same,
    "toset": _same,
    "tomap": _same,
    "nonsensitive": _same,
    "tostring": _tostring,
    "tonumber": _tonumber,
    "lower": _case(str.lower),
    "upper": _case(str.upper),
    "trimspace": _case(str.strip),
    "coalesce": _coalesce,
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
}
