"""Rules about service discovery and Service Connect: what a service says of the port behind it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Any

from ecsnet.model import (
    Attr,
    Module,
    Service,
    ServiceConnectService,
    ServiceRegistry,
    TaskDefinition,
    all_items,
    known_items,
)
from ecsnet.rules.rule import Hit, hit, rule
from ecsnet.rules.select import cell, network_mode, operating_system, services


@rule("ENM012")
def registry_container(module: Module) -> Iterator[Hit]:
    """On bridge and host, service_registries names container_name and container_port.

    Source: ECS API, ServiceRegistry.containerName and containerPort.
    """
    for service, task in services(module, "service_registries", "required"):
        registry = service.service_registries.get()
        if registry is None:
            continue
        names = ("container_name", "container_port")
        missing = [name for name in names if getattr(registry, name).omitted]
        if missing:
            mode = network_mode(task)
            yield hit(registry.at, service.address, mode=mode, missing=tuple(missing))


@rule("ENM013")
def record_type(module: Module) -> Iterator[Hit]:
    """On bridge and host, the Cloud Map service has SRV records.

    Source: developer guide, service-discovery. Without DNS records it is found by API calls, which
    is not about records.
    """
    for service, task in services(module, "cloud_map_records", "srv"):
        registry = service.service_registries.get()
        name = registry.service if registry else None
        types = all_items(name.record_types) if name else None
        if name and types and "SRV" not in types:
            yield hit(
                name.record_types.at,
                name.address,
                service=service.address,
                mode=network_mode(task),
                records=tuple(types),
            )


def _registry_mistake(registry: ServiceRegistry) -> tuple[str | None, tuple[str, ...]] | None:
    """Level and AWS's answer, when what is written does not fit the type of the records."""
    types = all_items(registry.service.record_types) if registry.service else None
    pair = (registry.container_name, registry.container_port)
    if not types:
        return None
    if "SRV" not in types:
        if registry.container_port.known:
            return None, ("E16",)
        return (None, ("E230",)) if registry.port.known else None
    if any(attr.unknown for attr in (*pair, registry.port)):
        return None
    written = [attr.known for attr in pair]
    if registry.port.known and all(written):
        return None, ("E330",)
    fits = not any(written) if registry.port.known else all(written)
    return None if fits else (None, ())


@rule("ENM014")
def registry_port(module: Module) -> Iterator[Hit]:
    """With awsvpc, service_registries names a container or a port as the record type asks.

    Source: ECS API, ServiceRegistry, for SRV; AWS's answers for A and AAAA with container_port or
    port, and for SRV with both. For container_name alone no refusal is quoted, and
    hashicorp/terraform-aws-consul-ecs has it.
    """
    for service, _ in services(module, "service_registries", "by_record_type"):
        registry = service.service_registries.get()
        mistake = _registry_mistake(registry) if registry else None
        if registry and registry.service and mistake:
            level, errors = mistake
            types = known_items(registry.service.record_types)
            names = ("container_name", "container_port", "port")
            given = [name for name in names if getattr(registry, name).known]
            yield hit(
                registry.at,
                service.address,
                records=types,
                given=tuple(given or ["null"]),
                level=level,
                errors=errors,
                case=("srv" if given else "srv_none") if "SRV" in types else "address",
            )


def _port_names(task: TaskDefinition) -> set[str] | None:
    """The names of the port mappings; None when one may be missing."""
    names: set[str] = set()
    for container in all_items(task.containers) or ():
        mappings = all_items(container.port_mappings)
        if mappings is None or any(mapping.name.unknown for mapping in mappings):
            return None
        names |= {mapping.name.value for mapping in mappings if mapping.name.known}
    return None if all_items(task.containers) is None else names


def _served(service: Service) -> tuple[ServiceConnectService, ...]:
    """The ports that a service has in Service Connect; none where it is off."""
    connect = service.service_connect.get()
    return known_items(connect.services) if connect and connect.enabled.get() else ()


@rule("ENM026")
def port_name(module: Module) -> Iterator[Hit]:
    """port_name of Service Connect and of VPC Lattice is the name of a port mapping.

    Source: ECS API, ServiceConnectService.portName and VpcLatticeConfiguration.portName. AWS's
    answer is quoted for Service Connect alone. With none ENM025 reports the whole block of it.
    """
    for service in module.services:
        task = service.task_definition
        names = _port_names(task) if task else None
        if task is None or names is None:
            continue
        none = cell("port_mappings", task.mode) == "refused"
        connected = [] if none else [(port.port_name, ("E28",)) for port in _served(service)]
        lattice = [(name, ()) for name in known_items(service.vpc_lattice_port_names)]
        for name, errors in (*connected, *lattice):
            if name.known and name.value not in names:
                yield hit(
                    name.at,
                    service.address,
                    port_name=name.value,
                    task=task.address,
                    errors=errors,
                )


def _connect_refusal(
    service: Service, task: TaskDefinition
) -> tuple[str | None, tuple[str, ...], str] | None:
    """Level, answer and case, when the mode or the operating system is not for Service Connect."""
    written, verdict = task.network_mode, cell("service_connect", task.mode)
    if task.windows:
        return None, ("E231",), "windows"
    if verdict == "no":
        # A client has no port of its own that the agent could refuse.
        return (None, ("E235",), "host") if _served(service) else ("warning", (), "host")
    return ("warning", (), "omitted") if written.omitted else None


