"""Files of a test as Terraform's configuration, before any rule sees it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ecsnet import terraform
from ecsnet.model import Module
from ecsnet.source import SourceFile
from ecsnet.terraform import Configuration


def configuration(*paths: Path, given: Collection[str] = frozenset()) -> Configuration:
    """The files read and evaluated as one module."""
    files = [SourceFile(str(path), path.read_text(encoding="utf-8-sig")) for path in paths]
    return terraform.configuration(files, given)


def read(tmp_path: Path, source: str | bytes, name: str = "main.tf") -> Configuration:
    """A text read and evaluated as a module of one file."""
    file = tmp_path / name
    file.write_bytes(source.encode() if isinstance(source, str) else source)
    return configuration(file)


def argument(tmp_path: Path, expression: str, extra: str = "") -> object:
    """The plain value of one argument of a resource."""
    source = f'{extra}\nresource "aws_ecs_cluster" "c" {{\n  name = {expression}\n}}\n'
    part = read(tmp_path, source)
    assert not part.problems, part.problems
    return next(r for r in part.resources if r.name == "c").body.attributes["name"].plain()


def module(tmp_path: Path, source: str) -> Module:
    """The model of a text without problems."""
    part = read(tmp_path, source)
    assert not part.problems, part.problems
    return terraform.build(part)


# Names for expressions: known ones, and `var.subnets`, which is not.
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
TASK = """
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", memory = 128 }])
}
"""
