"""Arguments and blocks of resources to attributes of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from ecsnet.model import OMITTED, UNKNOWN, Attr, Location, Missing, ResourceId
from ecsnet.terraform import conversions
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.resources import Block, Body
from ecsnet.terraform.values import Data, Json, Reference, Value

T = TypeVar("T")

# The value of an argument or of a member of JSON, without the quotes around it.
_VALUE = re.compile(r"""\\?"?\w+\\?"?\s*[=:]\s*\\?"?(.*?)\\?"?""")


class Reader:
    """Reads what a resource sets, with references resolved to what the other one sets.

    In every method ``owner`` is the place of what an omitted argument would belong to.
    """

    def __init__(self, evaluator: Evaluator, sources: Mapping[str, str]) -> None:
        self._evaluator = evaluator
        self._sources = sources

    def attr(
        self,
        attributes: Mapping[str, Value],
        name: str,
        owner: Location,
        convert: Callable[[Data], T | Missing],
    ) -> Attr[T]:
        """An argument, as ``convert`` gives it; ``null`` is none at all."""
        if name not in attributes:
            return Attr(owner, OMITTED)
        value = self._evaluator.scalar(attributes[name])
        if value.data is None:
            return Attr(value.at, OMITTED)
        if value.data is UNKNOWN or isinstance(value.data, Reference):
            return Attr(value.at, UNKNOWN)
        return Attr(value.at, convert(value.data))

    def string(self, attributes: Mapping[str, Value], name: str, owner: Location) -> Attr[str]:
        """An argument that is a string."""
        return self.attr(attributes, name, owner, conversions.string)

    def integer(self, attributes: Mapping[str, Value], name: str, owner: Location) -> Attr[int]:
        """An argument that is a whole number."""
        return self.attr(attributes, name, owner, conversions.integer)

    def strings(
        self, attributes: Mapping[str, Value], name: str, owner: Location
    ) -> Attr[tuple[str, ...]]:
        """An argument that is a list of strings; unknown when one of them is."""

        def strings(data: Data) -> tuple[str, ...] | Missing:
            if not isinstance(data, tuple):
                return UNKNOWN
            items = [conversions.string(self._evaluator.scalar(item).data) for item in data]
            known = tuple(item for item in items if isinstance(item, str))
            return known if len(known) == len(items) else UNKNOWN

        return self.attr(attributes, name, owner, strings)

    def list(
        self,
        attributes: Mapping[str, Value],
        name: str,
        owner: Location,
        make: Callable[[Value], T | None],
    ) -> Attr[tuple[T, ...]]:
        """A list of what ``make`` makes of the items; those it makes nothing of are left out."""
        if name not in attributes:
            return Attr(owner, OMITTED)
        value = self._evaluator.scalar(attributes[name])
        if value.data is None:
            return Attr(value.at, OMITTED)
        data = value.data.value.data if isinstance(value.data, Json) else value.data
        if not isinstance(data, tuple):
            return Attr(value.at, UNKNOWN)
        items = tuple(made for item in data if (made := make(item)) is not None)
        return Attr(value.at, items, len(items) == len(data))

    def identity(self, attributes: Mapping[str, Value], name: str, owner: Location) -> Attr[str]:
        """A name or an ARN, as it is written or as the resource that it refers to."""
        written = self.string(attributes, name, owner)
        if written.unknown:
            data = attributes[name].data
            if isinstance(data, Reference) and data.always:
                return Attr(written.at, data.address)
        return sent(written)

    def expression(self, attributes: Mapping[str, Value], name: str, owner: Location) -> Attr[str]:
        """What is written for an argument that is not resolved, as far as it is on one line."""
        if not self.string(attributes, name, owner).unknown:
            return Attr(owner, OMITTED)
        at = attributes[name].at
        lines = self._sources.get(at.file, "").splitlines()[at.line - 1 : at.line]
        written = _VALUE.fullmatch(lines[0][at.column - 1 : at.end - 1]) if lines else None
        return Attr(at, written[1] if written else OMITTED)

    def inner(self, body: Body, block_type: str, name: str, owner: Location) -> Attr[str]:
        """An argument of the only block of a type; omitted where the block is."""
        block = self.block(body, block_type, owner, lambda block: block)
        if isinstance(block.raw, Missing):
            return Attr(block.at, block.raw)
        return self.string(block.raw.body.attributes, name, block.at)

    def blocks(
        self, body: Body, block_type: str, owner: Location, make: Callable[[Block], T]
    ) -> Attr[tuple[T, ...]]:
        """What ``make`` makes of the blocks of a type."""
        if body.is_open(block_type):
            return Attr(owner, UNKNOWN)
        blocks = body.of_type(block_type)
        if not blocks:
            return Attr(owner, OMITTED)
        return Attr(blocks[0].at, tuple(make(block) for block in blocks))

    def block(
        self, body: Body, block_type: str, owner: Location, make: Callable[[Block], T]
    ) -> Attr[T]:
        """What ``make`` makes of the only block of a type."""
        found = self.blocks(body, block_type, owner, make)
        return Attr(found.at, found.raw if isinstance(found.raw, Missing) else found.raw[0])


def sent(attr: Attr[T]) -> Attr[T]:
    """The attribute, omitted where its value is the one by which the provider leaves it out."""
    return Attr(attr.at, OMITTED) if attr.get() in ("", 0) else attr


def resource_id(value: Value) -> Attr[str | ResourceId]:
    """An ID as it is written, or the resource that it is of."""
    data = value.data
    if isinstance(data, Reference) and data.certain and data.path == ("id",):
        return Attr(value.at, ResourceId(data.address))
    return Attr(value.at, data if isinstance(data, str) else UNKNOWN)
