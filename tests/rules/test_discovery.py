"""The rules of the topic discovery, one by one, against hand-made models."""

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
    MODE,
    PLAIN,
    WEB,
    Part,
    attr,
    connect,
    container,
    found,
    ids,
    level,
    module,
    network,
    only_finding,
    port,
    registry,
    served,
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
from ecsnet.model import (
    OMITTED,
    UNKNOWN,
    Attr,
    ServiceConnect,
    ServiceConnectService,
    ServiceRegistry,
    TaskDefinition,
)

REGISTRY = """    registry_arn = aws_service_discovery_service.web.arn
"""


WINDOWS_PLATFORM = """  runtime_platform {
    operating_system_family = "WINDOWS_SERVER_2022_CORE"
  }
"""


LATTICE = """  vpc_lattice_configurations {
    role_arn         = aws_iam_role.ecs.arn
    target_group_arn = aws_vpclattice_target_group.web.arn
    port_name        = "web"
  }
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
    (
        "ENM027",
        "  memory       = 512\n",
        "  memory = 512\n" + WINDOWS_PLATFORM,
    ),
    ("ENM026", "  service_connect_configuration {", LATTICE + "  service_connect_configuration {"),
    ("ENM056", "= 8080", "= 1024"),
    ("ENM056", "= 8080", "= 70000"),
    ("ENM056", "port = 80\n", "port = 70000\n"),
    ("ENM057", "      client_alias {\n        port = 80\n      }\n", ""),
    ("ENM058", "port     = 8080", "port     = 80"),
    ("ENM058", 'port_name = "admin"', 'port_name = "http"'),
    (
        "ENM058",
        '      port_name = "',
        '      ingress_port_override = 8081\n      port_name = "',
    ),
    ("ENM059", '"web-api"', '"web.api"'),
    ("ENM059", '"web-api"', '"-web"'),
    ("ENM059", '"http", c', '"HTTP", c'),
    ("ENM059", "port = 80\n", 'port = 80\n dns_name = "Web"\n'),
]

WINDOWS = task("awsvpc", container(), operating_system_family="WINDOWS_SERVER_2022_CORE")
NAMED_BRIDGE = task("bridge", container(port(80, name="http"), port(81, name="admin")))
SERVED = ("service_connect", "service_connect.enabled", "service_connect.services")

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
            "service_connect.services",
            "service_connect.services.port_name",
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
    (
        "ENM027",
        service(WINDOWS, service_connect=connect(), **WEB),
        {
            MODE,
            "task_definition.operating_system_family",
            "service_connect",
            "service_connect.enabled",
        },
    ),
    (
        "ENM026",
        service(
            task("bridge", container(port(80, name="http"))), vpc_lattice_port_names=ids("web")
        ),
        {
            "vpc_lattice_port_names",
            "task_definition.containers",
            "task_definition.containers.port_mappings",
            "task_definition.containers.port_mappings.name",
        },
    ),
    (
        "ENM056",
        service(NAMED_BRIDGE, service_connect=connect(served("http", ingress_port_override=80))),
        {*SERVED, "service_connect.services.ingress_port_override"},
    ),
    (
        "ENM056",
        service(NAMED_BRIDGE, service_connect=connect(served("http", (65536, OMITTED)))),
        {
            *SERVED,
            "service_connect.services.client_alias",
            "service_connect.services.client_alias.port",
        },
    ),
    (
        "ENM057",
        service(NAMED_BRIDGE, service_connect=connect(served("http", OMITTED))),
        {*SERVED, "service_connect.services.client_alias"},
    ),
    (
        "ENM058",
        service(NAMED_BRIDGE, service_connect=connect("http", served("http", (81, OMITTED)))),
        {
            *SERVED,
            "service_connect.services.port_name",
            "service_connect.services.discovery_name",
        },
    ),
    (
        "ENM058",
        service(
            NAMED_BRIDGE,
            service_connect=connect(served("http", (80, "web")), served("admin", (80, "web"))),
        ),
        {
            *SERVED,
            "service_connect.services.client_alias",
            "service_connect.services.client_alias.port",
            "service_connect.services.client_alias.dns_name",
        },
    ),
    (
        "ENM058",
        service(
            NAMED_BRIDGE,
            service_connect=connect(
                served("http", ingress_port_override=8080),
                served("admin", (81, OMITTED), ingress_port_override=8080),
            ),
        ),
        {*SERVED, "service_connect.services.ingress_port_override"},
    ),
    (
        "ENM059",
        task("bridge", container(port(80, name="HTTP"))),
        {"containers", "containers.port_mappings", "containers.port_mappings.name"},
    ),
    (
        "ENM059",
        service(NAMED_BRIDGE, service_connect=connect(served("http", discovery_name="a.b"))),
        {*SERVED, "service_connect.services.discovery_name"},
    ),
    (
        "ENM059",
        service(NAMED_BRIDGE, service_connect=connect(served("http", (80, "-web")))),
        {
            *SERVED,
            "service_connect.services.client_alias",
            "service_connect.services.client_alias.dns_name",
        },
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
    ("ENM026", lambda mode: service(task(mode), vpc_lattice_port_names=ids("a")), ALL),
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
        (registry(), "`container_name` and `container_port`"),
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
        ((OMITTED, OMITTED, 80), ("A",), ("error", ("E230",))),
        ((OMITTED, OMITTED, OMITTED), ("A",), None),
        ((UNKNOWN, UNKNOWN, UNKNOWN), ("A",), None),
        (("web", 80, OMITTED), ("SRV",), None),
        ((OMITTED, OMITTED, 80), ("SRV",), None),
        (("web", 80, 80), ("SRV",), ("error", ("E330",))),
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
    assert {f.errors for f in findings} <= {("E28",)}


def test_what_aws_answers_to_a_port_name_of_vpc_lattice_is_not_known() -> None:
    (finding,) = rules.check(module(service(NAMED, vpc_lattice_port_names=ids("web"), **WEB)))
    assert (finding.rule, finding.errors) == ("ENM026", ())


@pytest.mark.parametrize(
    ("definition", "ports", "expected"),
    [
        (task("awsvpc", container()), ("http",), None),
        (task("bridge", container()), ("http",), None),
        (task("host", container()), (), ("warning", "host", "LINUX", ())),
        (task("host", container()), ("http",), ("error", "host", "LINUX", ("E235",))),
        (
            task("host", operating_system_family=UNKNOWN),
            ("http",),
            ("error", "host", "?", ("E235",)),
        ),
        (task(OMITTED, container()), ("http",), ("warning", "null", "LINUX", ())),
        (
            task("default", container()),
            (),
            ("error", "null", "WINDOWS_SERVER_2022_CORE", ("E231",)),
        ),
        (WINDOWS, ("http",), ("error", "awsvpc", "WINDOWS_SERVER_2022_CORE", ("E231",))),
        (task(UNKNOWN, container()), ("http",), None),
        (task("awsvpc", operating_system_family=UNKNOWN), ("http",), None),
    ],
)
def test_service_connect_wants_linux_and_its_mode_written(
    definition: TaskDefinition,
    ports: tuple[str, ...],
    expected: tuple[str, str, str, tuple[str, ...]] | None,
) -> None:
    web = service(definition, service_connect=connect(*ports))
    findings = rules.check(module(web), ["ENM027"])
    assert [(level(f), f.params["mode"], f.params["os"], f.errors) for f in findings] == (
        [expected] if expected else []
    )


def test_a_host_task_whose_ports_are_open_gets_a_warning() -> None:
    unread = ServiceConnect(AT, attr(True), attr(UNKNOWN))
    finding = only_finding(service(task("host", container()), service_connect=unread))
    assert (finding.rule, level(finding), finding.errors) == ("ENM027", "warning", ())


def test_no_answer_is_quoted_for_the_port_of_an_alias() -> None:
    below = connect(served("web", alias=(-1, OMITTED)))
    (finding,) = rules.check(module(service(None, service_connect=below)))
    assert (finding.rule, finding.errors) == ("ENM056", ())


@pytest.mark.parametrize(
    ("override", "errors"),
    [
        (80, ("E232",)),
        (1024, ("E232",)),
        (1025, None),
        (8080, None),
        (65535, None),
        (65536, ()),
        (UNKNOWN, None),
        (OMITTED, None),
    ],
)
def test_the_proxy_listens_above_1024(override: Any, errors: tuple[str, ...] | None) -> None:
    on = connect(served("http", ingress_port_override=override))
    findings = rules.check(module(service(NAMED_BRIDGE, service_connect=on)))
    assert [(f.rule, f.errors) for f in findings] == (
        [] if errors is None else [("ENM056", errors)]
    )


def test_clients_may_use_any_port_that_there_is() -> None:
    for number in (1, 80, 443, 65535):
        on = connect(served("http", (number, "web")))
        assert found(service(NAMED_BRIDGE, service_connect=on)) == []


@pytest.mark.parametrize(
    ("ports", "argument"),
    [
        ((served("http"), served("http")), "port_name"),
        ((served("http"), served("http", (81, OMITTED), "other")), None),
        ((served("http"), served("admin", (81, OMITTED), "http")), "discovery_name"),
        ((served("http", (80, "a")), served("admin", (81, "a"))), None),
        ((served("http", (80, "a")), served("admin", (80, "b"))), None),
        ((served("http", (80, "a")), served("admin", (80, OMITTED))), None),
        ((served("http", (80, "a")), served("admin", (80, "a"))), "client_alias"),
        ((served("http", UNKNOWN), served("admin", (80, "a"))), None),
        ((served(UNKNOWN), served(UNKNOWN)), None),
    ],
)
def test_ports_of_a_service_share_no_name(
    ports: tuple[ServiceConnectService, ...], argument: str | None
) -> None:
    findings = rules.check(module(service(NAMED_BRIDGE, service_connect=connect(*ports))))
    assert [(f.rule, f.params["argument"]) for f in findings] == (
        [("ENM058", argument)] if argument else []
    )


def test_two_services_may_have_the_same_settings() -> None:
    # Of two resources with a count each, one may be all that is made.
    one = service(NAMED_BRIDGE, service_connect=connect("http"))
    assert found(one, replace(one, address="aws_ecs_service.other")) == []


@pytest.mark.parametrize(
    ("name", "dns_name", "wrong"),
    [
        ("web", "web", 0),
        ("a" * 64, "a" * 127, 0),
        ("a" * 65, "a" * 128, 2),
        ("web_1-a", "db.internal", 0),
        ("db.internal", "db.internal", 1),
        ("Web", "WEB", 2),
        ("-web", "-web", 2),
        (UNKNOWN, UNKNOWN, 0),
        (OMITTED, OMITTED, 0),
    ],
)
def test_names_of_service_connect(name: Any, dns_name: Any, wrong: int) -> None:
    on = connect(served("http", (80, dns_name), name))
    assert found(service(NAMED_BRIDGE, service_connect=on)) == ["ENM059"] * wrong


@pytest.mark.parametrize("name", ["", "http", "web_1-a", OMITTED, UNKNOWN])
def test_a_port_need_not_have_a_name(name: Any) -> None:
    assert found(task("bridge", container(port(80, name=name)))) == []


def test_service_connect_that_is_off_has_no_ports() -> None:
    wrong = served("HTTP", OMITTED, "A B", 80)
    off = connect(wrong, wrong, enabled=False)
    assert found(service(NAMED_BRIDGE, service_connect=off)) == []
