"""The rules of the topic ports, one by one, against hand-made models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.models import (
    AT,
    CONTAINER_PORT,
    HOST_PORT,
    PORT_RANGE,
    PORTS,
    Part,
    attr,
    container,
    found,
    level,
    module,
    only_finding,
    port,
    ranges,
    task,
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
from ecsnet.model import OMITTED, UNKNOWN, LaunchTemplate, PortMapping

PROTOCOL = "containers.port_mappings.protocol"


MUTATIONS: list[Mutation] = [
    ("ENM003", "containerPort = 80 }", "containerPort = 80, hostPort = 0 }"),
    ("ENM003", "containerPort = 80 }", "containerPort = 80, hostPort = 81 }"),
    ("ENM008", "hostPort = 8080 ", "hostPort = 0 "),
    ("ENM008", "hostPort = 8080 ", "hostPort = 80 "),
    ("ENM009", "memory  = 64", "memory = 64\n portMappings = [{ containerPort = 80 }]"),
    ("ENM022", "containerPort = 8080", "containerPort = 80"),
    ("ENM028", "{ containerPortRange", "{ hostPort = 1, containerPortRange"),
    ("ENM028", "21000-21010", "21010-21000"),
    ("ENM028", '"bridge"', '"host"'),
    ("ENM033", "containerPort = 80, ", ""),
    ("ENM065", '"https"', '"http"'),
    ("ENM033", "containerPort = 80,", 'containerPort = "80",'),
    ("ENM039", "hostPort = 8080", "hostPort = 32768"),
    ("ENM039", "hostPort = 8080", "hostPort = 2375"),
]

BROKEN: list[Broken] = [
    (
        "ENM065",
        task("awsvpc", container(port(80, name="http"), port(81, name="http"))),
        {"containers", "containers.port_mappings", "containers.port_mappings.name"},
    ),
    (
        "ENM003",
        task("awsvpc", container(port(80, 8080))),
        PORTS | {HOST_PORT, CONTAINER_PORT},
    ),
    ("ENM008", task("host", container(port(80, 8080))), PORTS | {HOST_PORT, CONTAINER_PORT}),
    ("ENM009", task("none", container(port(80))), PORTS),
    (
        "ENM022",
        task("awsvpc", container(port(80)), container(port(80), name="status")),
        PORTS | {CONTAINER_PORT, PROTOCOL},
    ),
    (
        "ENM022",
        task("bridge", container(port(80, 8080)), container(port(81, 8080), name="status")),
        PORTS | {HOST_PORT, PROTOCOL},
    ),
    (
        "ENM028",
        task("host", container(port(container_port_range="8000-8010"))),
        PORTS | {PORT_RANGE},
    ),
    (
        "ENM028",
        task("bridge", container(port(80, container_port_range="8000-8010"))),
        PORTS - {"network_mode"} | {CONTAINER_PORT, PORT_RANGE},
    ),
    (
        "ENM028",
        task("bridge", container(port(OMITTED, 80, container_port_range="8000-8010"))),
        PORTS - {"network_mode"} | {HOST_PORT, PORT_RANGE},
    ),
    (
        "ENM028",
        task("bridge", container(*ranges("8000-8010", "8005-8020"))),
        PORTS - {"network_mode"} | {PORT_RANGE, PROTOCOL},
    ),
    (
        "ENM033",
        task("bridge", container(port(OMITTED, 8080))),
        PORTS - {"network_mode"} | {CONTAINER_PORT, PORT_RANGE},
    ),
    (
        "ENM033",
        task("bridge", container(port(80, text="80"))),
        PORTS - {"network_mode"} | {"containers.port_mappings.text"},
    ),
    ("ENM039", task("bridge", container(port(80, 22))), PORTS | {HOST_PORT, PROTOCOL}),
    (
        "ENM039",
        task("bridge", container(port(80, 40000, protocol="udp"))),
        PORTS | {HOST_PORT},
    ),
]

REFUSALS: list[Refusal] = [
    ("ENM003", lambda mode: task(mode, container(port(80, 8080))), {"awsvpc"}),
    ("ENM003", lambda mode: task(mode, container(port(80, 0))), {"awsvpc"}),
    ("ENM003", lambda mode: task(mode, container(port(80, 80))), set()),
    ("ENM003", lambda mode: task(mode, container(port(80))), set()),
    ("ENM003", lambda mode: task(mode, container(port(OMITTED, 8080))), set()),
    ("ENM008", lambda mode: task(mode, container(port(80, 8080))), {"host"}),
    ("ENM008", lambda mode: task(mode, container(port(80, 0))), {"host"}),
    ("ENM008", lambda mode: task(mode, container(port(80, 80))), set()),
    ("ENM008", lambda mode: task(mode, container(port(80))), set()),
    ("ENM009", lambda mode: task(mode, container(port(80))), {"none"}),
    ("ENM009", lambda mode: task(mode, container(port_mappings=())), set()),
    (
        "ENM022",
        lambda mode: task(mode, container(port(80, 80)), container(port(80, 8080))),
        {"awsvpc", "host"},
    ),
    (
        "ENM022",
        lambda mode: task(mode, container(port(80, 8080)), container(port(81, 8080))),
        {"bridge", "default"},
    ),
    (
        "ENM022",
        lambda mode: task(mode, container(port(80, 0)), container(port(81, 0), port(82))),
        set(),
    ),
    ("ENM028", lambda mode: task(mode, container(*ranges("1-9"))), {"host"}),
    ("ENM039", lambda mode: task(mode, container(port(22, 22))), {"bridge", "host"}),
    ("ENM039", lambda mode: task(mode, container(port(3389, 3389))), {"default"}),
    ("ENM039", lambda mode: task(mode, container(port(2375, 2375))), {"bridge", "host", "default"}),
    ("ENM039", lambda mode: task(mode, container(port(80, 80))), set()),
    ("ENM039", lambda mode: task(mode, container(port(53, 53, protocol="udp"))), set()),
]


def test_every_rule_of_the_topic_has_its_cases() -> None:
    assert_complete("ports", MUTATIONS, BROKEN)


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


def test_awsvpc_findings_name_the_two_ports() -> None:
    finding = only_finding(task("awsvpc", container(port(80), port(443, 8443), name="proxy")))
    assert finding.params == {"container": "proxy", "host_port": 8443, "container_port": 443}


def test_a_container_without_a_known_name_is_a_question_mark() -> None:
    finding = only_finding(task("awsvpc", container(port(80, 0), name=UNKNOWN)))
    assert finding.params["container"] == "?"


def test_a_container_without_a_known_name_is_called_by_its_expression() -> None:
    web = container(port(80, 0), name=UNKNOWN, expression="var.name")
    assert only_finding(task("awsvpc", web)).params["container"] == "var.name"


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ({}, {}, True),
        ({"protocol": "tcp"}, {}, True),
        ({"protocol": "udp"}, {"protocol": "udp"}, True),
        ({"protocol": "udp"}, {}, False),
        ({"protocol": UNKNOWN}, {}, False),
    ],
)
def test_a_port_may_be_used_with_another_protocol(
    first: dict[str, Any], second: dict[str, Any], clash: bool
) -> None:
    pair = container(port(53, **first)), container(port(53, **second))
    assert found(task("awsvpc", *pair)) == ["ENM022"] * clash


def test_a_clash_names_the_container_that_had_the_port_first() -> None:
    ports = [container(port(80, 80), name=name) for name in ("web", "status", "admin")]
    findings = rules.check(module(task("host", *ports)))
    assert [(f.params["container"], f.params["other"]) for f in findings] == [
        ("status", "web"),
        ("admin", "web"),
    ]
    assert (findings[0].params["port"], findings[0].params["protocol"]) == (80, "TCP")


def test_a_container_can_clash_with_itself_but_not_with_another_task() -> None:
    assert found(task("awsvpc", container(port(80), port(80)))) == ["ENM022"]
    assert found(*(task("host", container(port(80, 80))) for _ in range(2))) == []


@pytest.mark.parametrize(
    ("ports", "conflict", "errors"),
    [
        (ranges("8000-8010"), None, ()),
        ((port(80, container_port_range="8000-8010"),), "containerPort", ("E24",)),
        ((port(OMITTED, 80, container_port_range="8000-8010"),), "hostPort", ("E24",)),
        ((port(OMITTED, 0, container_port_range="8000-8010"),), None, ()),
        (ranges("8010-8000"), "first < last", ("E25",)),
        (ranges("8000-8000"), "first < last", ("E25",)),
        (ranges("8000-8010", "8010-8020"), "8000-8010", ("E23",)),
        (ranges("8000-8010", "8011-8020"), None, ()),
        ((*ranges("8000-8010"), port(8005)), "8005", ("E23",)),
        ((port(8005), *ranges("8000-8010")), "8005", ("E23",)),
        ((*ranges("8000-8010"), port(8005, protocol="udp")), None, ()),
        ((*ranges("8000-8010"), port(8011)), None, ()),
        ((*ranges("many"), port(8005)), None, ()),
    ],
)
def test_a_port_range_stands_alone(
    ports: tuple[PortMapping, ...], conflict: str | None, errors: tuple[str, ...]
) -> None:
    for mode in ("bridge", "awsvpc", "default"):
        findings = rules.check(module(task(mode, container(*ports))))
        expected = [("ENM028", conflict, errors)] if conflict else []
        assert [(f.rule, f.params["conflict"], f.errors) for f in findings] == expected
    assert found(task("bridge", *(container(*ranges("1-9"), name=n) for n in "ab"))) == []


def test_a_port_range_on_host_names_the_mode() -> None:
    finding = only_finding(task("host", container(*ranges("8000-8010"))))
    assert (texts(finding)["conflict"], finding.errors) == ('network_mode = "host"', ())


@pytest.mark.parametrize(
    ("ports", "value", "errors"),
    [
        ((port(OMITTED, 80),), "null", ("E27",)),
        ((port(80, text="80"),), '"80"', ("E196",)),
        ((port(UNKNOWN, text="${port}"),), '"${port}"', ("E196",)),
        ((port(80),), None, ()),
        (ranges("80-90"), None, ()),
        ((port(UNKNOWN),), None, ()),
    ],
)
def test_a_port_is_a_number(
    ports: tuple[PortMapping, ...], value: str | None, errors: tuple[str, ...]
) -> None:
    findings = rules.check(module(task("bridge", container(*ports))))
    expected = [("ENM033", value, errors)] if value else []
    assert [(f.rule, f.params["value"], f.errors) for f in findings] == expected
    assert "ENM033" not in found(task("none", container(port(OMITTED, 80))))


@pytest.mark.parametrize(
    ("mode", "mapping", "ids"),
    [
        ("bridge", port(80, 22), ["ENM039"]),
        ("bridge", port(80, 2375), ["ENM039"]),
        ("bridge", port(80, 51679), ["ENM039"]),
        ("bridge", port(80, 32767), []),
        ("bridge", port(80, 32768), ["ENM039"]),
        ("bridge", port(80, 61001), ["ENM039"]),
        ("bridge", port(80, 65535), ["ENM039"]),
        ("bridge", port(80, 65536), ["ENM033"]),
        ("default", port(80, 32768), []),
        ("default", port(80, 49152), ["ENM039"]),
        ("bridge", port(50051), []),
        ("bridge", port(50051, 0), []),
        ("host", port(2376, 2376), ["ENM039"]),
        ("host", port(50051), ["ENM039", "ENM042"]),
        ("awsvpc", port(50051), []),
    ],
)
def test_host_ports_that_are_taken(mode: str, mapping: PortMapping, ids: list[str]) -> None:
    assert found(task(mode, container(mapping))) == ids


@pytest.mark.parametrize(
    ("host_port", "user_data", "ids"),
    [
        (8080, ["echo ECS_RESERVED_PORTS=[22, 8080] >> /etc/ecs/ecs.config"], ["ENM039"]),
        (8080, ["ECS_RESERVED_PORTS='[8080]'\n", "ECS_CLUSTER=other\n"], []),
        (8080, ["# ECS_RESERVED_PORTS=[8080]\nECS_CLUSTER=web\n"], []),
        (2375, ["ECS_RESERVED_PORTS=[22]"], []),
        (51678, ["ECS_RESERVED_PORTS=[22]"], ["ENM039"]),
        (8080, ["ECS_DYNAMIC_HOST_PORT_RANGE=8000-9000"], ["ENM039"]),
        (50000, ["ECS_DYNAMIC_HOST_PORT_RANGE=8000-9000"], []),
        (50000, ["ECS_CLUSTER=web"], ["ENM039"]),
        (50000, ["yum install -y nginx", UNKNOWN], ["ENM039"]),
        (22, ["ECS_DYNAMIC_HOST_PORT_RANGE=8000-9000"], ["ENM039"]),
    ],
)
def test_user_data_says_which_host_ports_are_taken(
    host_port: int, user_data: list[Any], ids: list[str]
) -> None:
    templates = [LaunchTemplate("aws_launch_template.ecs", AT, attr(text)) for text in user_data]
    assert found(task("bridge", container(port(80, host_port))), *templates) == ids


@pytest.mark.parametrize(
    ("host_port", "user_data", "ids"),
    [
        (445, [], ["ENM039"]),
        (445, ["Initialize-ECSAgent -Cluster web"], ["ENM039"]),
        (445, ["[Environment]::SetEnvironmentVariable('ECS_RESERVED_PORTS', '[3389]')"], []),
        (50000, ["ECS_RESERVED_PORTS"], ["ENM039"]),
        (50000, ["$env:ECS_DYNAMIC_HOST_PORT_RANGE = '60000-60100'"], []),
        (445, ["$env:ECS_DYNAMIC_HOST_PORT_RANGE = '60000-60100'"], ["ENM039"]),
    ],
)
def test_on_windows_the_agent_has_a_list_of_its_own(
    host_port: int, user_data: list[str], ids: list[str]
) -> None:
    templates = [LaunchTemplate("aws_launch_template.ecs", AT, attr(text)) for text in user_data]
    assert found(task("default", container(port(80, host_port))), *templates) == ids


@pytest.mark.parametrize("mode", ["awsvpc", "host"])
def test_a_host_port_of_0_is_a_warning(mode: str) -> None:
    (zero,) = rules.check(module(task(mode, container(port(80, 0)))))
    (other,) = rules.check(module(task(mode, container(port(80, 8080)))))
    assert (level(zero), level(other)) == ("warning", "error")


def test_a_name_of_a_port_is_one_of_its_own_across_containers() -> None:
    first, second = port(80, name="http"), port(81, name="http")
    both = task("awsvpc", container(first), container(second, name="api"))
    (finding,) = rules.check(module(both))
    assert (finding.rule, texts(finding)) == (
        "ENM065",
        {"container": "api", "name": "http", "other": "web"},
    )
    unnamed = (port(80, name=""), port(81, name=""), port(82), port(83))
    assert found(task("awsvpc", container(*unnamed))) == []
