"""Files to resources: count, for_each, dynamic blocks, defaults, and what cannot be read."""

from pathlib import Path

import pytest
from support.terraform import TASK, configuration, module, read

from ecsnet import terraform
from ecsnet.model import UNKNOWN


def test_count_zero_removes_a_resource_and_an_unknown_count_does_not(tmp_path: Path) -> None:
    for zero in ("0", '"0"', "1 - 1.0"):
        counted = TASK.replace('"web" {', f'"web" {{\n  count = {zero}', 1)
        assert module(tmp_path, counted).task_definitions == ()
    counted = TASK.replace('"web" {', '"web" {\n  count = var.n', 1)
    assert len(module(tmp_path, counted).task_definitions) == 1


@pytest.mark.parametrize(("each", "count"), [("{}", 0), ('toset(["a"])', 1), ("var.all", 1)])
def test_for_each_hides_a_resource_only_when_it_is_empty(
    tmp_path: Path, each: str, count: int
) -> None:
    many = TASK.replace('"web" {', f'"web" {{\n  for_each = {each}', 1)
    assert len(module(tmp_path, many).task_definitions) == count


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


def test_the_default_of_a_variable_that_is_set_elsewhere_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "main.tf"
    file.write_text(
        'variable "a" {\n  default = 1\n}\nvariable "b" {\n  default = 2\n}\n'
        'resource "x_y" "c" {\n  name = [var.a, var.b]\n}\n'
    )
    part = configuration(file, given={"a"})
    assert part.resources[0].body.attributes["name"].plain() == [UNKNOWN, 2]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("locals {\n  mode = awsvpc\n}\n", 2, 'quote it: "awsvpc"'),
        ('locals {\n  mode = "aws\nvpc"\n}\n', 2, "cannot contain a line break"),
        ('variable "mode" {\n  default = awsvpc\n}\n', 2, 'quote it: "awsvpc"'),
    ],
)
def test_what_locals_and_defaults_cannot_say_is_one_error(
    tmp_path: Path, source: str, line: int, message: str
) -> None:
    use = 'resource "x_y" "c" {\n  a = local.mode\n  b = "${var.mode}-${local.mode}"\n}\n'
    part = read(tmp_path, source + use)
    (error,) = part.problems
    assert (error.line, message in error.message.en) == (line, True)
    assert part.resources[0].body.attributes["a"].data is UNKNOWN


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (b'resource "a_b" "x" {\n  a = 1\n  a = 2\n}\n', 3, 3, "set twice (first on line 2)"),
        (b'resource "a_b" "x" {\n  a = awsvpc\n}\n', 2, 7, 'quote it: "awsvpc"'),
        (b'resource "a_b" "x" {\n  a = "x\ny"\n}\n', 2, 8, "cannot contain a line break"),
        (b'resource "a_b" "x" {\n  a =\n}\n', 2, 6, "unexpected line break"),
        (b'resource "a_b" "x" {\n  a = 1\n', 3, 1, "the file ends inside a block"),
        (b'resource "a${1}" "x" {\n}\n', 1, 10, "a block label must be a plain string"),
        (b'resource "a" "b" {\n  a = ' + b"[" * 3000 + b"]" * 3000 + b"\n}\n", 2, 3, "too deeply"),
        (b"a = 1\n", 1, 1, "'a' is outside a block"),
    ],
    ids=["duplicate", "bare", "newline", "syntax", "end", "label", "deep", "outside"],
)
def test_unusable_file_is_one_error_and_the_others_are_read(
    tmp_path: Path, content: bytes, line: int, column: int, message: str
) -> None:
    (tmp_path / "bad.tf").write_bytes(content)
    (tmp_path / "good.tf").write_text(TASK)
    part = configuration(tmp_path / "bad.tf", tmp_path / "good.tf")
    (error,) = part.problems
    assert (error.file, error.line, error.column) == (str(tmp_path / "bad.tf"), line, column)
    assert message in error.message.en
    assert len(terraform.build(part).task_definitions) == 1


def test_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    assert len(module(tmp_path, "\ufeff" + TASK).task_definitions) == 1
