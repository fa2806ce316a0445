"""Values of Terraform expressions, and what Terraform does with them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TypeGuard

from ecsnet.model import UNKNOWN, Location, Missing

# What no configuration needs, and what would take the checker's time or memory without end.
DIGITS = 40
LONGEST_TEXT = 1_000_000
NODES = 200_000
_WHOLE = re.compile(rf"-?[0-9]{{1,{DIGITS}}}")
_NUMBER = re.compile(rf"-?[0-9]{{1,{DIGITS}}}(\.[0-9]{{1,{DIGITS}}})?([eE][-+]?[0-9]{{1,2}})?")
# Terraform counts with 150 digits: what Python's floats round, they do not write as it does.
_EXACT_DIGITS = 15


class Failed(Exception):
    """Terraform refuses an expression, whatever is unknown in it."""


class Unsettled(Exception):
    """What is known does not tell the value of an expression."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a managed resource: ``aws_lb_target_group.web`` and ``("arn",)``.

    ``certain`` is False where something else may stand in its place: the other branch of a
    condition, or nothing where there is no instance.
    """

    address: str
    path: tuple[str, ...]
    certain: bool = field(default=True, compare=False)

    @property
    def always(self) -> bool:
        """Whether this is what a resource always has, so that it is neither null nor empty."""
        return self.certain and self.path in (("arn",), ("id",), ("name",))


@dataclass(frozen=True, slots=True)
class Copies:
    """The splat of a resource or an output of which the number of instances is not known.

    ``each`` is what stands for any of them.
    """

    each: Value


@dataclass(frozen=True, slots=True)
class Json:
    """A string that is known to be JSON, as the value it encodes.

    ``text`` is the string itself where it is known; ``encoded`` says that it is what
    ``jsonencode`` makes of the value.
    """

    value: Value
    text: str | None = field(default=None, compare=False)
    encoded: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Joined:
    """A string of which some parts are no texts here: JSON, references, or what is unknown."""

    parts: tuple[Value, ...]


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


class Written(str):
    """What a template writes; ``place`` says where the characters between two offsets stand."""

    __slots__ = ("place",)

    place: Callable[[int, int], Location]

    def __new__(cls, text: str, place: Callable[[int, int], Location]) -> Written:
        """The text with the places of its parts."""
        made = super().__new__(cls, text)
        made.place = place
        return made


@dataclass(frozen=True, slots=True)
class Value:
    """An evaluated expression and where it is written."""

    data: Data
    at: Location

    def plain(self) -> object:
        """Plain Python data. What cannot be resolved, references included, is ``UNKNOWN``."""
        return _plain(self, [NODES])

    @property
    def resolved(self) -> bool:
        """True when nothing inside depends on something outside the files."""
        return not _has_unknown(self.plain())

    @property
    def whole(self) -> bool:
        """True when all of it is known, or a reference that is certain."""
        return _whole(self, [NODES])

    @property
    def parts(self) -> tuple[Value, ...]:
        """What it puts together as a string."""
        return self.data.parts if isinstance(self.data, Joined) else (self,)


class Rounded(float):
    """A number that Python rounds before Terraform does, such as a third."""


class Set(tuple[Value, ...]):
    """The items of a set, each of which is its own key."""


class Partial(tuple[Value, ...]):
    """A list of which a part is known; an unknown item stands for the rest, however long."""


Scalar = str | int | float | bool
Data = (
    Scalar
    | None
    | tuple[Value, ...]
    | dict[str, Value]
    | Json
    | Joined
    | Reference
    | Copies
    | Missing
)


def _whole(value: Value, left: list[int]) -> bool:
    left[0] -= 1
    match value.data:
        case Reference(certain=certain):
            return certain
        case Partial() | Joined() | Copies():
            return False
        case tuple():
            return left[0] >= 0 and all(_whole(item, left) for item in value.data)
        case dict():
            return left[0] >= 0 and all(_whole(item, left) for item in value.data.values())
        case Json(value=inner, text=None):
            return _whole(inner, left)
    return value.data is not UNKNOWN


def plains(values: Iterable[Value]) -> list[object]:
    """Plain data of each value, as :meth:`Value.plain`; together they are no longer than one."""
    left = [NODES]
    return [_plain(value, left) for value in values]


def settled(plain: object) -> bool:
    """Whether plain data has nothing unknown in it."""
    return not _has_unknown(plain)


def _plain(value: Value, left: list[int]) -> object:
    # locals that repeat one another are few values in memory and any number written out
    left[0] -= 1
    if left[0] < 0:
        return UNKNOWN
    match value.data:
        case tuple():
            ordered = in_order(value.data) if isinstance(value.data, Set) else None
            return [_plain(item, left) for item in ordered or value.data]
        case dict():
            return {key: _plain(item, left) for key, item in value.data.items()}
        case Json(text=str(text)):
            return text
        case Json():
            inner = _plain(value.data.value, left) if value.data.encoded else UNKNOWN
            return UNKNOWN if _has_unknown(inner) else json_text(inner)
        case Reference() | Joined() | Copies():
            return UNKNOWN
    return value.data


def weight(value: Value) -> int:
    """How much there is to a value: its parts, and its text by the hundred characters.

    What several parts share counts for each of them, as whatever goes through them meets it. Stops
    counting soon after ``NODES``.
    """
    total = 0
    waiting = [value]
    while waiting and total <= NODES:
        data = waiting.pop().data
        total += 1
        match data:
            case str():
                total += len(data) // 100
            case tuple():
                waiting += data
            case dict():
                waiting += data.values()
            case Json(value=inner) | Copies(each=inner):
                waiting.append(inner)
            case Joined(parts=parts):
                waiting += parts
    return total


def json_text(data: object) -> str:
    """Plain data as ``jsonencode`` writes it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _has_unknown(data: object) -> bool:
    if isinstance(data, list):
        return any(map(_has_unknown, data))
    if isinstance(data, dict):
        return any(map(_has_unknown, data.values()))
    return isinstance(data, Missing | Rounded)


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
    listed = list(items)
    for item, plain in zip(listed, plains(listed), strict=True):
        found.setdefault(json_text(plain) if settled(plain) else id(item), item)
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


