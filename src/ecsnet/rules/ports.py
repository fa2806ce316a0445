"""Rules about port mappings: which host port a mode allows, and how often a port may be used."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ecsnet.diagnostics import Setting
from ecsnet.model import Attr, Container, Location, Module, PortMapping, known_items
from ecsnet.rules.rule import Hit, hit, rule
from ecsnet.rules.select import cell, containers, port_range


def _unequal(mode: str, module: Module) -> Iterator[Hit]:
    for task, container in containers(module, "host_port", "equal"):
        if task.mode != mode:
            continue
        for mapping in known_items(container.port_mappings):
            host, inside = mapping.host_port, mapping.container_port
            if host.known and inside.known and host.value != inside.value:
                # Users report that 0 is refused; AWS's text does not say whether it is "left out".
                level = "warning" if host.value == 0 else None
                yield hit(
                    host.at,
                    task.address,
                    container=container.label,
                    host_port=host.value,
                    container_port=inside.value,
                    level=level,
                    case="zero" if host.value == 0 else "",
                )


@rule("ENM003")
def awsvpc_host_port(module: Module) -> Iterator[Hit]:
    """With awsvpc, hostPort is left out or equals containerPort.

    Source: ECS API, PortMapping.hostPort. An explicit 0 is a warning: AWS's answer is quoted for it
    (aws/amazon-ecs-cli#1014), and an older comment says it is allowed.
    """
    yield from _unequal("awsvpc", module)


@rule("ENM008")
def host_host_port(module: Module) -> Iterator[Hit]:
    """With host, hostPort is left out or equals containerPort.

    Source: ECS API, PortMapping and ContainerDefinition.portMappings. Nothing is translated between
    the container and the instance, so 0 cannot ask for a dynamic port; it is a warning, as no
    refusal is quoted for it.
    """
    yield from _unequal("host", module)


@rule("ENM009")
def port_mappings_without_network(module: Module) -> Iterator[Hit]:
    """With none, a container has no port mappings.

    Source: ECS API, ContainerDefinition.portMappings. An empty list is none at all.
    """
    for task, container in containers(module, "port_mappings", "refused"):
        if known_items(container.port_mappings):
            yield hit(
                container.port_mappings.at,
                task.address,
                container=container.label,
                count=len(known_items(container.port_mappings)),
            )


def _own_port(mapping: PortMapping, uniqueness: str | None) -> Attr[int] | None:
    """The port that no other mapping of the task may use, where there is such a limit."""
    if uniqueness == "unique_container_port":
        return mapping.container_port
    # 0 asks for a free port of the instance, so it clashes with nothing.
    if uniqueness == "unique_host_port" and mapping.host_port.get(0):
        return mapping.host_port
    return None


@rule("ENM022")
def port_used_twice(module: Module) -> Iterator[Hit]:
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
                    yield hit(
                        port.at,
                        task.address,
                        container=container.label,
                        other=users[key],
                        port=port.value,
                        protocol=protocol.upper(),
                        case="same" if users[key] == container.label else "",
                    )
                users.setdefault(key, container.label)


@rule("ENM065")
def name_used_twice(module: Module) -> Iterator[Hit]:
    """A name of a port mapping is used once in a task definition.

    Source: AWS's answer quoted in cdk-preflight (pf-ecs-port-mapping-duplicate-name).
    """
    for task in module.task_definitions:
        users: dict[str, str] = {}
        for container in known_items(task.containers):
            for mapping in known_items(container.port_mappings):
                name = mapping.name.get()
                if name and name in users:
                    label, other = container.label, users[name]
                    yield hit(
                        mapping.name.at, task.address, container=label, name=name, other=other
                    )
                users.setdefault(name or "", container.label)


def _overlap(container: Container, index: int) -> str | None:
    """A port mapping of the container, as written, that has a port of the range with this index."""
    mappings = known_items(container.port_mappings)
    mapping, bounds = mappings[index], port_range(mappings[index])
    for position, other in enumerate(mappings):
        theirs = port_range(other)
        # Of two ranges the later one has the finding.
        if bounds is None or theirs is None or position == index:
            continue
        if other.container_port_range.known and position > index:
            continue
        protocols = [m.protocol.get() or "tcp" for m in (mapping, other) if not m.protocol.unknown]
        if len(protocols) < 2 or protocols[0] != protocols[1]:
            continue
        if bounds[0] <= theirs[1] and theirs[0] <= bounds[1]:
            return other.container_port_range.get() or str(theirs[0])
    return None


def _range_conflict(
    container: Container, index: int, refused: str | None
) -> tuple[str | Setting, tuple[str, ...], str] | None:
    """What a port range does not go with, AWS's answer, and the case."""
    mapping = known_items(container.port_mappings)[index]
    bounds = port_range(mapping)
    if refused:
        return Setting("network_mode", refused), (), "mode"
    if mapping.container_port.known:
        return "containerPort", ("E24",), "single"
    if mapping.host_port.get():
        return "hostPort", ("E24",), "single"
    if bounds and bounds[0] >= bounds[1]:
        return "first < last", ("E25",), "order"
    other = _overlap(container, index)
    return (other, ("E23",), "overlap") if other else None


@rule("ENM028")
def port_ranges(module: Module) -> Iterator[Hit]:
    """A containerPortRange needs bridge or awsvpc, stands alone and overlaps with nothing.

    Source: ECS API, PortMapping.containerPortRange. That it is available on Windows stands there
    too, so the default mode is left alone.
    """
    for task in module.task_definitions:
        refused = task.mode if cell("container_port_range", task.mode) == "refused" else None
        for container in known_items(task.containers):
            for index, mapping in enumerate(known_items(container.port_mappings)):
                written = mapping.container_port_range
                conflict = _range_conflict(container, index, refused) if written.known else None
                # With none there is no port mapping at all, which ENM009 reports.
                if conflict and refused != "none":
                    yield hit(
                        written.at,
                        task.address,
                        container=container.label,
                        range=written.value,
                        conflict=conflict[0],
                        errors=conflict[1],
                        case=conflict[2],
                    )


_HIGHEST = 65535


def _out_of_range(mapping: PortMapping) -> Iterator[tuple[Location, str]]:
    """The ports of a mapping that are none, as written."""
    for port in (mapping.container_port, mapping.host_port):
        if port.known and not 0 <= port.value <= _HIGHEST:
            yield port.at, str(port.value)
    bounds = port_range(mapping) if mapping.container_port_range.known else None
    if bounds and max(bounds) > _HIGHEST:
        yield mapping.container_port_range.at, mapping.container_port_range.value


@rule("ENM033")
def port_is_a_number(module: Module) -> Iterator[Hit]:
    """Every port mapping has containerPort or a range, and ports are numbers up to 65535.

    Source: AWS's answer quoted in aws/aws-cli#7288 for none at all; for a string, the AWS provider,
    which cannot read it; for the highest port, a maintainer in aws/amazon-ecs-agent#3584.
    """
    for task in module.task_definitions:
        for container in known_items(task.containers):
            for mapping in known_items(container.port_mappings):
                name, none = container.label, mapping.container_port_range.omitted
                if mapping.text.known:
                    value = f'"{mapping.text.value}"'
                    at = mapping.text.at
                    yield hit(
                        at,
                        task.address,
                        container=name,
                        value=value,
                        errors=("E196",),
                        case="text",
                    )
                elif mapping.container_port.omitted and none and task.mode != "none":
                    yield hit(
                        mapping.at,
                        task.address,
                        container=name,
                        value="null",
                        errors=("E27",),
                        case="missing",
                    )
                else:
                    for at, value in _out_of_range(mapping):
                        yield hit(
                            at, task.address, container=name, value=value, errors=(), case="range"
                        )


_AGENT = frozenset({51678, 51679, 51680})
_RESERVED = frozenset({22, 2375, 2376}) | _AGENT
# The default of the agent on Windows; with task IAM roles it adds 80, which no definition tells.
_RESERVED_WINDOWS = frozenset({53, 135, 139, 445, 2375, 2376, 3389, 5985, 5986, 51678, 51679})
# What AWS names. The instance has its own range in ip_local_port_range; 32768-61000 is the example
# for the ECS-optimized AMI (developer guide, alb), the others are for instances where it cannot be
# read (ECS API, PortMapping.hostPort).
_DYNAMIC_LINUX = (range(32768, 61000 + 1), range(49153, 65535 + 1))
_DYNAMIC_WINDOWS = range(49152, 65535 + 1)
# Settings of the agent (its README), as user data writes them into ecs.config.
_RESERVED_SETTING = re.compile(r"""^(?!\s*#).*\bECS_RESERVED_PORTS=["']?\[([\d,\s]*)\]""", re.M)
_DYNAMIC_SETTING = re.compile(
    r"""^(?!\s*#).*\bECS_DYNAMIC_HOST_PORT_RANGE=["']?(\d{1,5})-(\d{1,5})\b""", re.M
)


def _unavailable(user_data: str) -> tuple[Collection[int], ...]:
    """The TCP ports that are reserved, and those that are dynamic, on a Linux instance."""
    reserved, dynamic = _RESERVED_SETTING.search(user_data), _DYNAMIC_SETTING.search(user_data)
    ports = frozenset(map(int, re.findall(r"\d{1,5}", reserved[1]))) if reserved else frozenset()
    ranges = (range(int(dynamic[1]), int(dynamic[2]) + 1),) if dynamic else _DYNAMIC_LINUX
    return (_AGENT | ports if reserved else _RESERVED, *ranges)


def _unavailable_on_windows(user_data: str) -> tuple[Collection[int], ...]:
    """The same on a Windows instance; of what user data sets, by PowerShell, nothing is known."""
    reserved = frozenset() if "ECS_RESERVED_PORTS" in user_data else _RESERVED_WINDOWS
    dynamic = () if "ECS_DYNAMIC_HOST_PORT_RANGE" in user_data else _DYNAMIC_WINDOWS
    return (reserved, dynamic)


@rule("ENM039")
def reserved_ports(module: Module) -> Iterator[Hit]:
    """A static host port is neither reserved nor in a range that AWS names for dynamic ports.

    Source: ECS API, PortMapping.hostPort; developer guide, alb; the agent's source for Windows and
    its README for what user data can change. Which launch template a task is placed with is not
    known: a port is reported where it is a mistake with each that sets up the agent.
    """
    user_data = [t.user_data.value for t in module.launch_templates if t.user_data.known]
    linux = [_unavailable(text) for text in user_data if "ECS_" in text] or [_unavailable("")]
    windows = [_unavailable_on_windows(text) for text in (*user_data, "")]
    for task, container in containers(module, "reserved_ports", "per_instance"):
        instances = windows if task.mode == "default" else linux
        for mapping in known_items(container.port_mappings):
            port: Attr[int] = mapping.host_port
            if task.mode == "host" and port.omitted:
                port = mapping.container_port
            # The reserved UDP ports are a list of their own, which is empty by default.
            tcp = mapping.protocol.omitted or mapping.protocol.get() == "tcp"
            taken = [ports if tcp else ports[1:] for ports in instances]
            if port.known and all(any(port.value in p for p in ports) for ports in taken):
                reserved = tcp and any(port.value in ports[0] for ports in instances)
                yield hit(
                    port.at,
                    task.address,
                    container=container.label,
                    port=port.value,
                    case="" if reserved else "dynamic",
                )
