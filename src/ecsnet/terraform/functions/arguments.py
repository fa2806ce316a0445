"""What functions take: arguments by kind, as plain Python where all of one is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ecsnet.model import Location, Missing
from ecsnet.terraform.values import (
    Copies,
    Data,
    Failed,
    Joined,
    Json,
    Partial,
    Reference,
    Set,
    Unsettled,
    Value,
    as_boolean,
    as_number,
    exact_text,
    in_order,
    is_scalar,
    json_text,
    located,
    plains,
    refused,
    settled,
)

Function = Callable[[list[Value]], Data]
"""From the arguments to the result; raises Failed and Unsettled of values."""

Kind = Callable[[Value], Any]

NOWHERE = Location("", 0, 0, 0)
# More items than a list of any configuration has.
MOST = 100_000


def taking(
    *kinds: Kind, optional: int = 0, rest: Kind | None = None
) -> Callable[[Callable[..., Any]], Function]:
    """A function of Terraform from one of Python.

    What it returns is a value's data, or a list of plain data.

    Args:
        kinds: make what it takes of each argument.
        optional: how many of them, at the end, need not be there.
        rest: makes the same of any number of further ones.
    """

    def made(function: Callable[..., Any]) -> Function:
        def apply(args: list[Value]) -> Data:
            if len(args) < len(kinds) - optional or (len(args) > len(kinds) and rest is None):
                raise Failed
            further = [] if rest is None else [rest(arg) for arg in args[len(kinds) :]]
            taken = [kind(arg) for kind, arg in zip(kinds, args, strict=False)]
            result: Data = function(*taken, *further)
            if isinstance(result, list):
                return located(result, args[0].at if args else NOWHERE).data
            return result

        return apply

    return made


def anything(value: Value) -> Value:
    """An argument of any kind, as it is."""
    return value


def text(value: Value) -> str:
    """A string, or what becomes one."""
    if isinstance(value.data, Json):
        found = value.plain()
        if isinstance(found, str):
            return found
        raise Unsettled
    if is_scalar(value.data):
        return exact_text(value.data)
    raise refused(value.data)


def number(value: Value) -> int | float:
    """A number, or a string that is one."""
    return as_number(value.data)


def whole(value: Value) -> int:
    """A whole number."""
    found = as_number(value.data)
    if not isinstance(found, int):
        raise Failed
    return found


def boolean(value: Value) -> bool:
    """A boolean, or a string that is one."""
    return as_boolean(value.data)


def items(value: Value) -> tuple[Value, ...]:
    """The items of a list or of a set, in order, all of them."""
    if isinstance(value.data, Set):
        ordered = in_order(value.data)
        if ordered is None:
            raise Unsettled
        return ordered
    if isinstance(value.data, Partial) or not isinstance(value.data, tuple):
        raise refused(value.data)
    return value.data


def mapping(value: Value) -> dict[str, Value]:
    """The members of a map or an object."""
    if not isinstance(value.data, dict):
        raise refused(value.data)
    return value.data


def known(value: Value) -> object:
    """Plain data, with nothing unknown in it."""
    if not value.resolved:
        raise Unsettled
    return value.plain()


def texts(value: Value) -> list[str]:
    """The items of a list of strings."""
    return list(map(text, items(value)))


def texts_of(values: Sequence[Value]) -> list[str]:
    """A text for each value by which to tell them apart.

    Raises:
        Unsettled: something in them is not known.
    """
    plain = plains(values)
    if not all(map(settled, plain)):
        raise Unsettled
    return list(map(json_text, plain))


def unified(values: Sequence[Value]) -> tuple[Value, ...]:
    """The values as those of one type, as the items of a list and the members of a map are."""
    left = [MOST]
    kinds = {_signature(value, left) for value in values}
    leaves = {leaf for kind in kinds for leaf in _leaves(kind)}
    if len({isinstance(kind, str) for kind in kinds - {None}}) == 2:
        raise Failed
    if len(kinds - {None}) < 2 or len(leaves) < 2:
        return tuple(values)
    if not all(kind is None or isinstance(kind, str) for kind in kinds):
        raise Unsettled
    if "text" not in leaves:
        raise Failed
    return tuple(
        Value(exact_text(value.data), value.at) if is_scalar(value.data) else value
        for value in values
    )


Signature = str | tuple[object, ...] | None


def _signature(value: Value, left: list[int]) -> Signature:
    """What a value is made of; None for what fits all."""
    left[0] -= 1
    if left[0] < 0:
        raise Unsettled
    match value.data:
        case None | Missing() | Reference() | Copies():
            return None
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str() | Json() | Joined():
            return "text"
        case dict() as members:
            return tuple((name, _signature(members[name], left)) for name in sorted(members))
        case tuple() as inner:
            return ("items", *{_signature(item, left): None for item in inner})
    return None


def _leaves(kind: object) -> set[str]:
    if isinstance(kind, tuple):
        # the name of a member is no kind
        inner = [part[1] if _is_member(part) else part for part in kind if part != "items"]
        return {leaf for part in inner for leaf in _leaves(part)}
    return {kind} if isinstance(kind, str) else set()


def _is_member(part: object) -> bool:
    return isinstance(part, tuple) and len(part) == 2 and isinstance(part[0], str)
