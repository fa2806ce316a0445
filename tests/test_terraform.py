"""Terraform files to values and to the model: what is resolved, what stays unknown, what fails."""

from pathlib import Path

import pytest

from ecsnet import terraform
from ecsnet.hcl import Json, Reference
from ecsnet.model import UNKNOWN, Module


def configuration(tmp_path: Path, source: str) -> terraform.Configuration:
    file = tmp_path / "main.tf"
    file.write_text(source, encoding="utf-8")
    return terraform.configuration([file])


def argument(tmp_path: Path, expression: str, extra: str = "") -> object:
    """The plain value of one argument of a resource."""
    source = f'{extra}\nresource "aws_ecs_cluster" "c" {{\n  name = {expression}\n}}\n'
    part = configuration(tmp_path, source)
    assert not part.errors, part.errors
    return next(r for r in part.resources if r.name == "c").body.attributes["name"].plain()


def module(tmp_path: Path, source: str) -> Module:
    (tmp_path / "main.tf").write_text(source, encoding="utf-8")
    result = terraform.load([tmp_path])
    assert not result.errors, result.errors
    return result.module


SCOPE = """
variable "port" {
  type    = number
  default = 80
}
variable "subnets" {
  type = list(string)
}
locals {
  name  = "web"
  tags  = { app = "web", tier = local.name }
  ports = [80, 443]
}
"""


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"web"', "web"),
        ("local.name", "web"),
        ('"a-${local.name}-${var.port}"', "a-web-80"),
        ("local.tags.tier", "web"),
        ('local.tags["app"]', "web"),
        ("local.ports[1]", 443),
        ("local.ports[9]", UNKNOWN),
        ("var.port", 80),
        ("var.subnets", UNKNOWN),
        ("var.undeclared", UNKNOWN),
        ('"a-${var.subnets[0]}"', UNKNOWN),
        ("-var.port", -80),
        ("!true", False),
        ('var.port == 80 ? "yes" : "no"', "yes"),
        ("var.subnets == [] ? 1 : 2", UNKNOWN),
        ("var.subnets == [] ? 1 : 1", 1),
        ("1 + 2 * 3", 7),
        ("1 < 2 && 3 >= 3", True),
        ("true || var.subnets", UNKNOWN),
        ('merge({ a = 1 }, { a = 2, "b" = 3 })', {"a": 2, "b": 3}),
        ("merge({ a = 1 }, var.subnets)", UNKNOWN),
        ("concat([1], local.ports)", [1, 80, 443]),
        ("tostring(var.port)", "80"),
        ('tonumber("80")', 80),
        ('tonumber("eighty")', UNKNOWN),
        ('upper("a")', "A"),
        ('coalesce(null, "", "x")', "x"),
        ('file("x")', UNKNOWN),
        ("concat(local.ports...)", UNKNOWN),
        ("[for p in local.ports : p + 1]", [81, 444]),
        ("[for i, p in local.ports : p if i == 1]", [443]),
        ("[for s in var.subnets : s]", UNKNOWN),
        ("aws_vpc.main.id", UNKNOWN),
        ("aws_subnet.a[*].id", UNKNOWN),
        ("each.value", UNKNOWN),
        ("data.aws_vpc.main.id", UNKNOWN),
        ("{ (local.name) = 1 }", {"web": 1}),
        ("{ (var.subnets) = 1 }", UNKNOWN),
        (r'"tab\t quote\" あ \u3042 $${x} %%{y}"', 'tab\t quote" あ あ ${x} %{y}'),
        ("null", None),
    ],
)
def test_expression(tmp_path: Path, expression: str, expected: object) -> None:
    assert argument(tmp_path, expression, SCOPE) == expected


def test_cycle_of_locals_is_unknown(tmp_path: Path) -> None:
    assert argument(tmp_path, "local.a", "locals {\n  a = local.b\n  b = local.a\n}") is UNKNOWN


def test_reference_to_an_argument_that_is_written(tmp_path: Path) -> None:
    extra = 'resource "aws_lb_target_group" "web" {\n  port = 8080\n}'
    part = configuration(
        tmp_path, f'{extra}\nresource "x_y" "c" {{\n  port = aws_lb_target_group.web.port\n}}\n'
    )
    value = part.resources[1].body.attributes["port"]
    assert value.data == Reference("aws_lb_target_group.web", ("port",))
    assert part.evaluator.scalar(value).data == 8080


