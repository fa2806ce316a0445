"""The rules of the topic capacity, one by one, against hand-made models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.models import (
    BRIDGE,
    EC2_PROVIDER,
    HOST_PORT,
    MODE,
    WEB,
    Part,
    balanced,
    cluster,
    container,
    found,
    level,
    module,
    only_finding,
    port,
    provider,
    scheduled,
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
from ecsnet.model import OMITTED, UNKNOWN, TaskDefinition

MUTATIONS: list[Mutation] = [
    ("ENM038", "deployment_minimum_healthy_percent = 50", ""),
    ("ENM038", "percent = 50", "percent = 100"),
    ("ENM043", '  network_mode             = "awsvpc"\n', ""),
    (
        "ENM044",
        "capacity_provider_strategy {",
        'launch_type = "FARGATE"\n capacity_provider_strategy {',
    ),
    ("ENM045", "desired_count   = 2", 'platform_version = "1.4.0"'),
    ("ENM062", '  launch_type         = "EC2"\n', ""),
    ("ENM062", '"EC2"', '"FARGATE"'),
    (
        "ENM063",
        "desired_count   = 2",
        'placement_constraints {\n    type = "distinctInstance"\n  }',
    ),
    (
        "ENM063",
        "desired_count   = 2",
        'ordered_placement_strategy {\n    type = "spread"\n  }',
    ),
    ("ENM069", ', "FARGATE_SPOT"]', "]"),
    ("ENM064", '= "FARGATE_SPOT"', "= aws_ecs_capacity_provider.ec2.name"),
]

DAEMON = {"scheduling_strategy": "DAEMON"}
FARGATE_PROVIDER = provider("FARGATE", "FARGATE")
BALANCED = balanced("ip")

SPOT = provider("FARGATE_SPOT", "FARGATE")

BROKEN: list[Broken] = [
    (
        "ENM069",
        service(
            None,
            capacity_provider_strategy=(SPOT,),
            cluster_strategy=cluster(associated=(FARGATE_PROVIDER,)),
        ),
        {
            "capacity_provider_strategy",
            "capacity_provider_strategy.name",
            "cluster_strategy.associated",
            "cluster_strategy.associated.name",
        },
    ),
    ("ENM069", cluster(associated=(provider("mi", "MANAGED_INSTANCES"),)), {"associated"}),
    (
        "ENM069",
        cluster(associated=(provider("aws_autoscaling_group.ecs", None),)),
        {"associated", "associated.name"},
    ),
    (
        "ENM062",
        service(None, capacity_provider_strategy=(provider("on-demand", None),), **DAEMON),
        {"scheduling_strategy", "launch_type", "capacity_provider_strategy"},
    ),
    (
        "ENM062",
        service(None, launch_type="FARGATE", **DAEMON),
        {"scheduling_strategy", "launch_type"},
    ),
    (
        "ENM062",
        service(None, cluster_strategy=cluster(FARGATE_PROVIDER), **DAEMON),
        {
            "scheduling_strategy",
            "launch_type",
            "capacity_provider_strategy",
            "cluster_strategy.providers",
        },
    ),
    (
        "ENM063",
        service(None, launch_type="FARGATE", placement_constraints=("memberOf",)),
        {"launch_type", "placement_constraints"},
    ),
    (
        "ENM062",
        service(None, placement_strategy=True, **DAEMON),
        {"scheduling_strategy", "placement_strategy"},
    ),
    (
        "ENM062",
        service(None, deployment_controller="CODE_DEPLOY", load_balancers=BALANCED, **DAEMON),
        {"scheduling_strategy", "deployment_controller"},
    ),
    (
        "ENM063",
        service(None, launch_type="FARGATE", placement_strategy=True),
        {"launch_type", "placement_strategy"},
    ),
    (
        "ENM064",
        service(None, capacity_provider_strategy=(FARGATE_PROVIDER, EC2_PROVIDER)),
        {"capacity_provider_strategy"},
    ),
    ("ENM064", cluster(FARGATE_PROVIDER, EC2_PROVIDER), {"providers"}),
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
]

REFUSALS: list[Refusal] = [
    (
        "ENM038",
        lambda mode: service(task(mode, container(port(80, 80))), desired_count=1),
        {"bridge", "host", "default"},
    ),
]


def test_every_rule_of_the_topic_has_its_cases() -> None:
    assert_complete("capacity", MUTATIONS, BROKEN)


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


STATIC = task("bridge", container(port(80, 8080)))
COLLECTOR = task("host", container(port(4317, 4317)))


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
        (STATIC, {"cluster_strategy": cluster(EC2_PROVIDER)}, []),
        (STATIC, {"cluster_strategy": cluster(EC2_PROVIDER), "launch_type": "EC2"}, ["ENM038"]),
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
    ("settings", "setting"),
    [
        ({"launch_type": "EC2", "cluster_strategy": cluster(FARGATE_PROVIDER)}, None),
        ({"launch_type": "EXTERNAL"}, None),
        ({}, None),
        ({"cluster_strategy": cluster()}, None),
        ({"cluster_strategy": cluster(provider(UNKNOWN, "MANAGED_INSTANCES"))}, None),
        ({"capacity_provider_strategy": (provider(UNKNOWN, "MANAGED_INSTANCES"),)}, None),
        ({"capacity_provider_strategy": (EC2_PROVIDER,)}, "capacity_provider_strategy"),
        ({"cluster_strategy": cluster(EC2_PROVIDER)}, cluster().address),
        ({"launch_type": "FARGATE"}, 'launch_type = "FARGATE"'),
    ],
)
def test_a_daemon_takes_no_strategy_of_its_own_nor_of_its_cluster(
    settings: dict[str, Any], setting: str | None
) -> None:
    findings = rules.check(module(service(None, **DAEMON, **settings)))
    assert [texts(finding)["setting"] for finding in findings] == ([setting] if setting else [])
    replica = service(None, **settings)
    assert "ENM062" not in found(replica)


@pytest.mark.parametrize("other", [provider("x", None), provider("x", "MANAGED_INSTANCES")])
def test_only_a_provider_that_is_known_to_be_of_instances_is_a_mixture(other: Any) -> None:
    assert found(cluster(FARGATE_PROVIDER, other)) == []


def test_a_provider_that_aws_accepts_once_active_gets_a_warning() -> None:
    (finding,) = rules.check(
        module(cluster(associated=(provider("mi", "MANAGED_INSTANCES"),))), ["ENM069"]
    )
    assert (level(finding), finding.errors) == ("warning", ("E86",))


@pytest.mark.parametrize(
    ("wanted", "associated", "ids"),
    [
        (FARGATE_PROVIDER, (FARGATE_PROVIDER, SPOT), []),
        (SPOT, (FARGATE_PROVIDER,), ["ENM069"]),
        (provider("ec2", "EC2"), (SPOT,), ["ENM069"]),
        (provider("ec2", "EC2"), (provider("ec2", "EC2"),), []),
        (EC2_PROVIDER, (SPOT,), []),
        (provider("elsewhere", None), (SPOT,), []),
        (provider("mi", "MANAGED_INSTANCES"), (SPOT,), []),
        (SPOT, (provider(UNKNOWN, None),), []),
        (SPOT, OMITTED, []),
    ],
)
def test_a_strategy_names_providers_of_its_cluster(wanted: Any, associated: Any, ids: Any) -> None:
    settings = {"capacity_provider_strategy": (wanted,)}
    of = cluster(associated=associated)
    findings = rules.check(module(service(None, cluster_strategy=of, **settings)), ["ENM069"])
    assert [finding.rule for finding in findings] == ids
