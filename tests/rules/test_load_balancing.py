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
    attachment,
    attr,
    balanced,
    blue_green,
    classic,
    connect,
    container,
    found,
    level,
    module,
    network,
    only_finding,
    port,
    ranges,
    registry,
    scaling_group,
    service,
    target,
    task,
    task_set,
    texts,
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
from ecsnet.diagnostics import Mode
from ecsnet.model import OMITTED, UNKNOWN, Attr, PortMapping, TargetGroup, TaskDefinition

TARGETS = {"load_balancers", "load_balancers.target_group.target_type"}

PROTOCOL = "containers.port_mappings.protocol"
TCP_UDP = (port(80), port(80, protocol="udp"))
BRIDGE_80 = task("bridge", container(port(80, 80)))
TARGET_PORT = {
    "load_balancers",
    "load_balancers.container_name",
    "load_balancers.container_port",
    "task_definition.containers",
    "task_definition.containers.name",
    "task_definition.containers.port_mappings",
    f"task_definition.{CONTAINER_PORT}",
}


MUTATIONS: list[Mutation] = [
    ("ENM068", "= aws_lb_target_group.web.arn\n    container", "= aws_lb.web.arn\n    container"),
    (
        "ENM068",
        "target_group_arn = aws_lb_target_group.web.arn\n    container",
        "elb_name = aws_lb.web.name\n    container",
    ),
    ("ENM066", "    advanced_configuration {", "    unrelated {"),
    ("ENM066", "  load_balancer {", '  load_balancer {\n    elb_name = "web"'),
    ("ENM051", "container_name   =", 'elb_name = "web"\n container_name ='),
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
        "ENM049",
        '[{ containerPort = 514, protocol = "tcp" }]',
        '[{ containerPort = 514 }, { containerPort = 514, protocol = "udp" }]',
    ),
    (
        "ENM050",
        "target_group_arn = aws_lb_target_group.web.arn\n    c",
        'elb_name = "web"\n    c',
    ),
    (
        "ENM046",
        "max_size            = 3",
        "max_size = 3\n target_group_arns = [aws_lb_target_group.web.arn]",
    ),
]

BLOCK = balanced("ip")[0]
ADVANCED = replace(BLOCK, advanced=Attr(BLOCK.at, True))
CLASSIC = classic()[0]

NO_CLASSIC = classic("aws_lb.web")
NO_GROUP = (replace(BLOCK, target_group=None, target_group_arn=Attr(BLOCK.at, "aws_lb.web")),)
NAMESPACE = "aws_service_discovery_private_dns_namespace.web"
NO_REGISTRY = replace(registry(), arn=attr(NAMESPACE))

BROKEN: list[Broken] = [
    (
        "ENM068",
        service(None, load_balancers=NO_GROUP),
        {"load_balancers", "load_balancers.target_group_arn"},
    ),
    (
        "ENM068",
        service(None, load_balancers=NO_CLASSIC),
        {"of_service", "load_balancers", "load_balancers.classic"},
    ),
    (
        "ENM068",
        service(None, service_registries=NO_REGISTRY),
        {"service_registries", "service_registries.arn"},
    ),
    ("ENM066", service(None, load_balancers=(BLOCK,) * 6), {"of_service", "load_balancers"}),
    (
        "ENM066",
        service(None, deployment_controller="CODE_DEPLOY"),
        {"of_service", "deployment_controller", "load_balancers"},
    ),
    (
        "ENM066",
        service(None, deployment_strategy="BLUE_GREEN", load_balancers=(BLOCK,)),
        {"of_service", "deployment_strategy", "load_balancers", "load_balancers.advanced"},
    ),
    (
        "ENM066",
        service(None, load_balancers=(replace(CLASSIC, advanced=ADVANCED.advanced),)),
        {"of_service", "load_balancers", "load_balancers.classic", "load_balancers.advanced"},
    ),
    (
        "ENM066",
        service(None, load_balancers=(BLOCK, ADVANCED)),
        {"of_service", "load_balancers", "load_balancers.advanced"},
    ),
    (
        "ENM051",
        service(BRIDGE_80, load_balancers=classic("web", "aws_lb_target_group.web")),
        {"load_balancers", "load_balancers.classic", "load_balancers.target_group_arn"},
    ),
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
    ("ENM046", attachment("ip"), {"attached", "attached.target_type"}),
    (
        "ENM049",
        service(task("awsvpc", container(*TCP_UDP)), load_balancers=balanced("ip"), **WEB),
        TARGET_PORT | {f"task_definition.{PROTOCOL}"},
    ),
    (
        "ENM050",
        service(task("bridge", container(port(80, 0))), load_balancers=classic()),
        TARGET_PORT
        | {MODE, f"task_definition.{HOST_PORT}", "load_balancers.classic", "of_service"},
    ),
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
        "ENM049",
        lambda mode: service(task(mode, container(*TCP_UDP)), load_balancers=balanced()),
        ALL - {"none"},
    ),
    (
        "ENM050",
        lambda mode: service(task(mode, container(port(80))), load_balancers=classic()),
        {"bridge", "default"},
    ),
    (
        "ENM050",
        lambda mode: service(task(mode, container(port(80, 80))), load_balancers=classic()),
        set(),
    ),
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
    expected = {"service": "aws_ecs_service.web", "target_type": "ip", "mode": Mode("bridge")}
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
    assert found(service(BRIDGE_80, load_balancers=classic())) == []


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
    assert found(attachment(target_type)) == ids


