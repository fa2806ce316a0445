"""Trees of modules made by chance, from a seed: what Terraform evaluates without any provider."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

MODES = ("awsvpc", "bridge", "host", "none")

# What a module declares of its inputs. Callers leave out what has a default, or give null.
VARIABLES = """\
variable "mode" {
  type     = string
  default  = "awsvpc"
  nullable = false
}
variable "ports" {
  type    = list(number)
  default = [80]
}
variable "settings" {
  type = object({
    name   = optional(string, "web")
    labels = optional(map(string), { tier = "front" })
    host   = optional(number)
  })
  default = {}
}
variable "extra" {
  type    = any
  default = null
}
"""
TEMPLATE = """\
[
%{ for index, port in ports ~}
  {"name": "${name}-${index}", "portMappings": [{"containerPort": ${port}}]}\
%{ if index < length(ports) - 1 },%{ endif }
%{ endfor ~}
]
"""
EXPRESSIONS: tuple[Callable[[random.Random], str], ...] = (
    lambda _: "var.mode",
    lambda _: "var.settings",
    lambda _: "{ ports = var.ports, mode = var.mode, extra = var.extra }",
    lambda _: (
        "[for port in var.ports : { containerPort = port, hostPort = port + 1 } if port != 443]"
    ),
    lambda _: 'var.extra == null ? "none" : "some"',
    lambda _: "concat(var.ports, [for port in var.ports : port * 2])",
    lambda _: "merge(var.settings.labels, { mode = var.mode })",
    lambda _: (
        'jsondecode(templatefile("${path.module}/containers.tftpl", '
        "{ ports = var.ports, name = var.settings.name }))"
    ),
    lambda r: f'"${{var.settings.name}}:{r.randint(1, 9)}"',
    lambda _: "jsonencode([{ name = upper(var.settings.name), networkMode = var.mode }])",
    lambda _: "coalesce(var.settings.host, 0)",
    lambda _: 'var.mode == "awsvpc" && var.settings.name != "" ? var.ports[0] : 0',
    lambda _: "tolist(toset([for port in var.ports : tostring(port)]))",
    lambda _: "values({ b = var.mode, a = var.settings.name })",
)


def make(directory: Path, seed: int) -> None:
    """Write a tree below a directory: a root module with ``terraform.tfvars``, and three levels.

    The root's output ``all`` has every output of every module.
    """
    chance = random.Random(seed)
    depth = chance.randint(1, 3)
    for level in range(1, depth + 1):
        _module(directory / f"level{level}", level < depth, chance)
    text = VARIABLES + _call(chance, "./level1", rooted=True)
    text += 'output "all" {\n  value = module.next\n}\n'
    _write(directory / "main.tf", text)
    # An empty default of the root is not known, so everything is given.
    values: dict[str, object] = {
        "ports": sorted(chance.sample((22, 80, 443, 3000, 8080), chance.randint(1, 3))),
        "mode": chance.choice(MODES),
        "settings": chance.choice(({"name": "api"}, {"host": 8080}, {})),
        "extra": chance.choice((None, "x")),
    }
    name = chance.choice(("terraform.tfvars.json", "a.auto.tfvars.json"))
    _write(directory / name, json.dumps(values))


def _module(directory: Path, calls: bool, chance: random.Random) -> None:
    outputs = chance.sample(EXPRESSIONS, 5)
    text = VARIABLES
    text += "".join(
        f'output "o{number}" {{\n  value = {make(chance)}\n}}\n'
        for number, make in enumerate(outputs)
    )
    if calls:
        text += _call(chance, f"../level{int(directory.name[-1]) + 1}")
        text += 'output "next" {\n  value = module.next\n}\n'
    _write(directory / "main.tf", text)
    _write(directory / "containers.tftpl", TEMPLATE)


def _call(chance: random.Random, source: str, *, rooted: bool = False) -> str:
    many, each = chance.choice(
        (
            ("", ""),
            ("  count = 2\n", "count.index"),
            ('  for_each = toset(["a", "b"])\n', "each.key"),
            ("  for_each = { a = 1, b = 2 }\n", "each.value"),
            ('  count = var.mode == "host" ? 0 : 1\n', "count.index"),
        )
    )
    lines = [f'  source = "{source}"\n', many]
    if chance.random() < 0.7:
        mode = chance.choice(("var.mode", "null", '"bridge"'))
        lines.append(f"  mode = {mode}\n")
    if chance.random() < 0.7:
        lines.append(
            "  ports = " + chance.choice(("var.ports", "[for p in var.ports : p + 1]")) + "\n"
        )
    if chance.random() < 0.7:
        name = f'"n${{{each}}}"' if each else '"n"'
        lines.append(
            f"  settings = {chance.choice(('var.settings', f'{{ name = {name} }}', '{}'))}\n"
        )
    if chance.random() < 0.5:
        extra = chance.choice(('[1, "a"]', "var.mode", "null"))
        lines.append(f"  extra = {extra}\n")
    return f'module "next" {{\n{"".join(lines)}}}\n'


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
