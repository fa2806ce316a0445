"""The rules of the topic compatibility, one by one, against hand-made models."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botocore.loaders import Loader
from support.models import (
    ALL,
    AT,
    AWSVPC,
    BRIDGE,
    FARGATE,
    MANAGED,
    MODE,
    WEB,
    Part,
    attr,
    balanced,
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
)
from support.rule_cases import (
    Broken,
    Mutation,
    Refusal,
    assert_complete,
    assert_mutation_caught,
    assert_refused,
    assert_silent_on_unknown,
    claimants,
    numbered,
)

from ecsnet import facts, rules
from ecsnet.model import NETWORK_MODES, OMITTED, UNKNOWN, TaskDefinition, Volume

MUTATIONS: list[Mutation] = [
    ("ENM070", "memory       = 2048", 'memory = 2048, user = "app"'),
    ("ENM070", '  family = "web"', '  family = "web"\n  pid_mode = "host"'),
    ("ENM067", "  execution_role_arn       = var.execution_role_arn\n", ""),
    ("ENM067", "= var.execution_role_arn", "= null"),
    ("ENM004", '"awsvpc"', '"bridge"'),
    ("ENM004", '"awsvpc"', '"none"'),
    ("ENM030", '"bridge"', '"awsvpc"'),
    ("ENM031", '"awsvpc"', '"bridge"'),
    ("ENM031", '"awsvpc"', '"none"'),
    ("ENM032", 'family = "web"', 'family = "web"\n  network_mode = "nat"'),
    ("ENM034", "2048", "4096"),
    ("ENM034", "  memory                   = 2048\n", ""),
    ("ENM047", '"awsvpc"', '"bridge"'),
    ("ENM061", '    name = "cache"\n', '    name = "cache"\n    host_path = "/srv"\n'),
    (
        "ENM061",
        '    name = "cache"\n',
        '    name = "cache"\n    docker_volume_configuration {\n    }\n',
    ),
    ("ENM061", 'family                   = "web"', 'family = "web"\n  ipc_mode = "task"'),
    ("ENM061", 'family                   = "web"', 'family = "web"\n  pid_mode = "host"'),
    ("ENM061", 'name         = "web"', 'name = "web", privileged = true'),
    ("ENM061", 'name         = "web"', 'name = "web", dockerSecurityOptions = ["label:x"]'),
    ("ENM061", 'name         = "web"', 'name = "web", linuxParameters = { maxSwap = 1 }'),
    (
        "ENM061",
        'name         = "web"',
        'name = "web", resourceRequirements = [{ type = "GPU", value = "1" }]',
    ),
    ("ENM047", '"awsvpc"', '"none"'),
    ("ENM054", '"awsvpc"', '"bridge"'),
    ("ENM054", '"awsvpc"', '"none"'),
    ("ENM054", "2022_CORE", "2016_FULL"),
]

LISTED = "requires_compatibilities"


def hosted(**members: Any) -> TaskDefinition:
    """A task definition that lists FARGATE; what is not its own is its container's."""
    own = {name: members.pop(name) for name in TASK_MEMBERS if name in members}
    return task("awsvpc", container(port(80), **members), **FARGATE, **own)


TASK_MEMBERS = ("ipc_mode", "pid_mode", "placement_constraints", "volumes")
HOST_VOLUME = (Volume(AT, attr("/srv"), attr()),)
DOCKER_VOLUME = (Volume(AT, attr(), attr(True)),)

ECR = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1"
IMAGE = "containers.image"
ROLE = {LISTED, "execution_role", "containers"}

FAMILY = "operating_system_family"
ON_WINDOWS = {FAMILY: "WINDOWS_SERVER_2022_CORE"}

