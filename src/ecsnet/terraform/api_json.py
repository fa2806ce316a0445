"""Task definitions and services as the API of ECS has them, put into the words of Terraform.

What RegisterTaskDefinition and CreateService take and answer, what describe-task-definition and
describe-services print, and the files of ecspresso, which are made of the same members. A string
with ``{{ }}``, which ecspresso fills in, is not known.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from ecsnet.diagnostics import JSONNET, InputError, Problem, Text
from ecsnet.model import UNKNOWN, Location
from ecsnet.source import SourceFile
from ecsnet.terraform import started
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.resources import Block, Body, Configuration, Resource
from ecsnet.terraform.scope import Scope
from ecsnet.terraform.syntax import json_reader
from ecsnet.terraform.syntax.places import Lines
from ecsnet.terraform.texts import placed
from ecsnet.terraform.values import Json, Reference, Value

Members = Mapping[str, Value]
_Parts = tuple[dict[str, Value], tuple[Block, ...]]
_Inner = Callable[[Members], _Parts]

_NOTHING = Value(None, Location("", 0, 0, 0))

# Members of a service that nothing else of the API has in this combination.
_OF_SERVICE = frozenset(
    {
        "capacityProviderStrategy",
        "deploymentConfiguration",
        "deploymentController",
        "desiredCount",
        "launchType",
        "loadBalancers",
        "networkConfiguration",
        "schedulingStrategy",
        "serviceConnectConfiguration",
        "serviceRegistries",
    }
)
_TASK = {
    "cpu": "cpu",
    "enableFaultInjection": "enable_fault_injection",
    "executionRoleArn": "execution_role_arn",
    "ipcMode": "ipc_mode",
    "memory": "memory",
    "networkMode": "network_mode",
    "pidMode": "pid_mode",
    "requiresCompatibilities": "requires_compatibilities",
}
_SERVICE = {
    "cluster": "cluster",
    "desiredCount": "desired_count",
    "launchType": "launch_type",
    "platformVersion": "platform_version",
    "role": "iam_role",
    "schedulingStrategy": "scheduling_strategy",
    "taskDefinition": "task_definition",
}
_LOAD_BALANCER = {
    "containerName": "container_name",
    "containerPort": "container_port",
    "loadBalancerName": "elb_name",
    "targetGroupArn": "target_group_arn",
}
_REGISTRY = {
    "containerName": "container_name",
    "containerPort": "container_port",
    "port": "port",
    "registryArn": "registry_arn",
}
_CONNECT_SERVICE = {
    "discoveryName": "discovery_name",
    "ingressPortOverride": "ingress_port_override",
    "portName": "port_name",
}
_BLOCKS = {
    "advancedConfiguration": "advanced_configuration",
    "capacityProviderStrategy": "capacity_provider_strategy",
    "clientAliases": "client_alias",
    "deploymentConfiguration": "deployment_configuration",
    "deploymentController": "deployment_controller",
    "dockerVolumeConfiguration": "docker_volume_configuration",
    "loadBalancers": "load_balancer",
    "placementConstraints": "placement_constraints",
    "placementStrategy": "ordered_placement_strategy",
    "proxyConfiguration": "proxy_configuration",
    "runtimePlatform": "runtime_platform",
    "serviceConnectConfiguration": "service_connect_configuration",
    "serviceRegistries": "service_registries",
    "services": "service",
    "volumes": "volume",
    "vpcLatticeConfigurations": "vpc_lattice_configurations",
}
_MARK = re.compile(r"\{\{.*?(?:\}\}|\Z)", re.DOTALL)
_JSONNET = (".jsonnet", ".libsonnet")
_FAMILY = re.compile(r"(?:arn:[^/]*:task-definition/)?([\w-]+)(?::\d+)?")


def is_document(name: str, data: bytes) -> bool:
    """Whether a file looks like JSON of the API, or what makes such JSON, and not like a plan."""
    if name.endswith(_JSONNET):
        return True
    head = data[:4096]
    return b'"format_version"' not in head and any(
        f'"{name}"'.encode() in data for name in ("containerDefinitions", "services", *_OF_SERVICE)
    )


def configuration(files: Iterable[SourceFile]) -> Configuration:
    """The task definitions and services of files, linked by family or by their directory."""
    found: dict[str, Resource] = {}
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    for file in files:
        sources[file.name] = file.text
        try:
            for resource in _resources(file):
                address = resource.address
                if address in found:
                    address = f"{address} ({file.name})"
                found[address] = replace(resource, address=address)
        except InputError as error:
            problems.append(error.problem)
    resources = tuple(_linked(resource, found) for resource in found.values())
    return Configuration(resources, Evaluator(Scope()), problems=tuple(problems), sources=sources)


def _resources(file: SourceFile) -> Iterator[Resource]:
    document = _document(file)
    members = document.data if isinstance(document.data, dict) else {}
    described, created = (members.get(name, _NOTHING) for name in ("taskDefinition", "service"))
    if "containerDefinitions" in members:
        yield _task(members, document.at)
    elif isinstance(described.data, dict):
        yield _task(described.data, described.at)
    elif isinstance(created.data, dict):
        yield _service(created.data, created.at)
    elif isinstance(listed := members.get("services", _NOTHING).data, tuple):
        for service in listed:
            if isinstance(service.data, dict):
                yield _service(service.data, service.at)
    elif members.keys() & _OF_SERVICE:
        yield _service(members, document.at)
    else:
        message = Text(
            en="neither a task definition nor a service of ECS, nor a plan",
            ja="ECS のタスク定義、サービス、plan のどれでもありません。",
        )
        raise InputError(file.name, 0, 0, message)


def _document(file: SourceFile) -> Value:
    if file.name.endswith(_JSONNET):
        raise InputError(file.name, 0, 0, JSONNET)
    lines = Lines(file.text, file.name)
    try:
        value = placed(json_reader.read(file.text), lines.at)
    except json_reader.JsonError as error:
        at = lines.at(error.start, error.start + 1)
        message = error.message
        if any(mark.start() <= error.start < mark.end() for mark in _MARK.finditer(file.text)):
            message = Text(
                en="no JSON until its {{ }} are filled in; check the output of 'ecspresso render'",
                ja="{{ }} を埋めるまで JSON ではありません。'ecspresso render' の出力を検査"
                "してください。",
            )
        raise InputError(file.name, at.line, at.column, message) from error
    whole = Location(file.name, 1, 1, 2)
    return Value(_filled(value).data, whole)


def _filled(value: Value) -> Value:
    """The value in which a string that is still to be filled in is not known."""
    match value.data:
        case str() as text if "{{" in text:
            return Value(UNKNOWN, value.at)
        case tuple() as items:
            return Value(tuple(map(_filled, items)), value.at)
        case dict() as members:
            # describe-task-definition prints null and empty text for what nobody has set
            kept = {
                name: _filled(member)
                for name, member in members.items()
                if member.data not in (None, "")
            }
            return Value(kept, value.at)
    return value


def _task(members: Members, at: Location) -> Resource:
    attributes = _attributes(members, _TASK)
    if "containerDefinitions" in members:
        containers = members["containerDefinitions"]
        attributes["container_definitions"] = Value(Json(containers), containers.at)
    blocks = [
        *_blocks(members, "volumes", {}, _volume),
        *_blocks(members, "placementConstraints", {"type": "type"}),
        *_blocks(members, "proxyConfiguration", {}),
        *_blocks(
            members,
            "runtimePlatform",
            {"operatingSystemFamily": "operating_system_family"},
        ),
    ]
    family = members.get("family", _NOTHING).data
    name = family if isinstance(family, str) else "?"
    body = Body(attributes, tuple(blocks), _unresolved(members))
    address = f"task-definition/{name}"
    return Resource("resource", "aws_ecs_task_definition", name, body, at, address)


def _service(members: Members, at: Location) -> Resource:
    attributes = _attributes(members, _SERVICE)
    deployment = members.get("deploymentConfiguration", _NOTHING)
    of_deployment = deployment.data if isinstance(deployment.data, dict) else {}
    if "minimumHealthyPercent" in of_deployment:
        percent = of_deployment["minimumHealthyPercent"]
        attributes["deployment_minimum_healthy_percent"] = percent
    blocks = [
        *_blocks(members, "loadBalancers", _LOAD_BALANCER, _advanced),
        *_blocks(members, "serviceRegistries", _REGISTRY),
        *_blocks(
            members,
            "capacityProviderStrategy",
            {"capacityProvider": "capacity_provider"},
        ),
        *_blocks(members, "placementConstraints", {"type": "type"}),
        *_blocks(members, "placementStrategy", {"type": "type"}),
        *_blocks(
            members,
            "vpcLatticeConfigurations",
            {"portName": "port_name"},
        ),
        *_blocks(members, "deploymentController", {"type": "type"}),
        *_blocks(
            members,
            "deploymentConfiguration",
            {"strategy": "strategy"},
        ),
        *_blocks(
            members,
            "serviceConnectConfiguration",
            {"enabled": "enabled"},
            _connect,
        ),
    ]
    unresolved = set(_unresolved(members))
    if "networkConfiguration" in members:
        network = started.network(members["networkConfiguration"])
        if network is None:
            unresolved.add("network_configuration")
        else:
            blocks.append(network)
    named = members.get("serviceName", _NOTHING).data
    name = named if isinstance(named, str) else "?"
    body = Body(attributes, tuple(blocks), frozenset(unresolved))
    return Resource("resource", "aws_ecs_service", name, body, at, f"service/{name}")


def _attributes(members: Members, names: Mapping[str, str]) -> dict[str, Value]:
    return {names[name]: member for name, member in members.items() if name in names}


def _blocks(
    members: Members,
    name: str,
    names: Mapping[str, str],
    inner: _Inner | None = None,
) -> Iterator[Block]:
    """The blocks that a member is: an object one, a list one for each object in it."""
    value = members.get(name, _NOTHING)
    for item in (value, *_items(value)):
        if isinstance(item.data, dict):
            yield _made(item.data, item.at, _BLOCKS[name], names, inner)


def _made(
    members: Members, at: Location, kind: str, names: Mapping[str, str], inner: _Inner | None
) -> Block:
    attributes = _attributes(members, names)
    blocks: tuple[Block, ...] = ()
    if inner is not None:
        more, blocks = inner(members)
        attributes |= more
    return Block(kind, Body(attributes, blocks, _unresolved(members)), at)


def _unresolved(members: Members) -> frozenset[str]:
    """The types of the blocks that are still to be filled in, all or some of them."""
    return frozenset(
        kind
        for name, kind in _BLOCKS.items()
        if name in members
        and UNKNOWN in [part.data for part in (members[name], *_items(members[name]))]
    )


def _items(value: Value) -> tuple[Value, ...]:
    return value.data if isinstance(value.data, tuple) else ()


def _volume(members: Members) -> _Parts:
    host = members.get("host", _NOTHING)
    path = host.data.get("sourcePath") if isinstance(host.data, dict) else None
    path = host if host.data is UNKNOWN else path
    docker = _blocks(members, "dockerVolumeConfiguration", {})
    return ({} if path is None else {"host_path": path}), tuple(docker)


def _advanced(members: Members) -> _Parts:
    names = {"alternateTargetGroupArn": "alternate_target_group_arn"}
    advanced = _blocks(members, "advancedConfiguration", names)
    return {}, tuple(advanced)


def _connect(members: Members) -> _Parts:
    return {}, tuple(_blocks(members, "services", _CONNECT_SERVICE, _aliases))


def _aliases(members: Members) -> _Parts:
    names = {"dnsName": "dns_name", "port": "port"}
    return {}, tuple(_blocks(members, "clientAliases", names))


def _linked(resource: Resource, found: Mapping[str, Resource]) -> Resource:
    """A service with a reference to its task definition, where that is among the files.

    ecspresso registers the task definition that stands beside the service, which names none.
    """
    if resource.type != "aws_ecs_service":
        return resource
    attributes = resource.body.attributes
    named = attributes.get("task_definition", _NOTHING).data
    at = attributes.get("task_definition", resource).at
    family = _FAMILY.fullmatch(named) if isinstance(named, str) else None
    tasks = [
        address
        for address, other in found.items()
        if other.type == "aws_ecs_task_definition"
        and (named is None or (family and other.name == family[1]))
    ]
    directory = os.path.dirname(resource.at.file)
    beside = [one for one in tasks if os.path.dirname(found[one].at.file) == directory]
    # one family in several directories is one environment each
    if len(tasks) > 1 or named is None:
        tasks = beside
    if len(tasks) == 1:
        link = Value(Reference(tasks[0], ("arn",)), at)
    elif named is None:
        link = Value(UNKNOWN, Location(at.file, 0, 0, 0))
    else:
        return resource
    linked = {**attributes, "task_definition": link}
    body = Body(linked, resource.body.blocks, resource.body.unresolved)
    return replace(resource, body=body)
