"""Resources of a configuration, evaluated: what files and plans both come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ecsnet.diagnostics import InputError, Problem
from ecsnet.model import Location
from ecsnet.terraform import conversions
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.syntax.tree import RawBlock
from ecsnet.terraform.values import Partial, Value


@dataclass(frozen=True, slots=True)
class Block:
    """An evaluated nested block."""

    type: str
    body: Body
    at: Location


@dataclass(frozen=True, slots=True)
class Body:
    """Evaluated arguments and nested blocks.

    ``unresolved`` names the block types of ``dynamic`` blocks whose content depends on something
    outside the files. What stands as an argument where a block belongs, as Terraform 0.11 took it
    (``network_configuration = {…}``), is read as the block.
    """

    attributes: dict[str, Value]
    blocks: tuple[Block, ...]
    unresolved: frozenset[str]

    def of_type(self, block_type: str) -> tuple[Block, ...]:
        """The nested blocks of one type, in source order."""
        found = tuple(block for block in self.blocks if block.type == block_type)
        return found or self._written(block_type) or ()

    def is_open(self, block_type: str) -> bool:
        """Whether there may be blocks of the type that cannot be told."""
        if block_type in self.unresolved:
            return True
        return not self.of_type(block_type) and self._written(block_type) is None

    def _written(self, block_type: str) -> tuple[Block, ...] | None:
        """The blocks that an argument of this name stands for; None when they cannot be told."""
        value = self.attributes.get(block_type)
        if value is None or value.data is None:
            return ()
        items = value.data if isinstance(value.data, tuple) else (value,)
        if isinstance(items, Partial):
            return None
        made = tuple(
            Block(block_type, Body(item.data, (), frozenset()), item.at)
            for item in items
            if isinstance(item.data, dict) and item.data
        )
        return made if len(made) == len(items) else None


@dataclass(frozen=True, slots=True)
class Resource:
    """A ``resource`` or ``data`` block; ``kind`` says which."""

    kind: str
    type: str
    name: str
    body: Body
    at: Location

    @property
    def address(self) -> str:
        """``aws_ecs_service.web``; data sources begin with ``data.``."""
        prefix = "data." if self.kind == "data" else ""
        return f"{prefix}{self.type}.{self.name}"


@dataclass(frozen=True, slots=True)
class Configuration:
    """One Terraform directory, the files of it that were given, or a plan.

    Attributes:
        resources: resources and data sources that exist (``count = 0`` removes one).
        evaluator: resolves what the resources refer to.
        blocks: all top-level blocks as parsed; none of a plan.
        problems: what is wrong with the input; the rest is complete.
        sources: file name to source text, for showing lines.
    """

    resources: tuple[Resource, ...]
    evaluator: Evaluator
    blocks: tuple[RawBlock, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


def repeated(configuration: Configuration, address: str) -> bool:
    """Whether there may be several resources of an address, told apart by an index alone.

    A plan has none: an index is a part of its addresses.
    """
    for block in configuration.blocks:
        if block.type != "resource" or ".".join(block.labels) != address:
            continue
        if "for_each" in block.attributes:
            return True
        if "count" in block.attributes:
            try:
                copies = configuration.evaluator.settled(block.attributes["count"].node)
            except InputError:
                return True  # reported where the resource itself is read
            return conversions.integer(copies.data) != 1
    return False