BROKEN: list[Broken] = [
    ("ENM070", task(OMITTED, container(), pid_mode="task", **ON_WINDOWS), {FAMILY, "pid_mode"}),
    (
        "ENM070",
        task(OMITTED, container(privileged=True), **ON_WINDOWS),
        {FAMILY, "containers", "containers.privileged"},
    ),
    ("ENM067", hosted(image=ECR), {*ROLE, IMAGE}),
    ("ENM067", hosted(log_driver="awslogs"), {*ROLE, "containers.log_driver"}),
    (
        "ENM067",
        task("bridge", container(secrets=({"name": "KEY"},))),
        {"execution_role", "containers", "containers.secrets"},
    ),
    ("ENM061", hosted(ipc_mode="host"), {LISTED, "ipc_mode"}),
    ("ENM061", hosted(pid_mode="host"), {LISTED, "pid_mode"}),
    ("ENM061", hosted(placement_constraints=True), {LISTED, "placement_constraints"}),
    ("ENM061", hosted(volumes=HOST_VOLUME), {LISTED, "volumes", "volumes.host_path"}),
    ("ENM061", hosted(volumes=DOCKER_VOLUME), {LISTED, "volumes", "volumes.docker"}),
    ("ENM061", hosted(privileged=True), {LISTED, "containers", "containers.privileged"}),
    (
        "ENM061",
        hosted(linux_parameters=("devices",)),
        {LISTED, "containers", "containers.linux_parameters"},
    ),
    (
        "ENM061",
        hosted(security_options=("label:x",)),
        {LISTED, "containers", "containers.security_options"},
    ),
    ("ENM061", hosted(resources=("GPU",)), {LISTED, "containers", "containers.resources"}),
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
        "ENM047",
        task("bridge", container(), fault_injection=True),
        {"network_mode", "fault_injection"},
    ),
    (
        "ENM047",
        task(
            "awsvpc",
            container(),
            fault_injection=True,
            operating_system_family="WINDOWS_SERVER_2022_CORE",
        ),
        {"operating_system_family", "fault_injection"},
    ),
    (
        "ENM054",
        task("host", container(), operating_system_family="WINDOWS_SERVER_2022_CORE"),
        {"network_mode", "operating_system_family"},
    ),
    (
        "ENM054",
        task("awsvpc", container(), operating_system_family="WINDOWS_SERVER_2016_FULL"),
        {"network_mode", "operating_system_family"},
    ),
]

REFUSALS: list[Refusal] = [
    ("ENM004", lambda mode: task(mode, container(), **FARGATE), ALL - {"awsvpc"}),
    ("ENM004", lambda mode: task(mode, requires_compatibilities=("EC2",)), set()),
    ("ENM030", lambda mode: task(mode, requires_compatibilities=("EXTERNAL",)), {"awsvpc"}),
    (
        "ENM031",
        lambda mode: task(mode, container(), **MANAGED),
        # An omitted mode means nothing certain there, so the default mode cannot come up.
        {"bridge", "none"},
    ),
    ("ENM047", lambda mode: task(mode, fault_injection=True), ALL - {"awsvpc", "host"}),
]


def test_every_rule_of_the_topic_has_its_cases() -> None:
    assert_complete("compatibility", MUTATIONS, BROKEN)


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


@pytest.mark.parametrize(
    ("mode", "ids"),
    [("awsvpc", []), ("host", []), (OMITTED, []), ("bridge", ["error"]), ("none", ["error"])],
)
def test_managed_instances_take_awsvpc_and_host_alone(mode: Any, ids: list[str]) -> None:
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


@pytest.mark.parametrize("value", [False, OMITTED, UNKNOWN])
def test_fault_injection_that_is_off_is_left_alone(value: Any) -> None:
    assert found(task("bridge", container(), fault_injection=value)) == []


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


@pytest.mark.parametrize(
    ("members", "errors"),
    [
        ({"pid_mode": "task", "privileged": False}, []),
        ({"linux_parameters": ("capabilities", "initprocessenabled", "tmpfs")}, []),
        ({"security_options": (), "resources": ("InferenceAccelerator",)}, []),
        ({"linux_parameters": ("sharedmemorysize", "maxswap")}, ["E244", "E244"]),
        ({"volumes": (*HOST_VOLUME, *DOCKER_VOLUME)}, ["E240", "E240"]),
        ({"ipc_mode": "none", "pid_mode": "host"}, ["E44b", "E44"]),
    ],
)
def test_fargate_refuses_what_needs_an_instance(members: dict[str, Any], errors: list[str]) -> None:
    definition = hosted(**members)
    findings = rules.check(module(definition))
    assert [finding.errors for finding in findings] == [(error,) for error in errors]
    assert found(replace(definition, requires_compatibilities=attr(("EC2",)))) == []