def exact_text(data: Scalar) -> str:
    """A value as Terraform writes it into a string.

    Raises:
        Unsettled: a fraction that Python rounds before Terraform does, or a number that is larger
            than Python has any.
    """
    if isinstance(data, Rounded):
        raise Unsettled
    if isinstance(data, float):
        if not math.isfinite(data):
            raise Unsettled
        number = Decimal(repr(data))
        if len(number.normalize().as_tuple().digits) > _EXACT_DIGITS:
            raise Unsettled
        return f"{number.normalize():f}"
    return to_string(data)


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


def as_number(data: Data) -> int | float:
    """A number, or a string that is one.

    Raises:
        Failed: Terraform converts it to none.
        Unsettled: it is not known.
    """
    if is_number(data):
        return data
    if isinstance(data, str):
        try:
            # Terraform takes no spaces, underscores or words, as Python does
            found = Fraction(data) if _NUMBER.fullmatch(data) else None
        except (ValueError, ZeroDivisionError):
            found = None
        if found is None:
            raise Failed
        return nearest(found)
    raise refused(data)


def as_boolean(data: Data) -> bool:
    """A boolean, or a string that is one; raises as :func:`as_number`."""
    if isinstance(data, bool):
        return data
    if data in ("true", "false"):
        return data == "true"
    raise refused(data)


def refused(data: Data) -> Exception:
    """What to raise for a value that is not of the kind that belongs there."""
    unknown = isinstance(data, Missing | Reference | Joined | Copies | Json | Partial)
    return Unsettled() if unknown else Failed()


def nearest(number: Fraction) -> int | float:
    """A number as Python has it.

    Raises:
        Unsettled: it is longer than one could mean.
    """
    if abs(number) >= 10**DIGITS:
        raise Unsettled
    if number.denominator == 1:
        return number.numerator
    found = float(number)
    return found if Fraction(repr(found)) == number else Rounded(found)


def exactly(number: int | float) -> Fraction:
    """A number without the rounding of Python's floats.

    Raises:
        Unsettled: it has been rounded, or is larger than Python has any.
    """
    if isinstance(number, Rounded) or not math.isfinite(number):
        raise Unsettled
    return Fraction(repr(number))
