"""The shape of numbers.toml: the figures of the prose of the pages, and what states each."""

# No `from __future__ import annotations`: ecsnet.facts.schema explains why.

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from ecsnet.diagnostics import Text
from ecsnet.facts.limits import Name, not_empty

Unit = Literal["seconds", "minutes", "hours", "days", "MiB", "percent", "vCPU"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure, or several that are one statement, and the sections that say it.

    Attributes:
        value: as the pages write it: ``32768-65535``, ``1,000``.
        unit: of each figure of the value.
        what: what it is the number of.
        at: the sections of docs/, and pages for what stands before their first section.
        table: where the number stands in another table, its keys from that of :class:`Facts` on;
            the evidence is that of the table.
        file: where the number is this project's own, the file that decides it.
    """

    id: Name
    value: str
    unit: Unit | None = None
    what: Text
    at: Annotated[tuple[str, ...], not_empty]
    table: str | None = None
    file: str | None = None
    evidence: tuple[str, ...] = ()
    checked: date | None = None