@pytest.mark.parametrize("marker", ["<<EOT", "<<-EOT"])
def test_heredoc(tmp_path: Path, marker: str) -> None:
    text = argument(tmp_path, f"{marker}\n    first\n      second\n    EOT")
    indent = "" if "-" in marker else "    "
    assert text == f"{indent}first\n{indent}  second\n"


def test_json_heredoc_keeps_lines_and_columns(tmp_path: Path) -> None:
    part = configuration(
        tmp_path,
        SCOPE
        + 'resource "x_y" "c" {\n'
        + "  json = <<-EOT\n"
        + '    [{"name": "a-${local.name}", "port": ${var.port},\n'
        + '      "id": "${var.subnets[0]}"}]\n'
        + "  EOT\n"
        + "}\n",
    )
    data = part.resources[0].body.attributes["json"].data
    assert isinstance(data, Json)
    assert data.value.plain() == [{"name": "a-web", "port": 80, "id": UNKNOWN}]
    first = SCOPE.count("\n") + 3
    located = data.value.data[0].data
    assert (located["name"].at.line, located["name"].at.column) == (first, 7)
    assert (located["id"].at.line, located["id"].at.column) == (first + 1, 7)


def test_jsondecode_of_jsonencode(tmp_path: Path) -> None:
    assert argument(tmp_path, "jsondecode(jsonencode({ a = [1] })).a", "") is UNKNOWN
    assert argument(tmp_path, "jsondecode(jsonencode([1, 2]))", "") == [1, 2]


TASK = """
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", memory = 128 }])
}
"""


@pytest.mark.parametrize(
    "reference",
    [
        "aws_ecs_task_definition.web.arn",
        "aws_ecs_task_definition.web[0].arn",
        "aws_ecs_task_definition.web.family",
        '"${aws_ecs_task_definition.web.family}:${aws_ecs_task_definition.web.revision}"',
    ],
)
def test_service_is_linked_to_its_task_definition(tmp_path: Path, reference: str) -> None:
    source = f'{TASK}resource "aws_ecs_service" "web" {{\n  task_definition = {reference}\n}}\n'
    (service,) = module(tmp_path, source).services
    assert service.task_definition is not None
    assert service.task_definition.address == "aws_ecs_task_definition.web"


def test_resources_of_one_directory_are_linked_and_of_two_are_not(tmp_path: Path) -> None:
    service = 'resource "aws_ecs_service" "web" {\n  task_definition = ' + (
        "aws_ecs_task_definition.web.arn\n}\n"
    )
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "task.tf").write_text(TASK)
    (tmp_path / "a" / "service.tf").write_text(service)
    (tmp_path / "b" / "service.tf").write_text(service)
    linked = [
        s.task_definition is not None
        for s in terraform.load([tmp_path / "a", tmp_path / "b"]).module.services
    ]
    assert linked == [True, False]


def test_count_zero_removes_a_resource_and_an_unknown_count_does_not(tmp_path: Path) -> None:
    counted = TASK.replace('"web" {', '"web" {\n  count = 0', 1)
    assert module(tmp_path, counted).task_definitions == ()
    counted = TASK.replace('"web" {', '"web" {\n  count = var.n', 1)
    assert len(module(tmp_path, counted).task_definitions) == 1


def test_dynamic_block(tmp_path: Path) -> None:
    source = """
resource "aws_ecs_service" "web" {
  dynamic "load_balancer" {
    for_each = [80, 443]
    content {
      container_name = "web"
      container_port = load_balancer.value
    }
  }
  dynamic "network_configuration" {
    for_each = var.networks
    content {
      subnets = network_configuration.value
    }
  }
}
"""
    (service,) = module(tmp_path, source).services
    assert [lb.container_port.value for lb in service.load_balancers.value] == [80, 443]
    assert service.network_configuration.unknown


def test_bare_words_of_meta_arguments_are_no_mistake(tmp_path: Path) -> None:
    source = TASK.replace(
        '"web" {',
        '"web" {\n  provider   = aws\n  depends_on = [aws_vpc.a]\n'
        "  lifecycle {\n    ignore_changes = [cpu]\n  }",
        1,
    )
    assert len(module(tmp_path, source).task_definitions) == 1


