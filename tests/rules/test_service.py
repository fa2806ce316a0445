"""The rules of the topic service, one by one, against hand-made models."""

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
    EC2_PROVIDER,
    FARGATE,
    MACHINE,
    MODE,
    PIPE,
    PLAIN,
    RULE_TARGET,
    SCHEDULE,
    WEB,
    Part,
    attr,
    balanced,
    blue_green,
    classic,
    cluster,
    connect,
    container,
    found,
    ids,
    level,
    module,
    network,
    only_finding,
    port,
    provider,
    registry,
    scheduled,
    service,
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
from ecsnet.model import OMITTED, UNKNOWN, Attr, CapacityProvider, ResourceId, TaskDefinition

NETWORK = """  network_configuration {
    subnets = var.private_subnet_ids
  }
"""


MUTATIONS: list[Mutation] = [
    ("ENM001", NETWORK, ""),
    (
        "ENM002",
        "desired_count   = 2\n",
        "desired_count   = 2\n" + NETWORK.replace("var.", "local."),
    ),
    (
        "ENM010",
        "  network_configuration {\n",
        "  network_configuration {\n assign_public_ip = true\n",
    ),
    ("ENM011", '  requires_compatibilities = ["FARGATE"]\n  cpu                      = 256\n', ""),
    ("ENM020", "desired_count   = 2", 'iam_role = "ecs"'),
    ("ENM021", "desired_count   = 2", "iam_role = aws_iam_role.ecs.arn"),
    ("ENM025", "desired_count   = 2", "service_registries {\n registry_arn = var.arn\n }"),
    (
        "ENM025",
        "desired_count   = 2",
        'load_balancer {\n container_name = "batch"\n container_port = 80\n }',
    ),
    ("ENM035", "[aws_subnet.private.id]", '["aws_subnet.private.id"]'),
    ("ENM035", "[aws_subnet.private.id]", '["10.0.1.0/24"]'),
    ("ENM035", "[aws_subnet.private.id]", "[]"),
    ("ENM036", "    network_configuration {\n      subnets = var.private_subnet_ids\n    }\n", ""),
    ("ENM060", "          NetworkConfiguration = {", '          "Network.$" = {'),
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
    (
        "ENM048",
        "  desired_count = 2\n",
        "  desired_count = 2\n  task_definition = aws_ecs_task_definition.web.arn\n",
    ),
    ("ENM048", "  desired_count = 2\n", '  desired_count = 2\n  platform_version = "1.4.0"\n'),
    ("ENM052", '"EXTERNAL"', '"CODE_DEPLOY"'),
    ("ENM052", '  deployment_controller {\n    type = "EXTERNAL"\n  }\n', ""),
    (
        "ENM053",
        '  launch_type     = "EC2"\n',
        '  launch_type = "EC2"\n  load_balancer {\n    container_name = "web"\n  }\n',
    ),
    (
        "ENM053",
        "target_group_arn = var.public_target_group_arn\n    container_name   ",
        'load_balancer_name = "web"\n    container_name',
    ),
]

EXTERNAL = service(None, deployment_controller="EXTERNAL")

BROKEN: list[Broken] = [
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
        "ENM020",
        service(AWSVPC, network_configuration=network(), iam_role="ecs"),
        {MODE, "iam_role"},
    ),
    ("ENM021", service(BRIDGE, iam_role="ecs"), {"iam_role", "load_balancers"}),
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
    ("ENM060", scheduled(AWSVPC, MACHINE, launch_type="EC2"), {MODE, "network_configuration"}),
    (
        "ENM060",
        scheduled(BRIDGE, MACHINE, network_configuration=network()),
        {MODE, "network_configuration"},
    ),
    (
        "ENM060",
        scheduled(AWSVPC, MACHINE, launch_type="EC2", network_configuration=network(True)),
        {"launch_type", "network_configuration", "network_configuration.assign_public_ip"},
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
    (
        "ENM048",
        service(None, deployment_controller="EXTERNAL", named_task_definition="web:1"),
        {"deployment_controller", "named_task_definition"},
    ),
    (
        "ENM048",
        service(None, deployment_controller="EXTERNAL", service_registries=registry()),
        {"deployment_controller", "service_registries"},
    ),
    (
        "ENM052",
        task_set(BRIDGE, service(None)),
        {"of_service", "of_service.deployment_controller"},
    ),
    ("ENM053", task_set(BRIDGE, EXTERNAL, load_balancers=balanced() * 2), {"load_balancers"}),
    (
        "ENM053",
        task_set(BRIDGE, UNKNOWN, load_balancers=classic()),
        {"load_balancers", "load_balancers.classic"},
    ),
]

