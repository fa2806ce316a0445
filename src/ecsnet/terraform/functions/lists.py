"""Functions over lists."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ecsnet.model import UNKNOWN
from ecsnet.terraform.access import any_of, member
from ecsnet.terraform.functions.arguments import (
    MOST,
    Function,
    anything,
    items,
    known,
    number,
    taking,
    text,
    texts,
    texts_of,
    unified,
    whole,
)
from ecsnet.terraform.functions.strings import clusters
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
    distinct,
    equal,
    exact_text,
    exactly,
    is_scalar,
    nearest,
    plains,
    refused,
    settled,
)

_LONGEST_RANGE = 1024


def _padding(values: Sequence[Value]) -> Copies | None:
    """A splat of any number of instances, where the rest only stands in for none of them.

    That is what ``concat(aws_lb.web[*].arn, [""])`` does, of which the first item is taken.
    """
    match values:
        case [Value(data=Copies() as copies), *rest]:
            others = [item.data for one in rest if isinstance(one.data, tuple) for item in one.data]
            lists = all(isinstance(one.data, tuple) for one in rest)
            plain = all(data is None or is_scalar(data) for data in others)
            return copies if lists and plain else None
    return None


@taking(anything, rest=anything)
def _concat(*lists: Value) -> Data:
    copies = _padding(lists)
    if copies is not None:
        return copies
    found: list[Value] = []
    part = False
    for one in lists:
        if isinstance(one.data, tuple) and not isinstance(one.data, Set):
            found += one.data
            part = part or isinstance(one.data, Partial)
        elif one.data is None or is_scalar(one.data) or isinstance(one.data, dict | Set):
            raise Failed
        else:
            found.append(Value(UNKNOWN, one.at))
            part = True
    if len(found) > MOST or not (found or not part):
        raise Unsettled
    if part and all(item.data is UNKNOWN for item in found):
        raise Unsettled
    # of lists, and not of tuples, the items would be of one type
    if len({isinstance(item.data, str) for item in found if is_scalar(item.data)}) == 2:
        raise Unsettled
    return Partial(found) if part else tuple(found)


@taking(anything, whole)
def _element(value: Value, index: int) -> Data:
    if isinstance(value.data, Copies):
        return any_of(value.data).data
    # of a list, -1 is the last item; of a tuple, it is an error
    if index < 0 or isinstance(value.data, Set):
        raise Unsettled
    if isinstance(value.data, tuple) and not isinstance(value.data, Partial):
        if not value.data:
            raise Failed
        index %= len(value.data)
    return member(value, index).data if isinstance(value.data, tuple) else _refuse(value)


def _refuse(value: Value) -> Data:
    raise refused(value.data)


@taking(anything)
def _one(value: Value) -> Data:
    if isinstance(value.data, Copies):
        return any_of(value.data).data
    if not isinstance(value.data, tuple) or isinstance(value.data, Partial):
        raise refused(value.data)
    if isinstance(value.data, Set) and len(value.data) > 1 and not value.resolved:
        raise Unsettled
    if len(value.data) > 1:
        raise Failed
    return value.data[0].data if value.data else None


@taking(anything)
def _length(value: Value) -> int:
    match value.data:
        case str() | Json():
            return len(clusters(text(value)))
        case dict():
            return len(value.data)
        case Set() if len(value.data) > 1 and not value.resolved:
            raise Unsettled
        case tuple() if not isinstance(value.data, Partial):
            return len(value.data)
    raise refused(value.data)


@taking(anything, rest=anything)
def _coalesce(*values: Value) -> Data:
    for value in values:
        data = value.data
        if data is None or data == "":
            continue
        never_empty = isinstance(data, Json | Joined | tuple | dict)
        if never_empty or (isinstance(data, Reference) and data.always):
            return data
        if not value.resolved:
            raise Unsettled
        # all are of one type: of a number and a text, that is a text
        is_text = any(isinstance(other.data, str) for other in values)
        return exact_text(data) if is_text and is_scalar(data) else data
    raise Failed


@taking(anything, rest=anything)
def _coalescelist(*lists: Value) -> Data:
    copies = _padding(lists)
    if copies is not None:
        return copies
    for value in lists:
        if not isinstance(value.data, tuple):
            raise refused(value.data)
        if any(item.data is not UNKNOWN for item in value.data):
            return value.data
        if value.data or isinstance(value.data, Partial):
            raise Unsettled
    raise Failed


@taking(anything)
def _compact(value: Value) -> Data:
    if isinstance(value.data, Copies):
        return value.data
    if not isinstance(value.data, tuple):
        raise refused(value.data)
    part = isinstance(value.data, Partial)
    kept: list[Value] = []
    for item in value.data if part else items(value):
        if item.data is None or item.data == "":
            continue
        always = isinstance(item.data, Reference) and item.data.always
        if is_scalar(item.data):
            kept.append(Value(exact_text(item.data), item.at))
        elif always or isinstance(item.data, Json | Joined):
            kept.append(item)
        elif isinstance(item.data, tuple | dict):
            raise Failed
        else:
            kept.append(Value(UNKNOWN, item.at))
            part = True
    return Partial(kept) if part else tuple(kept)


@taking(anything, anything)
def _contains(value: Value, wanted: Value) -> bool:
    if not isinstance(value.data, tuple):
        raise refused(value.data)
    if wanted.data is None:
        raise Failed
    return _position(value.data, wanted) is not None


@taking(anything, anything)
def _index(value: Value, wanted: Value) -> int:
    values = items(value)
    found = None if isinstance(value.data, Set) else _position(values, wanted, ordered=True)
    if found is None:
        raise Failed
    return found


def _position(values: tuple[Value, ...], wanted: Value, *, ordered: bool = False) -> int | None:
    """Where a value is; None: nowhere. Where order counts, nothing unknown may stand before it."""
    plain = known(wanted)
    open_before = isinstance(values, Partial)
    for position, item in enumerate(plains(values)):
        if not settled(item):
            open_before = True
            if ordered:
                raise Unsettled
        elif equal(item, plain):
            return position
    if open_before:
        raise Unsettled
    return None


@taking(items)
def _distinct(values: tuple[Value, ...]) -> Data:
    return tuple(distinct(unified(values)))


@taking(anything)
def _flatten(value: Value) -> Data:
    match value.data:
        case Copies():
            return value.data
        case (Value(data=Copies() as copies),):
            return copies
        case tuple():
            found: list[Value] = []
            whole_list = _flattened(value, found, [MOST])
            return tuple(found) if whole_list else Partial(found)
    raise refused(value.data)


def _flattened(value: Value, found: list[Value], left: list[int]) -> bool:
    """Add the items of a list and of the lists in it; False where some are not known."""
    data = value.data
    left[0] -= 1
    if left[0] < 0:
        raise Unsettled
    if isinstance(data, Set):
        data = items(value)
    if isinstance(data, tuple):
        inner = [_flattened(item, found, left) for item in data]
        return all(inner) and not isinstance(data, Partial)
    opened = isinstance(data, Copies) or data is UNKNOWN
    found.append(Value(UNKNOWN, value.at) if opened else value)
    return not opened


@taking(number, optional=0, rest=number)
def _range(*limits: int | float) -> list[int | float]:
    if len(limits) > 3:
        raise Failed
    start, end = (0, limits[0]) if len(limits) == 1 else limits[:2]
    begin, stop = exactly(start), exactly(end)
    step = exactly(limits[2]) if len(limits) == 3 else Fraction(1 if stop >= begin else -1)
    if not step or (stop - begin) / step < 0:
        raise Failed
    made: list[int | float] = []
    while (begin < stop) if step > 0 else (begin > stop):
        if len(made) >= _LONGEST_RANGE:
            raise Failed
        made.append(nearest(begin))
        begin += step
    return made


@taking(items)
def _reverse(values: tuple[Value, ...]) -> Data:
    return values[::-1]


@taking(anything, whole, whole)
def _slice(value: Value, start: int, end: int) -> Data:
    values = items(value)
    if isinstance(value.data, Set) or not 0 <= start <= end <= len(values):
        raise Failed
    return values[start:end]


@taking(anything)
def _sort(value: Value) -> Data:
    return tuple(Value(string, value.at) for string in sorted(texts(value)))


@taking(items)
def _sum(values: tuple[Value, ...]) -> int | float:
    if not values:
        raise Failed
    return nearest(sum((exactly(number(value)) for value in values), Fraction()))


@taking(anything)
def _alltrue(value: Value) -> bool:
    return _decided(value, decides=False)


@taking(anything)
def _anytrue(value: Value) -> bool:
    return _decided(value, decides=True)


def _decided(value: Value, *, decides: bool) -> bool:
    """What one item can decide, and what holds when none does."""
    if not isinstance(value.data, tuple):
        raise refused(value.data)
    unknown = isinstance(value.data, Partial)
    for item in value.data:
        try:
            if (item.data is not None and as_boolean(item.data)) is decides:
                return decides
        except Unsettled:
            unknown = True
    if unknown:
        raise Unsettled
    return not decides


@taking(items, whole)
def _chunklist(listed: tuple[Value, ...], size: int) -> Data:
    values = unified(listed)
    if size < 0:
        raise Failed
    size = size or max(len(values), 1)
    pieces = [values[start : start + size] for start in range(0, len(values), size)]
    return tuple(Value(piece, piece[0].at) for piece in pieces)


@taking(items, items, items)
def _matchkeys(
    values: tuple[Value, ...], keys: tuple[Value, ...], searched: tuple[Value, ...]
) -> Data:
    if len(values) != len(keys):
        raise Failed
    wanted = set(texts_of(unified(searched)))
    named = zip(values, texts_of(unified(keys)), strict=True)
    return tuple(value for value, key in named if key in wanted)


FUNCTIONS: dict[str, Function] = {
    "alltrue": _alltrue,
    "anytrue": _anytrue,
    "chunklist": _chunklist,
    "coalesce": _coalesce,
    "coalescelist": _coalescelist,
    "compact": _compact,
    "concat": _concat,
    "contains": _contains,
    "distinct": _distinct,
    "element": _element,
    "flatten": _flatten,
    "index": _index,
    "length": _length,
    "matchkeys": _matchkeys,
    "one": _one,
    "range": _range,
    "reverse": _reverse,
    "slice": _slice,
    "sort": _sort,
    "sum": _sum,
}
