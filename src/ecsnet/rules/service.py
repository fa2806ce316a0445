"""Rules about a service and the mode of its task definition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ecsnet.diagnostics import Mode, Setting
from ecsnet.model import Attr, Module, Runner, Service, StartedTask, all_items, known_items
from ecsnet.rules.rule import Hit, hit, rule
from ecsnet.rules.select import cell, network_mode, services, shown


@rule("ENM001")
def network_configuration_required(module: Module) -> Iterator[Hit]:
    """A service whose tasks use awsvpc has network_configuration.

    Source: ECS API, CreateServiceRequest.networkConfiguration.
    """
    for service, task in services(module, "network_configuration", "required"):
        if service.network_configuration.omitted:
            yield hit(service.network_configuration.at, service.address, task=task.address)


@rule("ENM002")
def network_configuration_refused(module: Module) -> Iterator[Hit]:
    """A service whose tasks use another mode than awsvpc has no network_configuration.

    Source: ECS API, CreateServiceRequest.networkConfiguration. An omitted mode is bridge, or the
    default mode on Windows. On Fargate the mode is the mistake: ENM004 and ENM011.
    """
    for service, task in services(module, "network_configuration", "refused"):
        if service.network_configuration.known:
            yield hit(
                service.network_configuration.at,
                service.address,
                task=task.address,
                mode=network_mode(task),
            )


def _by_default_on_fargate(runner: Runner) -> bool:
    """True when the cluster's default strategy decides, and may put the tasks on Fargate."""
    default = runner.cluster_strategy
    if default is None or not runner.launch_type.omitted:
        return False
    if runner.capacity_provider_strategy.known or default.providers.omitted:
        return False
    providers = known_items(default.providers)
    return not providers or not all(provider.not_fargate for provider in providers)


@rule("ENM010")
def public_ip(module: Module) -> Iterator[Hit]:
    """assign_public_ip = true needs Fargate.

    Source: AWS's answer quoted in aws/aws-cdk#13348. In a mode that takes no network_configuration
    the whole block has to go, and ENM002 says so. That a task definition lists EC2 alone does not
    settle it where the cluster's default strategy is Fargate.
    """
    for service in module.services:
        network = service.network_configuration.get()
        if network is None or cell("public_ip", service.mode) not in (None, "fargate_only"):
            continue
        if not network.assign_public_ip.get() or _by_default_on_fargate(service):
            continue
        if service.fargate is False:
            yield hit(network.assign_public_ip.at, service.address)


@rule("ENM011")
def fargate_task_definition(module: Module) -> Iterator[Hit]:
    """A service on Fargate runs a task definition with awsvpc, cpu and memory.

    Source: AWS's answer to CreateService; ECS API, RegisterTaskDefinitionRequest. A task definition
    that lists FARGATE itself is left to ENM004 and ENM034.
    """
    for service in module.services:
        task = service.task_definition
        if task is None or not service.fargate or task.requires("FARGATE"):
            continue
        missing: list[str | Setting] = [
            name for name in ("cpu", "memory") if getattr(task, name).omitted
        ]
        if cell("fargate", task.mode) == "no":
            missing.insert(0, Setting("network_mode", "awsvpc"))
        if missing:
            strategy = service.capacity_provider_strategy
            chosen = service.launch_type if service.launch_type.known else strategy
            yield hit(chosen.at, service.address, task=task.address, missing=tuple(missing))


def _several_target_groups(service: Service) -> bool:
    """True when load_balancer blocks name two target groups that are certainly not the same.

    Two of one count or for_each have the same address, and so may two blocks of one group.
    """
    groups = [lb.target_group for lb in known_items(service.load_balancers) if lb.classic.omitted]
    return len({group.address if group else index for index, group in enumerate(groups)}) > 1


def _service_linked(service: Service) -> str | Setting | None:
    """What makes the service require the service-linked role of ECS."""
    if cell("service_role", service.mode) == "refused":
        return Setting("network_mode", "awsvpc")
    if service.service_registries.known:
        return "service_registries"
    if _several_target_groups(service):
        return "load_balancer"
    external = service.deployment_controller.get() == "EXTERNAL"
    return Setting("deployment_controller.type", "EXTERNAL") if external else None


@rule("ENM020")
def role_refused(module: Module) -> Iterator[Hit]:
    """A service that requires the service-linked role of ECS has no iam_role.

    Source: ECS API, CreateServiceRequest.role, which names what requires it.
    """
    for service in module.services:
        reason = _service_linked(service)
        if reason and service.iam_role.known:
            case = "groups" if reason == "load_balancer" else ""
            yield hit(service.iam_role.at, service.address, reason=reason, case=case)


