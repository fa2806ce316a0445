"""The shapes of the quotas and limits that depend on the network mode, or that it runs into."""

# No `from __future__ import annotations`: the schema explains why.

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ecsnet.diagnostics import Text
from ecsnet.facts.limits import Citations, Name, not_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """One limit of AWS.

    Attributes:
        service: the service code of Service Quotas, if it lists the limit.
        quota: the name of the limit there.
        adjustable: whether AWS raises it on request; None where no public page says so.
        reached: what happens at the limit.
        errors: the messages that it then shows.
        see: the section that explains the limit.
    """

    id: Name
    group: str
    name: Text
    value: Text
    service: str | None = None
    quota: str | None = None
    adjustable: bool | None = None
    modes: Annotated[tuple[str, ...], not_empty]
    reached: Text
    errors: tuple[str, ...] = ()
    see: str | None = None
    evidence: Citations
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """All limits, in the order of their tables, and the titles of the tables."""

    groups: Mapping[str, Text]
    quota: Mapping[str, Quota]
