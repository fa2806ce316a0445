"""Models made by hand, as short as a test needs them, and what the rules find in them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from ecsnet import facts, report, rules
from ecsnet.diagnostics import Finding, Result
from ecsnet.model import (
    OMITTED,
    UNKNOWN,
    Attr,
    AutoScalingGroup,
    CapacityProvider,
    ClientAlias,
    CloudMapService,
    ClusterStrategy,
    Container,
    LaunchTemplate,
    LoadBalancer,
    Location,
    Module,
    NetworkConfiguration,
    PortMapping,
    Service,
    ServiceConnect,
    ServiceConnectService,
    ServiceRegistry,
    StartedTask,
    Starter,
    TargetGroup,
    TaskDefinition,
)

AT = Location("main.tf", 1, 1, 2)


def attr(value: Any = OMITTED, at: Location = AT) -> Attr[Any]:
    return value if isinstance(value, Attr) else Attr(at, value)


def port(container_port: Any = OMITTED, host_port: Any = OMITTED, **members: Any) -> PortMapping:
    members |= {"container_port": container_port, "host_port": host_port}
    names = [f.name for f in fields(PortMapping) if f.name != "at"]
    return PortMapping(AT, **{name: attr(members.get(name, OMITTED)) for name in names})


def ranges(*bounds: str, **members: Any) -> tuple[PortMapping, ...]:
    return tuple(port(container_port_range=text, **members) for text in bounds)


def container(*ports: PortMapping, **members: Any) -> Container:
    members = {"name": "web", "memory": 128, "port_mappings": ports or OMITTED} | members
    names = [f.name for f in fields(Container) if f.name != "at"]
    return Container(AT, **{name: attr(members.get(name, OMITTED)) for name in names})


def task(mode: Any = OMITTED, *containers: Container, **members: Any) -> TaskDefinition:
    """A task definition; the mode ``default`` is what an omitted one is on Windows."""
    if mode == "default":
        mode, members = OMITTED, {"operating_system_family": "WINDOWS_SERVER_2022_CORE"} | members
    members |= {"network_mode": mode, "containers": members.get("containers", containers)}
    names = [f.name for f in fields(TaskDefinition) if f.name not in ("address", "at")]
    values = {name: attr(members.get(name, OMITTED)) for name in names}
    return TaskDefinition("aws_ecs_task_definition.web", AT, **values)


def ids(*items: Any) -> tuple[Attr[Any], ...]:
    return tuple(attr(item) for item in items)


def network(assign_public_ip: Any = OMITTED, **members: Any) -> NetworkConfiguration:
    members = {"subnets": ids("subnet-1"), "security_groups": OMITTED} | members
    subnets, groups = attr(members["subnets"]), attr(members["security_groups"])
    return NetworkConfiguration(AT, subnets, groups, attr(assign_public_ip))


def balanced(
    target_type: Any = OMITTED,
    health_check_port: Any = OMITTED,
    container_name: Any = "web",
    container_port: Any = 80,
) -> tuple[LoadBalancer, ...]:
    group = TargetGroup("aws_lb_target_group.web", AT, attr(target_type), attr(health_check_port))
    name, number = attr(container_name), attr(container_port)
    return (LoadBalancer(AT, group, None, attr(), name, number, attr(), attr()),)


def blue_green(*target_groups: TargetGroup | None) -> tuple[LoadBalancer, ...]:
    """The target group of the service and the alternate one; None is one that is elsewhere."""
    names = attr("web"), attr(80), attr(), attr(True)
    return (LoadBalancer(AT, *target_groups, attr(), *names),)


def classic(name: Any = "web", target_group_arn: Any = OMITTED) -> tuple[LoadBalancer, ...]:
    names = attr(name), attr("web"), attr(80), attr(target_group_arn)
    return (LoadBalancer(AT, None, None, *names, attr()),)


def registry(
    container_name: Any = OMITTED,
    container_port: Any = OMITTED,
    number: Any = OMITTED,
    records: Any = None,
) -> ServiceRegistry:
    """A registry; ``records`` are the types of its Cloud Map service, None when it is elsewhere."""
    name = CloudMapService("aws_service_discovery_service.web", AT, attr(records))
    cloud_map = None if records is None else name
    names = attr(container_name), attr(container_port), attr(number)
    return ServiceRegistry(AT, cloud_map, *names, attr())


def served(
    port_name: Any,
    alias: Any = (80, OMITTED),
    discovery_name: Any = OMITTED,
    ingress_port_override: Any = OMITTED,
) -> ServiceConnectService:
    """A port in Service Connect; ``alias`` is the port and the DNS name of its client alias."""
    found = ClientAlias(AT, *map(attr, alias)) if isinstance(alias, tuple) else alias
    names = map(attr, (port_name, discovery_name, ingress_port_override, found))
    return ServiceConnectService(AT, *names)


def connect(*ports: Any, enabled: Any = True) -> ServiceConnect:
    """Service Connect with these ports, each as :func:`served` makes it or by its name alone."""
    made = [p if isinstance(p, ServiceConnectService) else served(p) for p in ports]
    return ServiceConnect(AT, attr(enabled), attr(tuple(made) or OMITTED))


def task_set(definition: TaskDefinition | None, of_service: Any, **members: Any) -> Service:
    made = service(definition, of_service=of_service, **members)
    return replace(made, address="aws_ecs_task_set.web")


def service(definition: TaskDefinition | None, **members: Any) -> Service:
    unnamed = ("address", "at", "task_definition", "cluster_strategy")
    names = [f.name for f in fields(Service) if f.name not in unnamed]
    values = {name: attr(members.get(name, OMITTED)) for name in names}
    values["cluster_strategy"] = members.get("cluster_strategy")
    return Service("aws_ecs_service.web", AT, definition, **values)


RULE_TARGET = "aws_cloudwatch_event_target.report"
SCHEDULE = "aws_scheduler_schedule.report"
PIPE = "aws_pipes_pipe.report"
MACHINE = "aws_sfn_state_machine.report"
STARTERS: dict[str, Starter] = {
    RULE_TARGET: "rule",
    SCHEDULE: "schedule",
    PIPE: "pipe",
    MACHINE: "state",
}


def scheduled(
    definition: TaskDefinition | None, address: str = RULE_TARGET, **members: Any
) -> StartedTask:
    unnamed = ("address", "at", "task_definition", "starter", "state", "cluster_strategy")
    names = [f.name for f in fields(StartedTask) if f.name not in unnamed]
    values = {name: attr(members.get(name, OMITTED)) for name in names}
    values["cluster_strategy"] = members.get("cluster_strategy")
    starter = STARTERS[address]
    state = "Report" if starter == "state" else ""
    return StartedTask(address, AT, definition, **values, starter=starter, state=state)


def scaling_group(target_type: Any) -> AutoScalingGroup:
    group = TargetGroup("aws_lb_target_group.web", AT, attr(target_type), attr())
    return AutoScalingGroup("aws_autoscaling_group.ecs", AT, attr((group,)), attr())


def attachment(target_type: Any) -> AutoScalingGroup:
    group = TargetGroup("aws_lb_target_group.web", AT, attr(target_type), attr())
    return AutoScalingGroup("aws_autoscaling_attachment.ecs", AT, attr(), attr((group,)))


def cluster(*providers: CapacityProvider, associated: Any = OMITTED) -> ClusterStrategy:
    address = "aws_ecs_cluster_capacity_providers.main"
    return ClusterStrategy(address, AT, attr(providers), attr(associated))


def provider(name: Any, kind: str | None) -> CapacityProvider:
    return CapacityProvider(AT, attr(name), kind)


Part = TaskDefinition | Service | StartedTask | AutoScalingGroup | LaunchTemplate | ClusterStrategy


def module(*resources: Part) -> Module:
    """A module of resources; what runs tasks brings its task definition along."""
    services = tuple(r for r in resources if isinstance(r, Service))
    runs = tuple(r for r in resources if isinstance(r, StartedTask))
    tasks = [r for r in resources if isinstance(r, TaskDefinition)]
    tasks += [r.task_definition for r in (*services, *runs) if r.task_definition]
    return Module(
        task_definitions=tuple(tasks),
        services=services,
        started_tasks=runs,
        auto_scaling_groups=tuple(r for r in resources if isinstance(r, AutoScalingGroup)),
        launch_templates=tuple(r for r in resources if isinstance(r, LaunchTemplate)),
        cluster_strategies=tuple(r for r in resources if isinstance(r, ClusterStrategy)),
    )


def checked(*resources: Part) -> list[Finding]:
    """The findings of every rule in the order that a run gives them."""
    result = Result(findings=rules.check(module(*resources)))
    result.sort()
    return result.findings


def found(*resources: Part) -> list[str]:
    """The ids of all findings: of every rule, so that a second finding never goes unnoticed."""
    return [finding.rule for finding in checked(*resources)]


def level(finding: Finding) -> str:
    return finding.level or facts.facts().rules[finding.rule].level


def texts(finding: Finding) -> dict[str, str]:
    """What the finding's parameters are in its English message."""
    return {name: report.value_text(value, "en") for name, value in finding.params.items()}


def only_finding(*resources: Part) -> Finding:
    (finding,) = rules.check(module(*resources))
    return finding


BRIDGE = task("bridge", container(port(80)))
AWSVPC = task("awsvpc", container(port(80)))
PLAIN = task(OMITTED, container(port(80)))
MODE = "task_definition.network_mode"
PORTS = {"network_mode", "containers", "containers.port_mappings"}
HOST_PORT = "containers.port_mappings.host_port"
CONTAINER_PORT = "containers.port_mappings.container_port"
PORT_RANGE = "containers.port_mappings.container_port_range"
FARGATE = {"requires_compatibilities": ("FARGATE",), "cpu": "256", "memory": "512"}
MANAGED = {"requires_compatibilities": ("MANAGED_INSTANCES",)}
ALL = {"awsvpc", "bridge", "host", "none", "default"}


def target(mode: str, target_type: str) -> Service:
    return service(task(mode, container()), load_balancers=balanced(target_type))


EC2_PROVIDER = provider(UNKNOWN, "EC2")


WEB = {"network_configuration": network()}
