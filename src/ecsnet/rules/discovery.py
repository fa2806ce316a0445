"""Rules about service discovery and Service Connect: what a service says of the port behind it."""

from __future__ import annotations

from collections.abc import Iterator

from ecsnet.model import Module, ServiceRegistry, TaskDefinition, all_items, known_items
from ecsnet.rules.rule import Hit, hit, rule
from ecsnet.rules.select import cell, services


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
            yield hit(registry.at, service.address, mode=str(task.mode), missing=tuple(missing))


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
                mode=str(task.mode),
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
        return ("warning", ()) if registry.port.known else None
    if any(attr.unknown for attr in (*pair, registry.port)):
        return None
    written = [attr.known for attr in pair]
    fits = not any(written) if registry.port.known else all(written)
    return None if fits else (None, ())


@rule("ENM014")
def registry_port(module: Module) -> Iterator[Hit]:
    """With awsvpc, service_registries names a container or a port as the record type asks.

    Source: ECS API, ServiceRegistry, for SRV; AWS's answer for A and AAAA with container_port. What
    AWS does with port alone there is not known: a warning. For container_name alone no refusal is
    quoted, and hashicorp/terraform-aws-consul-ecs has it.
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


@rule("ENM026")
def port_name(module: Module) -> Iterator[Hit]:
    """port_name of Service Connect is the name of a port mapping.

    Source: ECS API, ServiceConnectService.portName. With none ENM025 reports the whole block.
    """
    for service in module.services:
        connect, task = service.service_connect.get(), service.task_definition
        if connect is None or task is None or not connect.enabled.get():
            continue
        names = _port_names(task)
        if names is None or cell("port_mappings", task.mode) == "refused":
            continue
        for name in known_items(connect.port_names):
            if name.known and name.value not in names:
                yield hit(name.at, service.address, port_name=name.value, task=task.address)


@rule("ENM027")
def service_connect_mode(module: Module) -> Iterator[Hit]:
    """Service Connect needs awsvpc or bridge, written in the task definition.

    Source: developer guide, service-connect, which rules out Windows; mreferre/yelb#86 for an
    omitted mode. For host there is no statement of AWS: a warning.
    """
    for service, task in services(module, "service_connect", "yes", "no", "unconfirmed"):
        connect = service.service_connect.get()
        written = task.network_mode
        verdict = cell("service_connect", task.mode)
        # ENM025 has none.
        if connect is None or not connect.enabled.get() or task.mode == "none":
            continue
        if verdict != "yes" or written.omitted:
            mode = "null" if written.omitted else str(task.mode)
            level = None if verdict == "no" else "warning"
            at = service.service_connect.at
            yield hit(at, service.address, mode=mode, level=level)
