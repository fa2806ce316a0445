"""The instances that ``count`` and ``for_each`` make of a block."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ecsnet.model import Location
from ecsnet.terraform import conversions
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.values import Data, Value, is_scalar, iterate, to_string

# More than anybody writes, and what would take the checker's time without end.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Copy:
    """An instance of a block that has ``count`` or ``for_each``; ``key`` is its index.

    ``many`` says that it stands for any number of them.
    """

    key: str | int | None
    evaluator: Evaluator
    many: bool = False

    @property
    def index(self) -> str:
        """The index as an address has it."""
        return "" if self.key is None else f"[{json.dumps(self.key, ensure_ascii=False)}]"


def copied(name: str, number: Value, evaluator: Evaluator) -> list[Copy] | None:
    """The instances, each with what ``count`` or ``each`` stands for; None: not known.

    Args:
        name: ``count`` or ``for_each``.
        number: its value.
        evaluator: evaluates the block without it.
    """
    if name == "count":
        count = conversions.integer(number.data)
        if not isinstance(count, int) or count > _MOST:
            return None
        return [
            Copy(i, evaluator.binding({"count": _object(number.at, index=i)})) for i in range(count)
        ]
    items = iterate(number)
    if items is None or len(items) > _MOST:
        return None
    copies = []
    for key, item in items:
        if not is_scalar(key.data):
            return None
        each = _object(number.at, key=to_string(key.data), value=item.data)
        copies.append(Copy(to_string(key.data), evaluator.binding({"each": each})))
    return copies


def _object(at: Location, **members: Data) -> Value:
    return Value({name: Value(data, at) for name, data in members.items()}, at)
