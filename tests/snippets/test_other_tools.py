"""The examples in CloudFormation and for the AWS CLI: what AWS's models say, and that they are the
Terraform of the awsvpc page in other words. And the names in the tables of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
import yaml
from botocore.loaders import Loader
from botocore.model import ListShape, ServiceModel, Shape, StructureShape
from support.needed import skip
from support.oracles import botocore_model, cfn_lint, schema
from support.paths import ROOT, SNIPPETS
from support.terraform import configuration

from ecsnet.facts import LANGUAGES

TERRAFORM = configuration(SNIPPETS / "modes" / "awsvpc.tf")
TEMPLATE = (SNIPPETS / "other" / "web.yaml").read_text(encoding="utf-8")
TYPES = {
    "task-definition": ("aws_ecs_task_definition", "TaskDefinition"),
    "service": ("aws_ecs_service", "Service"),
}
# What is written for an id of the reader's: no value of its own.
ANY = object()


class Loading(yaml.SafeLoader):
    """YAML with the short forms of CloudFormation, each as its full form."""


Loading.add_multi_constructor("!", lambda loader, name, node: {name: loader.construct_scalar(node)})


def template(text: str = TEMPLATE) -> dict[str, Any]:
    return yaml.load(text, Loading)


def example(name: str) -> dict[str, Any]:
    return json.loads((SNIPPETS / "other" / f"{name}.json").read_text(encoding="utf-8"))


def in_terraform(resource_type: str) -> dict[str, Any]:
    (resource,) = (r for r in TERRAFORM.resources if r.type == resource_type)
    return botocore_model.request(resource, TERRAFORM.evaluator)


def of_cloudformation(value: Any) -> Any:
    """Properties as the API has them: names begin with a small letter, and references are ids."""
    match value:
        case {"Ref": _}:
            return ANY
        case dict():
            return {name[0].lower() + name[1:]: of_cloudformation(v) for name, v in value.items()}
        case list():
            return [of_cloudformation(item) for item in value]
    return value


def differences(wanted: Any, said: Any, path: str) -> Iterator[str]:
    """What is not the same. A placeholder of the oracle stands for an id of the reader's."""
    if wanted in ("unknown", []) or said is ANY:
        return
    if isinstance(wanted, dict) and isinstance(said, dict):
        if wanted.keys() != said.keys():
            yield f"{path}: {sorted(wanted)} and {sorted(said)}"
        for name in wanted.keys() & said.keys():
            yield from differences(wanted[name], said[name], f"{path}.{name}")
    elif isinstance(wanted, list) and isinstance(said, list) and len(wanted) == len(said):
        for index, pair in enumerate(zip(wanted, said, strict=True)):
            yield from differences(*pair, f"{path}[{index}]")
    elif wanted != said or type(wanted) is not type(said):
        yield f"{path}: {wanted!r} and {said!r}"


@pytest.mark.parametrize("name", TYPES)
def test_the_api_takes_the_json(name: str) -> None:
    shape = botocore_model.request_shape(TYPES[name][0])
    assert list(botocore_model.refusals(example(name), shape)) == []


@pytest.mark.parametrize("name", TYPES)
def test_the_json_is_the_terraform(name: str) -> None:
    wanted = in_terraform(TYPES[name][0])
    assert list(differences(wanted, example(name), name)) == []


@pytest.mark.parametrize("name", TYPES)
def test_the_template_is_the_terraform(name: str) -> None:
    resource_type, logical = TYPES[name]
    said = of_cloudformation(template()["Resources"][logical]["Properties"])
    assert list(differences(in_terraform(resource_type), said, name)) == []


def test_a_difference_would_be_seen() -> None:
    wanted = in_terraform("aws_ecs_task_definition")
    assert list(differences(wanted, wanted | {"networkMode": "host"}, "task")) == [
        "task.networkMode: 'awsvpc' and 'host'"
    ]
    assert list(differences(wanted, wanted | {"cpu": 256}, "task"))
    assert list(differences(wanted, wanted | {"pidMode": "task"}, "task"))


def test_the_service_of_the_template_waits_for_the_listener_rule() -> None:
    resources = template()["Resources"]
    assert resources["Service"]["DependsOn"] == "ListenerRule"
    assert resources["ListenerRule"]["Type"] == "AWS::ElasticLoadBalancingV2::ListenerRule"


# --- cfn-lint -----------------------------------------------------------------------------------

# What the page says of cfn-lint, mistake by mistake.
MISTAKES = {
    "none": ("", "", set()),
    "the other spelling": ("AwsvpcConfiguration:", "AwsVpcConfiguration:", {"E3002"}),
    "default": ("NetworkMode: awsvpc", "NetworkMode: default", {"E3030"}),
    "instance": ("TargetType: ip", "TargetType: instance", set()),
}


