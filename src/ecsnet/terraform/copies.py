"""The instances that ``count`` and ``for_each`` make of a resource or of a call of a module."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ecsnet.model import Location
from ecsnet.terraform import conversions
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.syntax.tree import RawBlock
from ecsnet.terraform.values import Data, Value, is_scalar, iterate, to_string

# More than anybody writes, and what would take the checker's time without end.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Copy:
    """An instance of a block.

    Attributes:
        key: its index; None where there is none.
        evaluator: evaluates what the block says, with ``each`` or ``count`` of the instance.
        many: whether it stands for any number of instances, because their number is not known.
    """

    key: str | int | None
    evaluator: Evaluator
    many: bool = False

    @property
    def index(self) -> str:
        """What stands behind the address: ``[0]``, ``["api"]`` or nothing."""
        return "" if self.key is None else f"[{json.dumps(self.key, ensure_ascii=False)}]"


def copies(block: RawBlock, evaluator: Evaluator, counting: Evaluator) -> list[Copy]:
    """The instances of a block; one for many where their number is not known.

    Args:
        block: a resource, or a call of a module.
        evaluator: evaluates what it says.
        counting: evaluates their number.

    Raises:
        InputError: as :meth:`Evaluator.evaluate`.
    """
    for name in ("count", "for_each"):
        if name in block.attributes:
            number = counting.scalar(counting.evaluate(block.attributes[name]))
            made = (_counted if name == "count" else _each)(number, evaluator)
            return [Copy(None, evaluator, many=True)] if made is None else made
    return [Copy(None, evaluator)]


def _counted(number: Value, evaluator: Evaluator) -> list[Copy] | None:
    count = conversions.integer(number.data)
    if not isinstance(count, int) or count > _MOST:
        return None
    return [
        Copy(i, evaluator.binding({"count": _object(number.at, index=i)})) for i in range(count)
    ]


def _each(number: Value, evaluator: Evaluator) -> list[Copy] | None:
    items = iterate(number)
    if items is None or len(items) > _MOST:
        return None
    made = []
    for key, item in items:
        if not is_scalar(key.data):
            return None
        name = to_string(key.data)
        each = _object(number.at, key=name, value=item.data)
        made.append(Copy(name, evaluator.binding({"each": each})))
    return made


def _object(at: Location, **members: Data) -> Value:
    return Value({name: Value(data, at) for name, data in members.items()}, at)
