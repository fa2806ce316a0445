"""What a rolling update leaves room for, and what placement does with ports and task ENIs."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from ecsnet.facts import facts
from ecsnet.facts.deployments_schema import Percentages, PinnedService
from tools.generate.markdown import links, mark, table, wide, words


@dataclass(frozen=True, slots=True)
class Room:
    """The first step of a rolling update: new tasks that can start, old ones that can stop."""

    starts: int
    stops: int


def room(service: PinnedService, percent: Percentages) -> Room:
    """What ECS can do first, where an instance has room for one task of the service."""
    lower = ceil(service.tasks * percent.minimum / 100)
    upper = service.tasks * percent.maximum // 100
    return Room(
        starts=max(min(upper, service.instances) - service.tasks, 0),
        stops=max(service.tasks - lower, 0),
    )


def most_tasks(prefix: int, maximum: int) -> int:
    """The largest desired count whose rolling update finds an address for each task."""
    known = facts().chooser
    usable = ((1 << 32 - prefix) - known.subnets.reserved) // known.addresses.per_interface
    return (100 * (usable + 1) - 1) // maximum


def rolling(language: str) -> str:
    """Services with a static host port, against the percentages of their rolling updates."""
    ui, cases = words(language), facts().deployments.rolling
    said = (
        ui["percentages"].format(minimum=pair.minimum, maximum=pair.maximum)
        for pair in cases.percentages
    )
    rows = [
        [
            ui["service_size"].format(tasks=service.tasks, instances=service.instances),
            *(_first_step(room(service, percent), language) for percent in cases.percentages),
        ]
        for service in cases.services
    ]
    return table([ui["service_sizes"], *said], rows)


def subnets(language: str) -> str:
    """How many tasks a subnet has addresses for, while a rolling update is at its peak."""
    ui, cases = words(language), facts().deployments.subnets
    reserved = facts().chooser.subnets.reserved
    rows = [
        [
            f"/{prefix}",
            str((1 << 32 - prefix) - reserved),
            *(str(most_tasks(prefix, maximum)) for maximum in cases.maximum),
        ]
        for prefix in cases.prefixes
    ]
    most = (ui["most_tasks_at"].format(maximum=maximum) for maximum in cases.maximum)
    return table([ui["subnet"], ui["usable_addresses"], *most], rows)


def placement(language: str) -> str:
    """Each setting of placement and deployments, for a static host port and for a task ENI."""
    ui = words(language)
    rows = [
        [
            setting.name[language],
            setting.ports[language],
            setting.enis[language],
            links(setting.evidence, language),
        ]
        for setting in facts().deployments.setting.values()
    ]
    header = [ui["placement_setting"], ui["with_static_port"], ui["with_task_eni"], ui["evidence"]]
    return wide(header, rows)


def _first_step(first: Room, language: str) -> str:
    ui = words(language)
    signed = ((f"+{first.starts}", first.starts), (f"−{first.stops}", first.stops))
    steps = [text for text, number in signed if number]
    return ui["comma"].join(steps) or mark("no", ui["stuck"])
