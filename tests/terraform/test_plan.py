"""Plans: what is found in one, what a reference leads to, and what is no plan."""

import copy
import io
import json
from typing import Any

import pytest
from support.paths import DATA

from ecsnet import cli, rules, terraform
from ecsnet.diagnostics import Finding, InputError
from ecsnet.model import Module
from ecsnet.terraform import plan

# Made with Terraform 1.11.4 and hashicorp/aws 5.100.0, cut to what a plan is read for.
REAL = DATA / "plan.json"


def module(document: Any) -> Module:
    return terraform.build(plan.configuration(json.dumps(document).encode(), "plan.json"))


def found(document: Any) -> set[tuple[str, str]]:
    return {(finding.rule, finding.resource) for finding in rules.check(module(document))}


def test_a_real_plan_is_checked_through_modules_and_dynamic_blocks() -> None:
    findings = rules.check(terraform.build(plan.configuration(REAL.read_bytes(), "p.json")))
    services = [
        f'module.m["{key}"].aws_ecs_service.this[{n}]' for key in ("a", "b.c") for n in (0, 1)
    ]
    assert [(f.rule, f.resource) for f in findings if f.rule != "ENM005"] == [
        ("ENM001", "aws_ecs_service.direct"),
        ("ENM003", "aws_ecs_task_definition.web"),
    ]
    groups = [(f.resource, f.params["service"]) for f in findings if f.rule == "ENM005"]
    assert groups == [
        (f'aws_lb_target_group.tg["{key}"]', service)
        for key, service in zip(["a", "a", "b.c", "b.c"], services, strict=True)
    ]


def test_what_the_provider_fills_in_counts_as_left_out() -> None:
    document = json.loads(REAL.read_text())
    built = module(document)
    bridge = next(t for t in built.task_definitions if t.address.endswith(".br"))
    assert bridge.network_mode.omitted
    assert bridge.mode == "bridge"
    service = next(s for s in built.services if s.address.endswith(".direct"))
    assert service.launch_type.omitted


def service(**values: Any) -> dict[str, Any]:
    return {
        "address": "aws_ecs_service.web",
        "mode": "managed",
        "type": "aws_ecs_service",
        "name": "web",
        "values": {"name": "web", **values},
    }


def task(address: str = "aws_ecs_task_definition.web", **values: Any) -> dict[str, Any]:
    containers = [{"name": "web", "memory": 1, "portMappings": [{"containerPort": 80}]}]
    return {
        "address": address,
        "mode": "managed",
        "type": "aws_ecs_task_definition",
        "name": "web",
        "values": {
            "network_mode": "awsvpc",
            "container_definitions": json.dumps(containers),
            **values,
        },
    }


def document(*resources: dict[str, Any], **configuration: Any) -> dict[str, Any]:
    return {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": list(resources)}},
        "configuration": {"root_module": configuration},
    }


def refers(*references: str, **more: Any) -> dict[str, Any]:
    expressions = {"name": {}, "task_definition": {"references": list(references)}, **more}
    return {"address": "aws_ecs_service.web", "expressions": expressions}


def change(**unknown: Any) -> list[dict[str, Any]]:
    return [{"address": "aws_ecs_service.web", "change": {"after_unknown": unknown}}]


def test_an_existing_resource_is_found_by_its_arn() -> None:
    arn = "arn:aws:ecs:us-east-1:000000000000:task-definition/web:1"
    plain = document(service(task_definition=arn), task(arn=arn))
    del plain["configuration"]
    assert found(plain) == {("ENM001", "aws_ecs_service.web")}


