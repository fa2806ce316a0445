"""The rules: each against its snippets, against hand-made models, and against the matrices."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore.loaders import Loader
from support.terraform import configuration

import ecsnet
from ecsnet import facts, rules, terraform
from ecsnet.diagnostics import Finding, Result, Setting
from ecsnet.model import (
    NETWORK_MODES,
    OMITTED,
    UNKNOWN,
    Attr,
    AutoScalingGroup,
    CapacityProvider,
    CloudMapService,
    Container,
    LaunchTemplate,
    LoadBalancer,
    Location,
    Missing,
    Module,
    NetworkConfiguration,
    PortMapping,
    ResourceId,
    ScheduledTask,
    Service,
    ServiceConnect,
    ServiceRegistry,
    TargetGroup,
    TaskDefinition,
)
from ecsnet.report import value_text
from ecsnet.rules.rule import rule

SNIPPETS = Path(__file__).parent.parent / "snippets" / "rules"
MATRIX = Path(facts.__file__).parent / "modes.toml"
RULES = sorted(rules.registry())
AT = Location("main.tf", 1, 1, 2)


# --- models by hand -----------------------------------------------------------------------------


def attr(value: Any = OMITTED, at: Location = AT) -> Attr[Any]:
    return value if isinstance(value, Attr) else Attr(at, value)


def port(container_port: Any = OMITTED, host_port: Any = OMITTED, **members: Any) -> PortMapping:
    members |= {"container_port": container_port, "host_port": host_port}
    names = [f.name for f in fields(PortMapping) if f.name != "at"]
    return PortMapping(AT, **{name: attr(members.get(name, OMITTED)) for name in names})


def ranges(*bounds: str, **members: Any) -> tuple[PortMapping, ...]:
    return tuple(port(container_port_range=text, **members) for text in bounds)


def container(*ports: PortMapping, **members: Any) -> Container:
    members = {"name": "web", "memory": 128, "port_mappings": ports or OMITTED} | members
    names = [f.name for f in fields(Container) if f.name != "at"]
    return Container(AT, **{name: attr(members.get(name, OMITTED)) for name in names})


def task(mode: Any = OMITTED, *containers: Container, **members: Any) -> TaskDefinition:
    """A task definition; the mode ``default`` is what an omitted one is on Windows."""
    if mode == "default":
        mode, members = OMITTED, {"operating_system_family": "WINDOWS_SERVER_2022_CORE"} | members
    members |= {"network_mode": mode, "containers": members.get("containers", containers)}
    names = [f.name for f in fields(TaskDefinition) if f.name not in ("address", "at")]
    values = {name: attr(members.get(name, OMITTED)) for name in names}
    return TaskDefinition("aws_ecs_task_definition.web", AT, **values)


def ids(*items: Any) -> tuple[Attr[Any], ...]:
    return tuple(attr(item) for item in items)


def network(assign_public_ip: Any = OMITTED, **members: Any) -> NetworkConfiguration:
    members = {"subnets": ids("subnet-1"), "security_groups": OMITTED} | members
    subnets, groups = attr(members["subnets"]), attr(members["security_groups"])
    return NetworkConfiguration(AT, subnets, groups, attr(assign_public_ip))


def balanced(
    target_type: Any = OMITTED,
    health_check_port: Any = OMITTED,
    container_name: Any = "web",
    container_port: Any = 80,
) -> tuple[LoadBalancer, ...]:
    group = TargetGroup("aws_lb_target_group.web", AT, attr(target_type), attr(health_check_port))
    name, number = attr(container_name), attr(container_port)
    return (LoadBalancer(AT, group, None, attr(), name, number),)


def blue_green(*target_groups: TargetGroup | None) -> tuple[LoadBalancer, ...]:
    """The target group of the service and the alternate one; None is one that is elsewhere."""
    return (LoadBalancer(AT, *target_groups, attr(), attr("web"), attr(80)),)


def classic(name: Any = "web") -> tuple[LoadBalancer, ...]:
    return (LoadBalancer(AT, None, None, attr(name), attr("web"), attr(80)),)


def registry(
    container_name: Any = OMITTED,
    container_port: Any = OMITTED,
    number: Any = OMITTED,
    records: Any = None,
) -> ServiceRegistry:
    """A registry; ``records`` are the types of its Cloud Map service, None when it is elsewhere."""
    name = CloudMapService("aws_service_discovery_service.web", AT, attr(records))
    cloud_map = None if records is None else name
    return ServiceRegistry(AT, cloud_map, attr(container_name), attr(container_port), attr(number))


def connect(*port_names: Any, enabled: Any = True) -> ServiceConnect:
    return ServiceConnect(AT, attr(enabled), attr(ids(*port_names) or OMITTED))


def service(definition: TaskDefinition | None, **members: Any) -> Service:
    names = [f.name for f in fields(Service) if f.name not in ("address", "at", "task_definition")]
    values = {name: attr(members.get(name, OMITTED)) for name in names}
    return Service("aws_ecs_service.web", AT, definition, **values)


RULE_TARGET = "aws_cloudwatch_event_target.report"
SCHEDULE = "aws_scheduler_schedule.report"


def scheduled(
    definition: TaskDefinition | None, address: str = RULE_TARGET, **members: Any
) -> ScheduledTask:
    unnamed = ("address", "at", "task_definition", "by_rule")
    names = [f.name for f in fields(ScheduledTask) if f.name not in unnamed]
    values = {name: attr(members.get(name, OMITTED)) for name in names}
    return ScheduledTask(address, AT, definition, **values, by_rule=address == RULE_TARGET)


def scaling_group(target_type: Any) -> AutoScalingGroup:
    group = TargetGroup("aws_lb_target_group.web", AT, attr(target_type), attr())
    return AutoScalingGroup("aws_autoscaling_group.ecs", AT, attr((group,)))


def provider(name: Any, kind: str | None) -> CapacityProvider:
    return CapacityProvider(AT, attr(name), kind)


Part = TaskDefinition | Service | ScheduledTask | AutoScalingGroup | LaunchTemplate


def module(*resources: Part) -> Module:
    """A module of resources; what runs tasks brings its task definition along."""
    services = tuple(r for r in resources if isinstance(r, Service))
    runs = tuple(r for r in resources if isinstance(r, ScheduledTask))
    tasks = [r for r in resources if isinstance(r, TaskDefinition)]
    tasks += [r.task_definition for r in (*services, *runs) if r.task_definition]
    return Module(
        task_definitions=tuple(tasks),
        services=services,
        scheduled_tasks=runs,
        auto_scaling_groups=tuple(r for r in resources if isinstance(r, AutoScalingGroup)),
        launch_templates=tuple(r for r in resources if isinstance(r, LaunchTemplate)),
    )


def found(*resources: Part) -> list[str]:
    """The ids of all findings: of every rule, so that a second finding never goes unnoticed."""
    return [finding.rule for finding in rules.check(module(*resources))]


def level(finding: Finding) -> str:
    return finding.level or facts.facts().rules[finding.rule].level


def only_finding(*resources: Part) -> Finding:
    (finding,) = rules.check(module(*resources))
    return finding


# --- registry, texts and snippets ---------------------------------------------------------------


def test_every_rule_has_a_function_an_entry_and_snippets() -> None:
    directories = {path.name for path in SNIPPETS.iterdir()}
    assert set(rules.registry()) == set(facts.facts().rules) == directories
    for name in directories:
        assert {p.name for p in (SNIPPETS / name).iterdir()} == {"bad.tf", "good.tf"}


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in facts.facts().rules.values()]
    assert len(set(names)) == len(names)


def test_a_rule_is_in_the_module_of_its_topic() -> None:
    topics = {
        rule_id: f"ecsnet.rules.{rule.topic}" for rule_id, rule in facts.facts().rules.items()
    }
    assert {rule_id: run.__module__ for rule_id, run in rules.registry().items()} == topics


def test_an_id_cannot_be_registered_twice() -> None:
    with pytest.raises(ValueError, match="ENM003 is registered twice"):
        rule("ENM003")(lambda _: iter(()))


def test_only_the_rules_asked_for_run() -> None:
    wrong = task("awsvpc", container(port(80, 8080), hostname="web"))
    assert found(wrong) == ["ENM003", "ENM016"]
    assert [f.rule for f in rules.check(module(wrong), ["ENM016"])] == ["ENM016"]
    with pytest.raises(KeyError):
        rules.check(module(wrong), ["ENM999"])


def test_a_result_is_sorted_by_place() -> None:
    def at(line: int) -> Attr[Any]:
        return attr("web", replace(AT, line=line))

    late, early = container(hostname=at(20)), container(hostname=at(10))
    result = Result(rules.check(module(task("awsvpc", late, early))))
    result.sort()
    assert [finding.at.line for finding in result.findings] == [10, 20]


# What the finding of each bad example points at.
POINTS_AT = {
    "ENM001": 'resource "aws_ecs_service" "web"',
    "ENM002": "network_configuration {",
    "ENM003": "hostPort = 8080",
    "ENM004": 'resource "aws_ecs_task_definition" "web"',
    "ENM005": 'resource "aws_lb_target_group" "web"',
    "ENM006": "target_type",
    "ENM007": "networkMode",
    "ENM008": "hostPort = 8080",
    "ENM009": "portMappings",
    "ENM010": "assign_public_ip",
    "ENM011": "launch_type",
    "ENM012": "service_registries {",
    "ENM013": "dns_records {",
    "ENM014": "service_registries {",
    "ENM015": "links",
    "ENM016": "hostname",
    "ENM017": "extraHosts",
    "ENM018": "dnsServers",
    "ENM019": "disableNetworking",
    "ENM020": "iam_role",
    "ENM021": "iam_role",
    "ENM022": "containerPort",
    "ENM023": "container_port",
    "ENM024": "elb_name",
    "ENM025": "service_registries {",
    "ENM026": "port_name",
    "ENM027": "service_connect_configuration {",
    "ENM028": "containerPortRange",
    "ENM029": "proxy_configuration {",
    "ENM030": "network_mode",
    "ENM031": "network_mode",
    "ENM032": "network_mode",
    "ENM033": "{ hostPort = 8080 }",
    "ENM034": "memory",
    "ENM035": '"10.0.1.0/24"',
    "ENM036": "ecs_target {",
    "ENM037": "port = 80",
    "ENM038": 'resource "aws_ecs_service" "web"',
    "ENM039": "hostPort = 50000",
    "ENM040": "user",
    "ENM041": "name",
    "ENM042": "{ containerPort = 4317 }",
    "ENM043": "launch_type",
    "ENM044": "capacity_provider_strategy {",
    "ENM045": "platform_version",
    "ENM046": "target_group_arns",
    "ENM047": "enable_fault_injection",
    "ENM048": "network_configuration {",
}


@pytest.mark.parametrize("rule_id", RULES)
def test_the_bad_example_breaks_its_rule_and_no_other(rule_id: str) -> None:
    path = SNIPPETS / rule_id / "bad.tf"
    result = ecsnet.check([path])
    assert not result.problems
    (finding,) = result.findings
    assert finding.rule == rule_id
    line = path.read_text().splitlines()[finding.at.line - 1]
    assert line[finding.at.column - 1 :].startswith(POINTS_AT[rule_id])


@pytest.mark.parametrize("rule_id", RULES)
def test_the_good_example_breaks_no_rule(rule_id: str) -> None:
    part = configuration(SNIPPETS / rule_id / "good.tf")
    assert not part.problems
    good = terraform.build(part)
    assert good.task_definitions
    assert rules.check(good) == []


NETWORK = """  network_configuration {
    subnets = var.private_subnet_ids
  }
