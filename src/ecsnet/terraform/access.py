"""Members and items of values: where ``.name``, ``[key]`` and ``[*]`` lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ecsnet.model import UNKNOWN
from ecsnet.terraform.syntax.tree import Each
from ecsnet.terraform.values import (
    Copies,
    Data,
    Failed,
    Partial,
    Reference,
    Set,
    Value,
    as_number,
    is_scalar,
    iterate,
    refused,
    to_string,
)

Key = Data | Each


def followed(value: Value, keys: Sequence[Key]) -> Value:
    """Where the steps of a traversal lead, from what it begins with.

    Raises:
        Failed: there is no such member or item.
        Unsettled: what is known does not tell.
    """
    for position, key in enumerate(keys):
        if isinstance(key, Each):
            return _spread(value, key, keys[position + 1 :])
        value = member(value, key)
    return value


def member(value: Value, key: Data) -> Value:
    """One member or item of a value; raises as :func:`followed`."""
    data = value.data
    match data:
        case Reference():
            named = isinstance(key, str)
            longer = replace(data, path=(*data.path, str(key))) if named else UNKNOWN
            return Value(longer, value.at)
        case Copies():
            return Value(UNKNOWN, value.at) if isinstance(key, str) else any_of(data)
        case dict():
            if not is_scalar(key):
                raise refused(key)
            if to_string(key) not in data:
                raise Failed
            return data[to_string(key)]
        case tuple():
            return _item(data, key)
    raise refused(data)


def _item(items: tuple[Value, ...], key: Data) -> Value:
    if isinstance(items, Set):
        raise Failed
    index = as_number(key)
    if not isinstance(index, int) or index < 0:
        raise Failed
    # what is not known in a list that is partly known may be several items, or none
    whole = not isinstance(items, Partial)
    if whole or all(item.data is not UNKNOWN for item in items[: index + 1]):
        if index < len(items):
            return items[index]
        if whole:
            raise Failed
    raise refused(UNKNOWN)


def any_of(copies: Copies) -> Value:
    """What stands for one of any number of instances: a reference, or nothing that is known."""
    each = copies.each
    if isinstance(each.data, Reference):
        return Value(replace(each.data, certain=False), each.at)
    return Value(UNKNOWN, each.at)


def _spread(value: Value, each: Each, keys: Sequence[Key]) -> Value:
    """The list that a splat makes, and where the steps behind it lead."""
    after = 0
    while not each.full and after < len(keys) and isinstance(keys[after], str):
        after += 1
    inner, outer = (keys, ()) if each.full else (keys[:after], keys[after:])
    return followed(Value(_all(value, inner), value.at), outer)


def _all(value: Value, keys: Sequence[Key]) -> Data:
    match value.data:
        case None:
            return ()
        case Copies(each=each):
            return Copies(followed(each, keys))
        case Partial() as items:
            return Partial(followed(item, keys) if _known(item) else item for item in items)
        case tuple():
            found = iterate(value)
            if found is None:
                raise refused(UNKNOWN)
            return tuple(followed(item, keys) for _, item in found)
        case Reference(path=path) if path:
            raise refused(UNKNOWN)
        case _ if not _known(value):
            raise refused(UNKNOWN)
    return (followed(value, keys),)


def _known(value: Value) -> bool:
    return value.data is not UNKNOWN