REFUSALS: list[Refusal] = [
    ("ENM001", lambda mode: service(task(mode)), {"awsvpc"}),
    (
        "ENM002",
        lambda mode: service(task(mode), network_configuration=network()),
        ALL - {"awsvpc"},
    ),
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
    ("ENM020", lambda mode: service(task(mode), iam_role="ecs"), {"awsvpc"}),
    ("ENM021", lambda mode: service(task(mode), iam_role="ecs"), ALL - {"awsvpc"}),
    ("ENM025", lambda mode: service(task(mode), load_balancers=classic()), {"none"}),
    ("ENM025", lambda mode: service(task(mode), service_registries=registry()), {"none"}),
    ("ENM025", lambda mode: service(task(mode), service_connect=connect()), {"none"}),
    ("ENM036", lambda mode: scheduled(task(mode)), {"awsvpc"}),
    (
        "ENM036",
        lambda mode: scheduled(task(mode), network_configuration=network()),
        ALL - {"awsvpc"},
    ),
    ("ENM060", lambda mode: scheduled(task(mode), MACHINE), {"awsvpc"}),
    (
        "ENM060",
        lambda mode: scheduled(task(mode), MACHINE, network_configuration=network()),
        ALL - {"awsvpc"},
    ),
]


def test_every_rule_of_the_topic_has_its_cases() -> None:
    assert_complete("service", MUTATIONS, BROKEN)


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


SPOT = provider("FARGATE_SPOT", "FARGATE")
ON_DEMAND = provider("FARGATE", "FARGATE")
EC2_ALONE = task("awsvpc", container(), requires_compatibilities=("EC2",))


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
        (EC2_ALONE, {}, ["ENM010"]),
        (EC2_ALONE, {"cluster_strategy": cluster(SPOT)}, []),
        (EC2_ALONE, {"cluster_strategy": cluster(provider(UNKNOWN, None))}, []),
        (EC2_ALONE, {"cluster_strategy": cluster(EC2_PROVIDER)}, ["ENM010"]),
        (EC2_ALONE, {"cluster_strategy": cluster(SPOT), "launch_type": "EC2"}, ["ENM010"]),
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
        # where the files set either but do not tell it, it may be Fargate
        (EC2_ALONE, {"launch_type": UNKNOWN}, []),
        (EC2_ALONE, {"capacity_provider_strategy": UNKNOWN}, []),
    ],
)
def test_a_public_ip_is_refused_off_fargate(
    definition: TaskDefinition | None, settings: dict[str, Any], ids: list[str]
) -> None:
    assert found(service(definition, network_configuration=network(True), **settings)) == ids


@pytest.mark.parametrize(("provided", "refused"), [(SPOT, False), (EC2_PROVIDER, True)])
def test_the_default_strategy_decides_for_a_started_task_too(
    provided: CapacityProvider, refused: bool
) -> None:
    public = {"network_configuration": network(True), "cluster_strategy": cluster(provided)}
    for address, rule_id in ((RULE_TARGET, "ENM036"), (MACHINE, "ENM060")):
        expected = [rule_id] if refused else []
        assert found(scheduled(EC2_ALONE, address, **public)) == expected


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
        ("awsvpc", {}, "`cpu` and `memory`"),
        ("host", {"cpu": "256", "memory": "512"}, '`network_mode = "awsvpc"`'),
        (OMITTED, {}, '`network_mode = "awsvpc"`, `cpu` and `memory`'),
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
        assert texts(finding) == {"task": definition.address, "missing": missing}


def test_a_listed_fargate_leaves_the_size_to_the_task_definition() -> None:
    definition = task("awsvpc", container(), requires_compatibilities=("FARGATE",))
    web = service(definition, launch_type="FARGATE", network_configuration=network())
    assert found(web) == ["ENM034"]