"""
REGISTRY = """    registry_arn = aws_service_discovery_service.web.arn
"""

# A change of each good example along the condition of its rule.
MUTATIONS: list[tuple[str, str, str]] = [
    ("ENM001", NETWORK, ""),
    (
        "ENM002",
        "desired_count   = 2\n",
        "desired_count   = 2\n" + NETWORK.replace("var.", "local."),
    ),
    ("ENM003", "containerPort = 80 }", "containerPort = 80, hostPort = 0 }"),
    ("ENM003", "containerPort = 80 }", "containerPort = 80, hostPort = 81 }"),
    ("ENM004", '"awsvpc"', '"bridge"'),
    ("ENM004", '"awsvpc"', '"none"'),
    ("ENM005", 'target_type = "ip"', 'target_type = "instance"'),
    ("ENM005", 'target_type = "ip"', 'target_type = "alb"'),
    ("ENM006", 'target_type = "instance"', 'target_type = "ip"'),
    ("ENM007", 'name         = "web"', 'name = "web", network_mode = "host"'),
    ("ENM008", "hostPort = 80 ", "hostPort = 0 "),
    ("ENM008", "hostPort = 80 ", "hostPort = 8080 "),
    ("ENM009", "memory  = 64", "memory = 64\n portMappings = [{ containerPort = 80 }]"),
    ("ENM010", "assign_public_ip = false", "assign_public_ip = true"),
    ("ENM011", '  requires_compatibilities = ["FARGATE"]\n  cpu                      = 256\n', ""),
    ("ENM012", '    container_name = "web"\n', ""),
    ("ENM012", "    container_port = 80\n", ""),
    ("ENM013", '"SRV"', '"A"'),
    ("ENM013", '"SRV"', '"AAAA"'),
    ("ENM014", REGISTRY, REGISTRY + "container_port = 80\n"),
    ("ENM014", REGISTRY, REGISTRY + "container_port = 80\n"),
    ("ENM014", '"A"', '"SRV"'),
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
    ("ENM020", "desired_count   = 2", 'iam_role = "ecs"'),
    ("ENM021", "desired_count   = 2", "iam_role = aws_iam_role.ecs.arn"),
    ("ENM022", "containerPort = 8080", "containerPort = 80"),
    ("ENM023", "container_port   = 8080", "container_port = 80"),
    ("ENM023", 'container_name   = "web"', 'container_name = "api"'),
    (
        "ENM024",
        "target_group_arn = aws_lb_target_group.web.arn\n    c",
        "elb_name = aws_elb.a.name\n    c",
    ),
    ("ENM025", "desired_count   = 2", "service_registries {\n registry_arn = var.arn\n }"),
    (
        "ENM025",
        "desired_count   = 2",
        'load_balancer {\n container_name = "batch"\n container_port = 80\n }',
    ),
    ("ENM026", 'port_name = "http"', 'port_name = "web"'),
    ("ENM027", '  network_mode = "bridge"\n', ""),
    ("ENM027", '"bridge"\n', '"host"\n'),
    ("ENM028", "{ containerPortRange", "{ hostPort = 1, containerPortRange"),
    ("ENM028", "21000-21010", "21010-21000"),
    ("ENM028", '"bridge"', '"host"'),
    ("ENM029", '"awsvpc"', '"bridge"'),
    ("ENM029", '  network_mode          = "awsvpc"\n', ""),
    ("ENM030", '"bridge"', '"awsvpc"'),
    ("ENM031", '"awsvpc"', '"bridge"'),
    ("ENM031", '"awsvpc"', '"none"'),
    ("ENM032", 'family = "web"', 'family = "web"\n  network_mode = "nat"'),
    ("ENM033", "containerPort = 80, ", ""),
    ("ENM033", "containerPort = 80,", 'containerPort = "80",'),
    ("ENM034", "2048", "4096"),
    ("ENM034", "  memory                   = 2048\n", ""),
    ("ENM035", "[aws_subnet.private.id]", '["aws_subnet.private.id"]'),
    ("ENM035", "[aws_subnet.private.id]", '["10.0.1.0/24"]'),
    ("ENM035", "[aws_subnet.private.id]", "[]"),
    ("ENM036", "    network_configuration {\n      subnets = var.private_subnet_ids\n    }\n", ""),
    ("ENM037", '"traffic-port"', '"80"'),
    ("ENM038", "deployment_minimum_healthy_percent = 50", ""),
    ("ENM038", "percent = 50", "percent = 100"),
    ("ENM039", "hostPort = 8080", "hostPort = 32768"),
    ("ENM039", "hostPort = 8080", "hostPort = 2375"),
    ("ENM040", '"aoc"', '"0"'),
    ("ENM041", "memory       = 256", ""),
    ("ENM042", ", hostPort = 4317", ""),
    ("ENM043", '  network_mode             = "awsvpc"\n', ""),
    (
        "ENM044",
        "capacity_provider_strategy {",
        'launch_type = "FARGATE"\n capacity_provider_strategy {',
    ),
    ("ENM045", "desired_count   = 2", 'platform_version = "1.4.0"'),
    (
        "ENM046",
        "max_size            = 3",
        "max_size = 3\n target_group_arns = [aws_lb_target_group.web.arn]",
    ),
    ("ENM047", '"awsvpc"', '"bridge"'),
    ("ENM047", '"awsvpc"', '"none"'),
    (
        "ENM048",
        '    type = "EXTERNAL"\n  }\n',
        '    type = "EXTERNAL"\n  }\n  network_configuration {\n    subnets = []\n  }\n',
    ),
    (
        "ENM048",
        '    type = "EXTERNAL"\n  }\n',
        '    type = "EXTERNAL"\n  }\n  load_balancer {\n    container_port = 80\n  }\n',
    ),
]


def test_every_rule_has_a_mutation() -> None:
    assert {rule_id for rule_id, _, _ in MUTATIONS} == set(RULES)


@pytest.mark.parametrize(
    ("rule_id", "old", "new"),
    MUTATIONS,
    ids=[f"{rule_id}-{index}" for index, (rule_id, _, _) in enumerate(MUTATIONS)],
)
def test_a_mutation_of_the_good_example_is_caught(
    tmp_path: Path, rule_id: str, old: str, new: str
) -> None:
    good = (SNIPPETS / rule_id / "good.tf").read_text()
    assert old in good
    file = tmp_path / "main.tf"
    file.write_text(good.replace(old, new))
    result = ecsnet.check([file])
    assert not result.problems
    assert rule_id in {finding.rule for finding in result.findings}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("rule_id", RULES)
def test_messages_take_what_the_finding_gives(rule_id: str) -> None:
    (finding,) = ecsnet.check([SNIPPETS / rule_id / "bad.tf"]).findings
    for language in facts.LANGUAGES:
        assert placeholders(facts.facts().rules[rule_id].message[language]) == set(finding.params)


def sections(path: Path) -> dict[str, list[str]]:
    """The marked sections of a snippet, without the markers of sections inside them."""
    open_sections: list[str] = []
    lines: dict[str, list[str]] = {}
    for line in path.read_text().splitlines():
        marker = line.strip().removeprefix("# --8<-- ")
        if marker == line.strip():
            for name in open_sections:
                lines[name].append(line)
            continue
        edge, _, name = marker.strip("[]").partition(":")
        if edge == "start":
            open_sections.append(name)
            lines[name] = []
        else:
            assert (edge, name) == ("end", open_sections.pop())
    assert not open_sections
    return lines


@pytest.mark.parametrize("rule_id", RULES)
def test_examples_have_the_sections_that_pages_include(rule_id: str) -> None:
    bad, good = (sections(SNIPPETS / rule_id / name) for name in ("bad.tf", "good.tf"))
    assert set(bad) == {"example", "mistake"}
    assert set(good) == {"example"}
    assert 5 <= len(bad["mistake"]) <= 15
    assert bad["example"] != good["example"]


# --- the model's word on modes ------------------------------------------------------------------


def test_network_modes_are_those_of_the_api() -> None:
    shapes = Loader().load_service_model("ecs", "service-2")["shapes"]
    assert set(NETWORK_MODES) == set(shapes["NetworkMode"]["enum"])
    assert (*NETWORK_MODES, "default") == facts.MODES


@pytest.mark.parametrize("written", ["default", "nat", "AWSVPC", "", "awsvpc "])
def test_a_value_that_is_no_mode_is_one_finding(written: str) -> None:
    definition = task(
        attr(written),
        container(port(80, 8080), hostname="web", links=("db",)),
        requires_compatibilities=("FARGATE",),
        cpu="256",
        memory="512",
    )
    finding = only_finding(service(definition, network_configuration=network()))
    assert (finding.rule, finding.params) == ("ENM032", {"mode": written})
    assert definition.mode is None


# --- silence on what is not known ---------------------------------------------------------------


def unknowns(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Copies of a model with one attribute unknown each, and which attribute that is."""
    if isinstance(node, Attr):
        yield path, replace(node, raw=UNKNOWN)
        if not isinstance(node.raw, Missing):
            for name, copy in unknowns(node.raw, path):
                yield name, replace(node, raw=copy)
    elif isinstance(node, tuple):
        for index, item in enumerate(node):
            for name, copy in unknowns(item, path):
                yield name, (*node[:index], copy, *node[index + 1 :])
    elif is_dataclass(node) and not isinstance(node, Location):
        for member in fields(node):
            below = f"{path}.{member.name}".lstrip(".")
            for name, copy in unknowns(getattr(node, member.name), below):
                yield name, replace(node, **{member.name: copy})


