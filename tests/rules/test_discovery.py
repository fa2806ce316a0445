"""The rules of the topic discovery, one by one, against hand-made models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.models import (
    ALL,
    AT,
    AWSVPC,
    BRIDGE,
    MODE,
    PLAIN,
    WEB,
    Part,
    connect,
    container,
    found,
    level,
    module,
    network,
    only_finding,
    port,
    registry,
    service,
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
from ecsnet.model import OMITTED, UNKNOWN, Attr, ServiceRegistry

REGISTRY = """    registry_arn = aws_service_discovery_service.web.arn
"""


RECORDS = "service_registries.service.record_types"


MUTATIONS: list[Mutation] = [
    ("ENM012", '    container_name = "web"\n', ""),
    ("ENM012", "    container_port = 80\n", ""),
    ("ENM013", '"SRV"', '"A"'),
    ("ENM013", '"SRV"', '"AAAA"'),
    ("ENM014", REGISTRY, REGISTRY + "container_port = 80\n"),
    ("ENM014", REGISTRY, REGISTRY + "container_port = 80\n"),
    ("ENM014", '"A"', '"SRV"'),
    ("ENM026", 'port_name = "http"', 'port_name = "web"'),
    ("ENM027", '  network_mode = "bridge"\n', ""),
    ("ENM027", '"bridge"\n', '"host"\n'),
]

BROKEN: list[Broken] = [
    (
        "ENM012",
        service(BRIDGE, service_registries=registry(container_port=80)),
        {MODE, "service_registries", "service_registries.container_name"},
    ),
    (
        "ENM012",
        service(task("host", container()), service_registries=registry("web")),
        {MODE, "service_registries", "service_registries.container_port"},
    ),
    (
        "ENM013",
        service(BRIDGE, service_registries=registry("web", 80, records=("A",))),
        {MODE, "service_registries", RECORDS},
    ),
    (
        "ENM014",
        service(
            AWSVPC,
            network_configuration=network(),
            service_registries=registry("web", 80, records=("A",)),
        ),
        {MODE, "service_registries", RECORDS, "service_registries.container_port"},
    ),
    (
        "ENM014",
        service(
            AWSVPC,
            network_configuration=network(),
            service_registries=registry(number=80, records=("AAAA",)),
        ),
        {MODE, "service_registries", RECORDS, "service_registries.port"},
    ),
    (
        "ENM014",
        service(
            AWSVPC, network_configuration=network(), service_registries=registry(records=("SRV",))
        ),
        {
            MODE,
            "service_registries",
            RECORDS,
            "service_registries.container_name",
            "service_registries.container_port",
            "service_registries.port",
        },
    ),
    (
        "ENM026",
        service(task("bridge", container(port(80, name="http"))), service_connect=connect("web")),
        {
            "service_connect",
            "service_connect.enabled",
            "service_connect.port_names",
            "task_definition.containers",
            "task_definition.containers.port_mappings",
            "task_definition.containers.port_mappings.name",
        },
    ),
    (
        "ENM027",
        service(PLAIN, service_connect=connect()),
        {
            MODE,
            "task_definition.requires_compatibilities",
            "task_definition.operating_system_family",
            "service_connect",
            "service_connect.enabled",
        },
    ),
    (
        "ENM027",
        service(task("host", container()), service_connect=connect()),
        {MODE, "service_connect", "service_connect.enabled"},
    ),
]

REFUSALS: list[Refusal] = [
    (
        "ENM012",
        lambda mode: service(task(mode), service_registries=registry()),
        {"bridge", "host"},
    ),
    (
        "ENM012",
        lambda mode: service(task(mode), service_registries=registry("web", 80)),
        set(),
    ),
    (
        "ENM013",
        lambda mode: service(task(mode), service_registries=registry("web", 80, records=("A",))),
        {"bridge", "host"},
    ),
    (
        "ENM014",
        lambda mode: service(task(mode), service_registries=registry("web", 80, records=("A",))),
        {"awsvpc"},
    ),
    ("ENM026", lambda mode: service(task(mode), service_connect=connect("a")), ALL - {"none"}),
    ("ENM027", lambda mode: service(task(mode), service_connect=connect()), {"host", "default"}),
]


def test_every_rule_of_the_topic_has_its_cases() -> None:
    assert_complete("discovery", MUTATIONS, BROKEN)


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
    ("given", "missing"),
    [
        (registry(), "`container_name`, `container_port`"),
        (registry("web"), "`container_port`"),
        (registry(UNKNOWN), "`container_port`"),
        (registry(container_port=80), "`container_name`"),
    ],
)
def test_a_registry_finding_names_what_is_missing(given: ServiceRegistry, missing: str) -> None:
    finding = only_finding(service(BRIDGE, service_registries=given))
    assert texts(finding) == {"mode": "bridge", "missing": missing}


NAMED = task("awsvpc", container(port(80, name="http"), port(81)))


@pytest.mark.parametrize(
    ("records", "mode", "ids"),
    [
        (("A",), "bridge", ["ENM013"]),
        (("A", "AAAA"), "host", ["ENM013"]),
        (("SRV",), "bridge", []),
        (("A", "SRV"), "bridge", []),
        (OMITTED, "bridge", []),
        (UNKNOWN, "bridge", []),
        (Attr(AT, ("A",), False), "bridge", []),
        (None, "bridge", []),
        (("A",), "default", []),
    ],
)
def test_records_without_a_port_need_an_address_per_task(
    records: Any, mode: str, ids: list[str]
) -> None:
    web = task(mode, container(port(80, 80)))
    assert found(service(web, service_registries=registry("web", 80, records=records))) == ids


@pytest.mark.parametrize(
    ("given", "records", "expected"),
    [
        (("web", 80, OMITTED), ("A",), ("error", ("E16",))),
        ((OMITTED, 80, OMITTED), ("A", "AAAA"), ("error", ("E16",))),
        (("web", OMITTED, OMITTED), ("A",), None),
        (("web", UNKNOWN, OMITTED), ("A",), None),
        ((OMITTED, OMITTED, 80), ("A",), ("warning", ())),
        ((OMITTED, OMITTED, OMITTED), ("A",), None),
        ((UNKNOWN, UNKNOWN, UNKNOWN), ("A",), None),
        (("web", 80, OMITTED), ("SRV",), None),
        ((OMITTED, OMITTED, 80), ("SRV",), None),
        (("web", 80, 80), ("SRV",), ("error", ())),
        (("web", OMITTED, OMITTED), ("SRV",), ("error", ())),
        (("web", OMITTED, 80), ("A", "SRV"), ("error", ())),
        ((OMITTED, OMITTED, OMITTED), ("SRV",), ("error", ())),
        (("web", UNKNOWN, OMITTED), ("SRV",), None),
        (("web", 80, OMITTED), Attr(AT, ("A",), False), None),
        (("web", 80, OMITTED), None, None),
    ],
)
def test_a_registry_says_what_its_records_hold(
    given: tuple[Any, Any, Any], records: Any, expected: tuple[str, tuple[str, ...]] | None
) -> None:
    web = service(AWSVPC, service_registries=registry(*given, records=records), **WEB)
    findings = rules.check(module(web))
    assert [(f.rule, level(f), f.errors) for f in findings] == (
        [("ENM014", *expected)] if expected else []
    )


@pytest.mark.parametrize("enabled", [False, UNKNOWN, OMITTED])
@pytest.mark.parametrize("mode", ["none", "host", OMITTED])
def test_service_connect_that_is_off_is_left_alone(mode: Any, enabled: Any) -> None:
    off = connect("nothing", enabled=enabled)
    assert found(service(task(mode, container()), service_connect=off)) == []


@pytest.mark.parametrize(
    ("port_names", "wrong"),
    [(("http",), []), (("web",), ["web"]), (("http", "a", UNKNOWN), ["a"]), ((), [])],
)
def test_service_connect_finds_its_ports_by_name(
    port_names: tuple[Any, ...], wrong: list[str]
) -> None:
    findings = rules.check(module(service(NAMED, service_connect=connect(*port_names), **WEB)))
    assert [(f.rule, f.params["port_name"]) for f in findings] == [("ENM026", n) for n in wrong]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("awsvpc", None),
        ("bridge", None),
        ("host", ("warning", "host")),
        (OMITTED, ("warning", "null")),
        ("default", ("error", "null")),
        (UNKNOWN, None),
    ],
)
def test_service_connect_wants_its_mode_written(
    mode: Any, expected: tuple[str, str] | None
) -> None:
    web = service(task(mode, container()), service_connect=connect())
    findings = rules.check(module(web), ["ENM027"])
    assert [(level(f), f.params["mode"]) for f in findings] == ([expected] if expected else [])
