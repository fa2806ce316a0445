"""What the rules see of a Terraform configuration: ECS resources with source locations.

Names follow the AWS API and the Terraform provider. Every attribute is an :class:`Attr`, which is
part of the model and has its own module.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ecsnet.attr import OMITTED as OMITTED
from ecsnet.attr import UNKNOWN as UNKNOWN
from ecsnet.attr import Attr as Attr
from ecsnet.attr import Location as Location
from ecsnet.attr import Missing as Missing
from ecsnet.attr import all_items as all_items
from ecsnet.attr import known_items as known_items

NETWORK_MODES = ("awsvpc", "bridge", "host", "none")
"""``NetworkMode`` of the ECS API: what ``network_mode`` may say."""


@dataclass(frozen=True, slots=True)
class ResourceId:
    """The ID of a resource of the checked files, which only AWS knows.

    Indexes are dropped, so two resources made by one ``count`` are the same.
    """

    address: str


@dataclass(frozen=True, slots=True)
class PortMapping:
    """``PortMapping`` of the ECS API.

    ``text`` is a port that is written as a string: the numbers are read from it all the same.
    """

    at: Location
    container_port: Attr[int]
    host_port: Attr[int]
    protocol: Attr[str]
    container_port_range: Attr[str]
    name: Attr[str]
    text: Attr[str]


@dataclass(frozen=True, slots=True)
class Container:
    """``ContainerDefinition`` of the ECS API, cut to what network modes touch.

    ``network_mode`` is no member of that shape: it is kept because people write it there and
    nothing tells them that it is ignored. ``system_controls`` are their namespaces,
    ``linux_parameters`` the names of the members that are set, ``resources`` the types of what
    ``resourceRequirements`` asks for. ``expression`` and ``image_expression`` are what is
    written for a name and an image that cannot be resolved.
    """

    at: Location
    name: Attr[str]
    expression: Attr[str]
    memory: Attr[int]
    memory_reservation: Attr[int]
    port_mappings: Attr[tuple[PortMapping, ...]]
    links: Attr[tuple[object, ...]]
    hostname: Attr[str]
    extra_hosts: Attr[tuple[object, ...]]
    dns_servers: Attr[tuple[object, ...]]
    dns_search_domains: Attr[tuple[object, ...]]
    disable_networking: Attr[bool]
    user: Attr[str]
    system_controls: Attr[tuple[Attr[str], ...]]
    network_mode: Attr[str]
    privileged: Attr[bool]
    linux_parameters: Attr[tuple[str, ...]]
    security_options: Attr[tuple[object, ...]]
    resources: Attr[tuple[str, ...]]
    image: Attr[str]
    image_expression: Attr[str]
    log_driver: Attr[str]
    secrets: Attr[tuple[object, ...]]
    read_only: Attr[bool]
    ulimits: Attr[tuple[object, ...]]

    @property
    def label(self) -> str:
        """The container's name, or the expression for it; ``?`` when neither can be told."""
        return self.name.get() or self.expression.get() or "?"


@dataclass(frozen=True, slots=True)
class Volume:
    """A ``volume`` block of a task definition; ``docker`` is True for a volume of Docker's."""

    at: Location
    host_path: Attr[str]
    docker: Attr[bool]


@dataclass(frozen=True, slots=True)
class TaskDefinition:
    """``aws_ecs_task_definition``. ``cpu`` and ``memory`` are the strings or numbers as written.

    ``proxy_configuration`` and ``placement_constraints`` are True when that block is there.
    """

    address: str
    at: Location
    network_mode: Attr[str]
    requires_compatibilities: Attr[tuple[str, ...]]
    cpu: Attr[str]
    memory: Attr[str]
    operating_system_family: Attr[str]
    containers: Attr[tuple[Container, ...]]
    proxy_configuration: Attr[bool]
    fault_injection: Attr[bool]
    pid_mode: Attr[str]
    ipc_mode: Attr[str]
    volumes: Attr[tuple[Volume, ...]]
    placement_constraints: Attr[bool]
    execution_role: Attr[str]

    @property
    def windows(self) -> bool:
        """True when the containers are known to be Windows containers."""
        return (self.operating_system_family.get() or "").upper().startswith("WINDOWS")

    @property
    def mode(self) -> str | None:
        """The network mode in effect, or None when it cannot be told or is not one of AWS's.

        An omitted ``networkMode`` is ``bridge`` on Linux and ``default`` (NAT) on Windows
        (RegisterTaskDefinitionRequest.networkMode). For Managed Instances AWS's pages disagree on
        what an omitted mode means, so it stays unknown there.
        """
        if not self.network_mode.omitted:
            written = self.network_mode.get()
            return written if written in NETWORK_MODES else None
        if self.requires_compatibilities.unknown or self.requires("MANAGED_INSTANCES"):
            return None
        if self.operating_system_family.unknown:
            return None
        return "default" if self.windows else "bridge"

    def requires(self, compatibility: str) -> bool:
        """True when ``requires_compatibilities`` is known to list the value."""
        return compatibility in known_items(self.requires_compatibilities)

    def excludes(self, compatibility: str) -> bool:
        """True when ``requires_compatibilities`` is known and does not list the value."""
        listed = self.requires_compatibilities
        return listed.known and bool(listed.value) and compatibility not in listed.value


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """``aws_lb_target_group``. An omitted ``target_type`` is ``instance``."""

    address: str
    at: Location
    target_type: Attr[str]
    health_check_port: Attr[str]