BRIDGE = task("bridge", container(port(80)))
AWSVPC = task("awsvpc", container(port(80)))
PLAIN = task(OMITTED, container(port(80)))
MODE = "task_definition.network_mode"
TARGETS = {"load_balancers", "load_balancers.target_group.target_type"}
PORTS = {"network_mode", "containers", "containers.port_mappings"}
HOST_PORT = "containers.port_mappings.host_port"
CONTAINER_PORT = "containers.port_mappings.container_port"
PROTOCOL = "containers.port_mappings.protocol"
PORT_RANGE = "containers.port_mappings.container_port_range"
RECORDS = "service_registries.service.record_types"

# (rule, what breaks it, the attributes its verdict depends on). Where another attribute is unknown
# the finding holds whatever the value is.
BROKEN: list[tuple[str, Part, set[str]]] = [
    ("ENM001", service(AWSVPC), {MODE, "network_configuration"}),
    (
        "ENM002",
        service(BRIDGE, network_configuration=network()),
        {MODE, "network_configuration"},
    ),
    (
        "ENM002",
        service(PLAIN, network_configuration=network()),
        {
            MODE,
            "network_configuration",
            "task_definition.requires_compatibilities",
            "task_definition.operating_system_family",
        },
    ),
    (
        "ENM003",
        task("awsvpc", container(port(80, 8080))),
        PORTS | {HOST_PORT, CONTAINER_PORT},
    ),
    (
        "ENM004",
        task("bridge", container(), requires_compatibilities=("FARGATE",), cpu="256", memory="512"),
        {"network_mode", "requires_compatibilities"},
    ),
    (
        "ENM004",
        task(OMITTED, container(), requires_compatibilities=("FARGATE",), cpu="256", memory="512"),
        {"network_mode", "requires_compatibilities", "operating_system_family"},
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
        "ENM007",
        task("bridge", container(network_mode="awsvpc")),
        {"containers", "containers.network_mode"},
    ),
    ("ENM008", task("host", container(port(80, 8080))), PORTS | {HOST_PORT, CONTAINER_PORT}),
    ("ENM009", task("none", container(port(80))), PORTS),
    (
        "ENM010",
        service(AWSVPC, launch_type="EC2", network_configuration=network(True)),
        {"launch_type", "network_configuration", "network_configuration.assign_public_ip"},
    ),
    (
        "ENM010",
        service(
            AWSVPC,
            capacity_provider_strategy=(provider("on-demand", None),),
            network_configuration=network(True),
        ),
        {
            "launch_type",
            "capacity_provider_strategy",
            "capacity_provider_strategy.name",
            "network_configuration",
            "network_configuration.assign_public_ip",
        },
    ),
    (
        "ENM011",
        service(task("bridge", container(), cpu="256", memory="512"), launch_type="FARGATE"),
        {"launch_type", MODE},
    ),
    (
        "ENM011",
        service(
            task("awsvpc", container(), memory="512"),
            launch_type="FARGATE",
            network_configuration=network(),
        ),
        {"launch_type", "task_definition.cpu"},
    ),
    (
        "ENM011",
        service(
            task("awsvpc", container(), cpu="256"),
            capacity_provider_strategy=(provider("FARGATE", "FARGATE"),),
            network_configuration=network(),
        ),
        {"launch_type", "capacity_provider_strategy", "task_definition.memory"},
    ),
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
        "ENM031",
        task("bridge", container(), requires_compatibilities=("MANAGED_INSTANCES",)),
        {"network_mode", "requires_compatibilities"},
    ),
    ("ENM032", task("nat", container()), {"network_mode"}),
    (
        "ENM034",
        task("awsvpc", requires_compatibilities=("FARGATE",), cpu="256", memory="4096"),
        {"requires_compatibilities", "cpu", "memory"},
    ),
    (
        "ENM034",
        task("awsvpc", requires_compatibilities=("FARGATE",), memory="512"),
        {"requires_compatibilities", "cpu"},
    ),
    (
        "ENM034",
        task(
            "awsvpc",
            requires_compatibilities=("FARGATE",),
            operating_system_family="WINDOWS_SERVER_2022_CORE",
            cpu="512",
            memory="1024",
        ),
        {"requires_compatibilities", "operating_system_family", "cpu", "memory"},
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
        "ENM020",
        service(AWSVPC, network_configuration=network(), iam_role="ecs"),
        {MODE, "iam_role"},
    ),
    ("ENM021", service(BRIDGE, iam_role="ecs"), {"iam_role", "load_balancers"}),
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
        "ENM025",
        service(task("none", container()), load_balancers=balanced()),
        {MODE, "load_balancers"},
    ),
    (
        "ENM025",
        service(task("none", container()), service_registries=registry()),
        {MODE, "service_registries"},
    ),
    (
        "ENM025",
        service(task("none", container()), service_connect=connect("http")),
        {MODE, "service_connect", "service_connect.enabled"},
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
        "ENM029",
        task("bridge", container(), proxy_configuration=True),
        {"network_mode", "proxy_configuration"},
    ),
    (
        "ENM030",
        task("awsvpc", container(), requires_compatibilities=("EXTERNAL",)),
        {"network_mode", "requires_compatibilities"},
    ),
    (
        "ENM030",
        service(BRIDGE, launch_type="EXTERNAL", service_registries=registry("web", 80)),
        {"launch_type", "service_registries"},
    ),
    (
        "ENM030",
        service(AWSVPC, launch_type="EXTERNAL", network_configuration=network()),
        {"launch_type", MODE},
    ),
    (
        "ENM030",
        service(
            task("bridge", container(port(80)), requires_compatibilities=("EXTERNAL",)),
            load_balancers=balanced(),
        ),
        {
            "launch_type",
            "capacity_provider_strategy",
            "load_balancers",
            "task_definition.requires_compatibilities",
        },
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
    (
        "ENM035",
        service(AWSVPC, network_configuration=network(subnets=ids("10.0.0.0/24"))),
        {"network_configuration", "network_configuration.subnets"},
    ),
    (
        "ENM035",
        scheduled(
            AWSVPC,
            network_configuration=network(security_groups=ids(*(f"sg-{n}" for n in "abcdef"))),
        ),
        {"network_configuration", "network_configuration.security_groups"},
    ),
    ("ENM036", scheduled(AWSVPC, launch_type="EC2"), {MODE, "network_configuration"}),
    (
        "ENM036",
        scheduled(None, launch_type="FARGATE"),
        {"launch_type", "network_configuration"},
    ),
    (
        "ENM036",
        scheduled(BRIDGE, network_configuration=network()),
        {MODE, "network_configuration"},
    ),
    (
        "ENM036",
        scheduled(AWSVPC, launch_type="EC2", network_configuration=network(True)),
        {"launch_type", "network_configuration", "network_configuration.assign_public_ip"},
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
    (
        "ENM038",
        service(task("bridge", container(port(80, 8080))), desired_count=2),
        {
            MODE,
            "launch_type",
            "capacity_provider_strategy",
            "scheduling_strategy",
            "placement_constraints",
            "desired_count",
            "minimum_healthy_percent",
            "task_definition.containers",
            "task_definition.containers.port_mappings",
            f"task_definition.{HOST_PORT}",
        },
    ),
    ("ENM039", task("bridge", container(port(80, 22))), PORTS | {HOST_PORT}),
    (
        "ENM040",
        task("host", container(user="root")),
        {"network_mode", "containers", "containers.user"},
    ),
    ("ENM042", task("host", container(port(80))), PORTS | {CONTAINER_PORT, HOST_PORT}),
    (
        "ENM043",
        task(OMITTED, container(), requires_compatibilities=("MANAGED_INSTANCES",)),
        {"network_mode", "requires_compatibilities"},
    ),
    (
        "ENM043",
        service(
            task("host", container(), requires_compatibilities=("MANAGED_INSTANCES",)),
            launch_type="EC2",
        ),
        {
            "launch_type",
            "capacity_provider_strategy",
            "task_definition.requires_compatibilities",
        },
    ),
    (
        "ENM044",
        service(
            None,
            launch_type="FARGATE",
            capacity_provider_strategy=(provider("FARGATE", "FARGATE"),),
        ),
        {"launch_type", "capacity_provider_strategy"},
    ),
    (
        "ENM045",
        service(None, launch_type="EC2", platform_version="LATEST"),
        {"launch_type", "platform_version"},
    ),
    ("ENM046", scaling_group("ip"), {"target_groups", "target_groups.target_type"}),
    (
        "ENM047",
        task("bridge", container(), fault_injection=True),
        {"network_mode", "fault_injection"},
    ),
    (
        "ENM048",
        service(None, deployment_controller="EXTERNAL", network_configuration=network()),
        {"deployment_controller", "network_configuration"},
    ),
    (
        "ENM048",
        service(None, deployment_controller="EXTERNAL", load_balancers=balanced()),
        {"deployment_controller", "load_balancers"},
    ),
]


def test_every_rule_is_tried_with_unknown_attributes() -> None:
    assert {rule_id for rule_id, _, _ in BROKEN} == set(RULES)


@pytest.mark.parametrize(
    ("rule_id", "broken", "reads"),
    BROKEN,
    ids=[f"{rule_id}-{index}" for index, (rule_id, _, _) in enumerate(BROKEN)],
)
def test_a_rule_is_silent_where_its_verdict_depends_on_an_unknown_value(
    rule_id: str, broken: Part, reads: set[str]
) -> None:
    assert found(broken) == [rule_id]
    tried: set[str] = set()
    for name, copy in unknowns(broken):
        findings = rules.check(module(copy), [rule_id])
        assert bool(findings) == (name not in reads), name
        tried.add(name)
    assert reads <= tried


# --- the rules one by one -----------------------------------------------------------------------

FARGATE = {"requires_compatibilities": ("FARGATE",), "cpu": "256", "memory": "512"}
MANAGED = {"requires_compatibilities": ("MANAGED_INSTANCES",)}
ALL = {"awsvpc", "bridge", "host", "none", "default"}


def target(mode: str, target_type: str) -> Service:
    return service(task(mode, container()), load_balancers=balanced(target_type))


# Rule, a resource with the setting in question, and the modes that refuse it. Said here again,
# apart from the matrix, so that a wrong cell does not bend a rule unnoticed.
REFUSALS: list[tuple[str, Callable[[str], Part], set[str]]] = [
    ("ENM001", lambda mode: service(task(mode)), {"awsvpc"}),
    (
        "ENM002",
        lambda mode: service(task(mode), network_configuration=network()),
        ALL - {"awsvpc"},
    ),
    ("ENM003", lambda mode: task(mode, container(port(80, 8080))), {"awsvpc"}),
    ("ENM003", lambda mode: task(mode, container(port(80, 0))), {"awsvpc"}),
    ("ENM003", lambda mode: task(mode, container(port(80, 80))), set()),
    ("ENM003", lambda mode: task(mode, container(port(80))), set()),
    ("ENM003", lambda mode: task(mode, container(port(OMITTED, 8080))), set()),
    ("ENM004", lambda mode: task(mode, container(), **FARGATE), ALL - {"awsvpc"}),
    ("ENM004", lambda mode: task(mode, requires_compatibilities=("EC2",)), set()),
    ("ENM005", lambda mode: target(mode, "instance"), {"awsvpc"}),
    ("ENM005", lambda mode: target(mode, "lambda"), {"awsvpc"}),
    ("ENM005", lambda mode: target(mode, "ip"), set()),
    ("ENM006", lambda mode: target(mode, "ip"), {"bridge", "host"}),
    ("ENM006", lambda mode: target(mode, "instance"), set()),
    ("ENM008", lambda mode: task(mode, container(port(80, 8080))), {"host"}),
    ("ENM008", lambda mode: task(mode, container(port(80, 0))), {"host"}),
    ("ENM008", lambda mode: task(mode, container(port(80, 80))), set()),
    ("ENM008", lambda mode: task(mode, container(port(80))), set()),
    ("ENM009", lambda mode: task(mode, container(port(80))), {"none"}),
    ("ENM009", lambda mode: task(mode, container(port_mappings=())), set()),
    (
        "ENM010",
        lambda mode: service(task(mode), launch_type="EC2", network_configuration=network(True)),
        {"awsvpc"},
    ),
    (
        "ENM011",
        lambda mode: service(task(mode, cpu="256", memory="512"), launch_type="FARGATE"),
        ALL - {"awsvpc"},
    ),
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
    (
        "ENM031",
        lambda mode: task(mode, container(), **MANAGED),
        # An omitted mode means nothing certain there, so the default mode cannot come up.
        {"bridge", "none"},
    ),
    ("ENM041", lambda mode: task(mode, container(memory=OMITTED)), ALL),
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
    ("ENM020", lambda mode: service(task(mode), iam_role="ecs"), {"awsvpc"}),
    ("ENM021", lambda mode: service(task(mode), iam_role="ecs"), ALL - {"awsvpc"}),
    ("ENM023", lambda mode: service(task(mode), load_balancers=balanced()), ALL - {"none"}),
    ("ENM024", lambda mode: service(task(mode), load_balancers=classic()), {"awsvpc"}),
    ("ENM025", lambda mode: service(task(mode), load_balancers=classic()), {"none"}),
    ("ENM025", lambda mode: service(task(mode), service_registries=registry()), {"none"}),
    ("ENM025", lambda mode: service(task(mode), service_connect=connect()), {"none"}),
    ("ENM026", lambda mode: service(task(mode), service_connect=connect("a")), ALL - {"none"}),
    ("ENM027", lambda mode: service(task(mode), service_connect=connect()), {"host", "default"}),
    ("ENM028", lambda mode: task(mode, container(*ranges("1-9"))), {"host"}),
    ("ENM029", lambda mode: task(mode, proxy_configuration=True), ALL - {"awsvpc"}),
    ("ENM030", lambda mode: task(mode, requires_compatibilities=("EXTERNAL",)), {"awsvpc"}),
    ("ENM036", lambda mode: scheduled(task(mode)), {"awsvpc"}),
    (
        "ENM036",
        lambda mode: scheduled(task(mode), network_configuration=network()),
        ALL - {"awsvpc"},
    ),
    (
        "ENM037",
        lambda mode: service(
            task(mode, container(port(80))), load_balancers=balanced("instance", "80")
        ),
        {"bridge", "default"},
    ),
    (
        "ENM038",
        lambda mode: service(task(mode, container(port(80, 80))), desired_count=1),
        {"bridge", "host", "default"},
    ),
    ("ENM039", lambda mode: task(mode, container(port(22, 22))), {"bridge", "host", "default"}),
    ("ENM040", lambda mode: task(mode, container(user="root")), {"host"}),
    ("ENM042", lambda mode: task(mode, container(port(80))), {"host"}),
    ("ENM047", lambda mode: task(mode, fault_injection=True), ALL - {"awsvpc", "host"}),
]


@pytest.mark.parametrize(
    ("rule_id", "build", "refusing"),
    REFUSALS,
    ids=[f"{rule_id}-{index}" for index, (rule_id, _, _) in enumerate(REFUSALS)],
)
def test_a_rule_applies_in_its_modes_only(
    rule_id: str, build: Callable[[str], Part], refusing: set[str]
) -> None:
    findings = {mode: rules.check(module(build(mode)), [rule_id]) for mode in ALL}
    assert {mode: len(found) for mode, found in findings.items()} == {
        mode: int(mode in refusing) for mode in ALL
    }


def test_a_service_with_what_its_mode_needs_is_clean() -> None:
    web = task("awsvpc", container(port(80)), **FARGATE)
    for extra in ({}, {"launch_type": "FARGATE"}):
        kept = {"network_configuration": network(True), "load_balancers": balanced("ip")} | extra
        assert found(service(web, **kept)) == []
    kept = {"load_balancers": balanced(), "service_registries": registry("web", 80)}
    assert found(service(task("bridge", container(port(80, 0))), **kept)) == []


def test_a_service_without_its_task_definition_in_the_files_is_left_alone() -> None:
    everything = {
        "network_configuration": network(True),
        "load_balancers": balanced("ip"),
        "service_registries": registry(),
    }
    assert found(service(None, launch_type="FARGATE", **everything)) == []
    assert found(service(None, **everything)) == []
    assert found(service(None, launch_type="FARGATE")) == []


def test_a_target_group_outside_the_files_is_left_alone() -> None:
    outside = blue_green(None, None)
    for mode, extra in (("awsvpc", {"network_configuration": network()}), ("bridge", {})):
        web = task(mode, container(port(80)))
        assert found(service(web, load_balancers=outside, **extra)) == []


def test_awsvpc_findings_name_the_two_ports() -> None:
    finding = only_finding(task("awsvpc", container(port(80), port(443, 8443), name="proxy")))
    assert finding.params == {"container": "proxy", "host_port": 8443, "container_port": 443}


def test_a_container_without_a_known_name_is_a_question_mark() -> None:
    finding = only_finding(task("awsvpc", container(port(80, 0), name=UNKNOWN)))
    assert finding.params["container"] == "?"


@pytest.mark.parametrize(
    ("mode", "ids"), [("bridge", ["ENM004"]), (OMITTED, ["ENM004"]), ("awsvpc", [])]
)
@pytest.mark.parametrize(
    "settings",
    [
        {"network_configuration": network()},
        {"network_configuration": network(), "launch_type": "FARGATE"},
    ],
)
def test_with_fargate_listed_the_wrong_mode_is_the_only_finding(
    settings: dict[str, Any], mode: Any, ids: list[str]
) -> None:
    assert found(service(task(mode, container(), **FARGATE), **settings)) == ids


@pytest.mark.parametrize(
    "settings",
    [
        {"network_configuration": network()},
        {"load_balancers": balanced("ip")},
        {"service_registries": registry()},
    ],
)
def test_on_fargate_the_wrong_mode_is_the_only_finding(settings: dict[str, Any]) -> None:
    definition = task("bridge", container(port(80)), cpu="256", memory="512")
    assert found(service(definition, launch_type="FARGATE", **settings)) == ["ENM011"]
    listed = task("bridge", container(port(80)), **FARGATE)
    assert found(service(listed, **settings)) == ["ENM004"]


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


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("awsvpc", "warning"),
        (UNKNOWN, "warning"),
        ("bridge", "error"),
        (OMITTED, "error"),
        ("host", "error"),
    ],
)
def test_a_mode_in_a_container_is_an_error_unless_it_is_harmless(own: Any, expected: str) -> None:
    finding = only_finding(task(own, container(network_mode="awsvpc")))
    assert (finding.rule, level(finding)) == ("ENM007", expected)