@pytest.mark.parametrize(
    ("system", "compatibilities", "mode"),
    [
        ("", "", "bridge"),
        ('operating_system_family = "LINUX"', "", "bridge"),
        ('operating_system_family = "WINDOWS_SERVER_2022_CORE"', "", "default"),
        ("operating_system_family = var.os", "", None),
        ("", 'requires_compatibilities = ["MANAGED_INSTANCES"]', None),
        ("", "requires_compatibilities = var.launch", None),
    ],
)
def test_mode_when_omitted(
    tmp_path: Path, system: str, compatibilities: str, mode: str | None
) -> None:
    block = f"runtime_platform {{\n    {system}\n  }}" if system else ""
    source = TASK.replace('"web" {', f'"web" {{\n  {compatibilities}\n  {block}', 1)
    (task,) = module(tmp_path, source).task_definitions
    assert task.mode == mode


@pytest.mark.parametrize(
    ("strategy", "fargate"),
    [
        ('launch_type = "FARGATE"', True),
        ('launch_type = "EC2"', False),
        ("launch_type = var.launch", None),
        ("", None),
        ('capacity_provider_strategy {\n    capacity_provider = "FARGATE_SPOT"\n  }', True),
        ('capacity_provider_strategy {\n    capacity_provider = "own"\n  }', False),
        ("capacity_provider_strategy {\n    capacity_provider = var.p\n  }", None),
        (
            "capacity_provider_strategy {\n"
            "    capacity_provider = aws_ecs_capacity_provider.mi.name\n  }",
            False,
        ),
    ],
)
def test_whether_a_service_runs_on_fargate(
    tmp_path: Path, strategy: str, fargate: bool | None
) -> None:
    provider = (
        'resource "aws_ecs_capacity_provider" "mi" {\n  name = "mi"\n'
        "  managed_instances_provider {\n  }\n}\n"
    )
    source = f'{provider}resource "aws_ecs_service" "web" {{\n  {strategy}\n}}\n'
    (service,) = module(tmp_path, source).services
    assert service.fargate is fargate


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (b'resource "a_b" "x" {\n  a = 1\n  a = 2\n}\n', 3, 3, "written twice (first on line 2)"),
        (b'resource "a_b" "x" {\n  a = awsvpc\n}\n', 2, 7, 'write "awsvpc"'),
        (b'resource "a_b" "x" {\n  a = "x\ny"\n}\n', 2, 8, "must not contain a line break"),
        (b'resource "a_b" "x" {\n  a =\n}\n', 2, 6, "unexpected line break"),
        (b'resource "a_b" "x" {\n  a = 1\n', 3, 1, "the file ends inside a block"),
        (b'resource "a${1}" "x" {\n}\n', 1, 10, "a block label must be a plain string"),
        (b'resource "a" "b" {\n  a = ' + b"[" * 3000 + b"]" * 3000 + b"\n}\n", 1, 1, "too deeply"),
        (b"a = 1\n", 1, 1, "'a' stands outside a block"),
        (b"\xff\xfe\x00", 0, 0, "not UTF-8 text (byte 0)"),
    ],
    ids=["duplicate", "bare", "newline", "syntax", "end", "label", "deep", "outside", "binary"],
)
def test_unusable_file_is_one_error_and_the_others_are_read(
    tmp_path: Path, content: bytes, line: int, column: int, message: str
) -> None:
    (tmp_path / "bad.tf").write_bytes(content)
    (tmp_path / "good.tf").write_text(TASK)
    result = terraform.load([tmp_path])
    (error,) = result.errors
    assert (error.file, error.line, error.column) == (str(tmp_path / "bad.tf"), line, column)
    assert message in error.message
    assert len(result.module.task_definitions) == 1


def test_missing_file(tmp_path: Path) -> None:
    (error,) = terraform.load([tmp_path / "none.tf"]).errors
    assert "No such file" in error.message


def test_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "bom.tf").write_text(TASK, encoding="utf-8-sig")
    assert len(terraform.load([tmp_path]).module.task_definitions) == 1