@pytest.mark.parametrize("strategy", [(EC2_PROVIDER,), (EC2_PROVIDER, ON_DEMAND), UNKNOWN])
def test_a_service_not_surely_on_fargate_needs_no_size(strategy: Any) -> None:
    web = service(AWSVPC, capacity_provider_strategy=strategy, network_configuration=network())
    assert set(found(web)) <= {"ENM064"}


def test_a_role_needs_a_load_balancer_and_another_mode_than_awsvpc() -> None:
    assert found(service(AWSVPC, iam_role="ecs", load_balancers=balanced("ip"), **WEB)) == [
        "ENM020"
    ]
    assert found(service(BRIDGE, iam_role="ecs", load_balancers=balanced())) == []
    assert found(service(None, iam_role="ecs")) == ["ENM021"]


ONE, OTHER = (replace(balanced()[0].target_group, address=f"aws_lb_target_group.{n}") for n in "ab")


def _two(first: Any, second: Any) -> tuple[Any, ...]:
    return (*blue_green(first, None), *blue_green(second, None))


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"service_registries": registry("web", 80)}, "service_registries"),
        ({"load_balancers": _two(ONE, OTHER)}, "load_balancer"),
        ({"load_balancers": _two(ONE, None)}, "load_balancer"),
        ({"load_balancers": _two(None, None)}, "load_balancer"),
        ({"load_balancers": _two(ONE, ONE)}, None),
        ({"load_balancers": blue_green(ONE, OTHER)}, None),
        ({"load_balancers": balanced()}, None),
        ({"load_balancers": UNKNOWN}, None),
        ({"load_balancers": balanced(), "service_registries": UNKNOWN}, None),
    ],
)
def test_what_requires_the_service_linked_role_takes_no_other(
    settings: dict[str, Any], reason: str | None
) -> None:
    web = service(task("bridge", container(port(80, 0))), iam_role="ecs", **settings)
    findings = rules.check(module(web))
    assert [f.rule for f in findings] == (["ENM020"] if reason else [])
    assert [texts(f)["reason"] for f in findings] == ([reason] if reason else [])


def test_the_external_controller_requires_the_service_linked_role() -> None:
    finding = only_finding(service(None, iam_role="ecs", deployment_controller="EXTERNAL"))
    assert texts(finding) == {"reason": 'deployment_controller.type = "EXTERNAL"'}


def test_each_way_to_reach_a_service_without_network_is_a_finding() -> None:
    everything = {
        "load_balancers": balanced("ip"),
        "service_registries": registry("web", 80, records=("A",)),
        "service_connect": connect("http"),
    }
    findings = rules.check(module(service(task("none", container()), **everything)))
    assert [f.rule for f in findings] == ["ENM025"] * 3
    assert {f.params["setting"]: f.errors for f in findings} == {
        "load_balancer": (),
        "service_registries": (),
        "service_connect_configuration": ("E235",),
    }


def test_the_agent_does_not_refuse_a_client_without_network() -> None:
    (finding,) = rules.check(module(service(task("none", container()), service_connect=connect())))
    assert (finding.rule, finding.errors) == ("ENM025", ())


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
        ({"subnets": ids(*MANY_SUBNETS)}, ["17"]),
        ({"subnets": ids(*MANY_SUBNETS[:16], "subnet-0", UNKNOWN)}, []),
        ({"security_groups": ids(*MANY_GROUPS)}, ["6"]),
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
    assert (finding.params["limit"], finding.errors) == ("1-16", ("E76",))
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
        (FARGATE_TASK, {"launch_type": "FARGATE"}, ("network_configuration = null", "E37", "E180")),
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
        answers += [(f.rule, texts(f)["setting"], f.errors) for f in findings]
    if expected is None:
        assert answers == []
    else:
        setting, by_rule, by_schedule = expected
        assert answers == [
            ("ENM036", setting, (by_rule,)),
            ("ENM036", setting, (by_schedule,)),
        ]