@pytest.mark.xdist_group("cfn-lint")
def test_cfn_lint_finds_what_the_page_says() -> None:
    texts = []
    for right, wrong, _ in MISTAKES.values():
        assert not right or TEMPLATE.count(right) == 1
        texts.append(TEMPLATE.replace(right, wrong) if right else TEMPLATE)
    try:
        opinion = cfn_lint.opinion([template(text) for text in texts])
    except cfn_lint.Unavailable as error:
        skip(str(error))
    for (name, (_, _, expected)), found in zip(MISTAKES.items(), opinion.found, strict=True):
        assert expected <= found, name
        assert bool(expected) == bool(found), name


# --- the tables of the page ---------------------------------------------------------------------

SECTIONS = ("task-definition", "service")
COLUMNS = ("Terraform", "CloudFormation", "API")


@cache
def tables(language: str) -> Mapping[str, list[list[str]]]:
    """The rows of the tables, by section."""
    text = (ROOT / "docs" / language / "other-tools.md").read_text(encoding="utf-8")
    found = {}
    for section in SECTIONS:
        body = text.split(f"{{#{section}}}", 1)[1].split("\n## ", 1)[0]
        rows = [line.split("|")[1:-1] for line in body.splitlines() if line.startswith("|")]
        found[section] = [[cell.strip() for cell in row] for row in rows[2:]]
    return found


def written(column: int) -> set[str]:
    """The names in a column, without values."""
    cells = [row[column] for rows in tables(LANGUAGES[0]).values() for row in rows]
    return {
        re.split(r"[ :=]", code)[0] for cell in cells for code in re.findall(r"`([^`]+)`", cell)
    }


def members(shape: Shape, seen: set[str]) -> Iterator[str]:
    if shape.name in seen:
        return
    seen.add(shape.name)
    match shape:
        case StructureShape():
            for name, member in shape.members.items():
                yield name
                yield from members(member, seen)
        case ListShape():
            yield from members(shape.member, seen)


@cache
def of_api() -> frozenset[str]:
    shapes = [botocore_model.request_shape(resource_type) for resource_type, _ in TYPES.values()]
    return frozenset(name for shape in shapes for name in members(shape, set()))


def test_the_names_of_the_api_are_the_apis() -> None:
    names = {name.strip('"') for name in written(3)}
    assert "networkMode" in names
    assert names - of_api() == {"--target-type"}
    elbv2 = ServiceModel(Loader().load_service_model("elbv2", "service-2"), "elbv2")
    assert "TargetType" in elbv2.shape_for("CreateTargetGroupInput").members


def test_the_names_of_cloudformation_are_the_apis_in_its_style() -> None:
    names = {name[0].lower() + name[1:] for name in written(2)}
    assert "networkMode" in names
    assert names <= of_api()


def test_the_arguments_of_terraform_are_the_providers() -> None:
    def names(block: Mapping[str, Any]) -> Iterator[str]:
        yield from block.get("attributes", {})
        for name, inner in block.get("block_types", {}).items():
            yield name
            yield from names(inner["block"])

    types = ("aws_ecs_task_definition", "aws_ecs_service", "aws_lb_target_group")
    resources = schema.provider()["resource"]
    known = {name for kind in types for name in names(resources[kind]["block"])}
    # Names inside the JSON of container_definitions are the API's.
    assert written(1) - known == {"portMappings", "containerPort", "hostPort"}
    assert written(1) - known <= of_api()


# --- what the page says of other services and of the answers of the API -------------------------


@pytest.mark.parametrize("service", ["events", "scheduler", "pipes"])
def test_the_services_that_start_tasks_mix_the_styles(service: str) -> None:
    model = ServiceModel(Loader().load_service_model(service, "service-2"), service)
    assert list(model.shape_for("NetworkConfiguration").members) == ["awsvpcConfiguration"]
    assert set(model.shape_for("AwsVpcConfiguration").members) == {
        "Subnets",
        "SecurityGroups",
        "AssignPublicIp",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_what_an_answer_has_and_a_request_has_not(language: str) -> None:
    answer = botocore_model.model().shape_for("TaskDefinition").members
    only = answer.keys() - botocore_model.request_shape("aws_ecs_task_definition").members.keys()
    # Only of a definition that nobody would register again.
    only -= {"deleteRequestedAt", "deregisteredAt"}
    page = (ROOT / "docs" / language / "other-tools.md").read_text(encoding="utf-8")
    (line,) = (line for line in page.splitlines() if "`registeredAt`" in line)
    named = set(re.findall(r"`(\w+)`", line))
    assert named == only
