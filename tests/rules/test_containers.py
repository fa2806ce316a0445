"""The rules of the topic containers, one by one, against hand-made models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.models import (
    ALL,
    BRIDGE,
    FARGATE,
    MANAGED,
    Part,
    balanced,
    container,
    found,
    ids,
    level,
    module,
    only_finding,
    port,
    service,
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

from ecsnet import facts, rules
from ecsnet.model import OMITTED, UNKNOWN, TaskDefinition

MUTATIONS: list[Mutation] = [
    ("ENM007", 'name         = "web"', 'name = "web", network_mode = "host"'),
    ("ENM015", "memory  = 64", 'memory = 64\n links = ["web:www"]'),
    ("ENM016", 'name         = "web"', 'name = "web", hostname = "a"'),
    ("ENM017", 'name         = "web"', 'name = "web", extraHosts = [{ hostname = "a" }]'),
    ("ENM018", 'name         = "web"', 'name = "web", dnsServers = ["10.0.0.2"]'),
    ("ENM018", 'name         = "web"', 'name = "web", dnsSearchDomains = ["example.com"]'),
    (
        "ENM019",
        '"none"\n\n  container_definitions = jsonencode([\n    {\n',
        '"awsvpc"\n container_definitions = jsonencode([\n {\n disableNetworking = true\n',
    ),
    ("ENM029", '"awsvpc"', '"bridge"'),
    ("ENM029", '  network_mode          = "awsvpc"\n', ""),
    ("ENM041", "memory       = 256", ""),
    ("ENM055", '"awsvpc"', '"host"'),
    (
        "ENM055",
        'network_mode = "awsvpc"\n',
        'runtime_platform {\n operating_system_family = "WINDOWS_SERVER_2022_CORE"\n }\n',
    ),
]

BROKEN: list[Broken] = [
    (
        "ENM007",
        task("bridge", container(network_mode="awsvpc")),
        {"containers", "containers.network_mode"},
    ),
    (
        "ENM015",
        task("awsvpc", container(links=("db",))),
        {"network_mode", "containers", "containers.links"},
    ),
    (
        "ENM016",
        task("awsvpc", container(hostname="web-1")),
        {"network_mode", "containers", "containers.hostname"},
    ),
    (
        "ENM017",
        task("awsvpc", container(extra_hosts=({},))),
        {"network_mode", "containers", "containers.extra_hosts"},
    ),
    (
        "ENM018",
        task("awsvpc", container(dns_servers=("10.0.0.2",))),
        {"network_mode", "containers", "containers.dns_servers"},
    ),
    (
        "ENM018",
        task("awsvpc", container(dns_search_domains=("example.internal",))),
        {"network_mode", "containers", "containers.dns_search_domains"},
    ),
    (
        "ENM019",
        task("awsvpc", container(disable_networking=True)),
        {"network_mode", "containers", "containers.disable_networking"},
    ),
    (
        "ENM029",
        task("bridge", container(), proxy_configuration=True),
        {"network_mode", "proxy_configuration"},
    ),
    (
        "ENM041",
        task("bridge", container(memory=OMITTED)),
        {
            "requires_compatibilities",
            "memory",
            "containers",
            "containers.memory",
            "containers.memory_reservation",
        },
    ),
    (
        "ENM055",
        task("host", container(system_controls=ids("net.core.somaxconn"))),
        {
            "network_mode",
            "containers",
            "containers.system_controls",
        },
    ),
    (
        "ENM055",
        task(
            "awsvpc",
            container(system_controls=ids("kernel.shmmax")),
            operating_system_family="WINDOWS_SERVER_2022_CORE",
        ),
        {"operating_system_family", "containers", "containers.system_controls"},
    ),
]

REFUSALS: list[Refusal] = [
    ("ENM015", lambda mode: task(mode, container(links=("db",))), ALL - {"bridge"}),
    ("ENM015", lambda mode: task(mode, container(links=())), set()),
    ("ENM016", lambda mode: task(mode, container(hostname="web-1")), {"awsvpc"}),
    ("ENM016", lambda mode: task(mode, container(hostname="")), set()),
    ("ENM017", lambda mode: task(mode, container(extra_hosts=({},))), {"awsvpc", "default"}),
    ("ENM017", lambda mode: task(mode, container(extra_hosts=())), set()),
    (
        "ENM018",
        lambda mode: task(mode, container(dns_servers=("10.0.0.2",))),
        {"awsvpc", "default"},
    ),
    ("ENM018", lambda mode: task(mode, container(dns_servers=())), set()),
    (
        "ENM018",
        lambda mode: task(mode, container(dns_search_domains=("example.internal",))),
        {"awsvpc", "default"},
    ),
    ("ENM019", lambda mode: task(mode, container(disable_networking=True)), {"awsvpc", "default"}),
    ("ENM019", lambda mode: task(mode, container(disable_networking=False)), set()),
    ("ENM029", lambda mode: task(mode, proxy_configuration=True), ALL - {"awsvpc"}),
    ("ENM041", lambda mode: task(mode, container(memory=OMITTED)), ALL),
    (
        "ENM055",
        lambda mode: task(mode, container(system_controls=ids("net.core.somaxconn"))),
        {"host", "default"},
    ),
    (
        "ENM055",
        lambda mode: task(mode, container(system_controls=ids("kernel.shmmax"))),
        {"default"},
    ),
]


def test_every_rule_of_the_topic_has_its_cases() -> None:
    assert_complete("containers", MUTATIONS, BROKEN)


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


@pytest.mark.parametrize(
    ("own", "written", "expected"),
    [
        ("awsvpc", "awsvpc", "warning"),
        (UNKNOWN, "awsvpc", "warning"),
        ("bridge", "awsvpc", "warning"),
        ("host", "awsvpc", "warning"),
        (OMITTED, "awsvpc", "error"),
        (OMITTED, "bridge", "warning"),
        ("default", "bridge", "error"),
    ],
)
def test_a_mode_in_a_container_is_an_error_unless_it_is_harmless(
    own: Any, written: str, expected: str
) -> None:
    finding = only_finding(task(own, container(network_mode=written)))
    assert (finding.rule, level(finding)) == ("ENM007", expected)
    assert finding.errors == (() if expected == "warning" else None)
    assert finding.case == ("same" if own == written else "")


def test_what_an_omitted_mode_means_on_managed_instances_is_not_known() -> None:
    definition = task(OMITTED, container(network_mode="awsvpc"), **MANAGED)
    (finding,) = rules.check(module(definition), ["ENM007"])
    assert level(finding) == "warning"


@pytest.mark.parametrize(
    ("mode", "member", "parameter", "expected"),
    [
        ("awsvpc", "dns_servers", "dnsServers", "error"),
        ("default", "dns_servers", "dnsServers", "error"),
        ("awsvpc", "dns_search_domains", "dnsSearchDomains", "warning"),
        ("default", "dns_search_domains", "dnsSearchDomains", "error"),
    ],
)
def test_search_domains_are_a_warning_where_no_refusal_is_known(
    mode: str, member: str, parameter: str, expected: str
) -> None:
    finding = only_finding(task(mode, container(**{member: ("example",)})))
    assert (finding.params["parameter"], level(finding)) == (parameter, expected)


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (task("awsvpc", container(links=("db",))), ("E8",)),
        (task("host", container(links=("db",))), ()),
        (task("default", container(links=("db",))), ()),
        (task("awsvpc", container(extra_hosts=({},))), ("E10",)),
        (task("default", container(extra_hosts=({},))), ()),
        (task("awsvpc", container(dns_servers=("10.0.0.2",))), ("E11",)),
        (task("awsvpc", container(dns_search_domains=("example",))), ()),
        (task("default", container(disable_networking=True)), ()),
        (task(OMITTED, container(network_mode="awsvpc")), ("E5",)),
        (task("awsvpc", container(network_mode="awsvpc")), ()),
        (service(BRIDGE, load_balancers=balanced("ip")), ("E7",)),
        (service(task("host", container(port(80, 80))), load_balancers=balanced("ip")), ()),
        (task("awsvpc", requires_compatibilities=("FARGATE",), memory="512"), ("E33",)),
        (task("awsvpc", requires_compatibilities=("FARGATE",), cpu="256"), ("E33b",)),
        (task("awsvpc", **FARGATE | {"memory": "4096"}), ("E32",)),
    ],
)
def test_a_finding_predicts_only_an_answer_that_is_quoted_for_its_case(
    broken: Part, expected: tuple[str, ...]
) -> None:
    finding = only_finding(broken)
    rule = facts.facts().rules[finding.rule]
    assert (rule.errors if finding.errors is None else finding.errors) == expected
    assert set(expected) <= set(rule.errors)


def test_servers_and_search_domains_are_two_findings() -> None:
    both = container(dns_servers=("10.0.0.2",), dns_search_domains=("example.internal",))
    assert found(task("awsvpc", both)) == ["ENM018", "ENM018"]


@pytest.mark.parametrize(
    ("listed", "ids"),
    [
        (OMITTED, ["ENM041"]),
        ((), ["ENM041"]),
        (("EC2",), ["ENM041"]),
        (("EC2", "EXTERNAL"), ["ENM041"]),
        (("EC2", "MANAGED_INSTANCES"), ["ENM041"]),
        (("MANAGED_INSTANCES",), []),
        (("FARGATE",), ["ENM034"]),
        (("EC2", "FARGATE"), ["ENM034"]),
        (UNKNOWN, []),
    ],
)
def test_memory_is_asked_for_outside_fargate(listed: Any, ids: list[str]) -> None:
    definition = task("awsvpc", container(memory=OMITTED), requires_compatibilities=listed)
    assert [rule_id for rule_id in found(definition) if rule_id != "ENM030"] == ids


@pytest.mark.parametrize(
    ("own", "of_task", "ids"),
    [
        ({"memory": 128}, OMITTED, []),
        ({"memory_reservation": 128}, OMITTED, []),
        ({"memory": 0}, OMITTED, ["ENM041"]),
        ({"memory": 0, "memory_reservation": 128}, OMITTED, []),
        ({"memory": UNKNOWN}, OMITTED, []),
        ({"memory_reservation": UNKNOWN}, OMITTED, []),
        ({}, "512", []),
        ({}, UNKNOWN, []),
        ({}, OMITTED, ["ENM041"]),
    ],
)
@pytest.mark.parametrize("mode", ["bridge", "default", UNKNOWN])
def test_memory_of_the_task_or_of_the_container_is_enough(
    own: dict[str, Any], of_task: Any, ids: list[str], mode: Any
) -> None:
    bare = container(**({"memory": OMITTED} | own))
    assert found(task(mode, bare, memory=of_task)) == ids


def test_each_container_without_memory_is_a_finding() -> None:
    bare = [container(memory=OMITTED, name=name) for name in ("web", "status")]
    findings = rules.check(module(task("bridge", *bare, container())))
    assert [f.params for f in findings] == [{"container": "web"}, {"container": "status"}]


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (task("bridge", proxy_configuration=True), ("error", None)),
        (task("default", proxy_configuration=True), ("error", ())),
        (task(OMITTED, proxy_configuration=True), ("warning", ())),
        (task("awsvpc", proxy_configuration=True), None),
        (task("bridge"), None),
    ],
)
def test_that_an_omitted_mode_refuses_a_proxy_is_inferred(
    definition: TaskDefinition, expected: tuple[str, Any] | None
) -> None:
    findings = rules.check(module(definition), ["ENM029"])
    assert [(level(f), f.errors) for f in findings] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("family", "expected"),
    [("WINDOWS_SERVER_2022_CORE", "error"), ("LINUX", "warning"), (OMITTED, "warning")],
)
def test_search_domains_are_refused_on_windows_for_certain(family: Any, expected: str) -> None:
    web = task(
        "awsvpc",
        container(dns_search_domains=("example.internal",)),
        operating_system_family=family,
    )
    assert level(only_finding(web)) == expected
