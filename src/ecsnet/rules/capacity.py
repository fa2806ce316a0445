"""Rules about capacity: where tasks find room, and what asks for which kind of it."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

from ecsnet.diagnostics import Setting
from ecsnet.model import (
    Attr,
    CapacityProvider,
    Container,
    Module,
    Service,
    TaskDefinition,
    all_items,
    known_items,
)
from ecsnet.rules.rule import Hit, hit, rule
from ecsnet.rules.select import cell, services, shown


def _fixed(task: TaskDefinition, container: Container) -> int | None:
    """A port of the instance that every copy of the task needs."""
    by_container = cell("copies_per_instance", task.mode) == "impossible"
    for mapping in known_items(container.port_mappings):
        port = mapping.container_port if by_container else mapping.host_port
        if port.get(0):
            return port.value
    return None


def _needs_room(service: Service) -> bool:
    """True when a deployment starts a copy before it may stop one."""
    desired, healthy = service.desired_count, service.minimum_healthy_percent
    if not desired.get(0) or healthy.unknown:
        return False
    percent = healthy.get(100)
    return percent is not None and ceil(desired.value * percent / 100) >= desired.value


def _by_strategy(service: Service) -> bool:
    """True when a capacity provider strategy, its own or the cluster's, places the tasks."""
    default = service.cluster_strategy
    by_default = service.launch_type.omitted and default and not default.providers.omitted
    return not service.capacity_provider_strategy.omitted or bool(by_default)


def _one_per_instance(service: Service) -> bool:
    """True when the service is set to have one copy per instance, or may be."""
    strategy, constraints = service.scheduling_strategy, service.placement_constraints
    if strategy.unknown or constraints.unknown:
        return True
    return strategy.get() == "DAEMON" or "distinctInstance" in known_items(constraints)


@rule("ENM038")
def second_copy(module: Module) -> Iterator[Hit]:
    """A service with a fixed port of the instance leaves room for its deployments.

    Source: ECS API, RegisterTaskDefinitionRequest.networkMode and
    DeploymentConfiguration.minimumHealthyPercent; AWS's event quoted in aws/amazon-ecs-agent#332.
    Silent with a capacity provider strategy, which can add an instance, and where desired_count is
    not in the files.
    """
    for service, task in services(module, "reserved_ports", "per_instance"):
        instances = service.launch_type.omitted or service.launch_type.get() in ("EC2", "EXTERNAL")
        if not instances or _by_strategy(service):
            continue
        if _one_per_instance(service) or not _needs_room(service):
            continue
        found = ((_fixed(task, c), c.label) for c in known_items(task.containers))
        port, container = next((pair for pair in found if pair[0]), (None, ""))
        if port:
            at = service.minimum_healthy_percent.at
            yield hit(at, service.address, container=container, port=port)


@rule("ENM043")
def managed_instances(module: Module) -> Iterator[Hit]:
    """Managed Instances take a capacity provider strategy, no launch type, and a written mode.

    Source: ECS API, CreateServiceRequest.launchType. On what an omitted mode means AWS's texts
    contradict each other: a warning. With both a launch type and a strategy ENM044 decides.
    """
    for task in module.task_definitions:
        if task.requires("MANAGED_INSTANCES") and task.network_mode.omitted:
            yield hit(
                task.network_mode.at,
                task.address,
                setting=Setting("network_mode", None),
                level="warning",
                case="mode",
            )
    for runner in module.runners:
        definition, written = runner.task_definition, runner.launch_type
        listed = known_items(definition.requires_compatibilities) if definition else ()
        if not written.known or not runner.capacity_provider_strategy.omitted:
            continue
        if written.value == "MANAGED_INSTANCES" or listed == ("MANAGED_INSTANCES",):
            setting = Setting("launch_type", written.value)
            yield hit(written.at, runner.address, setting=setting, case="launch_type")


@rule("ENM044")
def launch_type_and_strategy(module: Module) -> Iterator[Hit]:
    """A service has a launch type or a capacity provider strategy, not both.

    Source: ECS API, CreateServiceRequest.launchType. AWS's answer is quoted for services.
    """
    for runner in module.runners:
        strategy = runner.capacity_provider_strategy
        if runner.launch_type.known and strategy.known:
            errors = None if isinstance(runner, Service) else ()
            yield hit(
                strategy.at, runner.address, launch_type=runner.launch_type.value, errors=errors
            )


def _refused_by_daemon(
    service: Service,
) -> tuple[str | Setting, Attr[Any], str | None, str] | None:
    """What a DAEMON service cannot have, where it stands, AWS's answer if quoted, and the case."""
    written, strategy = service.launch_type, service.capacity_provider_strategy
    controller = service.deployment_controller
    if controller.get() in ("CODE_DEPLOY", "EXTERNAL"):
        setting = Setting("deployment_controller.type", controller.value)
        return setting, controller, None, "controller"
    if service.placement_strategy.known:
        return "ordered_placement_strategy", service.placement_strategy, None, "placement"
    if written.get() == "FARGATE":
        return Setting("launch_type", "FARGATE"), written, None, "fargate"
    if not written.omitted or strategy.unknown:
        return None
    default = service.cluster_strategy
    providers = known_items(default.providers if strategy.omitted and default else strategy)
    # What Managed Instances do with DAEMON is not settled.
    if not providers or any(provider.kind == "MANAGED_INSTANCES" for provider in providers):
        return None
    if strategy.omitted and default:
        return default.address, service.scheduling_strategy, "E245", "default"
    return "capacity_provider_strategy", strategy, "E245", "strategy"