EC2_PROVIDER = provider(UNKNOWN, "EC2")
SPOT = provider("FARGATE_SPOT", "FARGATE")
ON_DEMAND = provider("FARGATE", "FARGATE")


@pytest.mark.parametrize(
    ("definition", "settings", "ids"),
    [
        (AWSVPC, {"launch_type": "EC2"}, ["ENM010"]),
        (AWSVPC, {"launch_type": "EXTERNAL"}, ["ENM010", "ENM030"]),
        (AWSVPC, {"capacity_provider_strategy": (EC2_PROVIDER,)}, ["ENM010"]),
        (
            AWSVPC,
            {"capacity_provider_strategy": (provider(UNKNOWN, "MANAGED_INSTANCES"),)},
            ["ENM010"],
        ),
        (AWSVPC, {"capacity_provider_strategy": (provider("on-demand", None),)}, ["ENM010"]),
        (AWSVPC, {"capacity_provider_strategy": (provider(UNKNOWN, None),)}, []),
        (AWSVPC, {"capacity_provider_strategy": (EC2_PROVIDER, provider(UNKNOWN, None))}, []),
        (AWSVPC, {}, []),
        (task("awsvpc", container(), requires_compatibilities=("EC2",)), {}, ["ENM010"]),
        (task("awsvpc", container(), **FARGATE), {"capacity_provider_strategy": (SPOT,)}, []),
        (
            task("awsvpc", container(), **FARGATE),
            {"capacity_provider_strategy": (SPOT, ON_DEMAND)},
            [],
        ),
        (task("awsvpc", container(), **FARGATE), {"launch_type": "FARGATE"}, []),
        (task(UNKNOWN, container()), {"launch_type": "EC2"}, ["ENM010"]),
        (None, {"launch_type": "EC2"}, ["ENM010"]),
        (BRIDGE, {"launch_type": "EC2"}, ["ENM002"]),
    ],
)
def test_a_public_ip_is_refused_off_fargate(
    definition: TaskDefinition | None, settings: dict[str, Any], ids: list[str]
) -> None:
    assert found(service(definition, network_configuration=network(True), **settings)) == ids


