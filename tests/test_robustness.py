"""No input makes the checker fail: mutated snippets, generated documents, arbitrary bytes."""

import json
import os
import random
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.paths import SNIPPETS

import ecsnet
from ecsnet import facts, ignores, rules, run, terraform
from ecsnet.diagnostics import Result
from ecsnet.inputs import Inputs, PlanFile
from ecsnet.inputs.whole import whole
from ecsnet.report.as_github import as_github
from ecsnet.report.as_json import as_json
from ecsnet.report.as_sarif import as_sarif
from ecsnet.report.as_text import as_text
from ecsnet.terraform.syntax.compat import Tidied

TEXTS = [file.read_text(encoding="utf-8") for file in sorted(SNIPPETS.rglob("*.tf"))]
# Every other text has something to find, whatever else snippets/ has.
WRONG = [file.read_text(encoding="utf-8") for file in sorted(SNIPPETS.rglob("bad.tf"))]
RULES = tuple(rules.registry())
# A writer waits for these tests; CI can look longer.
THOROUGH = 5 if os.environ.get("CI") else 1

# What HCL is made of, and what has broken parsers before.
PIECES = re.findall(
    r"\S+",
    r"""
    { } [ ] ( ) " ${ %{ ~} \u \ud83d \UFFFFFFFF \ for in : , . ... = => ? ! - * / % && || == null 0
    true -1 1e999 .5 # // /* */ local.x var.y each.key count dynamic content for_each jsonencode(
    merge( concat( toset( lookup( [*] .*. [0] {} [] 日本 aws_ecs_service
    """,
)
PIECES += ["<<EOF\n", "EOF\n", "<<-EOF\n", "\n", "\r\n", "\r", "\t", "\u2028", "\x0c", "\x85"]
PIECES += ["9" * 500, "ecsnet:ignore ENM003"]


def check(text: str, name: str = "main.tf") -> Result:
    return ecsnet.check_text(text, name)


def check_plan(data: bytes) -> Result:
    return run.run(Inputs(plans=[PlanFile("plan.json", data)]), RULES)


def accounted_for(outcome: Result, text: str) -> None:
    """Every finding can be shown in every format, and nothing went wrong unexpectedly."""
    assert not [error for error in outcome.errors if "internal error" in error.message.en], text
    for error in outcome.errors:
        assert "\n" not in error.message.en, text
    lines = text.removeprefix("\ufeff").count("\n") + 1
    for finding in outcome.findings:
        assert 1 <= finding.at.line <= lines
        assert finding.at.column >= 1
    for language in facts.LANGUAGES:
        as_text(outcome.findings, outcome.sources, language, colour=True).encode()
        json.loads(as_json(outcome, language))
        json.loads(as_sarif(outcome, language))
        lines = len(outcome.findings) + len(outcome.problems)
        assert as_github(outcome, language).count("\n") == lines


def mutated(source: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 2)):
        start = chance.randrange(len(source) + 1)
        end = min(len(source), start + chance.randint(0, 30))
        other = chance.choice(TEXTS)
        cut = chance.randrange(len(other))
        new = chance.choice(
            ["", chance.choice(PIECES), source[start:end] * 2, other[cut : cut + 200]]
        )
        source = source[:start] + new + source[end:]
    return source


def test_mutated_snippets_are_checked_or_refused() -> None:
    chance = random.Random(20261122)
    refused = found = 0
    count = 60 * THOROUGH
    for number in range(count):
        text = mutated(chance.choice(WRONG if number % 2 else TEXTS), chance)
        outcome = check(text)
        accounted_for(outcome, text)
        refused += bool(outcome.errors)
        found += bool(outcome.findings)
    assert refused > count // 10
    assert found > count // 100


def test_a_snippet_cut_anywhere_is_checked_or_refused() -> None:
    source = (SNIPPETS / "modes" / "bridge.tf").read_text(encoding="utf-8")
    for end in range(0, len(source), 61 // THOROUGH):
        accounted_for(check(source[:end]), source[:end])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["${", "${aws_ecs_task_definition.a.arn}", "%{ if }", '[{"a": "${1}"}]', "[{"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "network_mode",
                    "container_definitions",
                    "load_balancer",
                    "dynamic",
                    "count",
                    "for_each",
                ]
            )
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
QUICK = settings(max_examples=30 * THOROUGH, deadline=None, derandomize=True)


@QUICK
@given(JSON, st.sampled_from(["aws_ecs_service", "aws_ecs_task_definition", "aws_lb_target_group"]))
def test_any_terraform_json_is_checked_or_refused(body: Any, kind: str) -> None:
    text = json.dumps({"resource": {kind: {"a": body}}, "locals": body})
    accounted_for(check(text, "main.tf.json"), text)