@pytest.mark.parametrize("expressions", [{}, {"iam_role": {"references": ["var.iam_role"]}}])
@pytest.mark.parametrize(
    "role",
    [
        "aws-service-role",
        "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
        "arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    ],
)
def test_a_role_that_aws_filled_in_is_nobody_s_mistake(
    role: str, expressions: dict[str, Any]
) -> None:
    arn = "arn:aws:ecs:us-east-1:000000000000:task-definition/web:1"
    block = [{"subnets": ["subnet-1"]}]
    given = service(task_definition=arn, iam_role=role, network_configuration=block)
    assert found(document(given, task(arn=arn), resources=[refers(**expressions)])) == set()


def test_a_role_behind_a_variable_is_found() -> None:
    arn = "arn:aws:ecs:us-east-1:000000000000:task-definition/web:1"
    block = [{"subnets": ["subnet-1"]}]
    given = service(task_definition=arn, iam_role="ecsServiceRole", network_configuration=block)
    refer = refers(iam_role={"references": ["var.iam_role"]})
    assert found(document(given, task(arn=arn), resources=[refer])) == {
        ("ENM020", "aws_ecs_service.web")
    }


ARNS = {
    "task": "arn:aws:ecs:us-east-1:000000000000:task-definition/web:3",
    "name": "arn:aws:servicediscovery:us-east-1:000000000000:service/srv-1",
}


def cloud_map(record_type: str) -> dict[str, Any]:
    return {
        "address": "aws_service_discovery_service.web",
        "mode": "managed",
        "type": "aws_service_discovery_service",
        "name": "web",
        "values": {
            "arn": ARNS["name"],
            "dns_config": [{"dns_records": [{"ttl": 10, "type": record_type}]}],
        },
    }


@pytest.mark.parametrize(
    ("mode", "record_type", "written", "ids"),
    [
        ("awsvpc", "A", {}, []),
        ("awsvpc", "SRV", {"container_name": "web", "container_port": 80}, []),
        ("awsvpc", "SRV", {"port": 80}, []),
        ("awsvpc", "SRV", {}, ["ENM014"]),
        ("bridge", "SRV", {"container_name": "web", "container_port": 80}, []),
        ("bridge", "SRV", {}, ["ENM012"]),
    ],
)
def test_what_state_fills_a_registry_with_counts_as_left_out(
    mode: str, record_type: str, written: dict[str, Any], ids: list[str]
) -> None:
    filled = {"container_name": "", "container_port": 0, "port": 0, **written}
    network = {"network_configuration": [{"subnets": ["subnet-1"]}]} if mode == "awsvpc" else {}
    web = service(
        task_definition=ARNS["task"],
        service_registries=[{"registry_arn": ARNS["name"], **filled}],
        **network,
    )
    expressions = {name: {} for name in ("service_registries", *network)}
    given = document(
        web,
        task(network_mode=mode, arn=ARNS["task"]),
        cloud_map(record_type),
        resources=[refers(**expressions)],
    )
    assert [rule for rule, _ in found(given)] == ids


NETWORK = [{"assign_public_ip": True, "subnets": ["subnet-1"]}]
SPOT = [{"base": 0, "capacity_provider": "FARGATE_SPOT", "weight": 1}]


def test_an_empty_string_of_state_is_no_launch_type_and_no_mode() -> None:
    fargate = {"requires_compatibilities": ["FARGATE"], "cpu": "256", "memory": "512"}
    written = {
        "launch_type": {"references": ["var.launch_type"]},
        "capacity_provider_strategy": [{}],
    }
    web = service(
        launch_type="",
        task_definition=ARNS["task"],
        network_configuration=NETWORK,
        capacity_provider_strategy=SPOT,
    )
    given = document(web, task(arn=ARNS["task"], **fargate), resources=[refers(**written)])
    assert found(given) == set()
    windows = {"runtime_platform": [{"operating_system_family": "WINDOWS_SERVER_2022_CORE"}]}
    (definition,) = module(document(task(network_mode="", **windows))).task_definitions
    assert definition.network_mode.omitted
    assert definition.mode == "default"


def target(address: str, **values: Any) -> dict[str, Any]:
    return {
        "address": address,
        "mode": "managed",
        "type": "aws_cloudwatch_event_target",
        "name": "cron",
        "values": {"ecs_target": [{"task_definition_arn": ARNS["task"], **values}]},
    }


def test_a_scheduled_task_with_a_strategy_has_no_launch_type_in_state() -> None:
    filled = {"launch_type": "", "platform_version": "", "network_configuration": NETWORK}
    cron = target("aws_cloudwatch_event_target.cron", capacity_provider_strategy=SPOT, **filled)
    assert found(document(cron, task(arn=ARNS["task"]))) == set()


def test_a_target_of_a_rule_is_one_inside_a_module_too() -> None:
    cron = target("module.m.aws_cloudwatch_event_target.cron", launch_type="FARGATE")
    (finding,) = rules.check(module(document(cron)))
    assert (finding.rule, finding.errors) == ("ENM036", ("E37",))


def test_what_is_left_of_a_replacement_hides_nothing_of_its_successor() -> None:
    balanced = [{"container_name": "web", "container_port": 8080}]
    web = service(network_configuration=NETWORK, load_balancer=balanced)
    blocks = {"network_configuration": [{}], "load_balancer": [{}]}
    reference = refers("aws_ecs_task_definition.web.arn", **blocks)
    definition = task()
    del definition["values"]["container_definitions"]
    given = document(web, definition, resources=[reference])
    old = {"address": "aws_ecs_task_definition.web", "change": {"after_unknown": {}}}
    new = {"address": "aws_ecs_task_definition.web"}
    new["change"] = {"after_unknown": {"container_definitions": True}}
    given["resource_changes"] = [*change(task_definition=True), new, {**old, "deposed": "0a1b2c3d"}]
    assert found(given) == set()


@pytest.mark.parametrize(
    ("name", "reference", "linked"),
    [
        ("web", "aws_ecs_task_definition.web.family", True),
        ("web:3", "aws_ecs_task_definition.web.family", True),
        (ARNS["task"].removesuffix(":3"), "aws_ecs_task_definition.web.arn_without_revision", True),
        ("web:2", "aws_ecs_task_definition.web.family", False),
        ("other", "aws_ecs_task_definition.web.family", False),
        ("web", "var.family", False),
    ],
)
def test_a_task_definition_is_known_by_its_names(name: str, reference: str, linked: bool) -> None:
    web = service(task_definition=name)
    definition = task(arn=ARNS["task"], family="web")
    given = document(web, definition, resources=[refers(reference)])
    assert (module(given).services[0].task_definition is not None) is linked


def keyed(*addresses: str) -> list[dict[str, Any]]:
    return [task(address) for address in addresses]


@pytest.mark.parametrize(
    ("references", "linked"),
    [
        (["aws_ecs_task_definition.web.arn", "aws_ecs_task_definition.web"], True),
        (["aws_ecs_task_definition.other.arn", "aws_ecs_task_definition.other"], False),
        (["local.task"], False),
        (["data.aws_ecs_task_definition.x.revision", "aws_ecs_task_definition.web.family"], False),
        (["each.value.task"], False),
        (["var.task"], False),
        ([], False),
    ],
)
def test_a_reference_leads_to_what_it_names_or_nowhere(references: list[str], linked: bool) -> None:
    given = document(
        service(), *keyed("aws_ecs_task_definition.web"), resources=[refers(*references)]
    )
    given["resource_changes"] = change(task_definition=True)
    built = module(given).services[0]
    assert (built.task_definition is not None) is linked


INSTANCES = ['aws_ecs_task_definition.web["a"]', 'aws_ecs_task_definition.web["b"]']


@pytest.mark.parametrize(
    ("references", "linked"),
    [
        (["each.key"], True),
        (["each.value"], False),
        (["count.index"], False),
        (["each.key", "each.value"], False),
        (["each.key", "var.names"], False),
    ],
)
def test_an_index_that_may_be_computed_leads_nowhere_where_the_instances_differ(
    references: list[str], linked: bool
) -> None:
    one, other = keyed(*INSTANCES)
    other["values"] |= {"network_mode": "bridge", "family": "b"}
    reference = refers("aws_ecs_task_definition.web", *references)
    given = document(service(), one, other, resources=[reference])
    given["planned_values"]["root_module"]["resources"][0]["address"] = 'aws_ecs_service.web["b"]'
    given["resource_changes"] = change(task_definition=True)
    given["resource_changes"][0]["address"] = 'aws_ecs_service.web["b"]'
    assert module(given).services[0].mode == ("bridge" if linked else None)
    other["values"] |= {"network_mode": "awsvpc"}
    assert module(given).services[0].mode == "awsvpc"


@pytest.mark.parametrize(
    ("owner", "references", "target"),
    [
        ("web", ['aws_ecs_task_definition.web["b"].arn', 'aws_ecs_task_definition.web["b"]'], "b"),
        ('web["a"]', ["aws_ecs_task_definition.web", "each.key"], "a"),
        ('web["b"]', ["aws_ecs_task_definition.web", "each.value"], "b"),
        ('web["c"]', ["aws_ecs_task_definition.web", "each.key"], None),
        ('web["a"]', ["aws_ecs_task_definition.web", "each.value.task"], None),
        ('web["a"]', ["aws_ecs_task_definition.web", "local.key"], None),
        ("web", ["aws_ecs_task_definition.web", "var.key"], None),
    ],
)
def test_one_of_several_is_chosen_by_its_index_only(
    owner: str, references: list[str], target: str | None
) -> None:
    given = document(service(), *keyed(*INSTANCES), resources=[refers(*references)])
    given["planned_values"]["root_module"]["resources"][0]["address"] = f"aws_ecs_service.{owner}"
    given["resource_changes"] = change(task_definition=True)
    given["resource_changes"][0]["address"] = f"aws_ecs_service.{owner}"
    linked = module(given).services[0].task_definition
    expected = None if target is None else f'aws_ecs_task_definition.web["{target}"]'
    assert (linked and linked.address) == expected


def test_a_reference_goes_through_variables_and_outputs() -> None:
    given = document()
    given["planned_values"]["root_module"] = {
        "child_modules": [
            {"resources": [{**task(), "address": f"module.task[{n}].aws_ecs_task_definition.web"}]}
            for n in (0, 1)
        ]
        + [{"resources": [{**service(), "address": "module.web.aws_ecs_service.web"}]}]
    }
    output = {"expression": {"references": ["aws_ecs_task_definition.web.arn"]}}
    reference = "module.task[1].arn"
    given["configuration"]["root_module"] = {
        "module_calls": {
            "task": {"module": {"outputs": {"arn": output}}},
            "web": {
                "expressions": {"task": {"references": [reference, "module.task[1]"]}},
                "module": {"resources": [refers("var.task")]},
            },
        }
    }
    given["resource_changes"] = change(task_definition=True)
    given["resource_changes"][0]["address"] = "module.web.aws_ecs_service.web"
    # which of the two instances an output comes from is not followed
    assert module(given).services[0].task_definition is None
    modules = given["planned_values"]["root_module"]["child_modules"]
    del modules[0]
    linked = module(given).services[0].task_definition
    assert linked is not None
    assert linked.address == "module.task[1].aws_ecs_task_definition.web"


def test_variables_that_lead_in_circles_lead_nowhere() -> None:
    call: dict[str, Any] = {"expressions": {"task": {"references": ["module.web.out"]}}}
    output = {"expression": {"references": ["var.task"]}}
    call["module"] = {"resources": [refers("var.task")], "outputs": {"out": output}}
    given = document(module_calls={"web": call})
    given["planned_values"]["root_module"] = {
        "child_modules": [
            {"resources": [{**service(), "address": "module.web.aws_ecs_service.web"}]}
        ]
    }
    given["resource_changes"] = change(task_definition=True)
    given["resource_changes"][0]["address"] = "module.web.aws_ecs_service.web"
    assert module(given).services[0].task_definition is None


def test_a_block_that_is_not_known_yet_is_not_missing() -> None:
    given = document(service(), task(), resources=[refers("aws_ecs_task_definition.web.arn")])
    given["resource_changes"] = change(task_definition=True, network_configuration=True)
    assert found(given) == set()
    given["resource_changes"] = change(task_definition=True)
    assert found(given) == {("ENM001", "aws_ecs_service.web")}


# --- the command --------------------------------------------------------------------------------


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("way", ["file", "-"])
def test_the_command_takes_a_plan_by_file_and_from_standard_input(
    way: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(REAL.read_bytes()))
    assert cli.main(["check", "--format", "json", str(REAL) if way == "file" else "-"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {f["file"] for f in findings} == {str(REAL) if way == "file" else "<stdin>"}
    assert 'module.m["b.c"].aws_ecs_service.this[1]' in str(findings)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "not a complete JSON document: Expecting value"),
        (REAL.read_bytes()[:9000], 1, "not a complete JSON document"),
        (
            b'{\n"format_version": "1.2",\n"planned',
            3,
            "not a complete JSON document: Unterminated string",
        ),
        (b"PK\x03\x04\x14tfplan", 0, "a plan in Terraform's binary format; create the JSON with"),
        (b"PK\x03\x04\x14main.tf", 0, "a ZIP archive; extract it and check its files"),
        (b"\xef\xbb\xbf{", 1, "not a complete JSON document"),
        (b"# The service", 0, "not a Terraform file (*.tf, *.tf.json) or a plan"),
        (b"{}", 0, "not a Terraform file (*.tf, *.tf.json) or a plan"),
        (b"[1]", 0, "not a Terraform file (*.tf, *.tf.json) or a plan"),
        (b'{"format_version": "2.0", "planned_values": {}}', 0, "plan format 2.0 is not supported"),
        (b'{"format_version": "1.0", "values": {}}', 0, "a state, not a plan"),
        (b'{"format_version": "1.0"}', 0, "not a plan: the document has no planned values"),
        (b'{"format_version": "\xe9"}', 0, "not valid UTF-8 (byte 20)"),
        (b"[" * 100_000, 1, "expressions are nested too deeply to read"),
        (b'{"a": ' + b"9" * 5000 + b"}", 0, "Exceeds the limit"),
    ],
)
def test_what_is_no_plan_is_said_in_one_line(data: bytes, line: int, message: str) -> None:
    with pytest.raises(InputError) as refused:
        plan.configuration(data, "plan.json")
    problem = refused.value.problem
    assert problem.line == line
    assert problem.message.en.startswith(message)
    assert "\n" not in problem.message.en


