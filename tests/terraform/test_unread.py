"""What could not be read is said once for each resource, with the expression that stopped it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import write
from support.paths import DATA, SNIPPETS
from support.terraform import read

import ecsnet
from ecsnet import terraform
from ecsnet.diagnostics import Problem

CONTAINERS = 'jsonencode([{ name = "web", portMappings = [{ containerPort = 80 }] }])'
TASK = (
    'resource "aws_ecs_task_definition" "web" {\n  family = "web"\n'
    "  network_mode = %s\n  container_definitions = %s\n}\n"
)
SERVICE = 'resource "aws_ecs_service" "web" {\n  task_definition = %s\n}\n'


def notices(tmp_path: Path, source: str) -> list[Problem]:
    part = read(tmp_path, source)
    assert not part.problems, part.problems
    return list(terraform.unread(part, terraform.build(part)))


def unresolved(tmp_path: Path, source: str) -> list[str]:
    """What the notices name, without the words around it."""
    return [
        notice.message.en.partition("unresolved values: ")[2]
        for notice in notices(tmp_path, source)
    ]


@pytest.mark.parametrize(
    ("expression", "stopped_by"),
    [
        ('file("${path.module}/td.json")', 'file("${path.module}/td.json")'),
        ('templatefile("td.json", { port = 80 })', 'templatefile("td.json", { port = 80 })'),
        ("data.template_file.web.rendered", "data.template_file.web.rendered"),
        ("var.containers", "var.containers"),
        ("local.containers", 'file("c.yaml")'),
        ("jsonencode(local.containers)", 'file("c.yaml")'),
        ("jsonencode(concat([{ image = var.image }], var.sidecars))", "var.sidecars"),
        ("jsonencode([{ image = var.image }, var.sidecar])", "var.sidecar"),
        ("jsonencode(true ? var.containers : [])", "var.containers"),
        ("jsonencode(var.on ? [] : [{}])", "var.on"),
        ('jsonencode(flatten([[{ name = "web" }], var.more]))', "var.more"),
        ('"[${module.web.json}]"', "module.web.json"),
        ("jsonencode(local.a)", "local.b"),
    ],
)
def test_what_stops_the_reading_of_containers(
    tmp_path: Path, expression: str, stopped_by: str
) -> None:
    source = TASK % ('"awsvpc"', expression) + (
        'locals {\n  containers = yamldecode(file("c.yaml"))\n  a = local.b\n  b = local.gone\n}\n'
    )
    if expression.endswith("local.a)"):
        stopped_by = "local.gone"
    assert unresolved(tmp_path, source) == [f"container_definitions ({stopped_by})"]


@pytest.mark.parametrize(
    ("expression", "stopped_by"),
    [
        ('try(var.mode, "awsvpc")', "var.mode"),
        ('lookup(var.modes, "web", "awsvpc")', "var.modes"),
        ('yamldecode("a: 0x1F").a', 'yamldecode("a: 0x1F").a'),
        ('coalesce(var.mode, "host")', "var.mode"),
        ('var.mode == null ? "bridge" : "host"', "var.mode"),
        ("each.value.mode", "each.value.mode"),
        (
            "aws_ecs_task_definition.other.network_mode",
            "aws_ecs_task_definition.other.network_mode",
        ),
        ('"${var.prefix}vpc"', "var.prefix"),
        ("(var.mode)", "var.mode"),
    ],
)
def test_what_stops_the_reading_of_a_mode(tmp_path: Path, expression: str, stopped_by: str) -> None:
    assert unresolved(tmp_path, TASK % (expression, CONTAINERS)) == [f"network_mode ({stopped_by})"]


def test_an_omitted_mode_that_a_list_decides(tmp_path: Path) -> None:
    source = TASK.replace("network_mode = %s", "requires_compatibilities = var.launch_types")
    assert unresolved(tmp_path, source % CONTAINERS) == [
        "requires_compatibilities (var.launch_types)"
    ]


def test_ports_that_are_not_in_the_files(tmp_path: Path) -> None:
    entries = (
        "{ containerPort = each.value.port, hostPort = each.value.host },"
        ' { containerPort = 80 }, { "containerPort": var.port }'
    )
    source = TASK % ('"host"', f"jsonencode([{{ portMappings = [{entries}] }}])")
    assert unresolved(tmp_path, source) == [
        "containerPort (each.value.port), hostPort (each.value.host)"
    ]
    source = TASK % ('"host"', "jsonencode([{ portMappings = var.ports }])")
    assert unresolved(tmp_path, source) == ["portMappings (var.ports)"]


@pytest.mark.parametrize(
    ("expression", "stopped_by"),
    [
        ("aws_ecs_task_definition.web.arn", None),
        ("null", None),
        ("module.web.arn", "module.web.arn"),
        ('"web:3"', '"web:3"'),
        ("data.aws_ecs_task_definition.web.arn", "data.aws_ecs_task_definition.web.arn"),
        ("one(aws_ecs_task_definition.web[*].arn)", None),
        ("element(var.arns[*], 0)", "var.arns[*]"),
    ],
)
def test_a_service_whose_task_definition_is_not_found(
    tmp_path: Path, expression: str, stopped_by: str | None
) -> None:
    expected = [] if stopped_by is None else [f"task_definition ({stopped_by})"]
    source = TASK % ('"bridge"', CONTAINERS) + SERVICE % expression
    assert unresolved(tmp_path, source) == expected


def test_a_service_whose_task_sets_name_the_task_definition(tmp_path: Path) -> None:
    source = (
        'resource "aws_ecs_service" "web" {\n  task_definition = var.task\n'
        '  deployment_controller {\n    type = "EXTERNAL"\n  }\n}\n'
    )
    assert notices(tmp_path, source) == []


def test_what_starts_a_task_of_another_place(tmp_path: Path) -> None:
    source = (
        'resource "aws_cloudwatch_event_target" "a" {\n  ecs_target {\n'
        "    task_definition_arn = var.task\n  }\n}\n"
        'resource "aws_sfn_state_machine" "b" {\n  definition = jsonencode({ States = {\n'
        '    A = { Resource = "arn:aws:states:::ecs:runTask", Parameters = {\n'
        "      TaskDefinition = var.task } }\n"
        '    B = { Resource = "arn:aws:states:::ecs:runTask", Parameters = {\n'
        '      "TaskDefinition.$" = "$.task" } }\n'
        "  } })\n}\n"
    )
    (target, machine) = notices(tmp_path, source)
    assert (target.resource, target.line) == ("aws_cloudwatch_event_target.a", 3)
    assert (machine.resource, machine.line) == ("aws_sfn_state_machine.b", 9)


def test_a_target_group_of_which_the_type_is_open(tmp_path: Path) -> None:
    source = 'resource "aws_lb_target_group" "web" {\n  target_type = var.type\n}\n'
    assert unresolved(tmp_path, source) == ["target_type (var.type)"]


def test_one_notice_for_a_resource_names_everything_and_the_first_place(tmp_path: Path) -> None:
    (notice,) = notices(tmp_path, TASK % ("var.mode", "var.containers"))
    assert (notice.severity, notice.line, notice.column) == ("notice", 3, 3)
    assert notice.resource == "aws_ecs_task_definition.web"
    named = "network_mode (var.mode)", "container_definitions (var.containers)"
    assert notice.message.en == (
        "aws_ecs_task_definition.web is not fully checked; unresolved values: " + ", ".join(named)
    )
    assert notice.message.ja == (
        "aws_ecs_task_definition.web は一部しか検査していません。確定できない値："
        + "、".join(named)
    )


def test_a_long_expression_is_cut(tmp_path: Path) -> None:
    (long,) = unresolved(tmp_path, TASK % ('"host"', f'file("{"x" * 80}")'))
    assert long == f'container_definitions (file("{"x" * 54}…)'
    (broken,) = unresolved(tmp_path, TASK % ('"host"', 'templatefile("a", {\n  b = 1\n})'))
    assert broken == 'container_definitions (templatefile("a", {…)'


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("count = var.on ? 1 : 0", True),
        ("for_each = local.none", True),
        ("count = 0", False),
        ("count = 1", False),
        ("count = var.number", False),
    ],
)
def test_a_resource_that_the_defaults_leave_out(tmp_path: Path, number: str, said: bool) -> None:
    source = TASK.replace("family", f"{number}\n  family") % ('"host"', CONTAINERS) + (
        'variable "on" {\n  default = false\n}\nlocals {\n  none = {}\n}\n'
    )
    found = notices(tmp_path, source)
    assert bool(found) == said
    if said:
        assert found[0].message.en == (
            "aws_ecs_task_definition.web is not checked, because "
            f"{number.replace(' = ', ' creates no instances: ', 1)}"
        )


def test_nothing_is_said_of_what_no_rule_needs(tmp_path: Path) -> None:
    source = TASK % ('"host"', 'jsonencode([{ name = "web", image = var.image }])') + (
        'resource "aws_s3_bucket" "b" {\n  bucket = var.name\n}\n'
        'resource "aws_sfn_state_machine" "m" {\n  definition = file("m.json")\n}\n'
    )
    assert notices(tmp_path, source) == []


def test_nothing_is_said_of_the_examples_of_the_rules() -> None:
    for example in (SNIPPETS / "rules").glob("*/*.tf"):
        assert ecsnet.check([example]).problems == []


def test_a_plan_is_told_by_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not ecsnet.check([DATA / "plan.json"]).notices
    monkeypatch.chdir(tmp_path)
    write(
        "plan.json",
        '{"format_version": "1.2", "planned_values": {"root_module": {"resources": [{"address":'
        ' "aws_ecs_service.web", "mode": "managed", "type": "aws_ecs_service", "name": "web",'
        ' "values": {"task_definition": "web:3"}}]}}}',
    )
    (notice,) = ecsnet.check(["plan.json"]).notices
    assert notice.message.en.endswith("unresolved values: task_definition")
    assert notice.resource == "aws_ecs_service.web"


@pytest.mark.parametrize(
    ("controller", "stopped_by"),
    [
        ("deployment_controller {\n    type = var.type\n  }", "deployment_controller (var.type)"),
        (
            'dynamic "deployment_controller" {\n    for_each = var.types\n    content {\n'
            "      type = deployment_controller.value\n    }\n  }",
            "deployment_controller",
        ),
        ('deployment_controller {\n    type = "ECS"\n  }', None),
    ],
)
def test_a_deployment_controller_that_cannot_be_told(
    tmp_path: Path, controller: str, stopped_by: str | None
) -> None:
    source = TASK % ('"awsvpc"', CONTAINERS) + SERVICE % "aws_ecs_task_definition.web.arn"
    source = source.removesuffix("}\n") + f"  {controller}\n}}\n"
    assert unresolved(tmp_path, source) == ([stopped_by] if stopped_by else [])


@pytest.mark.parametrize("block", ["load_balancer", "network_configuration"])
def test_blocks_whose_number_cannot_be_told(tmp_path: Path, block: str) -> None:
    dynamic = (
        f'dynamic "{block}" {{\n    for_each = local.some ? [1] : []\n    content {{\n    }}\n  }}'
    )
    source = "locals {\n  some = var.on\n}\n" + TASK % ('"bridge"', CONTAINERS)
    source += (SERVICE % "aws_ecs_task_definition.web.arn").removesuffix("}\n")
    assert unresolved(tmp_path, f"{source}  {dynamic}\n}}\n") == [f"{block} (var.on)"]
    known = dynamic.replace("local.some", "false")
    assert unresolved(tmp_path, f"{source}  {known}\n}}\n") == []
