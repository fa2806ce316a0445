"""Expressions to values: what is resolved, and what stays unknown."""

from pathlib import Path

import pytest
from support import command
from support.terraform import SCOPE, argument, read

from ecsnet.model import UNKNOWN
from ecsnet.terraform.values import Json, Reference


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
        ("true || var.subnets", True),
        ("[1 == true, true == 1, 0 != false, true == true]", [False, False, True, True]),
        ("[[1] == [true], { a = [0] } == { a = [false] }, [1] == [1.0]]", [False, False, True]),
        ("var.subnets == [] ? 1 : true", UNKNOWN),
        ('merge({ a = 1 }, { a = 2, "b" = 3 })', {"a": 2, "b": 3}),
        ("merge({ a = 1 }, var.subnets)", UNKNOWN),
        ("concat([1], local.ports)", [1, 80, 443]),
        ("tostring(var.port)", "80"),
        ('tonumber("80")', 80),
        ('tonumber("eighty")', UNKNOWN),
        (f'tonumber("{"9" * 5000}")', UNKNOWN),
        (f"local.ports.{'9' * 5000}", UNKNOWN),
        ('upper("a")', "A"),
        ('coalesce(null, "", "x")', "x"),
        ('file("x")', UNKNOWN),
        ("concat(local.ports...)", UNKNOWN),
        ("concat([1], var.subnets)", [1, UNKNOWN]),
        ("concat([1], var.subnets)[0]", 1),
        ("concat(var.subnets, [1])[0]", UNKNOWN),
        ("concat(var.subnets, [])", UNKNOWN),
        ("[for s in concat([1], var.subnets) : s]", [1, UNKNOWN]),
        ("toset(concat([1], var.subnets))", UNKNOWN),
        ("concat(concat([1], var.subnets), [2])", [1, UNKNOWN, 2]),
        ('toset(["a", "b", "a"])', ["a", "b"]),
        ('[for k, v in toset(["a", "b"]) : "${k}${v}"]', ["aa", "bb"]),
        ('[for k, v in tolist(toset(["a"])) : "${k}${v}"]', ["0a"]),
        ('[for v in toset(["b", "a"]) : v]', ["a", "b"]),
        ('tolist(toset(["b", "a"]))', ["a", "b"]),
        ("tolist(toset([10, 9]))", [9, 10]),
        ("tolist(toset([var.subnets]))", [UNKNOWN]),
        ('tolist(toset(["b", var.subnets]))', UNKNOWN),
        ("[for v in toset([{ b = 1 }, { a = 1 }]) : v]", UNKNOWN),
        ("[for k, v in { b = 1, a = 2 } : v]", [2, 1]),
        ("values({ b = 2, a = 1 })", [1, 2]),
        ('"x${0.5 * 512}"', "x256"),
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


