"""The shapes of the figures: sizes of Fargate, and tasks per instance type."""

# No `from __future__ import annotations`: the schema explains why.

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ecsnet.facts.limits import Citations, Name, not_empty, some_of, two

OPERATING_SYSTEMS = ("linux", "windows")


@dataclass(frozen=True, slots=True, kw_only=True)
class FargateSize:
    """One vCPU size of Fargate with the memory, in MiB, that goes with it."""

    cpu: int
    vcpu: Name
    memory: Annotated[tuple[int, ...], not_empty]
    os: Annotated[tuple[str, ...], some_of(OPERATING_SYSTEMS)]
    platform_version: str | None = None
    evidence: Citations
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TrunkingTable:
    """`awsvpc` tasks per family and size, without and with trunking, as AWS's page says them."""

    tasks: Mapping[str, Mapping[str, Annotated[tuple[int, ...], two]]]
    read: date
    evidence: Citations
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """Families of the table that somebody read on AWS's page again, on a later day."""

    families: tuple[str, ...]
    read: date
    evidence: Citations
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Interfaces:
    """Network interfaces per family and size of types that the table lacks."""

    enis: Mapping[str, Mapping[str, int]]
    read: date
    evidence: Citations
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutTrunking:
    """What trunking does not work on; the table has no T family."""

    t_families: tuple[str, ...]
    families: tuple[str, ...]
    types: tuple[str, ...]
    evidence: Citations
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TrunkingLimit:
    """How many `awsvpc` tasks an instance of a type holds.

    ``with_trunking`` is None where trunking is unsupported (``supported`` is False) or where no
    public source has a number (``supported`` is None).
    """

    family: str
    size: str
    without_trunking: int
    with_trunking: int | None
    supported: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trunking:
    """The figures of ENI trunking and where each is from."""

    guide: TrunkingTable
    reread: Reread
    interfaces: Interfaces
    unsupported: WithoutTrunking

    def limits(self) -> Iterator[TrunkingLimit]:
        """Every instance type with a public number, those of AWS's table first."""
        for family, sizes in self.guide.tasks.items():
            for size, (without, with_trunking) in sizes.items():
                yield TrunkingLimit(
                    family=family,
                    size=size,
                    without_trunking=without,
                    with_trunking=with_trunking,
                    supported=True,
                )
        refused = {*self.unsupported.t_families, *self.unsupported.families}
        for family, enis in self.interfaces.enis.items():
            for size, count in enis.items():
                unsupported = family in refused or f"{family}.{size}" in self.unsupported.types
                yield TrunkingLimit(
                    family=family,
                    size=size,
                    # The primary ENI of the instance is the one that holds no task.
                    without_trunking=count - 1,
                    with_trunking=None,
                    supported=False if unsupported else None,
                )