@rule("ENM021")
def role_without_load_balancer(module: Module) -> Iterator[Hit]:
    """A service with iam_role has a load balancer.

    Source: ECS API, CreateServiceRequest.role. Where the service requires the service-linked role,
    the other role has to go anyway (ENM020).
    """
    for service in module.services:
        alone = service.iam_role.known and service.load_balancers.omitted
        if alone and not _service_linked(service):
            yield hit(service.iam_role.at, service.address)


@rule("ENM025")
def reached_without_network(module: Module) -> Iterator[Hit]:
    """A service whose tasks use none has no load balancer, registry or Service Connect.

    Source: developer guide, service-discovery, for the registry; the container agent for a port of
    Service Connect. The rest follows from ECS API, ContainerDefinition.portMappings, because it
    names a port mapping, which none cannot have.
    """
    for service, task in services(module, "load_balancers", "none"):
        connect = service.service_connect.get()
        written: dict[str, Attr[Any]] = {
            "load_balancer": service.load_balancers,
            "service_registries": service.service_registries,
        }
        if connect and connect.enabled.get():
            written["service_connect_configuration"] = service.service_connect
        for setting, attr in written.items():
            if attr.known:
                served = attr is service.service_connect and connect and connect.services.known
                errors = ("E235",) if served else ()
                at = attr.at
                yield hit(at, service.address, task=task.address, setting=setting, errors=errors)


@rule("ENM048")
def external_controller(module: Module) -> Iterator[Hit]:
    """With the deployment controller EXTERNAL, the task set says what runs and in which network.

    Source: AWS's answers quoted in aws/aws-cdk#26335, #6245 and
    hashicorp/terraform-provider-aws#27291; developer guide, deployment-type-external, for the rest:
    a warning. The AWS provider leaves launch_type out of the call by itself.
    """
    for service in module.services:
        if service.deployment_controller.get() != "EXTERNAL":
            continue
        written: tuple[tuple[str, Attr[Any], str | None], ...] = (
            ("task_definition", service.named_task_definition, "E233"),
            ("network_configuration", service.network_configuration, "E51"),
            ("load_balancer", service.load_balancers, "E52"),
            ("service_registries", service.service_registries, None),
            ("capacity_provider_strategy", service.capacity_provider_strategy, None),
            ("platform_version", service.platform_version, None),
        )
        for setting, attr, error in written:
            if attr.known:
                errors = (error,) if error else ()
                level = None if error else "warning"
                yield hit(attr.at, service.address, setting=setting, errors=errors, level=level)


@rule("ENM052")
def task_set_controller(module: Module) -> Iterator[Hit]:
    """A task set belongs to a service with the deployment controller EXTERNAL.

    Source: AWS's answer quoted in hashicorp/terraform-provider-aws#30347. An omitted controller is
    ECS (ECS API, CreateServiceRequest.deploymentController).
    """
    for task_set in module.services:
        service = task_set.of_service.get()
        if service is None or service.deployment_controller.unknown:
            continue
        controller = service.deployment_controller.get() or "ECS"
        if controller != "EXTERNAL":
            at = task_set.of_service.at
            yield hit(
                at,
                task_set.address,
                service=service.address,
                controller=controller,
                case="omitted" if service.deployment_controller.omitted else "",
            )


@rule("ENM053")
def task_set_load_balancer(module: Module) -> Iterator[Hit]:
    """A task set has 1 target group at most, and no Classic Load Balancer.

    Source: ECS API, CreateTaskSetRequest.loadBalancers and UpdateServiceRequest.loadBalancers.
    """
    for task_set in module.services:
        if task_set.of_service.omitted:
            continue
        balancers = known_items(task_set.load_balancers)
        for load_balancer in balancers:
            if load_balancer.classic.known:
                at = load_balancer.classic.at
                yield hit(at, task_set.address, setting="load_balancer_name", case="classic")
        if len(balancers) > 1:
            yield hit(balancers[1].at, task_set.address, setting="load_balancer")


# A reference in quotes without ${}, and a block of addresses in place of an ID.
_NO_ID = re.compile(
    r"(?:aws_\w+|data|each|local|module|var)\.[\w.\[\]*\"-]+|[\d.]+/\d{1,2}|[\da-fA-F:]+/\d{1,3}"
)
_LIMITS = {"subnets": (1, 16), "security_groups": (0, 5)}


def _wrong_ids(
    runner: Runner, argument: str
) -> Iterator[tuple[Attr[Any], str, tuple[str, ...], str]]:
    """What is no list of IDs, its value, AWS's answer and the case of the rule."""
    network = runner.network_configuration.get()
    ids = getattr(network, argument) if network else None
    if ids is None:
        return
    fewest, most = _LIMITS[argument]
    no_id, none, too_many = _refusals(runner, argument)
    for item in known_items(ids):
        if isinstance(item.get(), str) and _NO_ID.fullmatch(item.value):
            yield item, item.value, no_id, "id"
    # Equal IDs are one, and so may be two that are unknown.
    count = len({item.value for item in known_items(ids) if item.known})
    given = all_items(ids)
    if ids.known and given is not None and fewest and all(item.get() == "" for item in given):
        # The provider drops empty strings.
        yield ids, '[""]' if given else "[]", none, "none"
    elif count > most:
        yield ids, str(count), too_many, "many"


