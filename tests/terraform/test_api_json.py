"""Task definitions and services as JSON of the API: requests, what the CLI prints, ecspresso."""

import io
import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.command import write

from ecsnet import run as runner
from ecsnet.source import SourceFile
from ecsnet.terraform import api_json

PORT = {"containerPort": 80, "hostPort": 8080}
TASK: dict[str, Any] = {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [{"name": "web", "memory": 128, "portMappings": [PORT]}],
}
SERVICE: dict[str, Any] = {"serviceName": "web", "taskDefinition": "web", "desiredCount": 1}


def found(run, *paths: object) -> list[tuple[str, str, int, str]]:
    findings = json.loads(run("check", "--format", "json", *paths).out)["findings"]
    return [(f["rule"], f["file"], f["line"], f["resource"]) for f in findings]


def test_a_request_is_checked_with_the_place_of_each_finding(run) -> None:
    write("td.json", json.dumps(TASK, indent=2))
    assert found(run, "td.json") == [("ENM003", "td.json", 11, "task-definition/web")]


def test_messages_have_the_words_of_the_api(run) -> None:
    write("td.json", json.dumps(TASK))
    write("service.json", json.dumps(SERVICE))
    shown = run("check", "td.json", "service.json").out
    assert "`networkConfiguration` is omitted; with `awsvpc` (`task-definition/web`)" in shown
    assert "network_configuration" not in shown


@pytest.mark.parametrize(
    "name", ["web", "web:3", "arn:aws:ecs:us-east-1:123456789012:task-definition/web:3"]
)
def test_a_service_is_linked_by_family(run, name: str) -> None:
    write("td.json", json.dumps(TASK | {"containerDefinitions": []}))
    write("service.json", json.dumps(SERVICE | {"taskDefinition": name}))
    assert [rule for rule, *_ in found(run, "td.json", "service.json")] == ["ENM001"]


def test_a_service_of_another_family_is_not_linked(run) -> None:
    write("td.json", json.dumps(TASK | {"containerDefinitions": []}))
    write("service.json", json.dumps(SERVICE | {"taskDefinition": "other"}))
    result = run("check", "td.json", "service.json")
    assert (result.status, result.out) == (0, "")
    assert "service/web is not fully checked; unresolved values: task_definition" in result.err


def test_what_the_cli_prints_is_read(run) -> None:
    filled: dict[str, Any] = {
        "taskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1",
        "networkMode": "bridge",
        "revision": 1,
        "status": "ACTIVE",
        "volumes": [],
        "placementConstraints": [],
        "compatibilities": ["EXTERNAL", "EC2"],
        "requiresAttributes": [{"name": "ecs.capability.task-eni"}],
        "containerDefinitions": [
            {
                "name": "web",
                "cpu": 0,
                "memory": 128,
                "environment": [],
                "portMappings": [{"containerPort": 80, "hostPort": 0, "protocol": "tcp"}],
            }
        ],
    }
    write("td.json", json.dumps({"taskDefinition": TASK | filled}))
    service = SERVICE | {"launchType": "EC2", "loadBalancers": [], "serviceRegistries": []}
    network = {"awsvpcConfiguration": {"subnets": ["subnet-1"], "assignPublicIp": "DISABLED"}}
    write("services.json", json.dumps({"services": [service]}))
    assert found(run, "td.json", "services.json") == []
    write("services.json", json.dumps({"services": [service | {"networkConfiguration": network}]}))
    assert [rule for rule, *_ in found(run, "td.json", "services.json")] == ["ENM002"]


def test_the_files_of_ecspresso_are_found_and_belong_together(run) -> None:
    image = {"image": "{{ must_env `IMAGE` }}"}
    container = TASK["containerDefinitions"][0] | image
    write("app/ecs-task-def.json", json.dumps(TASK | {"containerDefinitions": [container]}))
    service = {"launchType": "FARGATE", "desiredCount": 1}
    write("app/ecs-service-def.json", json.dumps(service))
    write("other/ecs-service-def.json", json.dumps(service))
    assert {(rule, name) for rule, name, *_ in found(run)} >= {
        ("ENM001", "app/ecs-service-def.json"),
        ("ENM003", "app/ecs-task-def.json"),
    }
    assert not [name for _, name, *_ in found(run) if name.startswith("other")]


def test_a_service_without_its_task_definition_is_said_to_be_unchecked(run) -> None:
    write("ecs-service-def.json", json.dumps({"serviceName": "web", "launchType": "FARGATE"}))
    said = "service/web is not fully checked; unresolved values: task_definition"
    assert said in run("check").err


