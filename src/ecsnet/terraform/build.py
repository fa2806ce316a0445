"""Resources of a configuration to the model: what the rules see, linked by reference."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, TypeVar

from ecsnet.model import (
    OMITTED,
    UNKNOWN,
    Attr,
    AutoScalingGroup,
    CapacityProvider,
    ClientAlias,
    CloudMapService,
    ClusterStrategy,
    LaunchTemplate,
    LoadBalancer,
    Location,
    Missing,
    Module,
    NetworkConfiguration,
    Service,
    ServiceConnect,
    ServiceConnectService,
    ServiceRegistry,
    StartedTask,
    Starter,
    TargetGroup,
    TaskDefinition,
    Volume,
)
from ecsnet.terraform import conversions, started
from ecsnet.terraform.containers import containers
from ecsnet.terraform.reader import Reader, resource_id, sent
from ecsnet.terraform.resources import Block, Body, Configuration, Resource, repeated
from ecsnet.terraform.values import Reference, Value

T = TypeVar("T")


def build(configuration: Configuration) -> Module:
    """The ECS resources of a configuration, linked by reference."""
    return _Builder(configuration).module()


class _Runner(TypedDict):
    """What :class:`ecsnet.model.Runner` has, but for the address."""

    at: Location
    task_definition: TaskDefinition | None
    launch_type: Attr[str]
    platform_version: Attr[str]
    capacity_provider_strategy: Attr[tuple[CapacityProvider, ...]]
    network_configuration: Attr[NetworkConfiguration]
    link: Location | None
    cluster_strategy: ClusterStrategy | None


class _Builder:
    def __init__(self, configuration: Configuration) -> None:
        self._reader = Reader(configuration.evaluator, configuration.sources)
        self._resources = {r.address: r for r in configuration.resources if r.kind == "resource"}
        self._made: dict[str, object] = {}
        self._configuration = configuration

    def module(self) -> Module:
        made = list(map(self._make, self._resources))

        def of(kind: type[T]) -> tuple[T, ...]:
            return tuple(part for part in made if isinstance(part, kind))

        runs = [task for part in made if isinstance(part, list) for task in part]
        return Module(
            task_definitions=of(TaskDefinition),
            services=of(Service),
            target_groups=of(TargetGroup),
            started_tasks=tuple(runs),
            auto_scaling_groups=of(AutoScalingGroup),
            launch_templates=of(LaunchTemplate),
            cluster_strategies=of(ClusterStrategy),
        )

    def _make(self, address: str) -> object:
        """What the model has of a resource; None for one that it has nothing of."""
        if address not in self._made:
            resource = self._resources.get(address)
            reader = READERS.get(resource.type) if resource else None
            self._made[address] = reader(self, resource) if reader and resource else None
        return self._made[address]

    def _target(self, value: Value | None, kind: type[T]) -> T | None:
        """What a reference leads to; None where that is not in the configuration."""
        data = None if value is None else value.data
        # of two branches, the one that is in the configuration is what a service runs or serves
        certain = kind in (TaskDefinition, TargetGroup) or getattr(data, "certain", False)
        made = self._make(data.address) if isinstance(data, Reference) and certain else None
        return made if isinstance(made, kind) else None

    # --- resources ---

    def task_definition(self, resource: Resource) -> TaskDefinition:
        reader, body, at = self._reader, resource.body, resource.at
        attributes, family = body.attributes, "operating_system_family"
        return TaskDefinition(
            address=resource.address,
            at=at,
            network_mode=reader.string(attributes, "network_mode", at),
            requires_compatibilities=reader.strings(attributes, "requires_compatibilities", at),
            cpu=reader.string(attributes, "cpu", at),
            memory=reader.string(attributes, "memory", at),
            operating_system_family=reader.inner(body, "runtime_platform", family, at),
            containers=containers(attributes, "container_definitions", at, reader),
            proxy_configuration=reader.block(body, "proxy_configuration", at, lambda _: True),
            fault_injection=reader.attr(
                attributes, "enable_fault_injection", at, conversions.boolean
            ),
            pid_mode=sent(reader.string(attributes, "pid_mode", at)),
            ipc_mode=sent(reader.string(attributes, "ipc_mode", at)),
            volumes=reader.blocks(body, "volume", at, self._volume),
            placement_constraints=reader.block(body, "placement_constraints", at, lambda _: True),
            execution_role=reader.identity(attributes, "execution_role_arn", at),
        )

    def service(self, resource: Resource) -> Service:
        reader, body, at = self._reader, resource.body, resource.at
        attributes = body.attributes
        runner = self._runner(body, at, attributes.get("cluster"))
        controller = reader.inner(body, "deployment_controller", "type", at)
        if controller.unknown or controller.get() == "EXTERNAL":
            # the task sets of the service say what it runs
            runner["task_definition"] = runner["link"] = None
        if controller.get() == "EXTERNAL":
            # the provider does not send it
            runner["launch_type"] = Attr(at, OMITTED)
        return Service(
            address=resource.address,
            **runner,
            deployment_controller=controller,
            named_task_definition=reader.identity(attributes, "task_definition", at),
            of_service=self._of_service(attributes, at),
            load_balancers=reader.blocks(body, "load_balancer", at, self._load_balancer),
            service_registries=reader.block(body, "service_registries", at, self._registry),
            service_connect=reader.block(
                body, "service_connect_configuration", at, self._service_connect
            ),
            vpc_lattice_port_names=reader.blocks(
                body, "vpc_lattice_configurations", at, self._port_name
            ),
            iam_role=reader.identity(attributes, "iam_role", at),
            desired_count=reader.integer(attributes, "desired_count", at),
            scheduling_strategy=reader.string(attributes, "scheduling_strategy", at),
            placement_constraints=self._constraints(body, at),
            placement_strategy=reader.block(body, "ordered_placement_strategy", at, lambda _: True),
            deployment_strategy=reader.inner(body, "deployment_configuration", "strategy", at),
            minimum_healthy_percent=reader.integer(
                attributes, "deployment_minimum_healthy_percent", at
            ),
        )

    def target_group(self, resource: Resource) -> TargetGroup:
        body, at = resource.body, resource.at
        return TargetGroup(
            resource.address,
            at,
            self._reader.string(body.attributes, "target_type", at),
            self._reader.inner(body, "health_check", "port", at),
        )

    def auto_scaling_group(self, resource: Resource) -> AutoScalingGroup:
        def group(value: Value) -> TargetGroup | None:
            return self._target(value, TargetGroup)

        attributes, at = resource.body.attributes, resource.at
        groups = self._reader.list(attributes, "target_group_arns", at, group)
        return AutoScalingGroup(resource.address, at, groups, self._traffic_sources(resource))

    def scaling_attachment(self, resource: Resource) -> AutoScalingGroup:
        attributes, at = resource.body.attributes, resource.at
        # The older name was an argument up to version 4 of the provider.
        names = ("lb_target_group_arn", "alb_target_group_arn")
        value = next((attributes[name] for name in names if name in attributes), None)
        attached = self._target(value, TargetGroup)
        groups: Attr[tuple[TargetGroup, ...]] = Attr(at, OMITTED)
        if value and attached:
            groups = Attr(value.at, (attached,))
        return AutoScalingGroup(resource.address, at, Attr(at, OMITTED), groups)

    def traffic_source_attachment(self, resource: Resource) -> AutoScalingGroup:
        at = resource.at
        sources = self._traffic_sources(resource)
        return AutoScalingGroup(resource.address, at, Attr(at, OMITTED), sources)

    def _traffic_sources(self, resource: Resource) -> Attr[tuple[TargetGroup, ...]]:
        def group(source: Block) -> TargetGroup | None:
            return self._target(source.body.attributes.get("identifier"), TargetGroup)

        found = self._reader.blocks(resource.body, "traffic_source", resource.at, group)
        if isinstance(found.raw, Missing):
            return Attr(found.at, found.raw)
        return Attr(found.at, tuple(group for group in found.raw if group))

    def launch_template(self, resource: Resource) -> LaunchTemplate:
        attributes, at = resource.body.attributes, resource.at
        user_data = self._reader.attr(attributes, "user_data", at, conversions.base64_text)
        return LaunchTemplate(resource.address, at, user_data)

    def cloud_map_service(self, resource: Resource) -> CloudMapService:
        def record_type(block: Block) -> Attr[str]:
            return self._reader.string(block.body.attributes, "type", block.at)

        def record_types(config: Block) -> Attr[tuple[str, ...]]:
            records = self._reader.blocks(config.body, "dns_records", config.at, record_type)
            if isinstance(records.raw, Missing):
                return Attr(records.at, records.raw)
            known = tuple(record.value for record in records.raw if record.known)
            return Attr(records.at, known, len(known) == len(records.raw))

        types = self._reader.block(resource.body, "dns_config", resource.at, record_types)
        flat = Attr(types.at, types.raw) if isinstance(types.raw, Missing) else types.raw
        return CloudMapService(resource.address, resource.at, flat)

    def cluster_strategy(self, resource: Resource) -> ClusterStrategy:
        providers = self._reader.blocks(
            resource.body,
            "default_capacity_provider_strategy",
            resource.at,
            self._capacity_provider,
        )
        associated = self._reader.list(
            resource.body.attributes, "capacity_providers", resource.at, self._associated
        )
        return ClusterStrategy(resource.address, resource.at, providers, associated)

    def _associated(self, value: Value) -> CapacityProvider:
        name = self._reader.identity({"name": value}, "name", value.at)
        return CapacityProvider(value.at, name, self._target(value, str))

    def capacity_provider_kind(self, resource: Resource) -> str:
        managed = resource.body.of_type("managed_instances_provider")
        return "MANAGED_INSTANCES" if managed else "EC2"

    def event_target(self, resource: Resource) -> list[StartedTask]:
        blocks, cluster = resource.body.of_type("ecs_target"), resource.body.attributes.get("arn")
        return [self._started(resource, block, "rule", cluster) for block in blocks]

    def schedule(self, resource: Resource) -> list[StartedTask]:
        return [
            self._started(resource, block, "schedule", target.body.attributes.get("arn"))
            for target in resource.body.of_type("target")
            for block in target.body.of_type("ecs_parameters")
        ]

    def pipe(self, resource: Resource) -> list[StartedTask]:
        cluster = resource.body.attributes.get("target")
        return [
            self._started(resource, started.piped(block), "pipe", cluster)
            for target in resource.body.of_type("target_parameters")
            for block in target.body.of_type("ecs_task_parameters")
        ]

    def state_machine(self, resource: Resource) -> list[StartedTask]:
        definition = resource.body.attributes.get("definition")
        states = [] if definition is None else started.states(definition)
        return [
            self._started(resource, state, "state", state.body.attributes.get("cluster"), name)
            for name, state in states
        ]

    # --- parts of them ---

    def _runner(
        self, body: Body, at: Location, cluster: Value | None, task: str = "task_definition"
    ) -> _Runner:
        reader, attributes = self._reader, body.attributes
        named = attributes.get(task)
        return {
            "at": at,
            "link": None if named is None or named.data is None else named.at,
            "task_definition": self._target(named, TaskDefinition),
            "launch_type": sent(reader.string(attributes, "launch_type", at)),
            "platform_version": reader.string(attributes, "platform_version", at),
            "capacity_provider_strategy": reader.blocks(
                body, "capacity_provider_strategy", at, self._capacity_provider
            ),
            "network_configuration": reader.block(
                body, "network_configuration", at, self._network_configuration
            ),
            "cluster_strategy": self._cluster_strategy(cluster),
        }

    def _started(
        self,
        resource: Resource,
        block: Block,
        starter: Starter,
        cluster: Value | None,
        state: str = "",
    ) -> StartedTask:
        runner = self._runner(block.body, block.at, cluster, "task_definition_arn")
        return StartedTask(address=resource.address, **runner, starter=starter, state=state)

    def _cluster_strategy(self, cluster: Value | None) -> ClusterStrategy | None:
        """The default strategy of a cluster, where the files have both and link them."""
        for address, resource in self._resources.items():
            if cluster is None or resource.type != "aws_ecs_cluster_capacity_providers":
                continue
            named = resource.body.attributes.get("cluster_name")
            if named is not None and self._same_cluster(named, cluster):
                made = self._make(address)
                return made if isinstance(made, ClusterStrategy) else None
        return None

    def _same_cluster(self, one: Value, other: Value) -> bool:
        """Whether two values name one cluster: by one resource that makes one, or by one name."""
        if isinstance(one.data, Reference) and isinstance(other.data, Reference):
            address = one.data.address
            same = one.data.certain and other.data.certain and address == other.data.address
            return same and not repeated(self._configuration, address)
        return isinstance(one.data, str) and one.data == other.data

    def _volume(self, block: Block) -> Volume:
        path = self._reader.string(block.body.attributes, "host_path", block.at)
        kind = "docker_volume_configuration"
        docker = self._reader.block(block.body, kind, block.at, lambda _: True)
        return Volume(block.at, sent(path), docker)

    def _of_service(self, attributes: dict[str, Value], at: Location) -> Attr[Service]:
        """The service that a task set names; a service has no such argument."""
        value = attributes.get("service")
        if value is None:
            return Attr(at, OMITTED)
        service = self._target(value, Service)
        return Attr(value.at, UNKNOWN if service is None else service)

    def _constraints(self, body: Body, at: Location) -> Attr[tuple[str, ...]]:
        def constraint(block: Block) -> str | Missing:
            return self._reader.string(block.body.attributes, "type", block.at).raw

        found = self._reader.blocks(body, "placement_constraints", at, constraint)
        if isinstance(found.raw, Missing):
            return Attr(found.at, found.raw)
        if UNKNOWN in found.raw:
            return Attr(found.at, UNKNOWN)
        return Attr(found.at, tuple(kind for kind in found.raw if isinstance(kind, str)))

    def _capacity_provider(self, block: Block) -> CapacityProvider:
        attributes = block.body.attributes
        name = self._reader.string(attributes, "capacity_provider", block.at)
        kind = self._target(attributes.get("capacity_provider"), str)
        if kind is None and name.get() in ("FARGATE", "FARGATE_SPOT"):
            kind = "FARGATE"
        return CapacityProvider(block.at, name, kind)

    def _network_configuration(self, block: Block) -> NetworkConfiguration:
        reader, attributes = self._reader, block.body.attributes
        return NetworkConfiguration(
            block.at,
            reader.list(attributes, "subnets", block.at, resource_id),
            reader.list(attributes, "security_groups", block.at, resource_id),
            reader.attr(attributes, "assign_public_ip", block.at, conversions.boolean),
        )

    def _load_balancer(self, block: Block) -> LoadBalancer:
        attributes = block.body.attributes
        # A task set calls it otherwise.
        classic = "load_balancer_name" if "load_balancer_name" in attributes else "elb_name"
        advanced = block.body.of_type("advanced_configuration")
        alternate = advanced[0].body.attributes if advanced else {}
        return LoadBalancer(
            block.at,
            self._target(attributes.get("target_group_arn"), TargetGroup),
            self._target(alternate.get("alternate_target_group_arn"), TargetGroup),
            self._classic(attributes, classic, block.at),
            self._reader.string(attributes, "container_name", block.at),
            self._reader.integer(attributes, "container_port", block.at),
            self._reader.identity(attributes, "target_group_arn", block.at),
            self._reader.block(block.body, "advanced_configuration", block.at, lambda _: True),
        )

    def _classic(self, attributes: dict[str, Value], name: str, at: Location) -> Attr[str]:
        """The Classic Load Balancer; the resource, and not its name, where that is none."""
        value = attributes.get(name)
        address = value.data.address if value and isinstance(value.data, Reference) else ""
        if value and address.startswith(("aws_lb.", "aws_alb.")):
            return Attr(value.at, address)
        return self._reader.identity(attributes, name, at)

    def _registry(self, block: Block) -> ServiceRegistry:
        attributes = block.body.attributes
        return ServiceRegistry(
            block.at,
            self._target(attributes.get("registry_arn"), CloudMapService),
            sent(self._reader.string(attributes, "container_name", block.at)),
            sent(self._reader.integer(attributes, "container_port", block.at)),
            sent(self._reader.integer(attributes, "port", block.at)),
            self._reader.identity(attributes, "registry_arn", block.at),
        )

    def _port_name(self, block: Block) -> Attr[str]:
        return self._reader.string(block.body.attributes, "port_name", block.at)

    def _service_connect(self, block: Block) -> ServiceConnect:
        return ServiceConnect(
            block.at,
            self._reader.attr(block.body.attributes, "enabled", block.at, conversions.boolean),
            self._reader.blocks(block.body, "service", block.at, self._service_connect_service),
        )

    def _service_connect_service(self, block: Block) -> ServiceConnectService:
        attributes, at = block.body.attributes, block.at
        return ServiceConnectService(
            at,
            self._port_name(block),
            sent(self._reader.string(attributes, "discovery_name", at)),
            sent(self._reader.integer(attributes, "ingress_port_override", at)),
            self._reader.block(block.body, "client_alias", at, self._client_alias),
        )

    def _client_alias(self, block: Block) -> ClientAlias:
        attributes, at = block.body.attributes, block.at
        return ClientAlias(
            at,
            self._reader.integer(attributes, "port", at),
            sent(self._reader.string(attributes, "dns_name", at)),
        )


READERS: dict[str, Callable[[_Builder, Resource], object]] = {
    "aws_alb_target_group": _Builder.target_group,
    "aws_autoscaling_attachment": _Builder.scaling_attachment,
    "aws_autoscaling_group": _Builder.auto_scaling_group,
    "aws_autoscaling_traffic_source_attachment": _Builder.traffic_source_attachment,
    "aws_cloudwatch_event_target": _Builder.event_target,
    "aws_ecs_capacity_provider": _Builder.capacity_provider_kind,
    "aws_ecs_cluster_capacity_providers": _Builder.cluster_strategy,
    "aws_ecs_service": _Builder.service,
    "aws_ecs_task_definition": _Builder.task_definition,
    "aws_ecs_task_set": _Builder.service,
    "aws_launch_template": _Builder.launch_template,
    "aws_lb_target_group": _Builder.target_group,
    "aws_pipes_pipe": _Builder.pipe,
    "aws_scheduler_schedule": _Builder.schedule,
    "aws_service_discovery_service": _Builder.cloud_map_service,
    "aws_sfn_state_machine": _Builder.state_machine,
}
"""What reads a resource, by its type."""

RESOURCE_TYPES = tuple(READERS)
"""The types of the resources that the model has something of; a run reads nothing without any."""