@pytest.mark.parametrize("value", [False, OMITTED])
def test_no_public_ip_is_no_finding(value: Any) -> None:
    quiet = service(AWSVPC, launch_type="EC2", network_configuration=network(value))
    assert found(quiet) == []


@pytest.mark.parametrize(
    ("mode", "sizes", "missing"),
    [
        ("awsvpc", {"cpu": "256", "memory": "512"}, None),
        ("awsvpc", {"cpu": "256"}, "`memory`"),
        ("awsvpc", {"memory": "512"}, "`cpu`"),
        ("awsvpc", {}, "`cpu`, `memory`"),
        ("host", {"cpu": "256", "memory": "512"}, '`network_mode = "awsvpc"`'),
        (OMITTED, {}, '`network_mode = "awsvpc"`, `cpu`, `memory`'),
        (UNKNOWN, {"cpu": UNKNOWN, "memory": UNKNOWN}, None),
        (UNKNOWN, {"cpu": "256"}, "`memory`"),
    ],
)
@pytest.mark.parametrize(
    ("capacity", "place"),
    [("launch_type", "FARGATE"), ("capacity_provider_strategy", (ON_DEMAND, SPOT))],
)
def test_a_fargate_service_asks_its_task_definition_for_mode_and_size(
    mode: Any, sizes: dict[str, Any], missing: str | None, capacity: str, place: Any
) -> None:
    there = replace(AT, line=7)
    definition = task(mode, container(), **sizes)
    web = service(definition, network_configuration=network(), **{capacity: attr(place, there)})
    findings = rules.check(module(web), ["ENM011"])
    if missing is None:
        assert not findings
    else:
        (finding,) = findings
        assert finding.at == there
        assert finding.params.keys() == {"task", "missing"}
        assert finding.params["task"] == definition.address
        assert value_text(finding.params["missing"], "en") == missing


def test_a_listed_fargate_leaves_the_size_to_the_task_definition() -> None:
    definition = task("awsvpc", container(), requires_compatibilities=("FARGATE",))
    web = service(definition, launch_type="FARGATE", network_configuration=network())
    assert found(web) == ["ENM034"]


@pytest.mark.parametrize("strategy", [(EC2_PROVIDER,), (EC2_PROVIDER, ON_DEMAND), UNKNOWN])
def test_a_service_not_surely_on_fargate_needs_no_size(strategy: Any) -> None:
    web = service(AWSVPC, capacity_provider_strategy=strategy, network_configuration=network())
    assert found(web) == []


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
    assert finding.params.keys() == {"mode", "missing"}
    assert finding.params["mode"] == "bridge"
    assert value_text(finding.params["missing"], "en") == missing


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
    assert (findings[0].params["port"], findings[0].params["protocol"]) == (80, "tcp")


def test_a_container_can_clash_with_itself_but_not_with_another_task() -> None:
    assert found(task("awsvpc", container(port(80), port(80)))) == ["ENM022"]
    assert found(*(task("host", container(port(80, 80))) for _ in range(2))) == []


@pytest.mark.parametrize(
    ("mode", "ids"),
    [("awsvpc", []), ("host", []), (OMITTED, []), ("bridge", ["error"]), ("none", ["warning"])],
)
def test_none_on_managed_instances_is_a_warning(mode: Any, ids: list[str]) -> None:
    findings = rules.check(module(task(mode, container(), **MANAGED)), ["ENM031"])
    assert [level(finding) for finding in findings] == ids


@pytest.mark.parametrize(("mode", "ids"), [("bridge", ["ENM004"]), ("awsvpc", [])])
def test_fargate_decides_where_both_are_listed(mode: Any, ids: list[str]) -> None:
    both = FARGATE | {"requires_compatibilities": ("FARGATE", "MANAGED_INSTANCES")}
    assert found(task(mode, container(), **both)) == ids