@dataclass(frozen=True, slots=True)
class AutoScalingGroup:
    """``aws_autoscaling_group``, or a resource that attaches target groups to one.

    Only target groups of the checked files are there: those of ``target_group_arns`` in
    ``target_groups``, those of any other argument or resource in ``attached``.
    """

    address: str
    at: Location
    target_groups: Attr[tuple[TargetGroup, ...]]
    attached: Attr[tuple[TargetGroup, ...]]


@dataclass(frozen=True, slots=True)
class LaunchTemplate:
    """``aws_launch_template``, with its user data decoded."""

    address: str
    at: Location
    user_data: Attr[str]


@dataclass(frozen=True, slots=True)
class LoadBalancer:
    """A ``load_balancer`` block of a service.

    ``alternate_target_group`` is the second one of a blue/green deployment. Either is None when it
    is not in the checked files. ``classic`` names the Classic Load Balancer, by its name or by the
    resource that ``elb_name`` refers to; ``target_group_arn`` does the same for the target group.
    ``advanced`` is True when there is an ``advanced_configuration`` block.
    """

    at: Location
    target_group: TargetGroup | None
    alternate_target_group: TargetGroup | None
    classic: Attr[str]
    container_name: Attr[str]
    container_port: Attr[int]
    target_group_arn: Attr[str]
    advanced: Attr[bool]


@dataclass(frozen=True, slots=True)
class NetworkConfiguration:
    """The ``network_configuration`` block of a service or of what starts a task.

    Each subnet and security group is an attribute of its own: a string as written, the resource
    that its ID comes from, or unknown.
    """

    at: Location
    subnets: Attr[tuple[Attr[str | ResourceId], ...]]
    security_groups: Attr[tuple[Attr[str | ResourceId], ...]]
    assign_public_ip: Attr[bool]


