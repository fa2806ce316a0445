"""How many `awsvpc` tasks fit on an instance and into the subnets, and what runs out first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Literal

from ecsnet.facts import facts


@dataclass(frozen=True, slots=True)
class Limit:
    """The tasks that an instance type holds.

    ``trunked`` is False where trunking is unsupported, None where no public source has a number.
    """

    bare: int
    trunked: int | Literal[False] | None


@cache
def limits() -> Mapping[str, Limit]:
    """Every instance type with a public number."""
    return {
        f"{known.family}.{known.size}": Limit(
            bare=known.without_trunking,
            trunked=False if known.supported is False else known.with_trunking,
        )
        for known in facts().trunking.limits()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What the reader has: a service of ``tasks`` tasks, spread evenly over the zones.

    ``instances`` is None where there are as many as it takes, ``prefix`` the length of the prefix
    of the one subnet in each zone, which instances and tasks share.
    """

    type: str
    tasks: int
    trunking: bool
    instances: int | None
    zones: int
    prefix: int
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a demand takes; None stands for what no public source has a number for.

    Attributes:
        per_instance: tasks on an instance.
        trunking: whether trunking counts: "on", "off", or wanted and "unsupported" or "unknown".
        peak: tasks during a rolling update.
        instances: what the desired tasks take, and ``instances_at_peak`` those of the update.
        addresses: what the tasks of the update and the instances take.
        usable: the addresses of all subnets that are for use.
        most_by_enis, most_by_addresses: the tasks that would fit, if this were all that limits.
        first: what runs out first, or "" where the update fits.
    """

    per_instance: int | None
    trunking: Literal["on", "off", "unsupported", "unknown"]
    peak: int
    instances: int | None
    instances_at_peak: int | None
    addresses: int | None
    usable: int
    most_by_enis: int | None
    most_by_addresses: int | None
    first: Literal["", "enis", "addresses"]


def plan(demand: Demand) -> Plan:
    """What a demand takes, and what runs out first while a rolling update is at its peak."""
    known = limits().get(demand.type)
    per_instance, trunking = _per_instance(known, demand.trunking)
    peak = demand.tasks * demand.maximum // 100
    net = facts().chooser.subnets
    usable = 2 ** (32 - demand.prefix) - net.reserved
    needed = ceil(demand.tasks / per_instance) if per_instance else None
    at_peak = ceil(peak / per_instance) if per_instance else None
    count = at_peak if demand.instances is None else demand.instances
    # An instance has its primary network interface and, with trunking, the trunk.
    each = facts().chooser.addresses.per_interface
    own = None if count is None else each * (2 if trunking == "on" else 1)
    by_enis = by_addresses = addresses = None
    if count is not None and own is not None and per_instance:
        addresses = each * peak + own * count
        by_addresses = _most_by_addresses(demand, per_instance, own, usable)
        by_enis = None if demand.instances is None else demand.instances * per_instance
    most = [number for number in (by_enis, by_addresses) if number is not None]
    first: Literal["", "enis", "addresses"] = ""
    if most and min(most) < peak:
        first = "enis" if by_enis == min(most) else "addresses"
    return Plan(
        per_instance=per_instance,
        trunking=trunking,
        peak=peak,
        instances=needed,
        instances_at_peak=at_peak,
        addresses=addresses,
        usable=usable * demand.zones,
        most_by_enis=by_enis,
        most_by_addresses=by_addresses,
        first=first,
    )


def _most_by_addresses(demand: Demand, per_instance: int, own: int, usable: int) -> int:
    """The most tasks for which the subnets have addresses, with the instances that they take."""
    each = facts().chooser.addresses.per_interface
    fits, most = 0, demand.zones * usable + 1
    while most - fits > 1:
        tasks = (fits + most) // 2
        count = ceil(tasks / per_instance) if demand.instances is None else demand.instances
        taken = each * ceil(tasks / demand.zones) + own * ceil(count / demand.zones)
        fits, most = (tasks, most) if taken <= usable else (fits, tasks)
    return fits


def _per_instance(
    known: Limit | None, wanted: bool
) -> tuple[int | None, Literal["on", "off", "unsupported", "unknown"]]:
    if known is None:
        return None, "unknown"
    if not wanted:
        return known.bare, "off"
    if known.trunked is False:
        return known.bare, "unsupported"
    return known.trunked, "unknown" if known.trunked is None else "on"
