"""Type constraints of variables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ecsnet.model import UNKNOWN
from ecsnet.terraform import conversions
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.scope import Scope
from ecsnet.terraform.syntax import parse_expression
from ecsnet.terraform.syntax.tree import (
    Call,
    Literal,
    Name,
    Node,
    Object,
    RawBlock,
    Tuple,
    ungrouped,
    walk,
)
from ecsnet.terraform.unified import unified
from ecsnet.terraform.values import (
    Argument,
    Data,
    Json,
    Partial,
    Reference,
    Set,
    Value,
    distinct,
    in_order,
)

# Types that leave one to be found: "list" and "map" are those of "any".
_ANY = ("any", "list", "map")
_NOTHING = re.compile(r"[\[\]{}\s]*")
_PRIMITIVES: dict[str, Callable[[Data], Data]] = {
    "number": conversions.number,
    "string": conversions.string,
    "bool": conversions.boolean,
}


def converted(value: Value, constraint: Node) -> Value:
    """The value as a variable with this type constraint has it."""
    kind, arguments = _type(constraint)
    if kind == "optional" and arguments:
        if value.data is None and len(arguments) > 1:
            default = Evaluator(Scope()).settled(arguments[1])
            value = Value(default.data, value.at)
        return converted(value, arguments[0])
    if value.data is None:
        return value
    if isinstance(value.data, Json | Reference):
        return value  # strings as they are, and what a resource will have
    if convert := _PRIMITIVES.get(kind):
        return Value(convert(value.data), value.at)
    match kind, arguments, value.data:
        case "list", _, Set() as data if in_order(data) is None:
            return Value(UNKNOWN, value.at)
        case "list" | "set", [] | [_], tuple() as data:
            ordered = (in_order(data) or ()) if isinstance(data, Set) else data
            items = _items(ordered, arguments)
            if isinstance(data, Partial):
                return Value(Partial(items), value.at)
            return Value(distinct(items) if kind == "set" else items, value.at)
        case "map", [] | [_], dict() as data:
            items = _items(data.values(), arguments)
            return Value(dict(zip(data, items, strict=True)), value.at)
        case "tuple", [Tuple(items=kinds)], tuple() as data:
            return Value(tuple(map(converted, data, kinds)), value.at)
        case "object", [Object(items=members)], dict() as data:
            missing = Value(None, value.at)
            result = {}
            for member in members:
                name = _word(member.key)
                result[name] = converted(data.get(name, missing), member.value)
            return Value(result, value.at)
    return value


def _items(items: Iterable[Value], of: list[Node]) -> tuple[Value, ...]:
    """The items of a collection, converted to the type of its items; without one, that is any."""
    if not of:
        return unified(items)
    found = tuple(converted(item, of[0]) for item in items)
    # "any" is one type for all of them
    return unified(found) if any(_word(node) in _ANY for node in walk(of[0])) else found


def _type(constraint: Node) -> tuple[str, list[Node]]:
    """The name of a type, and what stands in its parentheses."""
    node = ungrouped(constraint)
    if isinstance(node, Call):
        return node.name, list(map(ungrouped, node.arguments))
    return _word(node), []


def _word(node: str | Node) -> str:
    """A name, bare or in quotes as Terraform wrote it before 0.12."""
    match node:
        case str():
            return node
        case Name(name=name) | Literal(value=str(name)):
            return name
    return ""


def nullable(variable: RawBlock) -> bool:
    """Whether a variable may be null; otherwise its default takes the place of null."""
    expression = variable.attributes.get("nullable")
    node = None if expression is None else ungrouped(expression.node)
    return not (isinstance(node, Literal) and node.value is False)


def empty(data: Data) -> bool:
    """Whether a default says that a caller may give a value, and not that there is none.

    Null, an empty text or collection, and JSON in which there is nothing else.
    """
    if isinstance(data, Json):
        return data.value.plain() in ([], {}, [{}])
    if isinstance(data, str):
        return _NOTHING.fullmatch(data) is not None
    return data is None or (isinstance(data, tuple | dict) and not data)


def empty_default(variable: RawBlock, evaluator: Evaluator) -> Value | None:
    """The default of a variable if it is empty; None: it is not, or the variable has to be set."""
    # What is validated may refuse what is empty.
    validated = any(block.type == "validation" for block in variable.blocks)
    if validated or "default" not in variable.attributes:
        return None
    default = evaluator.evaluate(variable.attributes["default"])
    return typed(default, variable) if empty(default.data) else None


def typed(value: Value, variable: RawBlock) -> Value:
    """The value as a variable has it, by its type if it has one.

    Raises:
        InputError: an argument of the command line that is no expression where it has to be one.
    """
    constraint = variable.attributes.get("type")
    if constraint is None:
        return value
    if isinstance(value.data, Argument) and _type(constraint.node)[0] not in _PRIMITIVES:
        node = parse_expression(value.data, value.at)
        value = Value(Evaluator(Scope()).settled(node).data, value.at)
    return converted(value, constraint.node)
