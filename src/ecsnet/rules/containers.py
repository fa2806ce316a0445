"""Rules about container definitions: what a mode refuses, what ECS ignores, what EC2 asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ecsnet.model import Attr, Container, Module, TaskDefinition, known_items
from ecsnet.rules.rule import Hit, hit, rule
from ecsnet.rules.select import cell, containers, network_mode


@rule("ENM007")
def mode_in_container(module: Module) -> Iterator[Hit]:
    """The network mode stands on the task definition, not in a container definition.

    Source: ECS API, TaskDefinition.networkMode; ContainerDefinition has no such member, and nothing
    says that the line is dropped. An error only where the task definition has no mode and the one
    it gets is another: elsewhere the line does nothing.
    """
    for task in module.task_definitions:
        for container in known_items(task.containers):
            written = container.network_mode
            if written.known:
                harmless = not task.network_mode.omitted or task.mode in (None, written.value)
                same = task.network_mode.get() == written.value
                yield hit(
                    written.at,
                    task.address,
                    container=container.label,
                    mode=written.value,
                    case="same" if same else "",
                    level="warning" if harmless else None,
                    errors=() if harmless else None,
                )


def _refusal(
    task: TaskDefinition, container: Container, at: Attr[Any], case: str = "", **params: str
) -> Hit:
    """A parameter that the task's mode refuses. AWS's answers are quoted for awsvpc alone."""
    return hit(
        at.at,
        task.address,
        container=container.label,
        mode=network_mode(task),
        **params,
        errors=None if task.mode == "awsvpc" else (),
        case=case,
    )


@rule("ENM015")
def links(module: Module) -> Iterator[Hit]:
    """``links`` needs bridge.

    Source: ECS API, ContainerDefinition.links. AWS's answer is known for awsvpc only; elsewhere the
    rule rests on the reference.
    """
    for task, container in containers(module, "links", "refused"):
        if known_items(container.links):
            yield _refusal(task, container, container.links)


@rule("ENM016")
def hostname(module: Module) -> Iterator[Hit]:
    """``hostname`` is refused with awsvpc.

    Source: ECS API, ContainerDefinition.hostname.
    """
    for task, container in containers(module, "hostname", "refused"):
        if name := container.hostname.get():
            yield _refusal(task, container, container.hostname, hostname=name)


@rule("ENM017")
def extra_hosts(module: Module) -> Iterator[Hit]:
    """``extraHosts`` is refused with awsvpc and on Windows.

    Source: ECS API, ContainerDefinition.extraHosts.
    """
    for task, container in containers(module, "extra_hosts", "refused"):
        if known_items(container.extra_hosts):
            yield _refusal(task, container, container.extra_hosts)


@rule("ENM018")
def dns(module: Module) -> Iterator[Hit]:
    """``dnsServers`` is refused with awsvpc and on Windows.

    Source: AWS's answer for awsvpc; ECS API, ContainerDefinition.dnsServers for Windows. For
    dnsSearchDomains with awsvpc on Linux there is only a guide of 2023 and no answer: a warning.
    """
    for task, container in containers(module, "dns_servers", "refused"):
        servers, domains = container.dns_servers, container.dns_search_domains
        if known_items(servers):
            yield _refusal(task, container, servers, case="servers", parameter="dnsServers")
        if known_items(domains):
            found = _refusal(task, container, domains, parameter="dnsSearchDomains")
            certain = task.windows or cell("dns_search_domains", task.mode) == "refused"
            level, case = (None, "search") if certain else ("warning", "domains")
            yield replace(found, level=level, case=case, errors=())


@rule("ENM019")
def disable_networking(module: Module) -> Iterator[Hit]:
    """``disableNetworking = true`` is refused with awsvpc and on Windows.

    Source: AWS's answer for awsvpc; ECS API, ContainerDefinition.disableNetworking for Windows.
    """
    for task, container in containers(module, "disable_networking", "refused"):
        if container.disable_networking.get():
            yield _refusal(task, container, container.disable_networking)


@rule("ENM029")
def proxy_configuration(module: Module) -> Iterator[Hit]:
    """``proxy_configuration`` needs awsvpc.

    Source: AWS's answer, reproduced by cdk-preflight for a written mode. That an omitted one counts
    as bridge here too is inferred from RegisterTaskDefinitionRequest.networkMode: a warning. On
    Fargate the mode is the mistake (ENM004).
    """
    for task in module.task_definitions:
        proxy = task.proxy_configuration
        if not proxy.known or task.requires("FARGATE"):
            continue
        if cell("proxy_configuration", task.mode) == "refused":
            inferred = task.network_mode.omitted and task.mode == "bridge"
            yield hit(
                proxy.at,
                task.address,
                mode=network_mode(task),
                level="warning" if inferred else None,
                errors=None if task.network_mode.known else (),
            )


def _absent(memory: Attr[int]) -> bool:
    return memory.omitted or memory.get() == 0


@rule("ENM041")
def memory(module: Module) -> Iterator[Hit]:
    """On EC2 and EXTERNAL a container has memory or memoryReservation, or its task has memory.

    Source: ECS API, ContainerDefinition.memory; memoryReservation for 0, which counts as absent.
    Omitted compatibilities count as EC2. With FARGATE listed the task's own memory is due (ENM034).
    Task memory is enough on Windows too: AWS ignores it there, but is not known to refuse it.
    """
    for task in module.task_definitions:
        listed = task.requires_compatibilities
        on_instances = not known_items(listed) or task.requires("EC2") or task.requires("EXTERNAL")
        if listed.unknown or task.requires("FARGATE") or not (on_instances and task.memory.omitted):
            continue
        for container in known_items(task.containers):
            if _absent(container.memory) and _absent(container.memory_reservation):
                yield hit(container.at, task.address, container=container.label)


@rule("ENM055")
def system_controls(module: Module) -> Iterator[Hit]:
    """``systemControls`` is refused on Windows, and its ``net.*`` with host.

    Source: ECS API, SystemControl. Both are about the kernel whose settings a task would change.
    """
    for task in module.task_definitions:
        refused = task.windows or cell("system_controls", task.mode) == "refused"
        for container in known_items(task.containers) if refused else ():
            for namespace in known_items(container.system_controls):
                if namespace.known and (task.windows or namespace.value.startswith("net.")):
                    where = str(task.operating_system_family.get() if task.windows else task.mode)
                    yield hit(
                        namespace.at,
                        task.address,
                        container=container.label,
                        namespace=namespace.value,
                        where=where,
                        case="windows" if task.windows else "host",
                    )
