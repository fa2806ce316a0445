"""Rules about load balancers: which target type a mode needs, and what the service names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ecsnet.diagnostics import Setting
from ecsnet.model import (
    Attr,
    Container,
    LoadBalancer,
    Module,
    PortMapping,
    Service,
    TargetGroup,
    TaskDefinition,
    all_items,
    known_items,
)
from ecsnet.rules.rule import Hit, hit, rule
from ecsnet.rules.select import cell, network_mode, port_range, services, shown


def _groups(load_balancer: LoadBalancer) -> Iterator[TargetGroup]:
    """Both target groups of a blue/green deployment; elsewhere there is one."""
    for group in (load_balancer.target_group, load_balancer.alternate_target_group):
        if group is not None:
            yield group


def _target_groups(service: Service) -> Iterator[tuple[TargetGroup, str, bool]]:
    """The service's target groups, their types where these are known, and which AWS is quoted on.

    What AWS answers about the alternate target group of a blue/green deployment is not known.
    """
    for load_balancer in known_items(service.load_balancers):
        for group in _groups(load_balancer):
            if not group.target_type.unknown:
                quoted = group is load_balancer.target_group
                yield group, group.target_type.get() or "instance", quoted


@rule("ENM005")
def ip_targets(module: Module) -> Iterator[Hit]:
    """A service on awsvpc, and every service on Fargate, has target groups of type ip.

    Source: ECS API, CreateServiceRequest.loadBalancers; developer guide,
    alb-resources-for-blue-green, for the alternate one. An omitted target_type is instance.
    """
    for service in module.services:
        if service.fargate or cell("target_type", service.mode) == "ip":
            for group, found, quoted in _target_groups(service):
                if found != "ip":
                    errors = None if quoted else ()
                    at = group.target_type.at
                    yield hit(
                        at,
                        group.address,
                        service=service.address,
                        target_type=found,
                        errors=errors,
                        case="omitted" if group.target_type.omitted else "",
                    )


@rule("ENM006")
def instance_targets(module: Module) -> Iterator[Hit]:
    """A service on bridge, host or the Windows default has target groups of type instance.

    Source: AWS's answer quoted in hashicorp/terraform-provider-aws#12252. For the default mode on
    Windows only the API's text and CDK speak of instance: a warning.
    """
    for service, task in services(module, "target_type", "instance"):
        for group, found, quoted in _target_groups(service):
            if found != "instance":
                # AWS's answer is quoted for bridge alone.
                errors = None if quoted and task.mode == "bridge" else ()
                level = "warning" if task.mode == "default" else None
                at = group.target_type.at
                yield hit(
                    at,
                    group.address,
                    service=service.address,
                    target_type=found,
                    mode=network_mode(task),
                    errors=errors,
                    level=level,
                )


def _lacks_port(container: Container, port: int) -> bool:
    """True when no port mapping of the container has this container port."""
    mappings = all_items(container.port_mappings)
    ranges = None if mappings is None else [port_range(mapping) for mapping in mappings]
    if ranges is None:
        return False
    return all(found and not found[0] <= port <= found[1] for found in ranges)


def _missing_target(load_balancer: LoadBalancer, task: TaskDefinition) -> str | None:
    """AWS's answer when the container, or its port, is not in the task definition."""
    containers, name = all_items(task.containers), load_balancer.container_name
    if containers is None or not name.known:
        return None
    candidates = [c for c in containers if c.name.unknown or c.name.get() == name.value]
    if not candidates:
        return "E20"
    port = load_balancer.container_port
    return "E21" if port.known and all(_lacks_port(c, port.value) for c in candidates) else None


@rule("ENM023")
def load_balancer_target(module: Module) -> Iterator[Hit]:
    """load_balancer names a container of the task definition and a port that it maps.

    Source: ECS API, LoadBalancer.containerName and containerPort. With none there is no port, and
    ENM025 reports the load balancer.
    """
    for service in module.services:
        task = service.task_definition
        if task is None or cell("port_mappings", task.mode) == "refused":
            continue
        for load_balancer in known_items(service.load_balancers):
            name, port = load_balancer.container_name, load_balancer.container_port
            error = _missing_target(load_balancer, task)
            if error:
                at = port.at if error == "E21" else name.at
                yield hit(
                    at,
                    service.address,
                    task=task.address,
                    container=shown(name),
                    port=shown(port),
                    errors=(error,),
                    case="container" if error == "E20" else "port",
                )


@rule("ENM024")
def classic_load_balancer(module: Module) -> Iterator[Hit]:
    """A Classic Load Balancer needs bridge or host.

    Source: ECS API, CreateServiceRequest.loadBalancers. AWS's answer is quoted for Fargate alone.
    """
    for service in module.services:
        if service.fargate or cell("load_balancers", service.mode) == "alb_nlb":
            for load_balancer in known_items(service.load_balancers):
                if load_balancer.classic.known:
                    at = load_balancer.classic.at
                    errors = None if service.fargate else ()
                    yield hit(at, service.address, name=load_balancer.classic.value, errors=errors)