@pytest.mark.parametrize(
    ("definition", "settings", "setting"),
    [
        (AWSVPC, {}, "NetworkConfiguration = null"),
        (BRIDGE, WEB, "NetworkConfiguration"),
        (SIZED_BRIDGE, WEB | {"launch_type": "FARGATE"}, 'network_mode = "bridge"'),
        (
            AWSVPC,
            {"launch_type": "EC2", "network_configuration": network(True)},
            'AssignPublicIp = "ENABLED"',
        ),
    ],
)
def test_a_state_is_told_in_the_words_of_its_state_machine(
    definition: TaskDefinition, settings: dict[str, Any], setting: str
) -> None:
    (finding,) = rules.check(module(scheduled(definition, MACHINE, **settings)))
    assert (finding.rule, texts(finding)["state"]) == ("ENM060", "Report")
    assert texts(finding)["setting"] == setting


def test_a_pipe_is_answered_by_run_task_as_a_schedule_is() -> None:
    (finding,) = rules.check(module(scheduled(None, PIPE, launch_type="FARGATE")))
    assert (finding.rule, finding.errors) == ("ENM036", ("E4",))


def test_a_scheduled_task_that_lists_fargate_is_left_to_its_task_definition() -> None:
    listed = task("bridge", container(), **FARGATE)
    assert found(scheduled(listed, launch_type="FARGATE", **WEB)) == ["ENM004"]


@pytest.mark.parametrize("controller", ["ECS", "CODE_DEPLOY", OMITTED, UNKNOWN])
def test_another_deployment_controller_takes_a_network_configuration(controller: Any) -> None:
    balancers = balanced("ip")
    settings = {"deployment_controller": controller, "load_balancers": balancers}
    assert found(service(AWSVPC, **settings, **WEB)) == []


def test_what_a_task_set_has_is_not_on_the_service() -> None:
    everything = {
        "named_task_definition": "web:1",
        "network_configuration": network(),
        "load_balancers": balanced(),
        "service_registries": registry(),
        "capacity_provider_strategy": (EC2_PROVIDER,),
        "platform_version": "1.4.0",
        "launch_type": UNKNOWN,
    }
    findings = rules.check(
        module(service(None, deployment_controller="EXTERNAL", **everything)), ["ENM048"]
    )
    assert [(f.params["setting"], level(f), f.errors) for f in findings] == [
        ("task_definition", "error", ("E233",)),
        ("network_configuration", "error", ("E51",)),
        ("load_balancer", "error", ("E52",)),
        ("service_registries", "warning", ()),
        ("capacity_provider_strategy", "warning", ()),
        ("platform_version", "warning", ()),
    ]


def test_the_provider_leaves_the_launch_type_out() -> None:
    assert found(service(None, deployment_controller="EXTERNAL", launch_type="FARGATE")) == []


@pytest.mark.parametrize(
    ("controller", "shown"),
    [
        ("EXTERNAL", None),
        ("CODE_DEPLOY", "CODE_DEPLOY"),
        ("ECS", "ECS"),
        (OMITTED, "ECS"),
        (UNKNOWN, None),
    ],
)
def test_a_task_set_needs_the_external_controller(controller: Any, shown: str | None) -> None:
    of_service = service(None, deployment_controller=controller)
    findings = rules.check(module(task_set(BRIDGE, of_service)))
    assert [(f.rule, f.params["controller"]) for f in findings] == (
        [("ENM052", shown)] if shown else []
    )
    assert found(task_set(BRIDGE, UNKNOWN)) == []


def test_a_task_set_has_one_target_group() -> None:
    for balancers, expected in (
        (balanced(), []),
        (balanced() * 3, ["ENM053"]),
        (classic(), ["ENM053"]),
        (UNKNOWN, []),
    ):
        assert found(task_set(BRIDGE, EXTERNAL, load_balancers=balancers)) == expected
    assert found(service(BRIDGE, load_balancers=balanced() * 3)) == []


def test_a_task_set_has_the_network_of_its_mode() -> None:
    assert found(task_set(AWSVPC, EXTERNAL)) == ["ENM001"]
    assert found(task_set(BRIDGE, EXTERNAL, **WEB)) == ["ENM002"]
    assert found(task_set(AWSVPC, EXTERNAL, load_balancers=balanced(), **WEB)) == ["ENM005"]
    assert found(task_set(AWSVPC, EXTERNAL, load_balancers=balanced("ip"), **WEB)) == []