def test_one_family_in_several_directories_is_one_environment_each(run) -> None:
    task = TASK | {"containerDefinitions": []}
    subnets = {"networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}}
    write("dev/ecs-task-def.json", json.dumps(task | {"networkMode": "bridge"}))
    write("dev/ecs-service-def.json", json.dumps(SERVICE))
    write("prod/ecs-task-def.json", json.dumps(task))
    write("prod/ecs-service-def.json", json.dumps(SERVICE | subnets))
    write("elsewhere/ecs-service-def.json", json.dumps(SERVICE))
    assert found(run) == []
    write("dev/ecs-service-def.json", json.dumps(SERVICE | subnets))
    rules = {(rule, name) for rule, name, *_ in found(run)}
    assert ("ENM002", "dev/ecs-service-def.json") in rules


@pytest.mark.parametrize("name", ["loadBalancers", "capacityProviderStrategy", "serviceRegistries"])
def test_a_part_of_a_service_that_is_still_to_be_filled_in_is_open(name: str) -> None:
    for value in ("{{ x }}", ["{{ x }}"], [{}, "{{ x }}"]):
        text = json.dumps(SERVICE | {name: value, "deploymentController": "{{ x }}"})
        configuration = api_json.configuration([SourceFile("service.json", text)])
        (service,) = configuration.resources
        kind = {"loadBalancers": "load_balancer", "serviceRegistries": "service_registries"}
        assert service.body.is_open(kind.get(name, "capacity_provider_strategy"))
        assert service.body.is_open("deployment_controller")
        assert not service.body.is_open("placement_constraints")


def test_what_is_still_to_be_filled_in_is_not_known(run) -> None:
    write("td.json", json.dumps(TASK | {"networkMode": "{{ env `MODE` `awsvpc` }}"}))
    result = run("check", "td.json")
    assert (result.status, result.out) == (0, "")
    assert "task-definition/web is not fully checked; unresolved values: network_mode" in result.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"containerDefinitions": [{{ x }}]}', "no JSON until its {{ }} are filled in"),
        ('{"containerDefinitions": ["{{ x "y" }}"]}', "no JSON until its {{ }} are filled in"),
        ('// {{ x }}\n{"containerDefinitions": []}', "unexpected '/'"),
        ('{"containerDefinitions": [}', "JSON syntax error: unexpected '}'"),
        ('{"a": {"containerDefinitions": []}}', "neither a task definition nor a service of ECS"),
    ],
)
def test_what_cannot_be_read_is_said(run, text: str, said: str) -> None:
    write("td.json", text)
    result = run("check", "td.json")
    assert result.status == 2
    assert said in result.err


def test_jsonnet_is_said_to_be_unread(run) -> None:
    write("ecs-task-def.jsonnet", json.dumps(TASK))
    result = run("check", "ecs-task-def.jsonnet")
    assert (result.status, result.out) == (2, "")
    assert "error: ecs-task-def.jsonnet: Jsonnet is not read" in result.err
    in_directory = run("check")
    assert (in_directory.status, in_directory.out) == (2, "")
    assert "notice: ecs-task-def.jsonnet: Jsonnet is not read" in in_directory.err


def test_what_create_service_answers_is_read(run) -> None:
    write("td.json", json.dumps({"taskDefinition": TASK}))
    write("s.json", json.dumps({"service": SERVICE}))
    assert ("ENM001", "s.json") in {
        (rule, name) for rule, name, *_ in found(run, "td.json", "s.json")
    }


def test_every_part_of_a_service_is_read(run) -> None:
    service = SERVICE | {
        "loadBalancers": [{"containerName": "web", "containerPort": 81, "targetGroupArn": "arn"}],
        "serviceConnectConfiguration": {
            "enabled": True,
            "services": [{"portName": "none", "clientAliases": [{"port": 80}]}],
        },
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
        "deploymentController": {"type": "EXTERNAL"},
    }
    task = TASK | {"containerDefinitions": [{"name": "web", "memory": 1, "portMappings": []}]}
    write("td.json", json.dumps(task))
    write("s.json", json.dumps(service | {"deploymentController": {"type": "ECS"}}))
    rules = {rule for rule, *_ in found(run, "td.json", "s.json")}
    assert rules == {"ENM023", "ENM026"}
    write("s.json", json.dumps(service))
    assert {rule for rule, *_ in found(run, "td.json", "s.json")}.isdisjoint(rules)


def test_standard_input_and_text_are_read(run, monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps(TASK)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data.encode())))
    assert [rule for rule, *_ in found(run, "-")] == ["ENM003"]
    assert [f.rule for f in runner.check_text(data, "td.json").findings] == ["ENM003"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
MEMBERS = st.dictionaries(
    st.sampled_from(
        [
            "family",
            "networkMode",
            "containerDefinitions",
            "volumes",
            "cpu",
            "loadBalancers",
            "services",
            "taskDefinition",
            "networkConfiguration",
            "serviceConnectConfiguration",
            "runtimePlatform",
            "deploymentConfiguration",
            "serviceRegistries",
            "desiredCount",
        ]
    ),
    ANYTHING,
    min_size=1,
)


@given(MEMBERS)
def test_any_json_ends_without_a_traceback(members: dict[str, Any]) -> None:
    result = runner.check_text(json.dumps(members), "td.json")
    assert not [p for p in result.problems if "internal error" in p.message.en]
