"""Which resources a rule is about.

Every rule of a mode begins the same way: only where the mode is known, and only where the matrix of
:mod:`ecsnet.facts` gives that mode the value the rule enforces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ecsnet.diagnostics import Mode
from ecsnet.facts import facts
from ecsnet.model import (
    Attr,
    Container,
    Module,
    PortMapping,
    Service,
    TaskDefinition,
    known_items,
)


def cell(property_id: str, mode: str | None) -> str | None:
    """What the mode matrix says about a property; None for an unknown mode."""
    return None if mode is None else facts().modes.value(property_id, mode)


def containers(
    module: Module, property_id: str, *values: str
) -> Iterator[tuple[TaskDefinition, Container]]:
    """Every container whose task's mode has one of ``values`` for the property."""
    for task in module.task_definitions:
        if cell(property_id, task.mode) in values:
            for container in known_items(task.containers):
                yield task, container


def services(
    module: Module, property_id: str, *values: str
) -> Iterator[tuple[Service, TaskDefinition]]:
    """Every service whose task definition's mode has one of ``values`` for the property.

    Left out is a service on Fargate whose mode is not awsvpc. There the mode itself is the mistake
    and ENM004 or ENM011 reports it; what the mode entails is no second one.
    """
    for service in module.services:
        task = service.task_definition
        if task is None or cell(property_id, task.mode) not in values:
            continue
        if task.mode == "awsvpc" or not (service.fargate or task.requires("FARGATE")):
            yield service, task


def network_mode(task: TaskDefinition) -> Mode:
    """The mode of the task for a message."""
    return Mode(str(task.mode), task.network_mode.omitted)


_RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")


def port_range(mapping: PortMapping) -> tuple[int, int] | None:
    """The first and the last container port of a mapping; None when they cannot be told."""
    if mapping.container_port_range.omitted:
        port = mapping.container_port.get()
        return None if port is None else (port, port)
    match = _RANGE.fullmatch(mapping.container_port_range.get() or "")
    return (int(match[1]), int(match[2])) if match else None


def operating_system(task: TaskDefinition) -> str:
    """The family for a message: AWS takes an omitted one for Linux."""
    family = task.operating_system_family
    return "LINUX" if family.omitted else shown(family)


def shown(attr: Attr[Any]) -> str:
    """A value for a message: ``null`` when it is omitted, ``?`` when it is unknown."""
    return "null" if attr.omitted else str(attr.get("?"))
