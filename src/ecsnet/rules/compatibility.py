"""Rules about where a mode can run, and what Fargate asks of a task definition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ecsnet.diagnostics import Mode, Setting
from ecsnet.facts import facts
from ecsnet.model import (
    NETWORK_MODES,
    Attr,
    Container,
    Module,
    Service,
    TaskDefinition,
    known_items,
)
from ecsnet.rules.rule import Hit, hit, rule
from ecsnet.rules.select import cell, network_mode, operating_system, shown


@rule("ENM004")
def fargate_mode(module: Module) -> Iterator[Hit]:
    """A task definition that lists FARGATE sets the mode awsvpc; omitted means bridge.

    Source: ECS API, RegisterTaskDefinitionRequest.networkMode.
    """
    for task in module.task_definitions:
        mode = task.mode
        if mode is None or not task.requires("FARGATE"):
            continue
        if facts().compatibility.value(mode, "fargate") == "no":
            case = "omitted" if task.network_mode.omitted else ""
            yield hit(task.network_mode.at, task.address, mode=mode, case=case)


def _external(mode: str | None) -> str | None:
    """What the compatibility table says about external instances."""
    return None if mode is None else facts().compatibility.value(mode, "external")


def _runs_externally(service: Service) -> bool:
    if not service.launch_type.omitted:
        return service.launch_type.get() == "EXTERNAL"
    task = service.task_definition
    listed = known_items(task.requires_compatibilities) if task else ()
    return service.capacity_provider_strategy.omitted and listed == ("EXTERNAL",)


def _external_settings(service: Service) -> Iterator[tuple[str | Setting, Attr[Any]]]:
    """What a service on external instances cannot have."""
    if known_items(service.load_balancers):
        yield "load_balancer", service.load_balancers
    if service.service_registries.known:
        yield "service_registries", service.service_registries
    connect = service.service_connect.get()
    if connect and connect.enabled.get():
        yield "service_connect_configuration", service.service_connect
    task = service.task_definition
    # Where EXTERNAL is listed, the task definition itself has the finding.
    if task and not task.requires("EXTERNAL") and _external(task.mode) == "no":
        yield Setting("network_mode", task.mode), service.launch_type


@rule("ENM030")
def external_instances(module: Module) -> Iterator[Hit]:
    """EXTERNAL goes without awsvpc, load balancers, service discovery and Service Connect.

    Source: developer guide, ecs-anywhere.
    """
    for task in module.task_definitions:
        if task.requires("EXTERNAL") and _external(task.mode) == "no":
            setting = Setting("network_mode", task.mode)
            yield hit(task.network_mode.at, task.address, setting=setting, case="mode")
    for service in module.services:
        if _runs_externally(service):
            for refused, written in _external_settings(service):
                case = "block" if isinstance(refused, str) else "mode"
                yield hit(written.at, service.address, setting=refused, case=case)


@rule("ENM031")
def managed_instances_mode(module: Module) -> Iterator[Hit]:
    """A task definition that lists MANAGED_INSTANCES uses awsvpc or host.

    Source: AWS's answer; developer guide, managed-instance-networking; amazon-ecs-agent,
    managed_linux.go. With FARGATE listed too, ENM004 asks for awsvpc, which settles this.
    """
    for task in module.task_definitions:
        mode = task.mode
        if mode is None or not task.requires("MANAGED_INSTANCES") or task.requires("FARGATE"):
            continue
        if facts().compatibility.value(mode, "managed_instances") == "no":
            yield hit(task.network_mode.at, task.address, mode=mode)


@rule("ENM032")
def mode_name(module: Module) -> Iterator[Hit]:
    """network_mode is awsvpc, bridge, host or none, in lower case.

    Source: ECS API, NetworkMode. What AWS calls the default mode on Windows is no value: it is what
    an omitted network_mode means there.
    """
    for task in module.task_definitions:
        written = task.network_mode
        if written.known and written.value not in NETWORK_MODES:
            yield hit(written.at, task.address, mode=written.value)


_QUANTITY = re.compile(r"(\d{0,9}\.?\d{1,9})\s*([a-z]*)", re.IGNORECASE)


def _units(size: Attr[str], unit: str) -> int | None:
    """A task size in CPU units or MiB (``256``, ``.25 vCPU``, ``1 GB``); None when unreadable."""
    match = _QUANTITY.fullmatch(str(size.get("")).strip())
    if match is None:
        return None
    number, suffix = match.groups()
    if suffix.lower() == unit:
        return round(float(number) * 1024)
    return int(number) if not suffix and number.isdecimal() else None


def _offered(task: TaskDefinition, cpu: int) -> set[int]:
    """Memory in MiB that Fargate has for this many CPU units on the task's operating system."""
    return {
        memory
        for size in facts().fargate_sizes
        if size.cpu == cpu and (not task.windows or "windows" in size.os)
        for memory in size.memory
    }


