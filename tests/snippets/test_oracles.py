"""The oracles of the snippets themselves: each must refuse what it is there to refuse.

Every case starts from one good configuration and breaks one thing.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import snippet_style
from support.needed import skip
from support.oracles import botocore_model, formatting, schema, terraform_cli
from support.terraform import read

from ecsnet import terraform

GOOD = """\
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "subnet_ids" {
  type = list(string)
}

locals {
  port = 80
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  cpu                      = 256

  volume {
    name      = "data"
    host_path = "/srv"
  }

  runtime_platform {
    cpu_architecture = "ARM64"
  }

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      environment  = [{ name = "SUBNETS", value = join(",", var.subnet_ids) }]
      portMappings = [{ containerPort = local.port }]
    }
  ])

  tags = { app = "web" }
}

resource "aws_ecs_service" "web" {
  name            = "web"
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = "2"

  deployment_minimum_healthy_percent = 50

  network_configuration {
    subnets          = var.subnet_ids
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = "80"
  }

  dynamic "placement_constraints" {
    for_each = var.subnet_ids

    content {
      type = placement_constraints.value
    }
  }

  lifecycle {
    ignore_changes = [desired_count]
  }

  depends_on = [aws_lb_target_group.web]
}

resource "aws_lb_target_group" "web" {
  target_type = "ip"
  port        = 80
}

data "aws_region" "here" {
}

