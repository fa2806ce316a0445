"""The shapes of what the chooser and the calculator work with."""

# No `from __future__ import annotations`: the schema explains why.

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from ecsnet.diagnostics import Text
from ecsnet.facts.limits import Citations, not_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where tasks run; ``slug`` is its name in an address, ``label`` a short one.

    ``instances`` is False where the reader has none, ``trunking`` says how it is turned on,
    ``topic`` is the page that explains it.
    """

    slug: str
    label: Text
    launch_type: str
    windows: bool
    instances: bool
    trunking: Literal["setting", "always", "none"]
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What tasks may need: met by the modes with one of ``values`` as their ``property``.

    ``at`` has further values that meet it in one place, ``row`` is the need of choices.toml with
    its reason, ``also`` names properties that rules on it decide by as well, ``topic`` is the page
    that explains it.
    """

    slug: str
    label: Text
    property: str
    values: Annotated[tuple[str, ...], not_empty]
    at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    row: str | None = None
    also: tuple[str, ...] = ()
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Needs that places do not meet in any mode, or, unless ``confirmed``, may not meet."""

    places: Annotated[tuple[str, ...], not_empty]
    needs: Annotated[tuple[str, ...], not_empty]
    confirmed: bool
    text: Text
    evidence: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Subnets:
    """The addresses that AWS keeps of each subnet, and the lengths that a prefix may have."""

    reserved: int
    smallest: int
    largest: int
    evidence: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses that a network interface takes."""

    per_interface: int
    evidence: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolling:
    """The most tasks during a rolling update, in percent of the desired count."""

    maximum_percent: int
    evidence: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """What the chooser asks, and what the calculator counts with."""

    places: Mapping[str, Place]
    needs: Mapping[str, Need]
    absent: tuple[Absence, ...]
    subnets: Subnets
    addresses: Addresses
    rolling: Rolling

    def absence(self, place: str, need: str) -> Absence | None:
        """Why no mode meets a need in a place, if none does."""
        found = (a for a in self.absent if place in a.places and need in a.needs)
        return next(found, None)