@rule("ENM027")
def service_connect_mode(module: Module) -> Iterator[Hit]:
    """Service Connect needs awsvpc or bridge on Linux, written in the task definition.

    Source: the container agent for host, which takes ports in awsvpc and bridge only; AWS's answer
    quoted in aws/copilot-cli#5696 for Windows; mreferre/yelb#86 for an omitted mode. A client on
    host is not refused, but the agent does not tell its proxy about the containers: a warning.
    """
    for service, task in services(module, "service_connect", "yes", "no"):
        connect = service.service_connect.get()
        # ENM025 has none.
        if connect is None or not connect.enabled.get() or task.mode == "none":
            continue
        refusal = _connect_refusal(service, task)
        if refusal:
            mode = "null" if task.network_mode.omitted else str(task.mode)
            level, errors, case = refusal
            yield hit(
                service.service_connect.at,
                service.address,
                mode=mode,
                os=operating_system(task),
                level=level,
                errors=errors,
                case=case,
            )


# The lowest and the highest port that each argument takes. AWS refuses 1024 too.
_PORTS = {"ingress_port_override": (1025, 65535), "client_alias.port": (0, 65535)}


@rule("ENM056")
def service_connect_ports(module: Module) -> Iterator[Hit]:
    """ingress_port_override is above 1024, and no port of Service Connect is above 65535.

    Source: AWS's answer quoted in hashicorp/terraform-provider-aws#28293; the AWS provider for
    65535. An override of 0 is none at all: the provider does not send it.
    """
    for service in module.services:
        for port in _served(service):
            alias = port.client_alias.get()
            written: dict[str, Attr[int] | None] = {
                "ingress_port_override": port.ingress_port_override,
                "client_alias.port": alias.port if alias else None,
            }
            for argument, attr in written.items():
                fewest, most = _PORTS[argument]
                if attr is None or not attr.known or fewest <= attr.value <= most:
                    continue
                alias_port = argument == "client_alias.port"
                yield hit(
                    attr.at,
                    service.address,
                    argument=argument,
                    value=attr.value,
                    limit=f"{fewest}-{most}",
                    errors=("E232",) if attr.value < fewest and not alias_port else (),
                    case="alias" if alias_port else "",
                )


@rule("ENM057")
def service_connect_client_alias(module: Module) -> Iterator[Hit]:
    """Every port of Service Connect has a client alias.

    Source: ECS API, ServiceConnectService.clientAliases; AWS's answer quoted in
    hashicorp/terraform-provider-aws#44027.
    """
    for service in module.services:
        for port in _served(service):
            if port.client_alias.omitted:
                name = port.port_name.get()
                case = "" if name else "unnamed"
                yield hit(port.at, service.address, port_name=name or "?", case=case)


def _discovery(port: ServiceConnectService) -> Attr[str]:
    """The name in the namespace, which is that of the port mapping unless another is written."""
    return port.port_name if port.discovery_name.omitted else port.discovery_name


def _names_and_ports(port: ServiceConnectService) -> Iterator[tuple[str, Attr[Any], Hashable]]:
    """What a configuration has once: the argument, where it stands, and its value."""
    name, override = _discovery(port), port.ingress_port_override
    argument = "port_name" if port.discovery_name.omitted else "discovery_name"
    if name.known:
        yield argument, name, name.value
    if override.known:
        yield "ingress_port_override", override, override.value
    alias = port.client_alias.get()
    if alias and alias.dns_name.known and alias.port.known:
        yield "client_alias", alias.dns_name, f"{alias.dns_name.value}:{alias.port.value}"


@rule("ENM058")
def service_connect_duplicates(module: Module) -> Iterator[Hit]:
    """The ports of a service have a discovery name, a client alias and a proxy port each.

    Source: ECS API, ServiceConnectService.discoveryName and clientAliases; the container agent for
    the ports of the proxy. What another service of the namespace has is left alone: of two services
    with the same settings, a count or a variable may make one only.
    """
    for service in module.services:
        seen: set[tuple[str, Hashable]] = set()
        for port in _served(service):
            for argument, attr, value in _names_and_ports(port):
                kind = "discovery_name" if argument == "port_name" else argument
                if (kind, value) in seen:
                    errors = ("E238",) if kind == "ingress_port_override" else ()
                    yield hit(
                        attr.at,
                        service.address,
                        argument=argument,
                        value=str(value),
                        errors=errors,
                        case=kind,
                    )
                seen.add((kind, value))


_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]{0,63}")
_DNS_NAME = re.compile(r"[a-z0-9_.][a-z0-9_.-]{0,126}")


@rule("ENM059")
def service_connect_names(module: Module) -> Iterator[Hit]:
    """Names of ports and of Service Connect are short, in lower case, and begin with no hyphen.

    Source: ECS API, PortMapping.name, ServiceConnectService.discoveryName and
    ServiceConnectClientAlias.dnsName.
    """
    found: list[tuple[str, str, Attr[str], re.Pattern[str]]] = []
    for task in module.task_definitions:
        for container in known_items(task.containers):
            for mapping in known_items(container.port_mappings):
                found.append((task.address, "name", mapping.name, _NAME))
    for service in module.services:
        for port in _served(service):
            found.append((service.address, "discovery_name", port.discovery_name, _NAME))
            alias = port.client_alias.get()
            if alias:
                found.append((service.address, "dns_name", alias.dns_name, _DNS_NAME))
    for address, argument, attr, pattern in found:
        if attr.get() and not pattern.fullmatch(attr.value):
            limit, signs = (64, ("_", "-")) if pattern is _NAME else (127, ("_", "-", "."))
            yield hit(
                attr.at, address, argument=argument, value=attr.value, limit=limit, signs=signs
            )
