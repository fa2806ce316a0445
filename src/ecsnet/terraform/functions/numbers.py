"""Functions over numbers."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from ecsnet.model import UNKNOWN
from ecsnet.terraform.functions.arguments import Function, anything, number, taking, text, whole
from ecsnet.terraform.values import (
    DIGITS,
    Data,
    Failed,
    Reference,
    Rounded,
    Unsettled,
    Value,
    exactly,
    nearest,
)

_DIGITS = re.compile(rf"-?[0-9A-Za-z]{{1,{DIGITS}}}")
_WIDEST = 36
# Up to here Go's 64-bit numbers have every whole one.
_EXACT = 2**53
_LARGEST_POWER = 64


@taking(number)
def _abs(value: int | float) -> int | float:
    return abs(value)


def _near(value: int | float) -> int | float:
    """A number of which the next whole numbers are certain."""
    if isinstance(value, Rounded) and math.isclose(value, round(value), rel_tol=1e-12):
        raise Unsettled
    return value


@taking(number)
def _ceil(value: int | float) -> int:
    return math.ceil(_near(value))


@taking(number)
def _floor(value: int | float) -> int:
    return math.floor(_near(value))


@taking(whole)
def _signum(value: int) -> int:
    return (value > 0) - (value < 0)


@taking(anything, rest=anything)
def _max(*values: Value) -> Data:
    references = [value.data for value in values if isinstance(value.data, Reference)]
    rest = [value.data for value in values if not isinstance(value.data, Reference)]
    # the later revision of a task definition, one of them as a data source finds it
    later = rest and all(data is UNKNOWN for data in rest)
    if later and [one.path for one in references] == [("revision",)]:
        return replace(references[0], certain=False)
    return max(map(number, values))


@taking(number, rest=number)
def _min(*values: int | float) -> int | float:
    return min(values)


def _double(value: float) -> int | float:
    """A result of Go's 64-bit floating point numbers."""
    if not math.isfinite(value):
        raise Unsettled
    if abs(value) >= _EXACT:
        raise Unsettled
    return int(value) if value.is_integer() else Rounded(value)


@taking(number, number)
def _log(value: int | float, base: int | float) -> int | float:
    if value <= 0 or base <= 0 or base == 1:
        raise Unsettled
    return _double(math.log(value) / math.log(base))


@taking(number, number)
def _pow(value: int | float, power: int | float) -> int | float:
    try:
        if isinstance(value, int) and isinstance(power, int) and abs(power) <= _LARGEST_POWER:
            found = nearest(exactly(value) ** power)
            return found if abs(found) < _EXACT else _double(math.inf)
        return _double(math.pow(value, power))
    except (ArithmeticError, ValueError) as error:
        raise Unsettled from error


@taking(anything, whole)
def _parseint(value: Value, base: int) -> int:
    digits = text(value)
    if not isinstance(value.data, str):
        raise Failed
    if not 2 <= base <= _WIDEST:
        raise Unsettled
    if not _DIGITS.fullmatch(digits):
        raise Failed
    if any(int(digit, _WIDEST) >= base for digit in digits.removeprefix("-")):
        raise Failed
    return int(digits, base)


FUNCTIONS: dict[str, Function] = {
    "abs": _abs,
    "ceil": _ceil,
    "floor": _floor,
    "log": _log,
    "max": _max,
    "min": _min,
    "parseint": _parseint,
    "pow": _pow,
    "signum": _signum,
}
