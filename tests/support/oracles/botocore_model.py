"""AWS's own API model, as botocore ships it, as an oracle: would ECS's client accept this request?

Each resource is turned into the request that the provider would send. What Terraform cannot know
before an apply becomes a placeholder of the right type.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape
from botocore.validate import ParamValidator

from ecsnet.model import UNKNOWN
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.resources import Body, Configuration, Resource
from ecsnet.terraform.values import Json, Value

OPERATIONS = {
    "aws_ecs_task_definition": "RegisterTaskDefinition",
    "aws_ecs_service": "CreateService",
    "aws_ecs_account_setting_default": "PutAccountSettingDefault",
}

# Where the provider's name is not the API's: (shape, argument) -> path of members.
_RENAMED: dict[tuple[str, str], tuple[str, ...]] = {
    ("CreateServiceRequest", "name"): ("serviceName",),
    ("CreateServiceRequest", "iam_role"): ("role",),
    ("CreateServiceRequest", "ordered_placement_strategy"): ("placementStrategy",),
    ("CreateServiceRequest", "network_configuration"): (
        "networkConfiguration",
        "awsvpcConfiguration",
    ),
    **{
        ("CreateServiceRequest", argument): ("deploymentConfiguration", member)
        for argument, member in {
            "alarms": "alarms",
            "deployment_circuit_breaker": "deploymentCircuitBreaker",
            "deployment_maximum_percent": "maximumPercent",
            "deployment_minimum_healthy_percent": "minimumHealthyPercent",
        }.items()
    },
    ("LoadBalancer", "elb_name"): ("loadBalancerName",),
    ("ServiceConnectTlsConfiguration", "issuer_cert_authority"): ("issuerCertificateAuthority",),
    ("Volume", "host_path"): ("host", "sourcePath"),
    ("Volume", "configure_at_launch"): ("configuredAtLaunch",),
}

# Arguments that tell Terraform something, and the API nothing.
_TERRAFORM_ONLY = {
    "count",
    "for_each",
    "force_delete",
    "force_new_deployment",
    "region",
    "sigint_rollback",
    "skip_destroy",
    "timeouts",
    "track_latest",
    "triggers",
    "wait_for_steady_state",
}


@cache
def model() -> ServiceModel:
    """The ECS model of the installed botocore."""
    return ServiceModel(Loader().load_service_model("ecs", "service-2"), "ecs")


def problems(configuration: Configuration) -> list[str]:
    """What the API model refuses in one Terraform directory."""
    return [
        f"{resource.at.file}:{resource.at.line}: {resource.address}: {line}"
        for resource in configuration.resources
        if resource.kind == "resource" and resource.type in OPERATIONS
        for line in _request_problems(resource, configuration.evaluator)
    ]


def _request_problems(resource: Resource, evaluator: Evaluator) -> Iterator[str]:
    try:
        made = request(resource, evaluator)
    except ValueError as error:
        yield str(error)
        return
    yield from refusals(made, request_shape(resource.type))


def request_shape(resource_type: str) -> StructureShape:
    """What the provider sends to create a resource of this type."""
    return model().operation_model(OPERATIONS[resource_type]).input_shape


def request(resource: Resource, evaluator: Evaluator) -> dict[str, Any]:
    """The request that the provider would send, with placeholders for what is unknown.

    Raises:
        ValueError: the API has no member for an argument.
    """
    return _structure(resource.body, request_shape(resource.type), evaluator)


def refusals(request: Any, shape: Shape) -> Iterator[str]:
    """What botocore's validator and the enumerations of the model say against a request."""
    yield from ParamValidator().validate(request, shape).generate_report().splitlines()
    yield from _outside_enum(request, shape, shape.name)


def _outside_enum(data: Any, shape: Shape, path: str) -> Iterator[str]:
    # botocore leaves enumerations to the service
    match shape:
        case StructureShape() if isinstance(data, dict):
            for name, value in data.items():
                if name in shape.members:
                    yield from _outside_enum(value, shape.members[name], f"{path}.{name}")
        case ListShape() if isinstance(data, list):
            for index, item in enumerate(data):
                yield from _outside_enum(item, shape.member, f"{path}[{index}]")
        case MapShape() if isinstance(data, dict):
            for key, value in data.items():
                yield from _outside_enum(key, shape.key, f"{path} key")
                yield from _outside_enum(value, shape.value, f"{path}.{key}")
        case _:
            allowed = getattr(shape, "enum", None)
            if allowed and isinstance(data, str) and data not in allowed:
                yield f"{path}: {data!r} is not one of {', '.join(allowed)}"


