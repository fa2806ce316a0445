"""Resources of a configuration, evaluated: what files and plans both come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ecsnet.diagnostics import Problem
from ecsnet.model import Location
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.syntax.tree import RawBlock
from ecsnet.terraform.values import Value


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
    outside the files.
    """

    attributes: dict[str, Value]
    blocks: tuple[Block, ...]
    unresolved: frozenset[str]

    def of_type(self, block_type: str) -> tuple[Block, ...]:
        """The nested blocks of one type, in source order."""
        return tuple(block for block in self.blocks if block.type == block_type)


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
