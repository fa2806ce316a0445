"""Functions from one type to another, and those that leave a value what it is."""

from __future__ import annotations

from ecsnet.terraform.functions.arguments import Function, anything, items, taking, unified
from ecsnet.terraform.values import (
    Copies,
    Data,
    Failed,
    Joined,
    Json,
    Partial,
    Reference,
    Value,
    as_boolean,
    as_number,
    exact_text,
    is_scalar,
    refused,
)


@taking(anything)
def _same(value: Value) -> Data:
    return value.data


@taking(anything)
def _tostring(value: Value) -> Data:
    if value.data is None or isinstance(value.data, Json | Joined | Reference):
        return value.data
    if not is_scalar(value.data):
        raise refused(value.data)
    return exact_text(value.data)


@taking(anything)
def _tonumber(value: Value) -> Data:
    if isinstance(value.data, bool):
        raise Failed
    return None if value.data is None else as_number(value.data)


@taking(anything)
def _tobool(value: Value) -> Data:
    return None if value.data is None else as_boolean(value.data)


@taking(anything)
def _tolist(value: Value) -> Data:
    if value.data is None or isinstance(value.data, Copies | Partial):
        return value.data
    return unified(items(value))


@taking(anything)
def _tomap(value: Value) -> Data:
    if value.data is None:
        return None
    if not isinstance(value.data, dict):
        raise refused(value.data)
    return dict(zip(value.data, unified(list(value.data.values())), strict=True))


FUNCTIONS: dict[str, Function] = {
    "ephemeralasnull": _same,
    "nonsensitive": _same,
    "sensitive": _same,
    "tobool": _tobool,
    "tolist": _tolist,
    "tomap": _tomap,
    "tonumber": _tonumber,
    "tostring": _tostring,
}
