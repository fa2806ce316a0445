"""``format`` and ``formatlist``."""

from __future__ import annotations

import re
from fractions import Fraction

from ecsnet.terraform.functions.arguments import (
    MOST,
    NOWHERE,
    Function,
    anything,
    items,
    taking,
    text,
)
from ecsnet.terraform.functions.strings import clusters, joined
from ecsnet.terraform.values import (
    Data,
    Failed,
    Joined,
    Json,
    Reference,
    Set,
    Unsettled,
    Value,
    as_boolean,
    as_number,
    exact_text,
    exactly,
    is_scalar,
    json_text,
    refused,
)

_VERB = re.compile(r"%(?:%|([-+ #0]*)(\d{1,3})?(?:\.(\d{1,3}))?(?:\[(\d{1,3})\])?(.))", re.DOTALL)
_BASES = {"b": "b", "o": "o", "x": "x", "X": "X"}


@taking(text, rest=anything)
def _format(pattern: str, *args: Value) -> Data:
    parts: list[Value] = []
    position, taken, numbered = 0, 0, False
    for verb in _VERB.finditer(pattern):
        parts += _literal(pattern[position : verb.start()])
        position = verb.end()
        if verb[0] == "%%":
            parts += _literal("%")
            continue
        numbered = numbered or verb[4] is not None
        taken = int(verb[4]) if verb[4] else taken + 1
        if not 0 < taken <= len(args):
            raise Failed
        parts.append(_written(verb, args[taken - 1]))
    parts += _literal(pattern[position:])
    if not numbered and taken < len(args):
        raise Failed
    return joined([part for part in parts if part.data != ""])


def _literal(string: str) -> list[Value]:
    if "%" in string and string != "%":
        raise Failed
    return [Value(string, NOWHERE)] if string else []


def _written(verb: re.Match[str], value: Value) -> Value:
    """One argument as its verb writes it; JSON and references that stay whole as they are."""
    flags, width, precision, _, kind = verb.groups()
    if kind in "sv" and verb[0] == f"%{kind}" and isinstance(value.data, Json | Reference | Joined):
        return value
    if "#" in flags or " " in flags or "+" in flags:
        raise Unsettled
    return Value(_padded(_shown(kind, value, precision), flags, width, kind), value.at)


def _shown(kind: str, value: Value, precision: str | None) -> str:
    data = value.data
    if kind == "v":
        return _any(value) if precision is None else _cut(text(value), precision)
    if kind == "s":
        return _cut(text(value), precision)
    if kind == "q" and precision is None:
        return _quoted(text(value))
    if kind == "t":
        return str(as_boolean(data)).lower()
    if kind in "dboxX":
        number = as_number(data)
        if not isinstance(number, int):
            raise Failed
        return f"{number:{_BASES.get(kind, 'd')}}"
    if kind == "f":
        return _fixed(exactly(as_number(data)), int(precision or 6))
    raise Unsettled if kind in "eEgG" or kind == "q" else Failed


def _any(value: Value) -> str:
    """What ``%v`` writes: a text as it is, and the rest as JSON."""
    if value.data is None:
        return "null"
    if is_scalar(value.data):
        return exact_text(value.data)
    if not value.resolved or isinstance(value.data, Set):
        raise Unsettled
    return json_text(value.plain())


def _cut(string: str, precision: str | None) -> str:
    return string if precision is None else clusters(string)[: int(precision)]


def _quoted(string: str) -> str:
    if '"' in string or "\\" in string or not string.isascii() or not string.isprintable():
        raise Unsettled
    return json_text(string) if not set("<>&") & set(string) else f'"{string}"'


def _fixed(number: Fraction, digits: int) -> str:
    shifted = number * 10**digits
    # half to even, as Go rounds what it has exactly
    rounded = round(shifted)
    sign = "-" if number < 0 else ""
    whole, rest = divmod(abs(rounded), 10**digits)
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def _padded(string: str, flags: str, width: str | None, kind: str) -> str:
    if width is None:
        return string
    room = int(width)
    if "-" in flags:
        return clusters(string).ljust(room)
    if "0" in flags:
        if kind in "sqvt":
            raise Unsettled
        return string.zfill(room)
    return clusters(string).rjust(room)


@taking(anything, rest=anything)
def _formatlist(pattern: Value, *rest: Value) -> Data:
    lists = {i: items(arg) for i, arg in enumerate(rest) if isinstance(arg.data, tuple)}
    lengths = {len(found) for found in lists.values()}
    if len(lengths) > 1:
        raise Failed
    for arg in rest:
        if not isinstance(arg.data, tuple) and not is_scalar(arg.data):
            raise refused(arg.data)
    count = lengths.pop() if lengths else 1
    if count * (len(rest) + 1) > MOST:
        raise Unsettled
    return tuple(
        Value(
            _format([pattern, *(lists[i][turn] if i in lists else a for i, a in enumerate(rest))]),
            pattern.at,
        )
        for turn in range(count)
    )


FUNCTIONS: dict[str, Function] = {
    "format": _format,
    "formatlist": _formatlist,
}