def _target_mappings(
    load_balancer: LoadBalancer, task: TaskDefinition | None
) -> tuple[PortMapping, ...]:
    """The port mappings of the container port that the load balancer names.

    None at all where the container has a mapping that cannot be told apart from these.
    """
    name, port = load_balancer.container_name, load_balancer.container_port
    if task is None or not name.known or not port.known:
        return ()
    for container in known_items(task.containers):
        mappings = all_items(container.port_mappings) or ()
        if container.name.get() == name.value and not any(
            m.container_port.unknown for m in mappings
        ):
            return tuple(m for m in mappings if m.container_port.get() == port.value)
    return ()


@rule("ENM049")
def port_mapped_twice(module: Module) -> Iterator[Hit]:
    """The container port of a load balancer is in one port mapping of its container.

    Source: AWS's answer quoted in terraform-aws-modules/terraform-aws-ecs#89 and
    aws/amazon-ecs-agent#3428, both for TCP and UDP. The same protocol twice is left to ENM022.
    """
    for service in module.services:
        if cell("port_mappings", service.mode) == "refused":
            continue
        for load_balancer in known_items(service.load_balancers):
            mappings = _target_mappings(load_balancer, service.task_definition)
            known = [m for m in mappings if not m.protocol.unknown]
            if len({mapping.protocol.get() or "tcp" for mapping in known}) > 1:
                yield hit(
                    load_balancer.container_port.at,
                    service.address,
                    container=shown(load_balancer.container_name),
                    port=shown(load_balancer.container_port),
                )


_LOAD_BALANCERS = ("aws_lb.", "aws_alb.")
_NAMESPACE = "aws_service_discovery_{}_namespace."
# Resources that each argument is mistaken to be of, and AWS's answer.
_MISTAKEN = {
    "elb_name": (_LOAD_BALANCERS, "E30"),
    "target_group_arn": ((*_LOAD_BALANCERS, "aws_lb_listener.", "aws_alb_listener."), "E70"),
    "registry_arn": (
        tuple(_NAMESPACE.format(kind) for kind in ("private_dns", "public_dns", "http")),
        "E81",
    ),
}


def _other_resource(argument: str, attr: Attr[str]) -> bool:
    """True when the argument refers to a resource of a kind that it cannot be of."""
    return attr.known and attr.value.startswith(_MISTAKEN[argument][0])


@rule("ENM068")
def mistaken_resource(module: Module) -> Iterator[Hit]:
    """elb_name, target_group_arn and registry_arn refer to what they name.

    Source: AWS's answers quoted in aws/aws-sdk-js#1397 and hashicorp/terraform-provider-aws#4373,
    and those on E70. An elb_name that the mode refuses is left to ENM024 and ENM053.
    """
    for service in module.services:
        written: list[tuple[str, Attr[str]]] = []
        refused = service.fargate or cell("load_balancers", service.mode) == "alb_nlb"
        for load_balancer in known_items(service.load_balancers):
            if not refused and service.of_service.omitted:
                written.append(("elb_name", load_balancer.classic))
            written.append(("target_group_arn", load_balancer.target_group_arn))
        registry = service.service_registries.get()
        if registry:
            written.append(("registry_arn", registry.arn))
        for argument, attr in written:
            if _other_resource(argument, attr):
                yield hit(
                    attr.at,
                    service.address,
                    argument=argument,
                    value=attr.value,
                    errors=(_MISTAKEN[argument][1],),
                    case=argument,
                )


@rule("ENM050")
def classic_dynamic_port(module: Module) -> Iterator[Hit]:
    """A Classic Load Balancer has a container port with a static host port.

    Source: AWS's answer and the request quoted in aws/aws-sdk-go#818. On Windows it is a warning:
    no answer is quoted there. On a task set ENM053 refuses it anyway.
    """
    for service, task in services(module, "dynamic_ports", "yes"):
        if not service.of_service.omitted:
            continue
        for load_balancer in known_items(service.load_balancers):
            classic = load_balancer.classic
            hosts = [m.host_port for m in _target_mappings(load_balancer, task)]
            if _other_resource("elb_name", classic):
                continue
            if classic.known and hosts and not any(h.unknown or h.get() for h in hosts):
                quoted = task.mode == "bridge"
                yield hit(
                    classic.at,
                    service.address,
                    name=classic.value,
                    container=shown(load_balancer.container_name),
                    port=shown(load_balancer.container_port),
                    level=None if quoted else "warning",
                    errors=None if quoted else (),
                )