@QUICK
@given(JSON, JSON)
def test_any_json_is_a_plan_or_refused(values: Any, expressions: Any) -> None:
    resource = {"address": "aws_ecs_service.a", "type": "aws_ecs_service", "name": "a"}
    document = {
        "format_version": "1.0",
        "planned_values": {"root_module": {"resources": [{**resource, "values": values}]}},
        "configuration": {"root_module": {"resources": [{**resource, "expressions": expressions}]}},
        "resource_changes": [{**resource, "change": {"after_unknown": expressions}}],
    }
    data = json.dumps(document).encode()
    outcome = check_plan(data)
    accounted_for(outcome, "")


@QUICK
@given(st.binary(max_size=200))
def test_any_bytes_are_a_plan_or_refused(data: bytes) -> None:
    outcome = check_plan(data)
    assert len(outcome.errors) == 1
    accounted_for(outcome, "")


@QUICK
@given(st.text(alphabet=st.sampled_from('{}[]()"$%<>\\ \n#/*=abE_.0'), max_size=60))
def test_any_text_is_terraform_or_refused(text: str) -> None:
    accounted_for(check(text), text)


@QUICK
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_any_expression_is_read_or_refused(expression: str) -> None:
    text = f'resource "aws_ecs_service" "a" {{\n  network_mode = {expression}\n}}\n'
    accounted_for(check(text), text)


LONG = "9" * 5000


@pytest.mark.parametrize(
    "arguments",
    [
        f'cpu = "{LONG}"\n  memory = 512',
        f'cpu = "{LONG} vCPU"\n  memory = "{LONG}"',
        f'cpu = 256\n  memory = tonumber("{LONG}")',
        f"cpu = local.sizes.{LONG}",
        f'container_definitions = "[{{\\"portMappings\\": [{{\\"hostPort\\": \\"{LONG}\\"}}]}}]"',
    ],
    ids=["units", "vCPU", "tonumber", "index", "port"],
)
def test_a_number_of_any_length_is_read(arguments: str) -> None:
    text = (
        'resource "aws_ecs_task_definition" "a" {\n  network_mode = "bridge"\n'
        f'  requires_compatibilities = ["FARGATE"]\n  {arguments}\n}}\n'
    )
    outcome = check(text)
    assert "ENM004" in [finding.rule for finding in outcome.findings]
    accounted_for(outcome, text)


def test_what_is_said_twice_again_and_again_is_read_in_terraform_s_json() -> None:
    local = {f"a{n}": [f"${{local.a{n - 1}}}", f"${{local.a{n - 1}}}"] for n in range(1, 60)}
    task = {"a": {"family": "${local.a59}", "network_mode": "${local.mode}"}}
    document = {
        "locals": local | {"a0": "x", "mode": "awsvp"},
        "resource": {"aws_ecs_task_definition": task},
    }
    outcome = check(json.dumps(document), "main.tf.json")
    assert [finding.rule for finding in outcome.findings] == ["ENM032"]
    assert not outcome.errors


def doubled(expression: str, count: int, first: str = "[]") -> str:
    """Locals of which each is made of the one before it, in the place of ``P``."""
    made = (f"  l{n} = {expression.replace('P', f'local.l{n - 1}')}\n" for n in range(1, count + 1))
    return f"locals {{\n  l0 = {first}\n{''.join(made)}  last = local.l{count}\n}}\n"


TWICE = doubled("[P, P]", 32)
WIDE = "locals {\n  last = [for i in range(1000) : range(1000)]\n}\n"
# 800,000 characters
LONG_TEXT = doubled('join("", [for i in range(20) : P])', 4, '"abcde"')


@pytest.mark.parametrize(
    ("values", "expression"),
    [
        (TWICE, "flatten(local.last)"),
        (TWICE, "tolist([local.last, local.l31])"),
        (TWICE, "try(tolist(local.last), 1)"),
        (TWICE, "local.last == local.last"),
        (TWICE, f"local.last{'[*]' * 32}"),
        (TWICE, 'templatestring("$${jsonencode(x)}", { x = local.last })'),
        (WIDE, "[for x in local.last : contains(local.last, x)]"),
        (WIDE, "[for x in local.last : [for y in x : length(setproduct(x, x))]]"),
        (LONG_TEXT, "length(jsonencode([for x in range(1000) : local.last]))"),
        (LONG_TEXT, '[for x in range(1000) : "${local.last} ${x}" == "x"]'),
        (doubled("base64encode(P)", 60, '"abcdefghij"'), "local.last"),
        (doubled('"${P}${P}"', 60, '"a"'), "local.last"),
        (doubled('"[${P}, ${P}]"', 40, "jsonencode([1])"), "local.last"),
        (
            TWICE
            + 'variable "a" {\n  type = '
            + "list(" * 32
            + "string"
            + ")" * 32
            + "\n  default = local.last\n}\n",
            "jsonencode(var.a)",
        ),
        (doubled("P * P", 60, "9999999999"), "local.last"),
        ("", '1 + jsondecode("[1e400]")[0]'),
        ("", '1 + jsondecode("[NaN]")[0]'),
        ("", '"${jsondecode("[-1e400]")[0]}"'),
        ("", 'yamldecode(sha256(jsondecode("[\\"\\\\ud83d\\"]")[0]))'),
    ],
    ids=lambda text: text if len(text) < 80 else "",
)
def test_what_grows_without_end_is_not_known(values: str, expression: str) -> None:
    task = (
        f'resource "aws_ecs_task_definition" "a" {{\n  container_definitions = {expression}\n}}\n'
    )
    started = time.process_time()
    outcome = check(values + task)
    assert time.process_time() - started < 60
    assert [problem.severity for problem in outcome.problems] == ["notice"]
    accounted_for(outcome, values + task)