def has_value(argument: str, value: str) -> bool:
    """True when the API has the value for the argument of that name, in any of the requests."""
    for operation in OPERATIONS.values():
        shape = model().operation_model(operation).input_shape
        try:
            *_, member = _members(shape, argument)
        except ValueError:
            continue
        member = member[1].member if isinstance(member[1], ListShape) else member[1]
        if value in getattr(member, "enum", ()):
            return True
    return False


def _members(shape: StructureShape, argument: str) -> list[tuple[str, Shape]]:
    """The path of members that an argument or block sets.

    Raises:
        ValueError: the shape has no such member.
    """
    if renamed := _RENAMED.get((shape.name, argument)):
        path: list[tuple[str, Shape]] = []
        for name in renamed:
            path.append((name, shape.members[name]))
            shape = shape.members[name]
        return path
    wanted = argument.replace("_", "").lower()
    for name, member in shape.members.items():
        if name.lower() in (wanted, f"{wanted}s", f"{wanted}es"):
            return [(name, member)]
    raise ValueError(f"{shape.name} has no member for {argument}")


def _structure(body: Body, shape: StructureShape, evaluator: Evaluator) -> dict[str, Any]:
    request: dict[str, Any] = {}

    def put(argument: str, make: Any) -> None:
        path = _members(shape, argument)
        owner = request
        for name, _ in path[:-1]:
            owner = owner.setdefault(name, {})
        name, member = path[-1]
        if isinstance(member, ListShape) and isinstance(owner.get(name), list):
            owner[name] += make(member)
        else:
            owner[name] = make(member)

    for argument, value in body.attributes.items():
        value = evaluator.scalar(value)
        if argument not in _TERRAFORM_ONLY and value.data is not None:
            put(argument, lambda member, value=value: _argument(value, member))
    for block in body.blocks:
        if block.type not in _TERRAFORM_ONLY:
            put(block.type, lambda member, inner=block.body: _block(inner, member, evaluator))
    return request


def _block(body: Body, shape: Shape, evaluator: Evaluator) -> Any:
    if isinstance(shape, ListShape):
        return [_structure(body, shape.member, evaluator)]
    return _structure(body, shape, evaluator)


def _argument(value: Value, shape: Shape) -> Any:
    data = value.data
    if shape.name == "ContainerDefinitions":
        if isinstance(data, str):
            try:
                return json.loads(data)
            except ValueError as error:
                raise ValueError(f"container_definitions is no JSON: {error}") from error
        return fill(data.value.plain() if isinstance(data, Json) else UNKNOWN, shape)
    plain = value.plain()
    if isinstance(shape, ListShape) and isinstance(plain, dict):
        # tags and proxy properties: a map in Terraform, a list of pairs in the API
        key = next(name for name in ("key", "name") if name in shape.member.members)
        plain = [{key: name, "value": item} for name, item in plain.items()]
    return _converted(fill(plain, shape), shape)


def _converted(data: Any, shape: Shape) -> Any:
    """Terraform's conversions between primitive types; inside JSON there are none."""
    if isinstance(data, list) and isinstance(shape, ListShape):
        return [_converted(item, shape.member) for item in data]
    kind = shape.type_name
    if kind == "string" and isinstance(data, bool):
        words = getattr(shape, "enum", [])
        return ("ENABLED" if data else "DISABLED") if "ENABLED" in words else str(data).lower()
    if kind == "string" and isinstance(data, int | float):
        return str(data)
    if kind == "integer" and isinstance(data, str) and data.isdigit():
        return int(data)
    if kind == "boolean" and data in ("true", "false"):
        return data == "true"
    return data


def fill(data: Any, shape: Shape) -> Any:
    """The data with a placeholder for everything unknown, and without nulls."""
    if data is UNKNOWN:
        return _placeholder(shape)
    match shape:
        case StructureShape() if isinstance(data, dict):
            return {
                name: fill(item, shape.members[name]) if name in shape.members else item
                for name, item in data.items()
                if item is not None
            }
        case ListShape() if isinstance(data, list):
            return [fill(item, shape.member) for item in data]
        case MapShape() if isinstance(data, dict):
            return {name: fill(item, shape.value) for name, item in data.items()}
    return data


def _placeholder(shape: Shape) -> Any:
    match shape:
        case StructureShape():
            return {name: _placeholder(shape.members[name]) for name in shape.required_members}
        case ListShape():
            return []
        case MapShape():
            return {}
    if enum := getattr(shape, "enum", None):
        return enum[0]
    return {"string": "unknown", "boolean": False}.get(shape.type_name, 1)