@dataclass(frozen=True, slots=True)
class CloudMapService:
    """``aws_service_discovery_service``. One without DNS records is found by API calls only."""

    address: str
    at: Location
    record_types: Attr[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ServiceRegistry:
    """The ``service_registries`` block of a service.

    ``service`` is None when the Cloud Map service is not in the checked files; ``arn`` is as
    written, or the resource that it is of.
    """

    at: Location
    service: CloudMapService | None
    container_name: Attr[str]
    container_port: Attr[int]
    port: Attr[int]
    arn: Attr[str]


@dataclass(frozen=True, slots=True)
class ClientAlias:
    """``ServiceConnectClientAlias`` of the ECS API: where clients find a port."""

    at: Location
    port: Attr[int]
    dns_name: Attr[str]


@dataclass(frozen=True, slots=True)
class ServiceConnectService:
    """``ServiceConnectService`` of the ECS API: a port that other services can connect to."""

    at: Location
    port_name: Attr[str]
    discovery_name: Attr[str]
    ingress_port_override: Attr[int]
    client_alias: Attr[ClientAlias]


@dataclass(frozen=True, slots=True)
class ServiceConnect:
    """The ``service_connect_configuration`` block of a service; a client alone has no services."""

    at: Location
    enabled: Attr[bool]
    services: Attr[tuple[ServiceConnectService, ...]]


@dataclass(frozen=True, slots=True)
class CapacityProvider:
    """One entry of a capacity provider strategy.

    ``kind`` is FARGATE, EC2 or MANAGED_INSTANCES, or None for a provider that is named but not in
    the checked files.
    """

    at: Location
    name: Attr[str]
    kind: str | None

    @property
    def not_fargate(self) -> bool:
        """True when this is certainly no Fargate provider: AWS names those two itself."""
        return self.kind in ("EC2", "MANAGED_INSTANCES") or (
            self.name.known and self.name.value not in ("FARGATE", "FARGATE_SPOT")
        )


@dataclass(frozen=True, slots=True)
class ClusterStrategy:
    """``aws_ecs_cluster_capacity_providers``: what runs where a service or a task says nothing.

    ``associated`` are all capacity providers of the cluster, by name or by resource.
    """

    address: str
    at: Location
    providers: Attr[tuple[CapacityProvider, ...]]
    associated: Attr[tuple[CapacityProvider, ...]]


@dataclass(frozen=True, slots=True)
class Runner:
    """What runs tasks of a task definition, which is None when it is not in the checked files.

    ``link`` is where the task definition is named, None where none is or none counts.
    ``cluster_strategy`` is None where the files do not have it.
    """

    address: str
    at: Location
    task_definition: TaskDefinition | None
    launch_type: Attr[str]
    platform_version: Attr[str]
    capacity_provider_strategy: Attr[tuple[CapacityProvider, ...]]
    network_configuration: Attr[NetworkConfiguration]
    link: Location | None = field(default=None, kw_only=True)
    cluster_strategy: ClusterStrategy | None = field(default=None, kw_only=True)

    @property
    def mode(self) -> str | None:
        """The network mode in effect for the tasks, or None when it cannot be told."""
        return self.task_definition.mode if self.task_definition else None

    @property
    def fargate(self) -> bool | None:
        """Whether the tasks run on Fargate; None when the files do not say.

        With neither a launch type nor a strategy the cluster's default strategy decides
        (CreateServiceRequest.capacityProviderStrategy), so only the task definition can rule
        Fargate out. Where either is written but cannot be told, it may be Fargate: a task
        definition that lists EC2 alone may still run there.
        """
        if self.launch_type.known:
            return self.launch_type.value == "FARGATE"
        providers = known_items(self.capacity_provider_strategy)
        if self.launch_type.omitted and providers:
            if all(provider.kind == "FARGATE" for provider in providers):
                return True
            if all(provider.not_fargate for provider in providers):
                return False
        silent = self.launch_type.omitted and self.capacity_provider_strategy.omitted
        if silent and self.task_definition and self.task_definition.excludes("FARGATE"):
            return False
        return None


@dataclass(frozen=True, slots=True)
class Service(Runner):
    """``aws_ecs_service``, or ``aws_ecs_task_set``, which has fewer arguments.

    ``iam_role`` names the role, as it is written or by the resource it refers to.
    ``placement_constraints`` are their types, ``placement_strategy`` is True when there is one,
    ``deployment_strategy`` is that of ``deployment_configuration``. With the deployment controller
    ``EXTERNAL`` task sets say what the service runs, so its ``launch_type`` is omitted:
    ``named_task_definition`` is what the service itself names, and ``of_service``, which only a
    task set has, the service that it belongs to.
    """

    deployment_controller: Attr[str]
    named_task_definition: Attr[str]
    of_service: Attr[Service]

    load_balancers: Attr[tuple[LoadBalancer, ...]]
    service_registries: Attr[ServiceRegistry]
    service_connect: Attr[ServiceConnect]
    vpc_lattice_port_names: Attr[tuple[Attr[str], ...]]
    iam_role: Attr[str]
    desired_count: Attr[int]
    scheduling_strategy: Attr[str]
    placement_constraints: Attr[tuple[str, ...]]
    placement_strategy: Attr[bool]
    deployment_strategy: Attr[str]
    minimum_healthy_percent: Attr[int]


Starter = Literal["rule", "schedule", "pipe", "state"]


@dataclass(frozen=True, slots=True)
class StartedTask(Runner):
    """What starts tasks without a service: an EventBridge target, or a state of a state machine.

    ``starter`` is a rule of EventBridge, EventBridge Scheduler, EventBridge Pipes or Step
    Functions; ``state`` is the name of the state there, and empty elsewhere.
    """

    starter: Starter
    state: str = ""


@dataclass(frozen=True, slots=True)
class Module:
    """The ECS side of one Terraform directory."""

    task_definitions: tuple[TaskDefinition, ...] = ()
    services: tuple[Service, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    started_tasks: tuple[StartedTask, ...] = ()
    auto_scaling_groups: tuple[AutoScalingGroup, ...] = ()
    launch_templates: tuple[LaunchTemplate, ...] = ()
    cluster_strategies: tuple[ClusterStrategy, ...] = ()

    @property
    def runners(self) -> tuple[Runner, ...]:
        """Everything that runs tasks."""
        return (*self.services, *self.started_tasks)