def _refusals(runner: Runner, argument: str) -> tuple[tuple[str, ...], ...]:
    """AWS's answers to a value that is no ID, to none and to too many, as far as it is quoted."""
    subnets = argument == "subnets"
    if isinstance(runner, StartedTask):
        return (), (), ("E39",) if subnets and runner.starter == "rule" else ()
    return (("E40",), ("E74",), ("E76",)) if subnets else (("E73",), (), ())


@rule("ENM035")
def network_configuration_ids(module: Module) -> Iterator[Hit]:
    """network_configuration has the IDs of 1 to 16 subnets and of at most 5 security groups.

    Source: ECS API, AwsVpcConfiguration; AWS's answer quoted in eddmann/serverless-fargate#20 for a
    subnet that is no ID.
    """
    for runner in module.runners:
        for argument, (fewest, most) in _LIMITS.items():
            for attr, value, errors, case in _wrong_ids(runner, argument):
                yield hit(
                    attr.at,
                    runner.address,
                    argument=argument,
                    limit=f"{fewest}-{most}",
                    value=value,
                    errors=errors,
                    case=case,
                )


# What checks the network of a Fargate task itself, before it calls RunTask, and its answer.
_CHECKED_FIRST = {"rule": "E37", "schedule": "E180"}


def _misfit(run: StartedTask) -> tuple[str | Setting, Attr[Any], str, str] | None:
    """What does not fit where a task is started, where it stands, AWS's answer, and the case."""
    task, network = run.task_definition, run.network_configuration
    on_rule = run.launch_type.get() if run.starter == "rule" else None
    public_ip = network.value.assign_public_ip if network.known else None
    if network.omitted and (run.fargate or cell("network_configuration", run.mode) == "required"):
        fargate = run.launch_type.get() == "FARGATE"
        answer = _CHECKED_FIRST.get(run.starter, "E4") if fargate else "E4"
        return Setting("network_configuration", None), network, answer, "missing"
    if task and cell("fargate", run.mode) == "no" and (run.fargate or task.requires("FARGATE")):
        # Where FARGATE is listed, ENM004 says so.
        chosen = run.launch_type if run.launch_type.known else run.capacity_provider_strategy
        setting = Setting("network_mode", run.mode)
        return None if task.requires("FARGATE") else (setting, chosen, "E31", "mode")
    if network.known and cell("network_configuration", run.mode) == "refused":
        return "network_configuration", network, "E5", "refused"
    outside = run.fargate is False and not _by_default_on_fargate(run)
    if public_ip and public_ip.get() and outside:
        answer = "E38" if on_rule == "EC2" else "E14"
        return Setting("assign_public_ip", True), public_ip, answer, "public_ip"
    return None


def _mode(run: StartedTask) -> Mode:
    return network_mode(run.task_definition) if run.task_definition and run.mode else Mode("?")


@rule("ENM036")
def event_target_network(module: Module) -> Iterator[Hit]:
    """A task that EventBridge starts has the network configuration that its mode asks for.

    Source: EventBridge API, EcsParameters and AwsVpcConfiguration, which Scheduler and Pipes
    repeat; AWS's answers to PutTargets and to RunTask.
    """
    for run in module.started_tasks:
        wrong = None if run.starter == "state" else _misfit(run)
        if wrong:
            setting, attr, error, case = wrong
            yield hit(
                attr.at,
                run.address,
                setting=setting,
                mode=_mode(run),
                launch_type=shown(run.launch_type),
                errors=(error,),
                case=case,
            )


def _in_states(setting: str | Setting) -> str | Setting:
    """A setting by its name in a state machine, which is RunTask's in Pascal case."""
    match setting:
        case Setting(name="network_configuration"):
            return Setting("NetworkConfiguration", None)
        case Setting(name="assign_public_ip"):
            return Setting("AssignPublicIp", "ENABLED")
        case "network_configuration":
            return "NetworkConfiguration"
    return setting


@rule("ENM060")
def state_machine_network(module: Module) -> Iterator[Hit]:
    """A state that runs a task has the NetworkConfiguration that the mode of the task asks for.

    Source: Step Functions developer guide, connect-ecs: the state calls RunTask; AWS's answers to
    RunTask.
    """
    for run in module.started_tasks:
        wrong = _misfit(run) if run.starter == "state" else None
        if wrong:
            setting, attr, error, case = wrong
            yield hit(
                attr.at,
                run.address,
                state=run.state,
                setting=_in_states(setting),
                mode=_mode(run),
                launch_type=shown(run.launch_type),
                errors=(error,),
                case=case,
            )
