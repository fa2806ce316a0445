"""Terraform's functions over values. A result that the arguments do not tell is unknown."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

from ecsnet.model import UNKNOWN
from ecsnet.terraform.texts import decoded
from ecsnet.terraform.values import (
    Data,
    Json,
    Partial,
    Set,
    Value,
    distinct,
    in_order,
    integer,
    is_number,
    is_scalar,
    located,
    to_string,
)

# More items than a list of any configuration has.
_LONGEST = 100_000

Function = Callable[[list[Value]], Data]


def _only(args: list[Value]) -> Data:
    """The one argument of a function that takes one."""
    return args[0].data if len(args) == 1 else UNKNOWN


def _jsonencode(args: list[Value]) -> Data:
    return Json(args[0]) if args else UNKNOWN


def _jsondecode(args: list[Value]) -> Data:
    if args and isinstance(args[0].data, Json):
        return args[0].data.value.data
    if args and isinstance(args[0].data, str):
        found = decoded(args[0].data, args[0].at)
        if isinstance(found, Json):
            return found.value.data
        try:
            return located(json.loads(args[0].data), args[0].at).data
        except (ValueError, RecursionError):
            return UNKNOWN
    return UNKNOWN


def _merge(args: list[Value]) -> Data:
    merged: dict[str, Value] = {}
    for arg in args:
        if arg.data is None:
            continue
        if not isinstance(arg.data, dict):
            return UNKNOWN
        merged.update(arg.data)
    return merged


def _concat(args: list[Value]) -> Data:
    lists = [arg.data for arg in args if isinstance(arg.data, tuple)]
    items = tuple(item for known in lists for item in known)
    if (not items and len(lists) < len(args)) or len(items) > _LONGEST:
        return UNKNOWN
    if len(lists) == len(args) and not any(isinstance(known, Partial) for known in lists):
        return items
    rest = (Value(UNKNOWN, arg.at) for arg in args if not isinstance(arg.data, tuple))
    return Partial((*items, *rest))


def _toset(args: list[Value]) -> Data:
    data = _only(args)
    whole = isinstance(data, tuple) and not isinstance(data, Partial)
    return distinct(data) if whole and isinstance(data, tuple) else UNKNOWN


def _values(args: list[Value]) -> Data:
    data = _only(args)
    return tuple(data[key] for key in sorted(data)) if isinstance(data, dict) else UNKNOWN


def _tolist(args: list[Value]) -> Data:
    data = _only(args)
    items = in_order(data) if isinstance(data, Set) else data
    return items if isinstance(items, tuple) else UNKNOWN


def _tostring(args: list[Value]) -> Data:
    data = args[0].data if args else UNKNOWN
    return to_string(data) if is_scalar(data) else UNKNOWN


def _tonumber(args: list[Value]) -> Data:
    data = args[0].data if args else UNKNOWN
    if is_number(data):
        return data
    return integer(data) if isinstance(data, str) else UNKNOWN


def _text(change: Callable[[str], str]) -> Function:
    """A function from text to text."""

    def apply(args: list[Value]) -> Data:
        return change(args[0].data) if args and isinstance(args[0].data, str) else UNKNOWN

    return apply


def _coalesce(args: list[Value]) -> Data:
    for arg in args:
        if not arg.resolved:
            return UNKNOWN
        if arg.data not in (None, ""):
            return arg.data
    return UNKNOWN


FUNCTIONS: dict[str, Function] = {
    "base64encode": _text(lambda text: base64.b64encode(text.encode()).decode()),
    "coalesce": _coalesce,
    "concat": _concat,
    "jsondecode": _jsondecode,
    "jsonencode": _jsonencode,
    "lower": _text(str.lower),
    "merge": _merge,
    "nonsensitive": _only,
    "tolist": _tolist,
    "tomap": _only,
    "tonumber": _tonumber,
    "toset": _toset,
    "tostring": _tostring,
    "trimspace": _text(str.strip),
    "upper": _text(str.upper),
    "values": _values,
}
"""By the name that a configuration calls them by."""
