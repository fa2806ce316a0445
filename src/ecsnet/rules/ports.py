"""Rules about port mappings: which host port a mode allows, and how often a port may be used."""

from __future__ import annotations

from collections.abc import Iterator

from ecsnet.model import Attr, Finding, Module, PortMapping, known_items
from ecsnet.rules import rule
from ecsnet.rules.scope import cell, containers


def _unequal(rule_id: str, mode: str, module: Module) -> Iterator[Finding]:
    for task, container in containers(module, "host_port", "equal"):
        if task.mode != mode:
            continue
        for mapping in known_items(container.port_mappings):
            host, inside = mapping.host_port, mapping.container_port
            if host.known and inside.known and host.value != inside.value:
                params: dict[str, str | int] = {
                    "container": container.label,
                    "host_port": host.value,
                    "container_port": inside.value,
                }
                # Users report that 0 is refused; AWS's text does not say whether it is "left out".
                level = "warning" if host.value == 0 else None
                yield Finding(rule_id, host.at, task.address, params, level)


@rule("ENM003")
def awsvpc_host_port(module: Module) -> Iterator[Finding]:
    """With awsvpc, hostPort is left out or equals containerPort.

    Source: ECS API, PortMapping.hostPort. An explicit 0 is a warning: AWS's answer is quoted for it
    (aws/amazon-ecs-cli#1014), and an older comment says it is allowed.
    """
    yield from _unequal("ENM003", "awsvpc", module)


@rule("ENM008")
def host_host_port(module: Module) -> Iterator[Finding]:
    """With host, hostPort is left out or equals containerPort.

    Source: ECS API, PortMapping and ContainerDefinition.portMappings. Nothing is translated between
    the container and the instance, so 0 cannot ask for a dynamic port; it is a warning, as no
    refusal is quoted for it.
    """
    yield from _unequal("ENM008", "host", module)


@rule("ENM009")
def port_mappings_without_network(module: Module) -> Iterator[Finding]:
    """With none, a container has no port mappings.

    Source: ECS API, ContainerDefinition.portMappings. An empty list is none at all.
    """
    for task, container in containers(module, "port_mappings", "refused"):
        if known_items(container.port_mappings):
            params: dict[str, str | int] = {
                "container": container.label,
                "count": len(known_items(container.port_mappings)),
            }
            yield Finding("ENM009", container.port_mappings.at, task.address, params)


def _own_port(mapping: PortMapping, uniqueness: str | None) -> Attr[int] | None:
    """The port that no other mapping of the task may use, where there is such a limit."""
    if uniqueness == "unique_container_port":
        return mapping.container_port
    # 0 asks for a free port of the instance, so it clashes with nothing.
    if uniqueness == "unique_host_port" and mapping.host_port.get(0):
        return mapping.host_port
    return None


@rule("ENM022")
def port_used_twice(module: Module) -> Iterator[Finding]:
    """A task uses a port with a protocol once.

    With awsvpc and host all containers of a task share one set of ports; with bridge and on Windows
    only static host ports can clash. Source: AWS's answer quoted in aws/amazon-ecs-agent#1220. An
    omitted protocol is tcp (ECS API, PortMapping.protocol).
    """
    for task in module.task_definitions:
        uniqueness = cell("port_uniqueness", task.mode)
        users: dict[tuple[int, str], str] = {}
        for container in known_items(task.containers):
            for mapping in known_items(container.port_mappings):
                port = _own_port(mapping, uniqueness)
                if port is None or not port.known or mapping.protocol.unknown:
                    continue
                protocol = mapping.protocol.get() or "tcp"
                key = (port.value, protocol)
                if key in users:
                    params: dict[str, str | int] = {
                        "container": container.label,
                        "other": users[key],
                        "port": port.value,
                        "protocol": protocol,
                    }
                    yield Finding("ENM022", port.at, task.address, params)
                users.setdefault(key, container.label)