output "service" {
  value = aws_ecs_service.web.name
}
"""


def configuration(tmp_path: Path, source: str) -> terraform.Configuration:
    result = read(tmp_path, source)
    assert result.problems == ()
    return result


def broken(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def only(problems: list[str], expected: str) -> None:
    assert len(problems) == 1, problems
    assert expected in problems[0]


# --- provider schema ----------------------------------------------------------------------------


def test_schema_accepts_a_good_configuration(tmp_path: Path) -> None:
    assert schema.problems(configuration(tmp_path, GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("network_mode  ", "netwrk_mode  ", "aws_ecs_task_definition has no argument netwrk_mode"),
        ('family                   = "web"\n', "", "lacks the required argument family"),
        ("subnets          =", "subnet =", "network_configuration has no argument subnet"),
        ("runtime_platform {", "runtime {", "aws_ecs_task_definition has no block runtime"),
        (
            "volume {\n    name      = ",
            "volume {\n    title     = ",
            "volume has no argument title",
        ),
        ('tags = { app = "web" }', 'tags {\n    app = "web"\n  }', "is an argument, not a block"),
        ("network_configuration {", "network_configuration = {", "is a block, not an argument"),
        ("cpu                      = 256", 'arn = "x"', "arn is computed and cannot be set"),
        ('desired_count   = "2"', 'desired_count   = "two"', "desired_count: 'two' is no number"),
        ('["EC2"]', '"EC2"', "requires_compatibilities: 'EC2' is no set"),
        ("assign_public_ip = false", 'assign_public_ip = "DISABLED"', "'DISABLED' is no bool"),
        (
            "= aws_ecs_task_definition.web.arn",
            "= aws_ecs_task_definition.app.arn",
            "aws_ecs_task_definition.app is not declared",
        ),
        (
            "= aws_ecs_task_definition.web.arn",
            "= aws_ecs_task_definition.web.arm",
            "aws_ecs_task_definition.web has no attribute arm",
        ),
        (
            '"aws_lb_target_group" "web"',
            '"aws_lb_targets" "web"',
            "resource aws_lb_targets is not in",
        ),
        ('data "aws_region"', 'data "aws_regoin"', "data aws_regoin is not in the schema"),
        (
            "lifecycle {\n    ignore_changes = [desired_count]",
            "life_cycle {",
            "aws_ecs_service has no block life_cycle",
        ),
        ("ignore_changes", "ignore", "lifecycle has no argument ignore"),
        ('dynamic "placement_constraints"', 'dynamic "placement"', "has no block placement"),
        (
            "      type = placement",
            "      kind = placement",
            "placement_constraints has no argument kind",
        ),
        ("type = list(string)", "typ = list(string)", "variable has no argument typ"),
        ("  value = aws", "  values = aws", "output has no argument values"),
        ('output "service"', "output", "output takes 1 labels, has 0"),
        ("required_providers {", "required_provider {", "terraform has no block required_provider"),
        ("locals {", "local {", "local is no block of a Terraform file"),
    ],
)
def test_schema_refuses(tmp_path: Path, old: str, new: str, expected: str) -> None:
    problems = schema.problems(configuration(tmp_path, broken(old, new)))
    assert any(expected in line for line in problems), problems


def test_schema_counts_blocks(tmp_path: Path) -> None:
    provider = 'resource "aws_ecs_capacity_provider" "a" {\n  name = "a"\n%s}\n'
    group = "  auto_scaling_group_provider {\n%s  }\n"
    lacking = configuration(tmp_path, provider % (group % ""))
    only(schema.problems(lacking), "lacks the required argument auto_scaling_group_arn")
    timeouts = '  timeouts {\n    create = "1m"\n  }\n'
    twice = configuration(tmp_path, broken("  lifecycle {", timeouts + timeouts + "  lifecycle {"))
    only(schema.problems(twice), "takes one block timeouts, has 2")
    listener = 'resource "aws_lb_listener" "a" {\n  load_balancer_arn = "x"\n}\n'
    only(schema.problems(configuration(tmp_path, listener)), "lacks the required block")


# --- API model ----------------------------------------------------------------------------------


def test_api_model_accepts_a_good_configuration(tmp_path: Path) -> None:
    assert botocore_model.problems(configuration(tmp_path, GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"awsvpc"', '"AWSVPC"', "'AWSVPC' is not one of bridge, host, awsvpc, none"),
        ('["EC2"]', '["EC3"]', "requiresCompatibilities[0]: 'EC3' is not one of"),
        ('"ARM64"', '"ARM65"', "cpuArchitecture: 'ARM65' is not one of X86_64, ARM64"),
        ("containerPort = local.port", 'containerPort = "80"', "Invalid type for parameter"),
        ("memory       =", "networkMode  =", "Unknown parameter in containerDefinitions[0]"),
        ("portMappings = [", "portMapping  = [", "Unknown parameter in containerDefinitions[0]"),
        ("= [{ containerPort = local.port }]", "= 80", "containerDefinitions[0].portMappings"),
        ("jsonencode([", 'jsonencode("web")\n  skip_destroy = jsonencode([', "valid types: "),
        ('name         = "web"', "name         = 1", "containerDefinitions[0].name"),
        ('host_path = "/srv"', 'host_path = ["/srv"]', "volumes[0].host.sourcePath"),
        ('container_port   = "80"', 'container_port   = "http"', "loadBalancers[0].containerPort"),
        ("assign_public_ip = false", 'assign_public_ip = "NO"', "'NO' is not one of ENABLED"),
        ('desired_count   = "2"', 'launch_type = "EC3"', "launchType: 'EC3' is not one of"),
        ('desired_count   = "2"', "desired = 2", "CreateServiceRequest has no member for desired"),
    ],
)
def test_api_model_refuses(tmp_path: Path, old: str, new: str, expected: str) -> None:
    only(botocore_model.problems(configuration(tmp_path, broken(old, new))), expected)


@pytest.mark.parametrize(
    ("definitions", "expected"),
    [
        ('"not JSON"', "container_definitions is no JSON"),
        ('<<-E\n    [{"name": "web", "hostPort": 80}]\n  E', "Unknown parameter"),
    ],
)
def test_api_model_reads_json_text(tmp_path: Path, definitions: str, expected: str) -> None:
    source = (
        'resource "aws_ecs_task_definition" "web" {\n  family = "web"\n'
        f"  container_definitions = {definitions}\n}}\n"
    )
    only(botocore_model.problems(configuration(tmp_path, source)), expected)


def test_api_model_checks_account_settings(tmp_path: Path) -> None:
    setting = 'resource "aws_ecs_account_setting_default" "a" {\n  name = "%s"\n  value = "on"\n}\n'
    assert botocore_model.problems(configuration(tmp_path, setting % "awsvpcTrunking")) == []
    problems = botocore_model.problems(configuration(tmp_path, setting % "awsVpcTrunking"))
    only(problems, "'awsVpcTrunking' is not one of")


def test_api_model_lets_the_unknown_pass(tmp_path: Path) -> None:
    source = broken("containerPort = local.port", "containerPort = var.subnet_ids[0]")
    assert botocore_model.problems(configuration(tmp_path, source)) == []


@pytest.mark.parametrize(
    ("argument", "value", "expected"),
    [
        ("requires_compatibilities", "MANAGED_INSTANCES", True),
        ("launch_type", "EXTERNAL", True),
        ("requires_compatibilities", "awsvpc", False),
        ("network_mode", "default", False),
        ("netwrk_mode", "awsvpc", False),
    ],
)
def test_values_of_the_api(argument: str, value: str, expected: bool) -> None:
    assert botocore_model.has_value(argument, value) is expected


# --- formatting ---------------------------------------------------------------------------------

RAGGED = "locals {\n  a = 1\n  long = [ 1,2 ]\n}\n"
FORMATTED = "locals {\n  a    = 1\n  long = [1, 2]\n}\n"


@pytest.fixture
def ragged(tmp_path: Path) -> Path:
    file = tmp_path / "main.tf"
    file.write_text(RAGGED, encoding="utf-8")
    return file


def test_terraform_fmt(ragged: Path) -> None:
    terraform_binary = shutil.which("terraform")
    if not terraform_binary:
        pytest.skip("needs terraform on the PATH")
    assert formatting.by_terraform(terraform_binary, [ragged]) == {ragged: FORMATTED}
    assert ragged.read_text(encoding="utf-8") == RAGGED


def test_node_formatter(ragged: Path) -> None:
    node = formatting.node()
    if not node:
        skip("needs Node.js and 'npm ci'")
    assert formatting.by_node(node, [ragged]) == {ragged: FORMATTED}


# --- Terraform ----------------------------------------------------------------------------------


OLD = terraform_cli.Mirror(Path("mirror"), (5, 100, 0))
NEW = terraform_cli.Mirror(Path("mirror"), (99, 0, 0))


@pytest.mark.parametrize(
    ("source", "summary", "mirror", "expected"),
    [
        (GOOD, "Unsupported argument", OLD, True),
        (GOOD, "Insufficient auto_scaling_group_provider blocks", OLD, True),
        (GOOD, "Unsupported argument", NEW, False),
        (broken("runtime_platform", "runtime"), "Unsupported block type", OLD, False),
        (GOOD, "Reference to undeclared resource", OLD, False),
        (GOOD, "expected launch_type to be one of [EC2], got MANAGED_INSTANCES", OLD, True),
        (GOOD, "expected launch_type to be one of [EC2], got MANAGED_INSTANCES", NEW, False),
        (GOOD, "expected launch_type to be one of [EC2], got EC3", OLD, False),
    ],
)
def test_the_age_of_the_provider_excuses_only_what_is_newer(
    tmp_path: Path, source: str, summary: str, mirror: terraform_cli.Mirror, expected: bool
) -> None:
    configuration(tmp_path, source)
    diagnostic = terraform_cli.Diagnostic("main.tf", 1, summary, "")
    assert terraform_cli.outdated(diagnostic, [tmp_path / "main.tf"], mirror) is expected


def test_newest_version_in_the_named_mirror(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = tmp_path / "some.host" / "hashicorp" / "aws"
    for place in (
        "100.9.0/linux_amd64",
        "100.10.0/linux_amd64",
        "100.11.0/windows_386",
        "not-a-version/linux_amd64",
    ):
        program = provider / place / "terraform-provider-aws_v0_x5"
        program.parent.mkdir(parents=True)
        program.touch()
    (provider / "100.12.0" / "linux_amd64").mkdir(parents=True)
    monkeypatch.setenv("ECSNET_TF_PLUGIN_DIR", str(tmp_path))
    monkeypatch.setattr(terraform_cli, "platform", lambda: "linux_amd64")
    terraform_cli.mirror.cache_clear()
    try:
        newest = terraform_cli.Mirror(provider / "100.10.0" / "linux_amd64", (100, 10, 0))
        assert terraform_cli.mirror() == newest
    finally:
        terraform_cli.mirror.cache_clear()


# --- the style of snippets -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["# --8<-- [start:a]", "# --8<-- [start:b]", "# --8<-- [end:b]", "# --8<-- [end:a]"], []),
        (["# --8<-- [start:a]"], ["a is never closed"]),
        (["# --8<-- [end:a]"], ["1: a ends, but is not the section opened last"]),
        (["# --8<-- [start:A B]"], ["1: malformed section marker"]),
        (
            ["# --8<-- [start:a]", "# --8<-- [end:a]", "# --8<-- [start:a]", "# --8<-- [end:a]"],
            ["3: a is used twice"],
        ),
    ],
)
def test_section_problems(lines: list[str], expected: list[str]) -> None:
    assert snippet_style.section_problems("\n".join(lines)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('image = "public.ecr.aws/nginx/nginx:1.29"', ""),
        ('image = "amazon/amazon-ecs-sample:1"', "not from a registry that needs no login"),
        ('image = "public.ecr.aws/nginx/nginx"', "names no version"),
        ('image = "public.ecr.aws/nginx/nginx:latest"', "names no version"),
        ('role = "arn:aws:iam::123456789012:role/x"', "an access key or an account number"),
        (f'key = "AKIA{"A" * 16}"', "an access key or an account number"),
        ("# 日本語", "not ASCII"),
    ],
)
def test_text_problems(text: str, expected: str) -> None:
    problems = snippet_style.text_problems(text)
    if expected:
        only(problems, expected)
    else:
        assert problems == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (GOOD, ""),
        (broken("~> 6.0", "~> 6.69, >= 6.69.1"), ""),
        (broken("~> 6.0", "~> 5.0"), "needs required_providers"),
        (broken("~> 6.0", ">= 6.0"), "needs required_providers"),
        (broken("  type = list(string)\n", ""), "variable subnet_ids has no type"),
        (GOOD + 'provider "aws" {\n}\n', "a provider block is the reader's"),
    ],
)
def test_style_problems(tmp_path: Path, source: str, expected: str) -> None:
    problems = snippet_style.problems(configuration(tmp_path, source))
    if expected:
        only(problems, expected)
    else:
        assert problems == []