@pytest.mark.parametrize(
    ("cpu", "memory", "valid"),
    [
        ("256", "512", True),
        (256, 512, True),
        (".25 vCPU", "0.5 GB", True),
        ("0.25 vCPU", "512", True),
        ("1 vCPU", "2 GB", True),
        ("1 vcpu", "2GB", True),
        ("1vCPU", "2gb", True),
        (" 1024 ", "8192", True),
        ("32768", "249856", True),
        ("256", "4096", False),
        ("1 vCPU", "1 GB", False),
        ("300", "512", False),
        ("0.3 vCPU", "512", False),
        ("8 vCPU", "17 GB", False),
        ("256 units", "4096", True),
        ("256", "4096 MB", True),
        ("256", "4 GiB", True),
        ("0.25", "4096", True),
        ("large", "4096", True),
    ],
)
def test_fargate_sizes(cpu: Any, memory: Any, valid: bool) -> None:
    listed = {"requires_compatibilities": ("EC2", "FARGATE"), "cpu": cpu, "memory": memory}
    findings = rules.check(module(task("awsvpc", container(), **listed)))
    assert [f.rule for f in findings] == ["ENM034"] * (not valid)
    for finding in findings:
        assert finding.params == {"cpu": str(cpu), "memory": str(memory)}


@pytest.mark.parametrize(
    ("sizes", "line", "shown"),
    [
        ({"cpu": "256", "memory": "9"}, 2, {"cpu": "256", "memory": "9"}),
        ({"cpu": "300", "memory": "512"}, 1, {"cpu": "300", "memory": "512"}),
        ({"memory": "512"}, 1, {"cpu": "null", "memory": "512"}),
        ({"cpu": "256"}, 2, {"cpu": "256", "memory": "null"}),
        ({}, 1, {"cpu": "null", "memory": "null"}),
        ({"memory": UNKNOWN}, 1, {"cpu": "null", "memory": "?"}),
    ],
)
def test_a_size_finding_points_at_the_wrong_half(
    sizes: dict[str, Any], line: int, shown: dict[str, str]
) -> None:
    places = {"cpu": replace(AT, line=1), "memory": replace(AT, line=2)}
    given = {name: attr(sizes.get(name, OMITTED), place) for name, place in places.items()}
    finding = only_finding(
        task("awsvpc", container(), requires_compatibilities=("FARGATE",), **given)
    )
    assert (finding.rule, finding.at.line, finding.params) == ("ENM034", line, shown)


def test_a_size_is_asked_for_on_fargate_only() -> None:
    for listed in (OMITTED, (), ("EC2",), ("MANAGED_INSTANCES",), UNKNOWN):
        definition = task("awsvpc", container(), requires_compatibilities=listed, cpu="300")
        assert found(definition) == []


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


WEB = {"network_configuration": network()}
NAMED = task("awsvpc", container(port(80, name="http"), port(81)))
STATIC = task("bridge", container(port(80, 8080)))
DYNAMIC = task("bridge", container(port(80, 0), port(81, 8081)))
COLLECTOR = task("host", container(port(4317, 4317)))


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


def test_a_role_needs_a_load_balancer_and_another_mode_than_awsvpc() -> None:
    assert found(service(AWSVPC, iam_role="ecs", load_balancers=balanced("ip"), **WEB)) == [
        "ENM020"
    ]
    assert found(service(BRIDGE, iam_role="ecs", load_balancers=balanced())) == []
    assert found(service(None, iam_role="ecs")) == ["ENM021"]


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


def test_each_way_to_reach_a_service_without_network_is_a_finding() -> None:
    everything = {
        "load_balancers": balanced("ip"),
        "service_registries": registry("web", 80, records=("A",)),
        "service_connect": connect("http"),
    }
    findings = rules.check(module(service(task("none", container()), **everything)))
    assert [f.rule for f in findings] == ["ENM025"] * 3
    assert {f.params["setting"] for f in findings} == {
        "load_balancer",
        "service_registries",
        "service_connect_configuration",
    }


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
    assert finding.params["conflict"] == Setting("network_mode", "host")
    assert finding.errors == ()


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


def test_on_fargate_the_wrong_mode_is_all_that_is_wrong_with_a_task_definition() -> None:
    wrong = task("bridge", container(), proxy_configuration=True, fault_injection=True, **FARGATE)
    assert found(wrong) == ["ENM004"]


def test_external_instances_have_neither_an_eni_nor_a_way_in() -> None:
    everything = {
        "load_balancers": balanced(),
        "service_registries": registry("web", 80),
        "service_connect": connect(),
    }
    findings = rules.check(module(service(BRIDGE, launch_type="EXTERNAL", **everything)))
    assert [f.params["setting"] for f in findings] == [
        "load_balancer",
        "service_registries",
        "service_connect_configuration",
    ]
    assert found(service(BRIDGE, launch_type="EC2", **everything)) == []
    listed = {"requires_compatibilities": ("EC2", "EXTERNAL")}
    both = service(task("bridge", container(port(80)), **listed), load_balancers=balanced())
    assert found(both) == []


def test_a_listed_external_is_one_finding() -> None:
    listed = task("awsvpc", container(), requires_compatibilities=("EXTERNAL",))
    assert found(service(listed, launch_type="EXTERNAL", **WEB)) == ["ENM030"]


@pytest.mark.parametrize(
    ("ports", "value", "errors"),
    [
        ((port(OMITTED, 80),), "null", None),
        ((port(80, text="80"),), '"80"', ()),
        ((port(UNKNOWN, text="${port}"),), '"${port}"', ()),
        ((port(80),), None, ()),
        (ranges("80-90"), None, ()),
        ((port(UNKNOWN),), None, ()),
    ],
)
def test_a_port_is_a_number(
    ports: tuple[PortMapping, ...], value: str | None, errors: tuple[str, ...] | None
) -> None:
    findings = rules.check(module(task("bridge", container(*ports))))
    expected = [("ENM033", value, errors)] if value else []
    assert [(f.rule, f.params["value"], f.errors) for f in findings] == expected
    assert "ENM033" not in found(task("none", container(port(OMITTED, 80))))


MANY_GROUPS = tuple(f"sg-{n}" for n in range(6))
MANY_SUBNETS = tuple(f"subnet-{n}" for n in range(17))


@pytest.mark.parametrize(
    ("members", "values"),
    [
        ({"subnets": ids("subnet-1", ResourceId("aws_subnet.a"), UNKNOWN)}, []),
        ({"subnets": ids("10.0.0.0/24", "2001:db8::/64")}, ["10.0.0.0/24", "2001:db8::/64"]),
        ({"subnets": ids("aws_subnet.a.id", "var.b")}, ["aws_subnet.a.id", "var.b"]),
        ({"subnets": ids("local.ids[0]", "module.vpc.id")}, ["local.ids[0]", "module.vpc.id"]),
        ({"subnets": ids("each.value", "data.aws_subnet.a.id")}, None),
        ({"subnets": ids("my.subnet", "subnet_a", "")}, []),
        ({"subnets": ()}, ["[]"]),
        ({"subnets": Attr(AT, (), False)}, []),
        ({"subnets": OMITTED}, []),
        ({"subnets": UNKNOWN}, []),
        ({"subnets": ids(*MANY_SUBNETS)}, ["length = 17"]),
        ({"subnets": ids(*MANY_SUBNETS[:16], "subnet-0", UNKNOWN)}, []),
        ({"security_groups": ids(*MANY_GROUPS)}, ["length = 6"]),
        (
            {"security_groups": ids(*(ResourceId(f"aws_security_group.{n}") for n in "abcdef"))},
            None,
        ),
        ({"security_groups": ids(*[ResourceId("aws_security_group.a")] * 6)}, []),
        ({"security_groups": ()}, []),
        ({"security_groups": ids("aws_security_group.a.id")}, ["aws_security_group.a.id"]),
    ],
)
def test_a_network_configuration_takes_ids(
    members: dict[str, Any], values: list[str] | None
) -> None:
    findings = rules.check(module(service(AWSVPC, network_configuration=network(**members))))
    assert {f.rule for f in findings} <= {"ENM035"}
    if values is None:
        assert findings
    else:
        assert [f.params["value"] for f in findings] == values


def test_the_limits_are_those_of_the_api() -> None:
    (finding,) = rules.check(
        module(service(AWSVPC, network_configuration=network(subnets=ids(*MANY_SUBNETS))))
    )
    assert (finding.params["limit"], finding.errors) == ("1-16", ())
    many = network(subnets=ids(*MANY_SUBNETS), security_groups=ids(*MANY_GROUPS))
    answers = {}
    for address in (RULE_TARGET, SCHEDULE):
        run = scheduled(AWSVPC, address, network_configuration=many)
        for finding in rules.check(module(run)):
            answers[address, finding.params["limit"]] = finding.errors
    assert answers == {
        (RULE_TARGET, "1-16"): ("E39",),
        (RULE_TARGET, "0-5"): (),
        (SCHEDULE, "1-16"): (),
        (SCHEDULE, "0-5"): (),
    }


FARGATE_TASK = task("awsvpc", container(), **FARGATE)
SIZED_BRIDGE = task("bridge", container(), cpu="256", memory="512")