@rule("ENM062")
def daemon_capacity(module: Module) -> Iterator[Hit]:
    """A DAEMON service runs on instances, by its launch type and not by a strategy.

    Source: ECS API, CreateServiceRequest.schedulingStrategy; AWS's answer quoted in
    aws/containers-roadmap#692, where the default strategy of the cluster has the same effect, and
    in kayac/ecspresso#402 for a placement strategy.
    """
    for service in module.services:
        refused = None
        if service.scheduling_strategy.get() == "DAEMON":
            refused = _refused_by_daemon(service)
        if refused:
            setting, attr, error, case = refused
            errors = (error,) if error else ()
            yield hit(attr.at, service.address, setting=setting, errors=errors, case=case)


@rule("ENM063")
def fargate_placement(module: Module) -> Iterator[Hit]:
    """A service on Fargate has neither placement constraints nor a placement strategy.

    Source: AWS's answers quoted in GetSimpl/cloudlift#138 and
    aws-cloudformation/cloudformation-coverage-roadmap#2369. What a DAEMON lacks ENM062 reports.
    """
    for service in module.services:
        if not service.fargate:
            continue
        if known_items(service.placement_constraints):
            at = service.placement_constraints.at
            yield hit(at, service.address, setting="placement_constraints")
        if service.placement_strategy.known and service.scheduling_strategy.get() != "DAEMON":
            at = service.placement_strategy.at
            yield hit(at, service.address, setting="ordered_placement_strategy", errors=())


def _mixed(strategy: Attr[tuple[CapacityProvider, ...]]) -> bool:
    return {"FARGATE", "EC2"} <= {provider.kind for provider in known_items(strategy)}


@rule("ENM064")
def mixed_strategy(module: Module) -> Iterator[Hit]:
    """A capacity provider strategy has Fargate or Auto Scaling groups, not both.

    Source: AWS's answer quoted in terraform-aws-modules/terraform-aws-ecs#68; developer guide,
    asg-capacity-providers, which says it of every strategy. AWS's answer is quoted for clusters.
    """
    for run in module.runners:
        if _mixed(run.capacity_provider_strategy):
            yield hit(run.capacity_provider_strategy.at, run.address, errors=())
    for part in module.cluster_strategies:
        if _mixed(part.providers):
            yield hit(part.providers.at, part.address)


def _unknown_provider(provider: CapacityProvider) -> str | None:
    """AWS's answer to what capacity_providers of a cluster cannot have."""
    if provider.kind == "MANAGED_INSTANCES":
        return "E86"
    name = provider.name.get() or ""
    return "E88" if name.startswith(("aws_autoscaling_group.", "arn:aws:autoscaling:")) else None


def _not_associated(service: Service) -> Iterator[CapacityProvider]:
    """The providers of a strategy that are certainly none of the cluster's.

    One of Managed Instances is associated by itself, and one that is elsewhere may be of these.
    """
    cluster = service.cluster_strategy
    associated = all_items(cluster.associated) if cluster else None
    if not associated or any(provider.name.unknown for provider in associated):
        return
    names = {provider.name.value for provider in associated if provider.name.known}
    for provider in known_items(service.capacity_provider_strategy):
        named = provider.kind in ("FARGATE", "EC2") and provider.name.known
        if named and provider.name.value not in names:
            yield provider


@rule("ENM069")
def associated_providers(module: Module) -> Iterator[Hit]:
    """A cluster has capacity providers, and a strategy has those of its cluster.

    Source: AWS's answers quoted in dask/dask-cloudprovider#328,
    hashicorp/terraform-provider-aws#44783 and terraform-aws-modules/terraform-aws-ecs#53. The
    second is a warning: by hashicorp/terraform-provider-aws#45693 an ACTIVE provider is accepted.
    """
    for cluster in module.cluster_strategies:
        for provider in known_items(cluster.associated):
            error = _unknown_provider(provider)
            if error:
                yield hit(
                    provider.at,
                    cluster.address,
                    argument="capacity_providers",
                    provider=shown(provider.name),
                    errors=(error,),
                    level="warning" if error == "E86" else None,
                    case="managed" if error == "E86" else "group",
                )
    for service in module.services:
        for provider in _not_associated(service):
            yield hit(
                provider.at,
                service.address,
                argument="capacity_provider_strategy",
                provider=provider.name.value,
                errors=("E83",),
                case="missing",
            )


@rule("ENM045")
def platform_version(module: Module) -> Iterator[Hit]:
    """platform_version is for Fargate, not for the launch type EC2.

    Source: ECS API, CreateServiceRequest.platformVersion. AWS's answer is quoted for services.
    """
    for runner in module.runners:
        version = runner.platform_version
        if version.get() and runner.launch_type.get() == "EC2":
            errors = None if isinstance(runner, Service) else ()
            yield hit(version.at, runner.address, version=version.value, errors=errors)
