"""Operators of expressions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ecsnet.model import UNKNOWN
from ecsnet.terraform.syntax.tree import Binary, Object, Tuple, ungrouped
from ecsnet.terraform.values import (
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
    as_number,
    equal,
    exactly,
    iterate,
    nearest,
    refused,
)

_COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
_COUNTED: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    # the sign is that of the first number, as in Go
    "%": lambda a, b: a - b * int(a / b),
}


def operated(node: Binary, left: Value, right: Value) -> Data:
    """What a binary operation gives; raises as :func:`operate`."""
    found = operate(node.operator, left, right)
    if found is (node.operator == "==") and isinstance(left.data, tuple | dict):
        # a list is no tuple to Terraform, and a map no object, whatever is in them: where the type
        # of a variable is list(string), var.a == [] is false
        kinds = {type(ungrouped(side)) for side in (node.left, node.right)}
        return found if len(kinds) == 1 and kinds <= {Tuple, Object} else UNKNOWN
    return found


def operate(operator: str, left: Value, right: Value) -> Data:
    """What a binary operator gives; unknown for one whose result the values do not tell.

    Raises:
        Failed: Terraform refuses the operation.
        Unsettled: the values do not tell.
    """
    a, b = left.data, right.data
    if operator in ("==", "!="):
        same = _same(left, right)
        return UNKNOWN if same is None else same is (operator == "==")
    if operator in ("&&", "||"):
        return _either(a, b, decides=operator == "||")
    if operator in _COMPARED or operator in _COUNTED:
        x, y = exactly(as_number(a)), exactly(as_number(b))
        if operator in _COMPARED:
            return _COMPARED[operator](x, y)
        if operator in "/%" and not y:
            raise Failed
        return nearest(_COUNTED[operator](x, y))
    return UNKNOWN


def _same(left: Value, right: Value) -> bool | None:
    """Whether two values are equal; None when they do not tell."""
    for one, other in ((left.data, right.data), (right.data, left.data)):
        if (other is None or other == "") and _filled(one):
            return False
    if left.resolved and right.resolved:
        return equal(left.plain(), right.plain())
    # a list with an unknown item is as long as it is
    whole = [d for d in (left.data, right.data) if isinstance(d, tuple | dict)]
    sizes = {len(data) for data in whole if not isinstance(data, Partial | Set)}
    return False if len(sizes) == 2 and type(whole[0]) is type(whole[1]) else None


def _either(a: Data, b: Data, *, decides: bool) -> Data:
    """``a || b`` when True decides, ``a && b`` when False does; one side can be enough."""
    known = []
    for data in (a, b):
        try:
            known.append(as_boolean(data))
        except Unsettled:
            continue
    if decides in known:
        return decides
    return (not decides) if len(known) == 2 else UNKNOWN


def _filled(data: Data) -> bool:
    """Whether something is neither null nor an empty text, though it may not be known."""
    always = isinstance(data, Reference) and data.always
    return always or isinstance(data, tuple | dict | Json | Joined)


def items(value: Value, *, part: bool = False) -> list[tuple[Value, Value]]:
    """Keys and values to go through; of a list of which a ``part`` is known, the items twice."""
    if part and isinstance(value.data, Partial):
        return [(item, item) for item in value.data]
    found = iterate(value)
    if found is None:
        raise Unsettled if isinstance(value.data, tuple) else refused(value.data)
    return found