@pytest.mark.parametrize(
    ("definition", "settings", "expected"),
    [
        (FARGATE_TASK, {"launch_type": "FARGATE"}, ("network_configuration = null", "E37", "E4")),
        (FARGATE_TASK, {}, ("network_configuration = null", "E4", "E4")),
        (AWSVPC, {"launch_type": "EC2"}, ("network_configuration = null", "E4", "E4")),
        (
            None,
            {"capacity_provider_strategy": (ON_DEMAND,)},
            ("network_configuration = null", "E4", "E4"),
        ),
        (BRIDGE, WEB, ("network_configuration", "E5", "E5")),
        (SIZED_BRIDGE, WEB | {"launch_type": "FARGATE"}, ('network_mode = "bridge"', "E31", "E31")),
        (
            AWSVPC,
            {"launch_type": "EC2", "network_configuration": network(True)},
            ("assign_public_ip = true", "E38", "E14"),
        ),
        (
            AWSVPC,
            {
                "capacity_provider_strategy": (EC2_PROVIDER,),
                "network_configuration": network(True),
            },
            ("assign_public_ip = true", "E14", "E14"),
        ),
        (FARGATE_TASK, {"launch_type": "FARGATE", "network_configuration": network(True)}, None),
        (AWSVPC, WEB | {"launch_type": "EC2"}, None),
        (AWSVPC, {"network_configuration": network(True)}, None),
        (BRIDGE, {"launch_type": "EC2"}, None),
        (None, {"launch_type": "EC2"}, None),
        (task(UNKNOWN, container()), WEB, None),
    ],
)
def test_a_scheduled_task_has_the_network_of_its_mode(
    definition: TaskDefinition | None,
    settings: dict[str, Any],
    expected: tuple[str, str, str] | None,
) -> None:
    answers = []
    for address in (RULE_TARGET, SCHEDULE):
        findings = rules.check(module(scheduled(definition, address, **settings)))
        answers += [(f.rule, value_text(f.params["setting"], "en"), f.errors) for f in findings]
    if expected is None:
        assert answers == []
    else:
        setting, by_rule, by_schedule = expected
        assert answers == [
            ("ENM036", setting, (by_rule,)),
            ("ENM036", setting, (by_schedule,)),
        ]


def test_a_scheduled_task_that_lists_fargate_is_left_to_its_task_definition() -> None:
    listed = task("bridge", container(), **FARGATE)
    assert found(scheduled(listed, launch_type="FARGATE", **WEB)) == ["ENM004"]


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
    ("definition", "settings", "ids"),
    [
        (STATIC, {}, ["ENM038"]),
        (COLLECTOR, {}, ["ENM038"]),
        (task("default", container(port(80, 8080))), {}, ["ENM038"]),
        (STATIC, {"desired_count": 1}, ["ENM038"]),
        (STATIC, {"desired_count": 0}, []),
        (STATIC, {"desired_count": OMITTED}, []),
        (STATIC, {"minimum_healthy_percent": 50}, []),
        (STATIC, {"minimum_healthy_percent": 51}, ["ENM038"]),
        (STATIC, {"minimum_healthy_percent": 0}, []),
        (STATIC, {"desired_count": 1, "minimum_healthy_percent": 50}, ["ENM038"]),
        (STATIC, {"desired_count": 10, "minimum_healthy_percent": 90}, []),
        (STATIC, {"scheduling_strategy": "DAEMON"}, []),
        (STATIC, {"scheduling_strategy": "REPLICA"}, ["ENM038"]),
        (STATIC, {"placement_constraints": ("distinctInstance",)}, []),
        (STATIC, {"placement_constraints": ("memberOf",)}, ["ENM038"]),
        (STATIC, {"launch_type": "EC2"}, ["ENM038"]),
        (STATIC, {"capacity_provider_strategy": (EC2_PROVIDER,)}, []),
        (BRIDGE, {}, []),
        (task("bridge", container(port(80, 0))), {}, []),
        (task("host", container()), {}, []),
        (task("none", container()), {}, []),
    ],
)
def test_a_fixed_port_leaves_room_for_a_second_copy(
    definition: TaskDefinition, settings: dict[str, Any], ids: list[str]
) -> None:
    assert found(service(definition, **{"desired_count": 2} | settings)) == ids


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
        ("bridge", port(80, 65536), []),
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
    ("user", "ids"),
    [
        ("root", ["ENM040"]),
        ("0", ["ENM040"]),
        ("0:0", ["ENM040"]),
        ("root:docker", ["ENM040"]),
        ("1000:0", []),
        ("aoc", []),
        ("", []),
        (OMITTED, []),
        (UNKNOWN, []),
    ],
)
def test_only_a_written_root_is_one(user: Any, ids: list[str]) -> None:
    assert found(task("host", container(user=user))) == ids
    assert found(task("bridge", container(user=user))) == []


@pytest.mark.parametrize(
    ("listed", "settings", "ids"),
    [
        (("MANAGED_INSTANCES",), {"launch_type": "EC2"}, ["ENM043"]),
        (("MANAGED_INSTANCES",), {"launch_type": "MANAGED_INSTANCES"}, ["ENM043"]),
        (OMITTED, {"launch_type": "MANAGED_INSTANCES"}, ["ENM043"]),
        (("EC2", "MANAGED_INSTANCES"), {"launch_type": "EC2"}, []),
        (("MANAGED_INSTANCES",), {}, []),
        (
            ("MANAGED_INSTANCES",),
            {"capacity_provider_strategy": (provider(UNKNOWN, "MANAGED_INSTANCES"),)},
            [],
        ),
        (
            ("MANAGED_INSTANCES",),
            {
                "launch_type": "EC2",
                "capacity_provider_strategy": (provider(UNKNOWN, "MANAGED_INSTANCES"),),
            },
            ["ENM044"],
        ),
    ],
)
def test_managed_instances_take_no_launch_type(
    listed: Any, settings: dict[str, Any], ids: list[str]
) -> None:
    definition = task("awsvpc", container(), requires_compatibilities=listed)
    assert found(service(definition, **settings, **WEB)) == ids
    assert found(scheduled(definition, **settings, **WEB)) == ids


@pytest.mark.parametrize(("run", "errors"), [(service, None), (scheduled, ())])
def test_launch_type_findings_quote_answers_to_services(
    run: Callable[..., Part], errors: tuple[str, ...] | None
) -> None:
    both = run(None, launch_type="EC2", capacity_provider_strategy=(EC2_PROVIDER,))
    old = run(None, launch_type="EC2", platform_version="LATEST")
    for broken, rule_id in ((both, "ENM044"), (old, "ENM045")):
        finding = only_finding(broken)
        assert (finding.rule, finding.errors) == (rule_id, errors)
    for version, kind in (("LATEST", "FARGATE"), ("", "EC2"), ("LATEST", OMITTED)):
        quiet = {"platform_version": version, "launch_type": kind}
        assert found(run(None, **quiet, **WEB)) == []


@pytest.mark.parametrize(
    ("target_type", "ids"),
    [("ip", ["ENM046"]), ("lambda", ["ENM046"]), ("instance", []), (OMITTED, []), (UNKNOWN, [])],
)
def test_a_scaling_group_registers_instances(target_type: Any, ids: list[str]) -> None:
    assert found(scaling_group(target_type)) == ids


@pytest.mark.parametrize("value", [False, OMITTED, UNKNOWN])
def test_fault_injection_that_is_off_is_left_alone(value: Any) -> None:
    assert found(task("bridge", container(), fault_injection=value)) == []


@pytest.mark.parametrize("mode", ["awsvpc", "host"])
def test_a_host_port_of_0_is_a_warning(mode: str) -> None:
    (zero,) = rules.check(module(task(mode, container(port(80, 0)))))
    (other,) = rules.check(module(task(mode, container(port(80, 8080)))))
    assert (level(zero), level(other)) == ("warning", "error")


# --- no cell of a matrix contradicts a rule ------------------------------------------------------

Matrix = Callable[[str, str], str | None]


@dataclass(frozen=True)
class Claim:
    """What a cell of a property means for a probe: the level of the finding, or None for none."""

    property_id: str
    probe: Callable[[str], Part]
    expected: Callable[[str | None, str], str | None]


def error_if(*values: str) -> Callable[[str | None, str], str | None]:
    return lambda value, mode: "error" if value in values else None


def levels(**by_value: str) -> Callable[[str | None, str], str | None]:
    return lambda value, mode: by_value.get(value or "")


def _search_domains(value: str | None, mode: str) -> str | None:
    if value == "unconfirmed" and mode == "awsvpc":
        return "warning"
    return error_if("refused")(value, mode)


def _dynamic_ports(value: str | None, mode: str) -> str | None:
    # An explicit 0 is no port mapping at all in none; elsewhere AWS's text does not settle it.
    return None if value != "no" else "error" if mode == "none" else "warning"


def _managed_instances(value: str | None, mode: str) -> str | None:
    # The default mode is an omitted one, and what that means on Managed Instances is not known.
    if mode == "default":
        return None
    return {"yes": None, "required": None, "unconfirmed": "warning"}.get(value or "", "error")