def test_the_answer_to_an_attachment_is_not_quoted() -> None:
    assert only_finding(scaling_group("ip")).errors is None
    assert only_finding(attachment("ip")).errors == ()


@pytest.mark.parametrize(
    ("ports", "ids"),
    [
        (TCP_UDP, ["ENM049"]),
        ((*TCP_UDP, port(81)), ["ENM049"]),
        ((port(80), port(81, protocol="udp")), []),
        ((port(80), port(UNKNOWN, protocol="udp")), []),
        ((port(80), port(80, protocol=UNKNOWN)), []),
        ((port(80, 8080), port(80, 8081)), []),
        ((port(81), port(82), port(82, protocol="udp"), port(80)), []),
    ],
)
def test_a_target_port_has_one_protocol(ports: tuple[PortMapping, ...], ids: list[str]) -> None:
    target = balanced("instance")
    other = container(*TCP_UDP, name="db")
    for others in ((), (other,)):
        web = service(task("bridge", container(*ports), *others), load_balancers=target)
        assert found(web) == ids
    assert found(service(task("bridge", container(*ports)))) == []


@pytest.mark.parametrize(
    ("ports", "name", "ids"),
    [
        ((port(80, 0),), "web", ["ENM050"]),
        ((port(80),), "web", ["ENM050"]),
        ((port(80, 80),), "web", []),
        ((port(80, UNKNOWN),), "web", []),
        ((port(80), port(81, 81)), "web", ["ENM050"]),
        ((port(80), port(UNKNOWN, 80)), "web", []),
        ((port(80),), OMITTED, []),
        ((port(80),), UNKNOWN, []),
    ],
)
def test_a_classic_load_balancer_reaches_static_ports_only(
    ports: tuple[PortMapping, ...], name: Any, ids: list[str]
) -> None:
    web = task("bridge", container(*ports))
    assert found(service(web, load_balancers=classic(name))) == ids


def test_on_windows_no_refusal_of_a_dynamic_port_is_quoted() -> None:
    for mode, expected in (("bridge", ("error", None)), ("default", ("warning", ()))):
        web = service(task(mode, container(port(80))), load_balancers=classic())
        finding = only_finding(web)
        assert (level(finding), finding.errors) == expected


@pytest.mark.parametrize(
    ("settings", "conflict", "error"),
    [
        ({"load_balancers": (BLOCK,) * 5}, None, None),
        ({"load_balancers": (BLOCK,) * 6}, "6", "E77"),
        (
            {"deployment_controller": "CODE_DEPLOY"},
            'deployment_controller.type = "CODE_DEPLOY"',
            "E68",
        ),
        (
            {"deployment_controller": "CODE_DEPLOY", "load_balancers": (CLASSIC,)},
            'deployment_controller.type = "CODE_DEPLOY"',
            "E68",
        ),
        ({"deployment_controller": "CODE_DEPLOY", "load_balancers": (BLOCK,)}, None, None),
        ({"deployment_controller": "CODE_DEPLOY", "load_balancers": UNKNOWN}, None, None),
        ({"deployment_strategy": "BLUE_GREEN"}, None, None),
        ({"deployment_strategy": "ROLLING", "load_balancers": (BLOCK,)}, None, None),
        (
            {"deployment_strategy": "CANARY", "load_balancers": (BLOCK,)},
            'strategy = "CANARY"',
            "E326",
        ),
        (
            {"deployment_strategy": "BLUE_GREEN", "load_balancers": (ADVANCED, BLOCK)},
            "advanced_configuration = null",
            "E325",
        ),
        ({"load_balancers": (ADVANCED, ADVANCED)}, None, None),
    ],
)
def test_load_balancer_blocks_fit_the_deployment(
    settings: dict[str, Any], conflict: str | None, error: str | None
) -> None:
    findings = rules.check(module(service(None, **settings)), ["ENM066"])
    assert [texts(f)["conflict"] for f in findings] == ([conflict] if conflict else [])
    assert [f.errors for f in findings] == ([(error,)] if error else [])
    assert "ENM066" not in found(task_set(None, service(None), **settings))


def test_the_name_of_a_classic_load_balancer_is_called_as_its_resource_calls_it() -> None:
    both = {"load_balancers": classic("web", "aws_lb_target_group.web")}
    for owner, argument in (
        (service(None, **both), "elb_name"),
        (task_set(None, service(None), **both), "load_balancer_name"),
    ):
        (finding,) = rules.check(module(owner), ["ENM051"])
        assert texts(finding)["argument"] == argument


def test_a_load_balancer_in_elb_name_is_one_finding() -> None:
    assert found(service(task("bridge", container(port(80))), load_balancers=NO_CLASSIC)) == [
        "ENM068"
    ]
    assert found(service(AWSVPC, load_balancers=NO_CLASSIC, **WEB)) == ["ENM024"]
    assert found(service(None, service_registries=registry())) == []
