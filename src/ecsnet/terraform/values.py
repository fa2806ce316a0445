"""Values of Terraform expressions, and what Terraform does with them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeGuard

from ecsnet.model import UNKNOWN, Location, Missing

# What no configuration needs, and what would take the checker's time or memory without end.
DIGITS = 40
LONGEST_TEXT = 1_000_000
_NODES = 200_000
_WHOLE = re.compile(rf"-?[0-9]{{1,{DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a managed resource: ``aws_lb_target_group.web`` and ``("arn",)``.

    Indexes are dropped, so ``web[0].arn`` and ``web["a"].arn`` are the same reference.
    """

    address: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Json:
    """A string that is known to be JSON, as the value it encodes."""

    value: Value


class Argument(str):
    """A value as a command line has it: text, or an expression where its type asks for one."""


class FileText(str):
    """The whole text of a file, whose name is ``file``."""

    __slots__ = ("file",)

    file: str

    def __new__(cls, text: str, file: str) -> FileText:
        """The text with the name of its file."""
        made = super().__new__(cls, text)
        made.file = file
        return made


@dataclass(frozen=True, slots=True)
class Value:
    """An evaluated expression and where it is written."""

    data: Data
    at: Location

    def plain(self) -> object:
        """Plain Python data. What cannot be resolved, references included, is ``UNKNOWN``."""
        return _plain(self, [_NODES])

    @property
    def resolved(self) -> bool:
        """True when nothing inside depends on something outside the files."""
        return not _has_unknown(self.plain())


class Set(tuple[Value, ...]):
    """The items of a set, each of which is its own key."""


class Partial(tuple[Value, ...]):
    """A list of which a part is known; an unknown item stands for the rest, however long."""


Scalar = str | int | float | bool
Data = Scalar | None | tuple[Value, ...] | dict[str, Value] | Json | Reference | Missing


def _plain(value: Value, left: list[int]) -> object:
    # locals that repeat one another are few values in memory and any number written out
    left[0] -= 1
    if left[0] < 0:
        return UNKNOWN
    match value.data:
        case tuple():
            return [_plain(item, left) for item in value.data]
        case dict():
            return {key: _plain(item, left) for key, item in value.data.items()}
        case Json():
            inner = _plain(value.data.value, left)
            return UNKNOWN if _has_unknown(inner) else json.dumps(inner, ensure_ascii=False)
        case Reference():
            return UNKNOWN
    return value.data


def _has_unknown(data: object) -> bool:
    if isinstance(data, list):
        return any(map(_has_unknown, data))
    if isinstance(data, dict):
        return any(map(_has_unknown, data.values()))
    return isinstance(data, Missing)


def located(data: object, at: Location) -> Value:
    """Plain Python data, as JSON has it, as a value; what JSON does not have is unknown."""
    match data:
        case list() | tuple():
            return Value(tuple(located(item, at) for item in data), at)
        case dict():
            return Value({str(key): located(item, at) for key, item in data.items()}, at)
        case str() | int() | float() | None | Missing():
            return Value(data, at)
    return Value(UNKNOWN, at)


def iterate(value: Value) -> list[tuple[Value, Value]] | None:
    """Keys and values of a list, set or map, in Terraform's order; None when that is not known."""
    if isinstance(value.data, Partial):
        return None
    if isinstance(value.data, Set):
        items = in_order(value.data)
        return None if items is None else [(item, item) for item in items]
    if isinstance(value.data, tuple):
        return [(Value(i, item.at), item) for i, item in enumerate(value.data)]
    if isinstance(value.data, dict):
        return [(Value(key, item.at), item) for key, item in sorted(value.data.items())]
    return None


def in_order(items: Set) -> tuple[Value, ...] | None:
    """The items of a set as Terraform orders them; None for those whose order is not known."""
    if len(items) < 2:
        return tuple(items)
    if all(isinstance(item.data, str) for item in items):
        return tuple(sorted(items, key=lambda item: str(item.data)))
    if all(is_number(item.data) for item in items):
        return tuple(sorted(items, key=lambda item: item.data if is_number(item.data) else 0))
    return None


def distinct(items: Iterable[Value]) -> Set:
    """A set of the items. What cannot be resolved is taken for different from all the rest."""
    found: dict[object, Value] = {}
    for item in items:
        found.setdefault(repr(item.plain()) if item.resolved else id(item), item)
    return Set(found.values())


def is_number(data: object) -> TypeGuard[int | float]:
    """Whether this is a number to Terraform; to Python alone, true is 1."""
    return isinstance(data, int | float) and not isinstance(data, bool)


def is_scalar(data: object) -> TypeGuard[Scalar]:
    """Whether this is what a string can be made of."""
    return isinstance(data, str | int | float)


def to_string(data: Scalar) -> str:
    """A value as Terraform writes it into a string."""
    if isinstance(data, bool):
        return str(data).lower()
    # Terraform has one kind of number
    whole = isinstance(data, float) and data.is_integer() and abs(data) < 10**DIGITS
    return str(int(data) if whole else data)


def integer(text: str) -> int | Missing:
    """The whole number that a text is; unknown when it is none, or longer than one could mean."""
    return int(text) if _WHOLE.fullmatch(text) else UNKNOWN


def equal(a: object, b: object) -> bool:
    """Whether two plain values are equal. To Python alone, true is 1."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(equal, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    return isinstance(a, bool) == isinstance(b, bool) and bool(a == b)


_ARITHMETIC: dict[str, Callable[[int | float, int | float], int | float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def operate(operator: str, left: Value, right: Value) -> Data:
    """What a binary operator gives; unknown for one whose result the values do not tell."""
    a, b = left.data, right.data
    if operator in ("==", "!="):
        if not (left.resolved and right.resolved):
            return UNKNOWN
        return equal(left.plain(), right.plain()) is (operator == "==")
    if operator in ("&&", "||"):
        if not (isinstance(a, bool) and isinstance(b, bool)):
            return UNKNOWN
        return a and b if operator == "&&" else a or b
    if operator in _ARITHMETIC and is_number(a) and is_number(b):
        result = _ARITHMETIC[operator](a, b)
        return result if abs(result) < 10**DIGITS else UNKNOWN
    return UNKNOWN