CLAIMS = [
    Claim("network_configuration", lambda m: service(task(m)), error_if("required")),
    Claim(
        "network_configuration",
        lambda m: service(task(m), network_configuration=network()),
        error_if("refused"),
    ),
    Claim("port_mappings", lambda m: task(m, container(port(80))), error_if("refused")),
    Claim("host_port", lambda m: task(m, container(port(80, 8080))), error_if("equal", "refused")),
    Claim("dynamic_ports", lambda m: task(m, container(port(80, 0))), _dynamic_ports),
    Claim(
        "port_uniqueness",
        lambda m: task(m, container(port(80, 80)), container(port(80, 8080))),
        error_if("unique_container_port"),
    ),
    Claim(
        "port_uniqueness",
        lambda m: task(m, container(port(80, 8080)), container(port(81, 8080))),
        error_if("unique_host_port"),
    ),
    Claim("target_type", lambda m: target(m, "instance"), error_if("ip")),
    Claim("target_type", lambda m: target(m, "ip"), error_if("instance")),
    Claim(
        "public_ip",
        lambda m: service(task(m), launch_type="EC2", network_configuration=network(True)),
        error_if("fargate_only"),
    ),
    Claim(
        "service_registries",
        lambda m: service(task(m), service_registries=registry()),
        error_if("required"),
    ),
    Claim("links", lambda m: task(m, container(links=("db",))), error_if("refused")),
    Claim("hostname", lambda m: task(m, container(hostname="web-1")), error_if("refused")),
    Claim("extra_hosts", lambda m: task(m, container(extra_hosts=({},))), error_if("refused")),
    Claim("dns_servers", lambda m: task(m, container(dns_servers=("a",))), error_if("refused")),
    Claim(
        "dns_search_domains",
        lambda m: task(m, container(dns_search_domains=("a",))),
        _search_domains,
    ),
    Claim(
        "disable_networking",
        lambda m: task(m, container(disable_networking=True)),
        error_if("refused"),
    ),
    Claim("api_value", lambda m: task(attr(m), container()), error_if("omitted")),
    Claim("memory", lambda m: task(m, container(memory=OMITTED)), error_if("task_or_container")),
    Claim("fargate", lambda m: task(m, container(), **FARGATE), error_if("no")),
    Claim(
        "fargate",
        lambda m: service(task(m, cpu="256", memory="512"), launch_type="FARGATE"),
        error_if("no"),
    ),
    Claim("managed_instances", lambda m: task(m, container(), **MANAGED), _managed_instances),
    Claim(
        "container_port_range",
        lambda m: task(m, container(port(container_port_range="8000-8010"))),
        error_if("refused"),
    ),
    Claim(
        "cloud_map_records",
        lambda m: service(task(m), service_registries=registry("web", 80, records=("A",))),
        error_if("srv", "no"),
    ),
    Claim(
        "service_registries",
        lambda m: service(task(m), service_registries=registry("web", 80, records=("A",))),
        error_if("by_record_type"),
    ),
    Claim("service_role", lambda m: service(task(m), iam_role="ecs"), error_if("refused")),
    Claim(
        "load_balancers",
        lambda m: service(task(m), load_balancers=classic()),
        error_if("alb_nlb", "none"),
    ),
    Claim(
        "service_connect",
        lambda m: service(task(m), service_connect=connect()),
        levels(no="error", unconfirmed="warning"),
    ),
    Claim(
        "proxy_configuration",
        lambda m: task(m, proxy_configuration=True),
        error_if("refused"),
    ),
    Claim(
        "external",
        lambda m: task(m, requires_compatibilities=("EXTERNAL",)),
        error_if("no"),
    ),
    Claim("network_configuration", lambda m: scheduled(task(m)), error_if("required")),
    Claim(
        "network_configuration",
        lambda m: scheduled(task(m), network_configuration=network()),
        error_if("refused"),
    ),
    Claim(
        "dynamic_ports",
        lambda m: service(
            task(m, container(port(80, 0))), load_balancers=balanced("instance", "8080")
        ),
        lambda value, mode: "warning" if value == "yes" else _dynamic_ports(value, mode),
    ),
    Claim(
        "reserved_ports",
        lambda m: task(m, container(port(22, 22))),
        levels(per_instance="warning"),
    ),
    Claim(
        "copies_per_instance",
        lambda m: service(task(m, container(port(80))), desired_count=1),
        levels(impossible="warning"),
    ),
    Claim("fault_injection", lambda m: task(m, fault_injection=True), levels(no="warning")),
]


def claimants(property_id: str) -> list[str]:
    return [rule.id for rule in facts.facts().rules.values() if property_id in rule.claims]


@cache
def matrix(property_id: str, mode: str) -> str | None:
    if property_id in facts.LAUNCH_TYPES:
        return facts.facts().compatibility.value(mode, property_id)
    return facts.facts().modes.value(property_id, mode)


def verdict(claim: Claim, mode: str) -> list[Finding]:
    return rules.check(module(claim.probe(mode)), claimants(claim.property_id))


@cache
def found_level(claim: Claim, mode: str) -> str | None:
    return next((level(finding) for finding in verdict(claim, mode)), None)


def contradictions(cells: Matrix) -> set[tuple[str, str]]:
    """The property and mode of every cell that says something else than the rules do."""
    return {
        (claim.property_id, mode)
        for claim in CLAIMS
        for mode in facts.MODES
        if claim.expected(cells(claim.property_id, mode), mode) != found_level(claim, mode)
    }


def placed(property_id: str, mode: str) -> str:
    line = facts.line_of(MATRIX.read_text(encoding="utf-8"), [property_id, mode, "value"])
    return f"{MATRIX}:{line}: {property_id} of {mode} contradicts a rule: correct one of the two"


def test_no_cell_contradicts_a_rule() -> None:
    assert [placed(*cell) for cell in sorted(contradictions(matrix))] == []


def test_a_contradicting_cell_is_named_with_file_and_line() -> None:
    lines = MATRIX.read_text(encoding="utf-8").splitlines()
    cell = lines.index("[property.cells.host]", lines.index('id = "target_type"'))
    value = next(n for n in range(cell, len(lines)) if lines[n].startswith("value"))
    assert placed("target_type", "host").startswith(f"{MATRIX}:{value + 1}: target_type of host")


# No rule can decide what cannot be written.
CELLS = {(claim.property_id, mode) for claim in CLAIMS for mode in facts.MODES} - {
    ("managed_instances", "default")
}


@pytest.mark.parametrize(("property_id", "mode"), sorted(CELLS))
def test_an_altered_cell_contradicts_a_rule(property_id: str, mode: str) -> None:
    probes = [claim for claim in CLAIMS if claim.property_id == property_id]

    def meaning(value: str | None) -> list[str | None]:
        return [claim.expected(value, mode) for claim in probes]

    true = matrix(property_id, mode)
    wrong = [value for value in facts.facts().modes.values if meaning(value) != meaning(true)]
    assert wrong
    for value in wrong:

        def altered(name: str, where: str, value: str = value) -> str | None:
            return value if (name, where) == (property_id, mode) else matrix(name, where)

        assert contradictions(altered) == {(property_id, mode)}


def test_every_claim_is_probed_and_every_claimant_has_a_say() -> None:
    claimed = {
        (claim, rule.id)
        for rule in facts.facts().rules.values()
        for claim in rule.claims
        if claim != "fargate_sizes"
    }
    reported = {
        (claim.property_id, finding.rule)
        for claim in CLAIMS
        for mode in facts.MODES
        for finding in verdict(claim, mode)
    }
    assert reported == claimed


def pairs(sizes: Iterable[facts.FargateSize], system: str) -> set[tuple[int, int]]:
    return {(size.cpu, memory) for size in sizes if system in size.os for memory in size.memory}


def accepted_pairs(system: str) -> set[tuple[int, int]]:
    """What ENM034 accepts, of every cpu with every memory of the size table."""
    family = {"linux": OMITTED, "windows": "WINDOWS_SERVER_2022_CORE"}[system]

    def accepts(cpu: int, memory: int) -> bool:
        listed = {"requires_compatibilities": ("FARGATE",), "operating_system_family": family}
        definition = task("awsvpc", **listed, cpu=str(cpu), memory=str(memory))
        return not rules.check(module(definition), claimants("fargate_sizes"))

    cpus = {size.cpu for size in facts.facts().fargate_sizes}
    memories = {memory for size in facts.facts().fargate_sizes for memory in size.memory}
    return {(cpu, memory) for cpu in cpus for memory in memories if accepts(cpu, memory)}


@pytest.mark.parametrize("system", facts.OPERATING_SYSTEMS)
def test_the_size_table_does_not_contradict_its_rule(system: str) -> None:
    assert claimants("fargate_sizes") == ["ENM034"]
    accepted = accepted_pairs(system)
    sizes = facts.facts().fargate_sizes
    assert accepted == pairs(sizes, system)
    for index, size in enumerate(sizes):
        for memory in (size.memory[1:], (*size.memory, 999_936)):
            altered = (*sizes[:index], replace(size, memory=memory), *sizes[index + 1 :])
            assert (pairs(altered, system) != accepted) == (system in size.os)


def test_the_smallest_and_the_largest_size_are_those_of_the_guide() -> None:
    assert {(256, 512), (256, 1024), (256, 2048)} <= accepted_pairs("linux")
    assert {cpu for cpu, _ in accepted_pairs("windows")} == {1024, 2048, 4096}
    assert max(accepted_pairs("linux")) == (32768, 249856)
