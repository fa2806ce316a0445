"""Rules about a service and the mode of its task definition."""

from __future__ import annotations

from collections.abc import Iterator

from ecsnet.model import Finding, Module
from ecsnet.rules import rule
from ecsnet.rules.scope import cell, services


@rule("ENM001")
def network_configuration_required(module: Module) -> Iterator[Finding]:
    """A service whose tasks use awsvpc has network_configuration.

    Source: ECS API, CreateServiceRequest.networkConfiguration.
    """
    for service, task in services(module, "network_configuration", "required"):
        if service.network_configuration.omitted:
            params: dict[str, str | int] = {"task": task.address}
            yield Finding("ENM001", service.network_configuration.at, service.address, params)


@rule("ENM002")
def network_configuration_refused(module: Module) -> Iterator[Finding]:
    """A service whose tasks use another mode than awsvpc has no network_configuration.

    Source: ECS API, CreateServiceRequest.networkConfiguration. An omitted mode is bridge, or the
    default mode on Windows. On Fargate the mode is the mistake: ENM004 and ENM011.
    """
    for service, task in services(module, "network_configuration", "refused"):
        if service.network_configuration.known:
            params: dict[str, str | int] = {"task": task.address, "mode": str(task.mode)}
            yield Finding("ENM002", service.network_configuration.at, service.address, params)


@rule("ENM010")
def public_ip(module: Module) -> Iterator[Finding]:
    """assign_public_ip = true needs Fargate.

    Source: AWS's answer quoted in aws/aws-cdk#13348. In a mode that takes no network_configuration
    the whole block has to go, and ENM002 says so.
    """
    for service in module.services:
        network = service.network_configuration.get()
        if network is None or cell("public_ip", service.mode) not in (None, "fargate_only"):
            continue
        if network.assign_public_ip.get() and service.fargate is False:
            yield Finding("ENM010", network.assign_public_ip.at, service.address)


@rule("ENM011")
def fargate_task_definition(module: Module) -> Iterator[Finding]:
    """A service on Fargate runs a task definition with awsvpc, cpu and memory.

    Source: AWS's answer to CreateService; ECS API, RegisterTaskDefinitionRequest. A task definition
    that lists FARGATE itself is left to ENM004 and ENM034.
    """
    for service in module.services:
        task = service.task_definition
        if task is None or not service.fargate or task.requires("FARGATE"):
            continue
        missing = [name for name in ("cpu", "memory") if getattr(task, name).omitted]
        if cell("fargate", task.mode) == "no":
            missing.insert(0, 'network_mode = "awsvpc"')
        if missing:
            strategy = service.capacity_provider_strategy
            chosen = service.launch_type if service.launch_type.known else strategy
            params: dict[str, str | int] = {
                "task": task.address,
                "missing": ", ".join(f"`{item}`" for item in missing),
            }
            yield Finding("ENM011", chosen.at, service.address, params)