@rule("ENM034")
def fargate_size(module: Module) -> Iterator[Hit]:
    """A task definition that lists FARGATE has a pair of cpu and memory that Fargate offers.

    Source: ECS API, RegisterTaskDefinitionRequest.cpu and memory. A size in a unit other than vCPU
    and GB is left alone.
    """
    for task in module.task_definitions:
        if not task.requires("FARGATE"):
            continue
        cpu, memory = _units(task.cpu, "vcpu"), _units(task.memory, "gb")
        if task.cpu.omitted:
            wrong, error = task.cpu, "E33"
            case = "both" if task.memory.omitted else "cpu"
        elif task.memory.omitted:
            wrong, error, case = task.memory, "E33b", "memory"
        elif cpu is None or memory is None or memory in _offered(task, cpu):
            continue
        else:
            wrong, error, case = task.memory if _offered(task, cpu) else task.cpu, "E32", "pair"
        yield hit(
            wrong.at,
            task.address,
            cpu=shown(task.cpu),
            memory=shown(task.memory),
            errors=(error,),
            case=case,
        )


# What linuxParameters cannot have on Fargate, by lower-case name, as AWS's answers spell it.
_ON_INSTANCES = {
    "devices": "devices",
    "sharedmemorysize": "sharedMemorySize",
    "maxswap": "maxSwap",
}


def _host_settings(task: TaskDefinition) -> Iterator[tuple[Attr[Any], str | Setting, str]]:
    """What a task definition sets that needs an instance, and AWS's answer."""
    if task.ipc_mode.known:
        yield task.ipc_mode, "ipc_mode", "E44b"
    if task.pid_mode.get() == "host":
        yield task.pid_mode, Setting("pid_mode", "host"), "E44"
    if task.placement_constraints.known:
        yield task.placement_constraints, "placement_constraints", "E243"
    for volume in known_items(task.volumes):
        if volume.host_path.known:
            yield volume.host_path, "host_path", "E240"
        if volume.docker.known:
            yield volume.docker, "docker_volume_configuration", "E240"
    for container in known_items(task.containers):
        if container.privileged.get():
            yield container.privileged, "privileged", "E241"
        for name in known_items(container.linux_parameters):
            if name in _ON_INSTANCES:
                yield container.linux_parameters, _ON_INSTANCES[name], "E244"
        if known_items(container.security_options):
            yield container.security_options, "dockerSecurityOptions", "E244"
        if "GPU" in known_items(container.resources):
            yield container.resources, "GPU", "E242"


@rule("ENM061")
def fargate_without_instance(module: Module) -> Iterator[Hit]:
    """A task definition that lists FARGATE sets nothing that needs an instance.

    Source: ECS API, HostVolumeProperties.sourcePath, ContainerDefinition.privileged and the like;
    AWS's answers to RegisterTaskDefinition.
    """
    for task in module.task_definitions:
        if task.requires("FARGATE"):
            for attr, setting, error in _host_settings(task):
                case = "" if error == "E240" else "setting"
                yield hit(attr.at, task.address, setting=setting, errors=(error,), case=case)


_ECR_IMAGE = re.compile(r"\d{12}\.dkr[.-]ecr[.\w-]*[.-]\w.*")
_ECR_REFERENCE = re.compile(
    r".*(?:\baws_ecr_repository\.[\w-]+(?:\[[^\]]*\])?\.repository_url\b|\.dkr\.ecr\.).*"
)


