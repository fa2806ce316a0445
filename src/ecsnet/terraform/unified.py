"""Values of one type, as the items of a list or a map are in Terraform."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from ecsnet.model import UNKNOWN
from ecsnet.terraform import conversions
from ecsnet.terraform.values import Data, Json, Partial, Value


def unified(values: Iterable[Value]) -> tuple[Value, ...]:
    """Values converted to the type that Terraform finds for all of them.

    A number or a boolean beside a text is a text, and beside what is not known it is not known.
    """
    values = tuple(values)
    kinds = {_kind(value.data) for value in values if value.data is not None}
    if kinds == {"object"}:
        return _same(values, [value.data for value in values if isinstance(value.data, dict)])
    if kinds == {"list"}:
        lists = [value.data for value in values if isinstance(value.data, tuple)]
        return _same(values, [dict(enumerate(items)) for items in lists])
    if len(kinds) < 2 or not kinds <= {"number", "bool", "string", "unknown"}:
        return values
    texts = kinds - {"number", "bool"} == {"string"}
    return tuple(
        Value(conversions.string(value.data) if texts else UNKNOWN, value.at)
        if _kind(value.data) in ("number", "bool")
        else value
        for value in values
    )


def _same(
    values: Sequence[Value], members: Sequence[dict[str, Value] | dict[int, Value]]
) -> tuple[Value, ...]:
    """Objects or lists: each member of one type if all have the same, or else all of one."""
    keys = members[0].keys()
    if all(each.keys() == keys for each in members):
        columns = [unified(column) for column in zip(*(m.values() for m in members), strict=True)]
        rows = list(zip(*columns, strict=True)) or [()] * len(members)
    else:
        flat = iter(unified(chain.from_iterable(each.values() for each in members)))
        rows = [tuple(next(flat) for _ in each) for each in members]
    left = iter(rows)
    return tuple(
        value if value.data is None else Value(_filled(value.data, next(left)), value.at)
        for value in values
    )


def _filled(data: Data, row: tuple[Value, ...]) -> Data:
    return dict(zip(data, row, strict=True)) if isinstance(data, dict) else row


def _kind(data: Data) -> str:
    match data:
        case bool():
            return "bool"
        case int() | float():
            return "number"
        case str() | Json():
            return "string"
        case dict():
            return "object"
        case tuple() if not isinstance(data, Partial):
            return "list"
    return "unknown"
