"""Resources of a configuration, evaluated: what files and plans both come to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ecsnet.diagnostics import Problem
from ecsnet.model import Location
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
    """A ``resource`` or ``data`` block, or one of its instances.

    Attributes:
        kind: ``resource`` or ``data``.
        type: ``aws_ecs_service``.
        name: ``web``.
        body: what it sets.
        at: where it is written.
        address: ``aws_ecs_service.web``, with its module and its index:
            ``module.web[0].aws_ecs_service.this["a"]``; data sources have ``data.`` before the
            type.
    """

    kind: str
    type: str
    name: str
    body: Body
    at: Location
    address: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The block that a resource comes from, and what evaluates its expressions.

    ``many`` says that the resource stands for any number of instances, because ``count`` or
    ``for_each`` is not known.
    """

    block: RawBlock
    evaluator: Evaluator
    many: bool

    def sets(self, argument: str) -> Value | None:
        """What the resource sets, as an argument or, as Terraform 0.11 took a map, as a block.

        Raises:
            InputError: as :meth:`Evaluator.evaluate`.
        """
        if argument in self.block.attributes:
            return self.evaluator.evaluate(self.block.attributes[argument])
        inner = next((inner for inner in self.block.blocks if inner.type == argument), None)
        if inner is None:
            return None
        members = {name: self.evaluator.evaluate(right) for name, right in inner.attributes.items()}
        return Value(members, inner.at)


@dataclass(frozen=True, slots=True)
class Configuration:
    """One Terraform directory with the modules it calls, the files that were given, or a plan.

    Attributes:
        resources: resources and data sources that exist (``count = 0`` removes one).
        evaluator: evaluates what stands in the directory itself.
        blocks: all top-level blocks of the directory as parsed; none of a plan.
        problems: what is wrong with the input; the rest is complete.
        sources: file name to source text, for showing lines.
        origins: by address of a resource, where it comes from; none of a plan.
        absent: by address, the resources that have no instance, and the calls of modules with
            something to check.
        directories: the directory, and those of the modules that it calls.
        falls_back: whether something depends on that nobody sets a variable with an empty default.
    """

    resources: tuple[Resource, ...]
    evaluator: Evaluator
    blocks: tuple[RawBlock, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    absent: Mapping[str, Origin] = field(default_factory=dict)
    directories: frozenset[str] = frozenset()
    falls_back: bool = False


INDEX = re.compile(r"""\[(?:\d+|"(?:[^"\\]|\\.)*")\]""")
# The calls of modules before an address, and the indexes in it.
_CALLS_AND_INDEXES = re.compile(rf"(?:\bmodule\.[\w-]+(?:{INDEX.pattern})?\.)+|{INDEX.pattern}")


def bare(address: str) -> str:
    """An address without the modules and the indexes: what its files name it."""
    return _CALLS_AND_INDEXES.sub("", address)


def unindexed(address: str) -> str:
    """An address without the indexes, with the modules."""
    return INDEX.sub("", address)


def repeated(configuration: Configuration, address: str) -> bool:
    """Whether there may be several resources of an address, told apart by an index alone."""
    origin = configuration.origins.get(address)
    if origin is not None:
        return origin.many
    return any(other.startswith(f"{address}[") for other in configuration.origins)
