"""The shapes of deployments.toml: what deployments and placement do with ports and task ENIs."""

# No `from __future__ import annotations`: ecsnet.facts.schema explains why.

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ecsnet.diagnostics import Text
from ecsnet.facts.limits import Citations, Name, not_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentages:
    """`minimumHealthyPercent` and `maximumPercent`."""

    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedService:
    """A service with a static host port, and the instances that its tasks can run on."""

    tasks: int
    instances: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollingCases:
    """Services with a static host port, and the percentages of their rolling updates."""

    percentages: Annotated[tuple[Percentages, ...], not_empty]
    services: Annotated[tuple[PinnedService, ...], not_empty]
    evidence: Citations
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SubnetCases:
    """Lengths of the prefix of a subnet, and the most tasks of a rolling update in percent."""

    prefixes: Annotated[tuple[int, ...], not_empty]
    maximum: Annotated[tuple[int, ...], not_empty]
    evidence: Citations
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementSetting:
    """What a setting means to a task with a static host port, and to one with an ENI."""

    id: Name
    name: Text
    ports: Text
    enis: Text
    evidence: Citations
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployments:
    """Everything that deployments.toml says."""

    rolling: RollingCases
    subnets: SubnetCases
    setting: Mapping[str, PlacementSetting]