def _needs_role(task: TaskDefinition) -> Iterator[tuple[Container, Attr[Any], str, str]]:
    """What a container has that needs an execution role, and AWS's answer."""
    for container in known_items(task.containers):
        image = container.image if container.image.known else container.image_expression
        ecr = _ECR_IMAGE if container.image.known else _ECR_REFERENCE
        if known_items(container.secrets):
            yield container, container.secrets, "secrets", "E62"
        if not task.requires("FARGATE"):
            continue
        if container.log_driver.get() == "awslogs":
            yield container, container.log_driver, "awslogs", "E34b"
        if image.known and ecr.fullmatch(image.value):
            yield container, image, "image", "E34"


@rule("ENM067")
def execution_role(module: Module) -> Iterator[Hit]:
    """A task definition with an image of ECR or awslogs on Fargate, or secrets, has a role for it.

    Source: AWS's answers to RegisterTaskDefinition. An image is of ECR by its host name, or by the
    repository that it refers to.
    """
    for task in module.task_definitions:
        if task.execution_role.omitted:
            for container, attr, setting, error in _needs_role(task):
                yield hit(
                    attr.at,
                    task.address,
                    container=container.label,
                    setting=setting,
                    errors=(error,),
                )


@rule("ENM047")
def fault_injection(module: Module) -> Iterator[Hit]:
    """enable_fault_injection = true needs awsvpc or host, on Linux.

    Source: developer guide, fault-injection. On Fargate the mode is the mistake (ENM004).
    """
    for task in module.task_definitions:
        mode_fits = cell("fault_injection", task.mode) != "no" or task.requires("FARGATE")
        if task.fault_injection.get() and (task.windows or not mode_fits):
            errors = None if task.mode == "bridge" and not task.windows else ()
            mode = network_mode(task) if task.mode else Mode("?")
            yield hit(
                task.fault_injection.at,
                task.address,
                mode=mode,
                os=operating_system(task),
                errors=errors,
                case="windows" if task.windows else "mode",
            )


@rule("ENM054")
def windows_mode(module: Module) -> Iterator[Hit]:
    """A Windows task definition leaves network_mode out or says awsvpc.

    Source: ECS API, RegisterTaskDefinitionRequest.networkMode; for awsvpc on Windows Server 2016
    developer guide, task-networking-awsvpc: a warning. With FARGATE listed, ENM004 asks for awsvpc.
    """
    for task in module.task_definitions:
        written, family = task.network_mode, task.operating_system_family
        if not task.windows or task.mode is None or task.requires("FARGATE"):
            continue
        old = task.mode == "awsvpc" and "2016" in family.value
        if facts().compatibility.value(task.mode, "ec2_windows") == "no" or old:
            level, case = ("warning", "old") if old else (None, "mode")
            yield hit(
                written.at, task.address, mode=task.mode, os=family.value, level=level, case=case
            )


def _linux_only(task: TaskDefinition) -> Iterator[tuple[Attr[Any], str]]:
    """What the task definition sets that AWS does not support for Windows containers."""
    for attr, setting in ((task.pid_mode, "pid_mode"), (task.ipc_mode, "ipc_mode")):
        if attr.known:
            yield attr, setting
    for container in known_items(task.containers):
        written: tuple[tuple[Attr[Any], str, bool], ...] = (
            (container.user, "user", bool(container.user.get())),
            (container.privileged, "privileged", bool(container.privileged.get())),
            (container.read_only, "readonlyRootFilesystem", bool(container.read_only.get())),
            (container.ulimits, "ulimits", bool(known_items(container.ulimits))),
            (
                container.linux_parameters,
                "linuxParameters",
                bool(known_items(container.linux_parameters)),
            ),
        )
        for attr, setting, given in written:
            if given:
                yield attr, setting


@rule("ENM070")
def windows_parameters(module: Module) -> Iterator[Hit]:
    """A Windows task definition sets nothing that only Linux containers have.

    Source: ECS API, ContainerDefinition and RegisterTaskDefinitionRequest. No refusal is quoted: a
    warning. What Fargate refuses ENM061 reports.
    """
    for task in module.task_definitions:
        if task.windows and not task.requires("FARGATE"):
            for attr, setting in _linux_only(task):
                system = shown(task.operating_system_family)
                yield hit(attr.at, task.address, setting=setting, os=system)