TREE = {
    "main.tf": """
module "web" {
  for_each = toset(["a", "b"])
  source   = "./svc"
  name     = each.key
  settings = merge(var.settings, { mode = lookup(var.modes, each.key, "bridge") })
  text     = templatefile("${path.module}/svc/td.tftpl", { name = each.key, ports = [80, 81] })
}
module "out" {
  source = "../outside"
}
variable "settings" {
  type    = object({ mode = optional(string, "awsvpc"), on = optional(bool) })
  default = {}
}
variable "modes" {
  type = map(string)
}
resource "aws_ecs_service" "web" {
  for_each        = module.web
  name            = try(file("/etc/passwd"), file("../outside/secret.json"), each.key)
  task_definition = each.value.arn
}
""",
    "main_override.tf": 'module "web" {\n  name = "x"\n}\n',
    "terraform.tfvars": 'modes = { a = "awsvpc" }\nsettings = { on = "true" }\n',
    "x.auto.tfvars.json": '{"modes": {"b": "host"}}',
    "svc/main.tf": """
variable "name" {}
variable "settings" {}
variable "text" {}
data "template_file" "t" {
  template = file("${path.root}/link.json")
  vars     = { name = var.name }
}
resource "aws_ecs_task_definition" "this" {
  count                 = var.settings.on == true ? 1 : 0
  family                = var.name
  network_mode          = var.settings.mode
  container_definitions = try(data.template_file.t.rendered, var.text)
}
output "arn" {
  value = one(aws_ecs_task_definition.this[*].arn)
}
""",
    "svc/td.tftpl": """[
%{ for i, p in ports ~}
  { "name": "${name}-${i}", "memory": 128, "portMappings": [{ "containerPort": ${p} }] }
  %{~ if i < length(ports) - 1 },%{ endif }
%{ endfor ~}
]
""",
    "ecs-task-def.json": json.dumps(
        {"family": "web", "networkMode": "awsvpc", "containerDefinitions": [{"name": "{{ x }}"}]}
    ),
    "ecs-service-def.json": '{"launchType": "FARGATE", "loadBalancers": [{"containerPort": 80}]}',
}
WAYS_OUT = ["../", "/etc/", "${path.root}/../outside/", "~/", "..//", "./", "link.json", "{{ x }}"]
opened: list[str] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str):
        opened.append(arguments[0])


def test_any_tree_is_checked_and_nothing_outside_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for directory in (inside / "svc", outside):
        directory.mkdir(parents=True)
    (outside / "secret.json").write_text("[]")
    (outside / "main.tf").write_text(TREE["svc/main.tf"])
    (inside / "link.json").symlink_to(outside / "secret.json")
    monkeypatch.chdir(inside)
    chance = random.Random(20261127)
    sys.addaudithook(_note)
    found = 0
    for _ in range(40 * THOROUGH):
        for name, text in TREE.items():
            changed = mutated(text, chance) if chance.random() < 0.3 else text
            at = chance.randrange(len(changed) + 1)
            way = chance.choice(WAYS_OUT) if chance.random() < 0.2 else ""
            written = changed[:at] + way + changed[at:]
            (inside / name).write_text(written, "utf-8", "replace")
        opened.clear()
        outcome = ecsnet.check(["."])
        read = [os.path.realpath(name) for name in opened]
        assert not [name for name in read if name.startswith((str(outside), "/etc/passwd"))]
        assert str(inside / "svc" / "main.tf") in read
        assert not [e for e in outcome.errors if "internal error" in e.message.en], outcome.errors
        found += bool(outcome.findings)
    assert found > 4


@pytest.mark.parametrize("text", ["/*\n", "x = <<A\n", "x = <<A1\nA\n"])
def test_what_is_opened_again_and_again_is_refused(text: str) -> None:
    text = text * 20_000
    assert not whole(text)
    assert Tidied(text).text == text
    assert [error.message.en.split(":")[0] for error in check(text).errors] == ["syntax error"]


@QUICK
@given(st.text(max_size=80), st.lists(st.integers(1, 5), max_size=3))
def test_any_comment_can_be_read(text: str, lines: list[int]) -> None:
    source = f"# ecsnet:ignore {text}\n"
    comments = terraform.comments(source * len(lines))
    left = ignores.apply([], "a.tf", comments, RULES, RULES)
    assert left.findings == ()