def test_a_plan_without_ecs_has_nothing_to_find() -> None:
    empty = {"format_version": "1.2", "planned_values": {}}
    assert module(empty) == Module()


def strange(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every part of a document."""
    parts = [path]
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in items:
        parts += strange(inner, (*path, key))
    return parts


WRONG = [None, 0, "x", [], {}, [None], {"": None}, True]


@pytest.mark.parametrize("number", range(len(WRONG)), ids=lambda number: repr(WRONG[number]))
def test_a_plan_with_anything_anywhere_is_read_or_refused(number: int) -> None:
    original = json.loads(REAL.read_text())
    wrong = WRONG[number]
    # each wrong value in other places, a quarter of all
    for path in strange(original)[1 + number :: len(WRONG) * 4]:
        given = copy.deepcopy(original)
        inner = given
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = wrong
        try:
            findings: list[Finding] = rules.check(module(given))
        except InputError:
            continue
        assert all(finding.at.file == "plan.json" for finding in findings)


def test_a_state_of_a_plan_names_its_task_definition_by_arn() -> None:
    arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1"
    parameters = {"TaskDefinition": arn, "LaunchType": "EC2"}
    run = {"Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": parameters}
    branches = {"Branches": [{"States": {"Run": run}}]}
    machine = {
        "address": "aws_sfn_state_machine.m",
        "mode": "managed",
        "type": "aws_sfn_state_machine",
        "name": "m",
        "values": {"definition": json.dumps({"States": {"All": branches}})},
    }
    assert found(document(task(arn=arn), machine)) == {("ENM060", "aws_sfn_state_machine.m")}