@pytest.mark.parametrize(
    ("mode", "family", "expected"),
    [
        ("bridge", "WINDOWS_SERVER_2022_CORE", "error"),
        ("none", "WINDOWS_SERVER_2019_FULL", "error"),
        (OMITTED, "WINDOWS_SERVER_2022_CORE", None),
        ("awsvpc", "WINDOWS_SERVER_2025_FULL", None),
        ("awsvpc", "WINDOWS_SERVER_2016_FULL", "warning"),
        (OMITTED, "WINDOWS_SERVER_2016_FULL", None),
        ("bridge", "LINUX", None),
        ("bridge", OMITTED, None),
        ("nat", "WINDOWS_SERVER_2022_CORE", None),
    ],
)
def test_windows_has_two_modes(mode: Any, family: Any, expected: str | None) -> None:
    web = task(mode, container(), operating_system_family=family)
    findings = rules.check(module(web), ["ENM054"])
    assert [level(f) for f in findings] == ([expected] if expected else [])


def test_windows_on_fargate_is_left_to_the_rule_of_fargate() -> None:
    sized = FARGATE | {"cpu": "1024", "memory": "2048"}
    web = task("bridge", container(), operating_system_family="WINDOWS_SERVER_2022_CORE", **sized)
    assert found(web) == ["ENM004"]


@pytest.mark.parametrize(
    ("members", "errors"),
    [
        ({"image": ECR}, ["E34"]),
        ({"image": ECR.replace(".dkr.ecr.", ".dkr-ecr.").replace("com", "on.aws")}, ["E34"]),
        ({"image": "public.ecr.aws/nginx/nginx:1.29"}, []),
        ({"image": "registry.example/dkr.ecr/web"}, []),
        (
            {
                "image": UNKNOWN,
                "image_expression": "${aws_ecr_repository.web[0].repository_url}:${var.tag}",
            },
            ["E34"],
        ),
        ({"image": UNKNOWN, "image_expression": "${var.id}.dkr.ecr.x.amazonaws.com/web"}, ["E34"]),
        ({"image": UNKNOWN, "image_expression": "var.image"}, []),
        ({"log_driver": "awslogs"}, ["E34b"]),
        ({"log_driver": "awsfirelens"}, []),
        ({"secrets": ({"name": "KEY"},)}, ["E62"]),
        ({"secrets": ()}, []),
    ],
)
def test_what_needs_an_execution_role(members: dict[str, Any], errors: list[str]) -> None:
    findings = rules.check(module(hosted(**members)), ["ENM067"])
    assert [finding.errors for finding in findings] == [(error,) for error in errors]
    on_instances = task("bridge", container(**members))
    assert found(on_instances) == ["ENM067"] * (errors == ["E62"])
    with_role = replace(hosted(**members), execution_role=attr("arn:aws:iam::x:role/x"))
    assert found(with_role) == []


@pytest.mark.parametrize(
    ("members", "count"),
    [
        ({"user": "app"}, 1),
        ({"read_only": True, "ulimits": ({"name": "nofile"},)}, 2),
        ({"linux_parameters": ("initprocessenabled",)}, 1),
        ({"read_only": False, "privileged": False, "ulimits": (), "linux_parameters": ()}, 0),
        ({"read_only": UNKNOWN}, 0),
    ],
)
def test_what_windows_containers_do_not_have(members: dict[str, Any], count: int) -> None:
    on_windows = task(OMITTED, container(**members), **ON_WINDOWS)
    assert found(on_windows) == ["ENM070"] * count
    assert found(task(OMITTED, container(**members))) == []
    assert all(level(finding) == "warning" for finding in rules.check(module(on_windows)))