@rule("ENM051")
def classic_and_target_group(module: Module) -> Iterator[Hit]:
    """A load_balancer has either elb_name or target_group_arn.

    Source: AWS's answer quoted in cloudposse/terraform-aws-ecs-alb-service-task#38.
    """
    for service in module.services:
        for load_balancer in known_items(service.load_balancers):
            classic = load_balancer.classic
            if classic.known and load_balancer.target_group_arn.known:
                argument = "elb_name" if service.of_service.omitted else "load_balancer_name"
                yield hit(classic.at, service.address, argument=argument, name=classic.value)


def _dynamic_and_static(
    task: TaskDefinition, load_balancer: LoadBalancer
) -> tuple[bool, set[str]] | None:
    """Whether the load balancer's port is dynamic, and the task's static host ports."""
    target, name = load_balancer.container_port, load_balancer.container_name
    dynamic, static = False, set()
    for container in all_items(task.containers) or ():
        mappings = all_items(container.port_mappings)
        if mappings is None or not name.known or not target.known:
            return None
        for mapping in mappings:
            host = mapping.host_port
            if host.unknown or mapping.container_port.unknown or container.name.unknown:
                return None
            static.add(str(host.get(0)))
            if (container.name.get(), mapping.container_port.get()) == (name.value, target.value):
                dynamic = dynamic or not host.get(0)
    return dynamic, static


@rule("ENM037")
def health_check_port(module: Module) -> Iterator[Hit]:
    """With a dynamic host port, the health check stays on traffic-port.

    Source: AWS's answer quoted in aws-cloudformation/cfn-lint#817. The other values are one port
    for all targets. A static host port of the same task is one that the check can reach.
    """
    for service, task in services(module, "dynamic_ports", "yes"):
        for load_balancer in known_items(service.load_balancers):
            dynamic, static = _dynamic_and_static(task, load_balancer) or (False, set())
            for group in _groups(load_balancer):
                check = group.health_check_port
                fixed = check.known and check.value != "traffic-port"
                if dynamic and fixed and check.value not in static:
                    yield hit(
                        check.at,
                        group.address,
                        service=service.address,
                        port=check.value,
                        container=str(load_balancer.container_name.get()),
                    )


@rule("ENM046")
def scaling_group_targets(module: Module) -> Iterator[Hit]:
    """An Auto Scaling group has target groups of type instance only.

    Source: AWS's answer quoted in hashicorp/terraform-provider-aws#5561, for target_group_arns. ECS
    registers the tasks of an ip target group by itself.
    """
    for scaling_group in module.auto_scaling_groups:
        for groups in (scaling_group.target_groups, scaling_group.attached):
            for group in known_items(groups):
                if group.target_type.known and group.target_type.value != "instance":
                    yield hit(
                        groups.at,
                        scaling_group.address,
                        group=group.address,
                        target_type=group.target_type.value,
                        errors=None if groups is scaling_group.target_groups else (),
                    )


_MOST_BLOCKS = 5


def _advanced(
    balancers: tuple[LoadBalancer, ...],
) -> tuple[str | Setting, Attr[Any], str, str] | None:
    """An advanced_configuration that is missing from a block, or that one cannot have."""
    for block in balancers:
        if block.classic.known and block.advanced.known:
            return "elb_name, advanced_configuration", block.advanced, "E324", "classic"
    missing = [block.advanced for block in balancers if block.advanced.omitted]
    if missing and any(block.advanced.known for block in balancers):
        return Setting("advanced_configuration", None), missing[0], "E325", "some"
    return None


def _unfit(service: Service) -> tuple[str | Setting, Attr[Any], str, str] | None:
    """What the load_balancer blocks do not go with, where it stands, AWS's answer, and the case."""
    balancers, controller = known_items(service.load_balancers), service.deployment_controller
    strategy = service.deployment_strategy
    if len(balancers) > _MOST_BLOCKS:
        extra = balancers[_MOST_BLOCKS]
        return str(len(balancers)), Attr(extra.at, True), "E77", "many"
    grouped = service.load_balancers.unknown or any(
        not block.classic.known or not block.target_group_arn.omitted for block in balancers
    )
    if controller.get() == "CODE_DEPLOY" and not grouped:
        return Setting("deployment_controller.type", "CODE_DEPLOY"), controller, "E68", "group"
    wrong = _advanced(balancers)
    if wrong is None and strategy.get("ROLLING") != "ROLLING":
        missing = [block.advanced for block in balancers if block.advanced.omitted]
        if missing:
            return Setting("strategy", strategy.value), missing[0], "E326", "strategy"
    return wrong


@rule("ENM066")
def load_balancer_blocks(module: Module) -> Iterator[Hit]:
    """A service has 5 load_balancer blocks at most, as its way of deployment takes them.

    Source: AWS's answers quoted in hashicorp/terraform#25306 and cdk-preflight; developer guide,
    troubleshooting-blue-green. A task set has a rule of its own, ENM053.
    """
    for service in module.services:
        wrong = _unfit(service) if service.of_service.omitted else None
        if wrong:
            conflict, attr, error, case = wrong
            yield hit(attr.at, service.address, conflict=conflict, errors=(error,), case=case)
