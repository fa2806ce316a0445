"""Rules about service discovery: what a service says of the container behind its registry."""

from __future__ import annotations

from collections.abc import Iterator

from ecsnet.model import Finding, Module
from ecsnet.rules import rule
from ecsnet.rules.scope import services


@rule("ENM012")
def registry_container(module: Module) -> Iterator[Finding]:
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
            params: dict[str, str | int] = {
                "mode": str(task.mode),
                "missing": ", ".join(f"`{name}`" for name in missing),
            }
            yield Finding("ENM012", registry.at, service.address, params)
