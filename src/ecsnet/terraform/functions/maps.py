"""Functions over maps and objects."""

from __future__ import annotations

from ecsnet.terraform.functions.arguments import (
    Function,
    anything,
    items,
    mapping,
    taking,
    text,
    texts,
)
from ecsnet.terraform.values import Data, Failed, Unsettled, Value, located


@taking(mapping)
def _keys(members: dict[str, Value]) -> list[str]:
    return sorted(members)


@taking(mapping)
def _values(members: dict[str, Value]) -> Data:
    return tuple(members[name] for name in sorted(members))


@taking(mapping, text, anything, optional=1)
def _lookup(members: dict[str, Value], key: str, default: Value | None = None) -> Data:
    if key in members:
        return members[key].data
    if default is None:
        raise Failed
    return default.data


@taking(rest=anything)
def _merge(*maps: Value) -> Data:
    if maps and all(one.data is None for one in maps):
        raise Unsettled
    merged: dict[str, Value] = {}
    for one in maps:
        merged |= {} if one.data is None else mapping(one)
    return merged


@taking(anything)
def _transpose(value: Value) -> Data:
    names: dict[str, list[str]] = {}
    members = mapping(value)
    for name in sorted(members):
        for inner in texts(members[name]):
            names.setdefault(inner, []).append(name)
    return located({name: names[name] for name in sorted(names)}, value.at).data


@taking(items, items)
def _zipmap(keys: tuple[Value, ...], values: tuple[Value, ...]) -> Data:
    if len(keys) != len(values):
        raise Failed
    return dict(zip(map(text, keys), values, strict=True))


@taking(rest=anything)
def _map(*pairs: Value) -> Data:
    if len(pairs) % 2:
        raise Failed
    return dict(zip(map(text, pairs[::2]), pairs[1::2], strict=True))


@taking(rest=anything)
def _list(*values: Value) -> Data:
    return values


FORMER: dict[str, Function] = {"list": _list, "map": _map}
"""What Terraform had before 0.15 in place of ``[]`` and ``{}``."""

FUNCTIONS: dict[str, Function] = {
    "keys": _keys,
    "lookup": _lookup,
    "merge": _merge,
    "transpose": _transpose,
    "values": _values,
    "zipmap": _zipmap,
}
