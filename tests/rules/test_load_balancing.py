"""The rules of the topic load_balancing, one by one, against hand-made models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.models import (
    ALL,
    AT,
    AWSVPC,
    BRIDGE,
    CONTAINER_PORT,
    FARGATE,
    HOST_PORT,
    MODE,
    PORT_RANGE,
    WEB,
    Part,
    attr,
    balanced,
    blue_green,
    classic,
    connect,
    container,
    found,
    module,
    network,
    only_finding,
    port,
    ranges,
    scaling_group,
    service,
    target,
    task,
)
from support.rule_cases import (
    Broken,
    Mutation,
    Refusal,
    assert_complete,
    assert_mutation_caught,
    assert_refused,
    assert_silent_on_unknown,
    numbered,
)

from ecsnet import rules
from ecsnet.model import OMITTED, UNKNOWN, Attr, PortMapping, TargetGroup, TaskDefinition

TARGETS = {"load_balancers", "load_balancers.target_group.target_type"}


MUTATIONS: list[Mutation] = [
    ("ENM005", 'target_type = "ip"', 'target_type = "instance"'),
    ("ENM005", 'target_type = "ip"', 'target_type = "alb"'),
    ("ENM006", 'target_type = "instance"', 'target_type = "ip"'),
    ("ENM023", "container_port   = 8080", "container_port = 80"),
    ("ENM023", 'container_name   = "web"', 'container_name = "api"'),
    (
        "ENM024",
        "target_group_arn = aws_lb_target_group.web.arn\n    c",
        "elb_name = aws_elb.a.name\n    c",
    ),
    ("ENM037", '"traffic-port"', '"80"'),
    (
        "ENM046",
        "max_size            = 3",
        "max_size = 3\n target_group_arns = [aws_lb_target_group.web.arn]",
    ),
]

BROKEN: list[Broken] = [
    (
        "ENM005",
        service(AWSVPC, network_configuration=network(), load_balancers=balanced()),
        {MODE} | TARGETS,
    ),
    (
        "ENM005",
        service(None, launch_type="FARGATE", load_balancers=balanced("instance")),
        {"launch_type"} | TARGETS,
    ),
    ("ENM006", service(BRIDGE, load_balancers=balanced("ip")), {MODE} | TARGETS),
    (
        "ENM023",
        service(BRIDGE, load_balancers=balanced(container_name="api")),
        {
            "load_balancers",
            "load_balancers.container_name",
            "task_definition.containers",
            "task_definition.containers.name",
        },
    ),
    (
        "ENM023",
        service(BRIDGE, load_balancers=balanced(container_port=81)),
        {
            "load_balancers",
            "load_balancers.container_name",
            "load_balancers.container_port",
            "task_definition.containers",
            "task_definition.containers.port_mappings",
            f"task_definition.{CONTAINER_PORT}",
            f"task_definition.{PORT_RANGE}",
        },
    ),
    (
        "ENM024",
        service(AWSVPC, network_configuration=network(), load_balancers=classic()),
        {MODE, "load_balancers", "load_balancers.classic"},
    ),
    (
        "ENM024",
        service(None, launch_type="FARGATE", load_balancers=classic()),
        {"launch_type", "load_balancers", "load_balancers.classic"},
    ),
    (
        "ENM037",
        service(
            task("bridge", container(port(80, 0))), load_balancers=balanced("instance", "8080")
        ),
        {
            MODE,
            "load_balancers",
            "load_balancers.container_name",
            "load_balancers.container_port",
            "load_balancers.target_group.health_check_port",
            "task_definition.containers",
            "task_definition.containers.name",
            "task_definition.containers.port_mappings",
            f"task_definition.{CONTAINER_PORT}",
            f"task_definition.{HOST_PORT}",
        },
    ),
    ("ENM046", scaling_group("ip"), {"target_groups", "target_groups.target_type"}),
]

REFUSALS: list[Refusal] = [
    ("ENM005", lambda mode: target(mode, "instance"), {"awsvpc"}),
    ("ENM005", lambda mode: target(mode, "lambda"), {"awsvpc"}),
    ("ENM005", lambda mode: target(mode, "ip"), set()),
    ("ENM006", lambda mode: target(mode, "ip"), {"bridge", "host", "default"}),
    ("ENM006", lambda mode: target(mode, "instance"), set()),
    ("ENM023", lambda mode: service(task(mode), load_balancers=balanced()), ALL - {"none"}),
    ("ENM024", lambda mode: service(task(mode), load_balancers=classic()), {"awsvpc"}),
    (
        "ENM037",
        lambda mode: service(
            task(mode, container(port(80))), load_balancers=balanced("instance", "80")
        ),
        {"bridge", "default"},
    ),
]


def test_every_rule_of_the_topic_has_its_cases() -> None:
    assert_complete("load_balancing", MUTATIONS, BROKEN)


@pytest.mark.parametrize(("rule_id", "old", "new"), MUTATIONS, ids=numbered(MUTATIONS))
def test_a_mutation_of_the_good_example_is_caught(
    tmp_path: Path, rule_id: str, old: str, new: str
) -> None:
    assert_mutation_caught(tmp_path, rule_id, old, new)


@pytest.mark.parametrize(("rule_id", "broken", "reads"), BROKEN, ids=numbered(BROKEN))
def test_a_rule_is_silent_where_its_verdict_depends_on_an_unknown_value(
    rule_id: str, broken: Part, reads: set[str]
) -> None:
    assert_silent_on_unknown(rule_id, broken, reads)


@pytest.mark.parametrize(("rule_id", "build", "refusing"), REFUSALS, ids=numbered(REFUSALS))
def test_a_rule_applies_in_its_modes_only(
    rule_id: str, build: Callable[[str], Part], refusing: set[str]
) -> None:
    assert_refused(rule_id, build, refusing)


def test_a_target_group_outside_the_files_is_left_alone() -> None:
    outside = blue_green(None, None)
    for mode, extra in (("awsvpc", {"network_configuration": network()}), ("bridge", {})):
        web = task(mode, container(port(80)))
        assert found(service(web, load_balancers=outside, **extra)) == []


def test_a_fargate_service_needs_ip_targets_even_with_the_wrong_mode() -> None:
    definition = task("bridge", container(port(80)), cpu="256", memory="512")
    broken = service(definition, launch_type="FARGATE", load_balancers=balanced("instance"))
    assert found(broken) == ["ENM005", "ENM011"]


@pytest.mark.parametrize(
    ("mode", "wrong", "right", "rule_id"),
    [("awsvpc", OMITTED, "ip", "ENM005"), ("bridge", "ip", OMITTED, "ENM006")],
)
def test_the_alternate_target_group_needs_the_same_type(
    mode: str, wrong: Any, right: Any, rule_id: str
) -> None:
    blue = TargetGroup("aws_lb_target_group.blue", AT, attr(right), attr())
    settings = {"network_configuration": network()} if mode == "awsvpc" else {}
    for first in (blue, None):
        for target_type, expected in ((wrong, [rule_id]), (right, []), (UNKNOWN, [])):
            green = TargetGroup("aws_lb_target_group.green", AT, attr(target_type), attr())
            web = task(mode, container(port(80)))
            findings = rules.check(
                module(service(web, load_balancers=blue_green(first, green), **settings))
            )
            assert [finding.rule for finding in findings] == expected
            # AWS is quoted on the first one alone
            places = [(finding.resource, finding.errors) for finding in findings]
            assert places == [("aws_lb_target_group.green", ())] * len(expected)


def test_target_type_findings_name_service_and_type() -> None:
    finding = only_finding(service(BRIDGE, load_balancers=balanced("ip")))
    assert finding.resource == "aws_lb_target_group.web"
    expected = {"service": "aws_ecs_service.web", "target_type": "ip", "mode": "bridge"}
    assert finding.params == expected


DYNAMIC = task("bridge", container(port(80, 0), port(81, 8081)))


@pytest.mark.parametrize(
    ("ports", "name", "number", "answer"),
    [
        ((port(80),), "web", 80, None),
        ((port(80), port(81)), "web", 81, None),
        (ranges("8000-8010"), "web", 8010, None),
        (ranges("8000-8010"), "web", 8011, "E21"),
        ((port(80),), "web", 81, "E21"),
        ((), "web", 80, "E21"),
        ((port(80),), "api", 80, "E20"),
        ((port(80),), "api", UNKNOWN, "E20"),
        ((port(80),), UNKNOWN, 81, None),
        ((port(UNKNOWN),), "web", 81, None),
        (ranges("many"), "web", 81, None),
    ],
)
def test_a_load_balancer_points_at_a_port_of_the_task(
    ports: tuple[PortMapping, ...], name: Any, number: Any, answer: str | None
) -> None:
    target = balanced("ip", container_name=name, container_port=number)
    web = service(task("awsvpc", container(*ports)), load_balancers=target, **WEB)
    findings = rules.check(module(web))
    assert [(f.rule, f.errors) for f in findings] == ([("ENM023", (answer,))] if answer else [])


def test_what_could_not_be_read_may_be_the_container_or_the_port() -> None:
    part = container(port_mappings=Attr(AT, (port(80),), False))
    some = replace(task("awsvpc"), containers=Attr(AT, (container(port(80), name="db"),), False))
    for definition in (task("awsvpc", part), some):
        balanced_service = service(
            definition, load_balancers=balanced("ip", container_port=81), **WEB
        )
        connected = service(definition, service_connect=connect("http"), **WEB)
        assert found(balanced_service, connected) == []


@pytest.mark.parametrize(
    ("definition", "settings", "errors"),
    [
        (AWSVPC, WEB, ()),
        (task("awsvpc", container(port(80)), **FARGATE), WEB | {"launch_type": "FARGATE"}, None),
        (None, {"launch_type": "FARGATE"}, None),
    ],
)
def test_a_classic_load_balancer_is_refused_where_tasks_have_an_eni(
    definition: TaskDefinition | None, settings: dict[str, Any], errors: tuple[str, ...] | None
) -> None:
    finding = only_finding(service(definition, load_balancers=classic(), **settings))
    assert (finding.rule, finding.errors) == ("ENM024", errors)
    assert found(service(BRIDGE, load_balancers=classic())) == []


@pytest.mark.parametrize(
    ("check", "ids"),
    [
        ("80", ["ENM037"]),
        ("8080", ["ENM037"]),
        ("8081", []),
        ("traffic-port", []),
        (OMITTED, []),
        (UNKNOWN, []),
    ],
)
def test_a_health_check_can_reach_a_static_port_only(check: Any, ids: list[str]) -> None:
    assert found(service(DYNAMIC, load_balancers=balanced("instance", check))) == ids
    static = task("bridge", container(port(80, 80)))
    assert found(service(static, load_balancers=balanced("instance", check))) == []
    green = TargetGroup("aws_lb_target_group.green", AT, attr("instance"), attr(check))
    assert found(service(DYNAMIC, load_balancers=blue_green(None, green))) == ids


@pytest.mark.parametrize(
    ("target_type", "ids"),
    [("ip", ["ENM046"]), ("lambda", ["ENM046"]), ("instance", []), (OMITTED, []), (UNKNOWN, [])],
)
def test_a_scaling_group_registers_instances(target_type: Any, ids: list[str]) -> None:
    assert found(scaling_group(target_type)) == ids
