"""What expressions name: resources instance by instance, outputs and data sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.terraform import read

from ecsnet import terraform
from ecsnet.model import UNKNOWN
from ecsnet.terraform.values import Data, Reference

GROUPS = """
variable "some" {}
variable "on" {
  default = true
}
resource "aws_lb_target_group" "one" {
  port = 80
}
resource "aws_lb_target_group" "none" {
  count = 0
}
resource "aws_lb_target_group" "two" {
  count = 2
  port  = 8000 + count.index
}
resource "aws_lb_target_group" "each" {
  for_each = { api = 81, web = 80 }
  port     = each.value
}
resource "aws_lb_target_group" "some" {
  count = var.some
  port  = 80
}
resource "aws_lb_target_group" "other" {}
"""
ONE = Reference("aws_lb_target_group.one", ("arn",))
FIRST = Reference("aws_lb_target_group.two[0]", ("arn",))
SECOND = Reference("aws_lb_target_group.two[1]", ("arn",))
API = Reference('aws_lb_target_group.each["api"]', ("arn",))
WEB = Reference('aws_lb_target_group.each["web"]', ("arn",))
SOME = Reference("aws_lb_target_group.some", ("arn",))


def value(tmp_path: Path, expression: str) -> Data:
    """The data of an expression beside the target groups, written in short as ``tg``."""
    written = expression.replace("tg.", "aws_lb_target_group.")
    part = read(tmp_path, f'{GROUPS}resource "x_y" "c" {{\n  a = {written}\n}}\n')
    assert not part.problems, part.problems
    (found,) = (r.body.attributes["a"] for r in part.resources if r.type == "x_y")
    if isinstance(found.data, tuple):
        return tuple(item.data for item in found.data)
    return found.data


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("tg.one.arn", ONE),
        ("tg.one[*].arn", (ONE,)),
        ("tg.two[*].arn", (FIRST, SECOND)),
        ("tg.two.*.arn", (FIRST, SECOND)),
        ("tg.two.*.arn[1]", SECOND),
        ("tg.two[*].arn[1]", (UNKNOWN, UNKNOWN)),
        ("(tg.two[*].arn)[1]", SECOND),
        ("tg.two[1].arn", SECOND),
        ("element(tg.two.*.arn, 3)", SECOND),
        ("length(tg.two)", 2),
        ("tg.none[*].arn", ()),
        ("[for group in tg.two : group.arn]", (FIRST, SECOND)),
        ("[for name, group in tg.each : group.arn]", (API, WEB)),
        ("values(tg.each)[*].arn", (API, WEB)),
        ("keys(tg.each)", ("api", "web")),
        ('lookup(tg.each, "web", null).arn', WEB),
        ("{ for name, group in tg.each : name => group.arn }.web", WEB),
        ("tg.each[*].arn", UNKNOWN),
        ("[for group in tg.some : group.arn]", UNKNOWN),
        ("one(tg.one[*].arn)", ONE),
        ("one(tg.none[*].arn)", None),
        ("one(tg.two[*].arn)", UNKNOWN),
        ("one(tg.some[*].arn)", SOME),
        ("one(tg.some[*].port)", Reference("aws_lb_target_group.some", ("port",))),
        ('join("", tg.one[*].arn)', ONE),
        ('join("", tg.none[*].arn)', ""),
        ('join("", tg.two[*].arn)', UNKNOWN),
        ('join("", tg.some[*].arn)', SOME),
        ('element(concat(tg.one[*].arn, [""]), 0)', ONE),
        ('element(concat(tg.none[*].arn, [""]), 0)', ""),
        ('element(concat(tg.some[*].arn, [""]), 0)', SOME),
        ('concat(tg.some[*].arn, [""])[0]', SOME),
        ("concat(tg.some[*].arn, [tg.one.arn])[0]", UNKNOWN),
        ("tg.some.*.arn[0]", SOME),
        ("tg.some[0].arn", SOME),
        ('try(tg.none[0].arn, "")', ""),
        ('try(tg.one.arn, "")', ONE),
        ('try(tg.two[1].arn, "")', SECOND),
        ('try(tg.two[2].arn, "")', ""),
        ('try(tg.some[0].arn, "")', SOME),
        ('try(tg.each["web"].arn, null)', WEB),
        ('try(tg.each["gone"].arn, null)', None),
        ("compact([tg.one.arn, null, tg.two[0].arn])", (ONE, FIRST)),
        ("flatten([tg.two[*].arn, [tg.one.arn]])", (FIRST, SECOND, ONE)),
        ("coalesce(null, tg.one.arn, var.some)", ONE),
        ("coalesce(one(tg.some[*].arn), tg.one.arn)", UNKNOWN),
        ('tg.one.arn != ""', True),
        ("tg.one.arn == null", False),
        ('one(tg.some[*].arn) != ""', UNKNOWN),
        ('tg.one.arn == "x"', UNKNOWN),
        ("tg.one.port + 1", 81),
        ("tg.two[1].port", Reference("aws_lb_target_group.two[1]", ("port",))),
        ("[for group in tg.two : group.port + 1]", (8001, 8002)),
        ("can(tg.none[0].arn)", False),
        ("can(tg.one.arn)", True),
        ("can(tg.some[0].arn)", UNKNOWN),
    ],
)
def test_instances(tmp_path: Path, expression: str, expected: object) -> None:
    assert value(tmp_path, expression) == expected


@pytest.mark.parametrize(
    ("expression", "certain"),
    [
        ("tg.some[0].arn", True),
        ("tg.one.arn", True),
        ("one(tg.two[*].arn)", None),
        ("one(tg.some[*].arn)", False),
        ('try(tg.some[0].arn, "")', False),
        ('var.some != "" ? tg.one.arn : var.some', False),
        ("var.some ? tg.one.arn : null", False),
        ("var.some ? tg.one.arn : tg.one.arn", True),
        ("var.some ? tg.one.arn : tg.other.arn", None),
        ("var.some ? tg.one.arn : try(tg.other.arn, var.some)", None),
        ("var.some ? tg.one.arn : module.other.arn", None),
        ("var.some ? tg.one.arn : (var.some ? tg.two[0].arn : tg.other.arn)", None),
        ("var.on ? tg.one.arn : tg.other.arn", True),
    ],
)
def test_what_may_stand_in_place_of_a_reference(
    tmp_path: Path, expression: str, certain: bool | None
) -> None:
    found = value(tmp_path, expression)
    assert (found.certain if isinstance(found, Reference) else None) is certain


def test_what_may_be_another_value_is_none(tmp_path: Path) -> None:
    source = 'resource "x_y" "d" {\n  a = var.some ? aws_lb_target_group.one.port : 1\n}\n'
    part = read(tmp_path, GROUPS + source)
    (found,) = (r.body.attributes["a"] for r in part.resources if r.type == "x_y")
    assert part.evaluator.scalar(found).data is UNKNOWN


LINKS = """
variable "some" {}
resource "aws_ecs_task_definition" "web" {
  family = "web"
}
resource "aws_ecs_task_definition" "other" {
  family = "other"
}
data "aws_ecs_task_definition" "web" {
  task_definition = aws_ecs_task_definition.web.family
}
data "aws_ecs_task_definition" "text" {
  task_definition = "other"
}
data "aws_caller_identity" "this" {}
"""
PREFIX = "arn:aws:ecs:eu-west-1:${data.aws_caller_identity.this.account_id}:task-definition/"


@pytest.mark.parametrize(
    ("expression", "linked"),
    [
        ("data.aws_ecs_task_definition.web.arn", True),
        ("data.aws_ecs_task_definition.web.id", True),
        ("data.aws_ecs_task_definition.web.network_mode", False),
        ("data.aws_ecs_task_definition.text.arn", False),
        ("var.some ? td.web.arn : data.aws_ecs_task_definition.text.arn", True),
        ("var.some ? td.web.arn : data.aws_ecs_task_definition.web.arn", True),
        ("var.some ? data.aws_ecs_task_definition.web.arn : td.other.arn", False),
        ('"${td.web.family}:${td.web.revision}"', True),
        ('"${td.web.family}:${var.some}"', True),
        ('"${td.web.family}:3"', False),
        ('"${td.web.family}-blue"', False),
        ('"${var.some}:${td.web.revision}"', True),
        ('"${var.some}:${max(td.web.revision, data.aws_ecs_task_definition.text.revision)}"', True),
        ('"${td.web.family}:${max(td.web.revision, td.other.revision)}"', True),
        (f'"{PREFIX}${{td.web.family}}"', True),
        (f'"{PREFIX}${{td.web.family}}:2"', False),
        ('"${var.some}/${td.web.family}"', False),
        (r'replace(td.web.arn, "/:\\d+$/", "")', True),
        ('trimsuffix(td.web.arn, ":${td.web.revision}")', True),
        ('trimsuffix(td.web.arn, ":3")', False),
        ('replace(td.web.arn, "web", "other")', False),
    ],
)
def test_what_names_a_task_definition(tmp_path: Path, expression: str, linked: bool) -> None:
    written = expression.replace("td.", "aws_ecs_task_definition.")
    source = f'{LINKS}resource "aws_ecs_service" "c" {{\n  task_definition = {written}\n}}\n'
    (service,) = terraform.build(read(tmp_path, source)).services
    named = service.task_definition
    assert (named is not None and named.address == "aws_ecs_task_definition.web") is linked
