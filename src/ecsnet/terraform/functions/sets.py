"""Functions over sets."""

from __future__ import annotations

from itertools import product
from math import prod

from ecsnet.terraform.functions.arguments import (
    MOST,
    NOWHERE,
    Function,
    anything,
    items,
    taking,
    texts_of,
    unified,
)
from ecsnet.terraform.values import Data, Failed, Set, Unsettled, Value, distinct, refused


def _together(sets: tuple[Value, ...]) -> list[tuple[Value, ...]]:
    """The items of each set, all of them of one type."""
    for one in sets:
        if not isinstance(one.data, tuple):
            raise refused(one.data)
    found = [one.data if isinstance(one.data, Set) else items(one) for one in sets]
    alike = iter(unified([item for one in found for item in one]))
    return [tuple(next(alike) for _ in one) for one in found]


@taking(anything, rest=anything)
def _union(*sets: Value) -> Data:
    return distinct(item for one in _together(sets) for item in one)


@taking(anything, rest=anything)
def _intersection(*sets: Value) -> Data:
    first, *others = _together(sets)
    wanted = [set(texts_of(other)) for other in others]
    named = zip(first, texts_of(first), strict=True)
    return distinct(item for item, key in named if all(key in keys for keys in wanted))


@taking(anything, anything)
def _subtract(one: Value, other: Value) -> Data:
    first, second = _together((one, other))
    gone = set(texts_of(second))
    named = zip(first, texts_of(first), strict=True)
    return distinct(item for item, key in named if key not in gone)


@taking(anything, anything, rest=anything)
def _product(*sets: Value) -> Data:
    of_sets = any(isinstance(one.data, Set) for one in sets)
    found = [unified(items(one)) for one in sets]
    if of_sets:
        found = [items(Value(distinct(one), NOWHERE)) for one in found]
    if prod(map(len, found)) * len(found) > MOST:
        raise Unsettled
    made = tuple(Value(tuple(each), each[0].at) for each in product(*found))
    return distinct(made) if of_sets else made


def _to_set(args: list[Value]) -> Data:
    match args:
        case [Value(data=None)]:
            return None
        case [value]:
            (found,) = _together((value,))
            return distinct(found)
    raise Failed


FUNCTIONS: dict[str, Function] = {
    "setintersection": _intersection,
    "setproduct": _product,
    "setsubtract": _subtract,
    "setunion": _union,
    "toset": _to_set,
}