def test_reference_to_an_argument_that_is_written(tmp_path: Path) -> None:
    extra = 'resource "aws_lb_target_group" "web" {\n  port = 8080\n}'
    part = read(
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
    part = read(
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


def test_a_template_writes_json_and_not_strings(tmp_path: Path) -> None:
    source = SCOPE + (
        'variable "text" {\n  type    = string\n  default = 443\n}\n'
        'resource "x_y" "c" {\n  json = <<EOT\n'
        '[${var.port}, "${var.port}", ${var.text}, ${jsonencode([1])}, '
        "${local.name}, ${var.subnets}]\n"
        "EOT\n}\n"
    )
    data = read(tmp_path, source).resources[0].body.attributes["json"].data
    assert data.value.plain() == [80, "80", 443, [1], UNKNOWN, UNKNOWN]


def test_what_stands_in_quotes_in_json_stays_a_string(tmp_path: Path) -> None:
    text = (
        '[{"containerPort": "${var.port}"}, "${true}", "${local.tags["app"]}",'
        ' ${jsonencode([var.port])}, "${var.subnets}"]'
    )
    source = f'{SCOPE}resource "x_y" "c" {{\n  json = <<EOT\n{text}\nEOT\n}}\n'
    data = read(tmp_path, source).resources[0].body.attributes["json"].data
    expected = [{"containerPort": "80"}, "true", "web", [80], UNKNOWN]
    assert data.value.plain() == expected


def test_jsondecode_of_jsonencode(tmp_path: Path) -> None:
    assert argument(tmp_path, "jsondecode(jsonencode({ a = [1] })).a", "") == [1]
    assert argument(tmp_path, "jsondecode(jsonencode([1, 2]))", "") == [1, 2]


@pytest.mark.parametrize(
    ("text", "expected"), [("[1, null]", [1, None]), ("2", 2), ("$${a}", UNKNOWN), ("[a]", UNKNOWN)]
)
def test_jsondecode_of_a_text(tmp_path: Path, text: str, expected: object) -> None:
    assert argument(tmp_path, f'jsondecode("{text}")', "") == expected


@pytest.mark.parametrize("text", ["[ip, user, request]", "[mysqld]", "{ a = b }", "[a-z]", "["])
def test_a_heredoc_that_only_begins_like_json_is_text(tmp_path: Path, text: str) -> None:
    assert argument(tmp_path, f"<<EOT\n{text}\nEOT") == f"{text}\n"
    assert argument(tmp_path, f"<<EOT\n{text} ${{var.subnets}}\nEOT", SCOPE) is UNKNOWN


def test_what_repeats_itself_without_end_is_cut_short(run) -> None:
    lists = "".join(f"  a{i} = [{', '.join([f'local.a{i - 1}'] * 10)}]\n" for i in range(1, 12))
    texts = "".join(f'  s{i} = "{"".join([f"${{local.s{i - 1}}}"] * 10)}"\n' for i in range(1, 12))
    loops = "  f = [for x in local.a3 : [for y in local.a3 : [for z in local.a3 : z]]]\n"
    source = f'locals {{\n  a0 = [1]\n{lists}  s0 = "x"\n{texts}{loops}  b = local.a11 == 1\n}}\n'
    command.write("main.tf", source + command.TASK)
    assert run("check", "--format", "json").rules == ["ENM003"]


CONTAINERS = """
variable "more" {
  type = string
}
variable "both" {
  default = true
}
locals {
  web  = jsonencode({ name = "web" })
  log  = jsonencode({ name = "log" })
  list = [local.web, local.log]
}
"""


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"[${local.web}]"', ["web"]),
        ('"[${local.web}, ${local.log}]"', ["web", "log"]),
        ('"[${local.web}${var.both ? ", ${local.log}" : ""}]"', ["web", "log"]),
        ('"[${local.web}${!var.both ? ", ${local.log}" : ""}]"', ["web"]),
        ('"[${local.web}${var.more}]"', ["web", UNKNOWN]),
        ('"[${local.web}, ${var.more}]"', ["web", UNKNOWN]),
        ('"[${var.more == "" ? "" : "${local.log},"}${local.web}]"', [UNKNOWN, "web"]),
        ('"[${join(",", local.list)}]"', ["web", "log"]),
        ('"[${join(",", concat(local.list, var.more))}]"', ["web", "log", UNKNOWN]),
        ('format("[%s]", join(",", local.list))', ["web", "log"]),
        ('format("[%s,%s]", local.web, local.log)', ["web", "log"]),
        ('join("", ["[", local.web, "]"])', ["web"]),
        (r'"[{\"name\": \"${var.both}-a\"}, ${local.web}]"', ["true-a", "web"]),
        ("jsonencode([for text in local.list : jsondecode(text)])", ["web", "log"]),
        ("jsonencode([jsondecode(local.web), jsondecode(var.more)])", ["web", UNKNOWN]),
        ('tostring(coalesce(var.both ? "[${local.web}]" : null, "[]"))', ["web"]),
    ],
)
def test_json_joined_in_a_string(tmp_path: Path, expression: str, expected: list[object]) -> None:
    part = read(tmp_path, f'{CONTAINERS}resource "x_y" "c" {{\n  a = {expression}\n}}\n')
    assert not part.problems, part.problems
    data = part.resources[0].body.attributes["a"].data
    assert isinstance(data, Json)
    found = data.value.plain()
    assert [item["name"] if isinstance(item, dict) else item for item in found] == expected


def test_the_items_of_joined_json_keep_their_places(tmp_path: Path) -> None:
    source = f'{CONTAINERS}resource "x_y" "c" {{\n  a = "[${{local.web}}, ${{local.log}}]"\n}}\n'
    data = read(tmp_path, source).resources[0].body.attributes["a"].data
    lines = [item.data["name"].at.line for item in data.value.data]
    assert lines == [source[: source.index(name)].count("\n") + 1 for name in ('"web"', '"log"')]


def test_doubling_json_ends(tmp_path: Path) -> None:
    lines = "".join(f'  l{i} = "${{local.l{i - 1}}},${{local.l{i - 1}}}"\n' for i in range(1, 40))
    source = f"locals {{\n  l0 = jsonencode({{ a = 1 }})\n{lines}}}\n"
    source += 'resource "x_y" "c" {\n  a = "[${local.l39}]"\n}\n'
    assert read(tmp_path, source).resources[0].body.attributes["a"].plain() is UNKNOWN


@pytest.mark.parametrize(
    ("first", "step", "last"),
    [
        ('["a"]', "[X, X]", "toset(X)"),
        ("[]", "[X, X]", "flatten(X)"),
        ('["a"]', "concat(X, X)", "length(X)"),
        ('"a"', 'format("%s%s", X, X)', "X"),
        ('"ab"', 'replace(X, "a", X)', "X"),
        ('["a"]', "[X, X]", "try({ a = X }, 1)"),
        ("[var.subnets]", "[X, X]", "var.subnets ? aws_vpc.a.cidr_block : X"),
        ('"a"', 'X == "b" ? X : "${X}${X}"', "X"),
    ],
)
def test_what_doubles_ends(tmp_path: Path, first: str, step: str, last: str) -> None:
    lines = [f"  l{i} = {step.replace('X', f'local.l{i - 1}')}\n" for i in range(1, 40)]
    extra = SCOPE + f"locals {{\n  l0 = {first}\n{''.join(lines)}}}\n"
    part = read(
        tmp_path, f'{extra}resource "x_y" "c" {{\n  a = {last.replace("X", "local.l39")}\n}}\n'
    )
    value = part.evaluator.scalar(part.resources[0].body.attributes["a"])
    assert value.data is UNKNOWN


@pytest.mark.parametrize("pattern", ["(a|aa)+$", "(a+)+$", "a*a*a*a*a*b", "(a{1,99}){1,99}$"])
def test_patterns_that_take_python_forever_are_not_tried(tmp_path: Path, pattern: str) -> None:
    assert argument(tmp_path, f'can(regex("^{pattern}", "{"a" * 300}c"))') is UNKNOWN
