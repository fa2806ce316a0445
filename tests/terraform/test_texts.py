"""Local text: files, templates, and the JSON in them."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from support.command import write
from support.terraform import argument

from ecsnet.terraform.syntax import yaml_reader

CONTAINERS = """\
[
  {
    "name": "web", "memory": 128,
    "portMappings": [
      { "containerPort": 80, "hostPort": %s }
    ]
  }
]
"""


def task(containers: str) -> str:
    return (
        'resource "aws_ecs_task_definition" "web" {\n  family = "web"\n'
        f'  network_mode = "awsvpc"\n  container_definitions = {containers}\n}}\n'
    )


def places(run, *arguments: object) -> list[tuple[str, str, int]]:
    findings = json.loads(run("check", "--format", "json", *arguments).out)["findings"]
    return [(f["rule"], f["file"], f["line"]) for f in findings]


@pytest.mark.parametrize(
    "path",
    [
        '"td.json"',
        '"./td.json"',
        '"${path.module}/td.json"',
        '"${path.root}/td.json"',
        '"${path.cwd}/td.json"',
        'abspath("td.json")',
        '"${dirname("x/y/z")}/../../td.json"',
        '"x/../${basename("a/td.json")}"',
    ],
)
def test_a_file_is_read_and_what_is_found_is_found_in_it(run, path: str) -> None:
    write("svc/td.json", CONTAINERS % "8080")
    write("svc/main.tf", task(f"file({path})"))
    assert places(run, "svc") == [("ENM003", "svc/td.json", 5)]
    shown = run("check", "svc").out
    assert '5 |       { "containerPort": 80, "hostPort": 8080 }' in shown


@pytest.mark.parametrize(
    "call",
    [
        'templatefile("td.tftpl", { port = 8080 })',
        "data.template_file.web.rendered",
        "local.text",
        'templatestring(file("td.tftpl"), { port = 8080 })',
    ],
)
def test_a_template_is_read_with_its_variables(run, call: str) -> None:
    write("td.tftpl", CONTAINERS % "${port}")
    source = (
        'data "template_file" "web" {\n  template = file("td.tftpl")\n'
        "  vars = {\n    port = 8080\n  }\n}\n"
        'locals {\n  text = templatefile("${path.module}/td.tftpl", { port = var.port })\n}\n'
        'variable "port" {\n  default = 8080\n}\n'
    )
    write("main.tf", source + task(call))
    assert places(run) == [("ENM003", "td.tftpl", 5)]


def test_a_template_knows_nothing_but_its_variables(run) -> None:
    write("td.tftpl", CONTAINERS % "${port}")
    call = 'templatefile("td.tftpl", { other = 80 })'
    write("main.tf", "locals {\n  port = 8080\n}\n" + task(call))
    assert places(run) == []


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("%{ if on }8080%{ else }80%{ endif }", 8080),
        ("%{ if !on }8080%{ endif }%{ if on ~}\n   8081 \n%{~ endif }", 8081),
        ("%{ for p in ports }${p}%{ endfor }", 8082),
        ("%{ for i, p in ports ~} 90${i}${p - p} %{~ endfor }", 9000),
    ],
)
def test_directives_of_templates(run, text: str, port: int) -> None:
    write("td.tftpl", CONTAINERS % text)
    write("main.tf", task('templatefile("td.tftpl", { on = true, ports = [8082] })'))
    findings = json.loads(run("check", "--format", "json").out)["findings"]
    assert [f["rule"] for f in findings] == ["ENM003"]
    assert f"is {port};" in findings[0]["message"]


def test_variables_of_a_template_may_be_a_block_as_in_terraform_0_11(run) -> None:
    write("td.tftpl", CONTAINERS % "${port}")
    data = 'data "template_file" "a" {\n  template = "${file("td.tftpl")}"\n'
    write(
        "main.tf",
        data + "  vars {\n    port = 8080\n  }\n}\n" + task("data.template_file.a.rendered"),
    )
    assert places(run) == [("ENM003", "td.tftpl", 5)]


@pytest.mark.parametrize(
    "call",
    [
        'join("", data.template_file.a[*].rendered)',
        '"${join("", data.template_file.a.*.rendered)}"',
        "data.template_file.a[0].rendered",
        "one(data.template_file.a[*].rendered)",
    ],
)
def test_templates_with_a_count_are_read(run, call: str) -> None:
    write("td.tftpl", CONTAINERS % "${port}")
    data = (
        'data "template_file" "a" {\n  count = 1\n  template = file("td.tftpl")\n'
        "  vars = {\n    port = 8080 + count.index\n  }\n}\n"
    )
    write("main.tf", data + task(call))
    assert [rule for rule, *_ in places(run)] == ["ENM003"]
    write("main.tf", data.replace("count = 1", "count = var.number") + task(call))
    assert places(run) == []
    assert "aws_ecs_task_definition.web is not fully checked" in run("check").err


def test_directives_of_heredocs(run) -> None:
    text = CONTAINERS % "%{ for p in [8080] }${p}%{ endfor }"
    write("main.tf", task(f"<<EOT\n{text}EOT"))
    assert [rule for rule, *_ in places(run)] == ["ENM003"]


@pytest.mark.parametrize(
    "above",
    [
        "%{ for k, v in { a = 1 } ~}\n%{ endfor ~}\n",
        "\n%{~ if true }\n%{ endif }",
        '"cpu": %{ if true }${port - 8070}%{ endif },\n\n',
        '"image": "%{ if true }$${x}%{ endif }\\n",\n\n',
        '"image": ${jsonencode("x\\ny")}, %{ if true }\n%{ endif }\n',
        '"image": ${jsonencode(open)}, %{ if true }\n%{ endif }\n',
    ],
)
def test_lines_are_those_of_the_template_below_directives_too(run, above: str) -> None:
    text = CONTAINERS.replace("%s", "${port}").replace('"memory"', f'{above}"memory"')
    names = "{ port = 8080, open = aws_ecs_cluster.c.name }"
    write("file/td.tftpl", text)
    write("file/main.tf", task(f'templatefile("td.tftpl", {names})'))
    assert places(run, "file") == [("ENM003", "file/td.tftpl", 7)]
    in_heredoc = text.replace("open", "aws_ecs_cluster.c.name").replace("port -", "8080 -")
    write("heredoc/main.tf", task(f"<<EOT\n{in_heredoc.replace('${port}', '8080')}EOT"))
    assert places(run, "heredoc") == [("ENM003", "heredoc/main.tf", 4 + 7)]


@pytest.mark.parametrize(
    ("text", "written"),
    [  # what `terraform console` of Terraform 1.11.4 answers
        ("x%{ if true ~}\n\n   b%{ endif }\n", "x\n   b\n"),
        ("a\n  %{~ if true }b%{ endif }\n", "a\nb\n"),
        ("a ${~ 5 ~}\n\n  b\n", "a5\n  b\n"),
        ('%{ for c in ["a", "b"] ~}\n  - ${c}\n%{ endfor ~}\n', "  - a\n  - b\n"),
        ("a  \n%{~ if true ~}\n b \n  %{~ else }x%{ endif }c\n", "a b \nc\n"),
        ("a $${x} %{ if true ~} $${y} %{~ endif } %%{z}\n", "a ${x} ${y} %{z}\n"),
        ("${1 ~}  \n  x\n", "1  x\n"),
        ("  ${~ 1 }\n", "1\n"),
    ],
)
def test_a_tilde_takes_the_space_of_its_line(tmp_path: Path, text: str, written: str) -> None:
    assert argument(tmp_path, "local.a", f"locals {{\n  a = <<EOT\n{text}EOT\n}}") == written


def test_what_a_template_inserts_has_the_place_where_it_inserts(run) -> None:
    port = '{"containerPort": 80, "hostPort": %s}'
    text = CONTAINERS.replace('{ "containerPort": 80, "hostPort": %s }', "${x}, ${y}")
    names = f"{{ x = {json.dumps(port % 8080)}, y = {json.dumps(port % 8081)} }}"
    write("td.tftpl", text)
    write("main.tf", task(f'templatefile("td.tftpl", {names})'))
    document = json.loads(run("check", "--format", "json", "--select", "ENM003").out)
    found = [(f["file"], f["line"], f["column"]) for f in document["findings"]]
    assert found == [("td.tftpl", 5, 9), ("td.tftpl", 5, 15)]


def test_columns_are_those_of_an_indented_heredoc(run) -> None:
    text = "%{ if true }%{ endif }\n" + CONTAINERS % 8080
    write("main.tf", task("<<-EOT\n" + "".join(f"    {x}\n" for x in text.splitlines()) + "EOT"))
    (finding,) = json.loads(run("check", "--format", "json").out)["findings"]
    column = 4 + CONTAINERS.split("\n")[4].index('"hostPort"') + 1
    assert (finding["line"], finding["column"]) == (4 + 6, column)


def test_what_a_directive_leaves_open_leaves_the_rest_known(run) -> None:
    text = CONTAINERS % '8080, "name": "%{ if x_y.z }a%{ endif }"'
    write("td.tftpl", text)
    write("main.tf", task('templatefile("td.tftpl", { x_y = { z = var.unknown } })'))
    assert [rule for rule, *_ in places(run)] == ["ENM003"]


@pytest.mark.parametrize(
    "between",
    [
        "%{ if on }ONE%{ else }TWO%{ endif }",
        "%{ if on ~}\nONE,\n%{ endif ~}\n%{ if !on ~}\nTWO,\n%{ endif ~}\nTHREE",
        "%{ for one in on ~}\nONE,\n%{ endfor ~}\nTWO",
    ],
)
def test_what_a_directive_decides_is_not_there_for_certain(run, between: str) -> None:
    one, two, three = (
        json.dumps(
            {"name": name, "memory": 1, "portMappings": [{"hostPort": 80, "containerPort": 80}]}
        )
        for name in ("web", "api", "log")
    )
    three = three.replace("80", "81")
    text = between.replace("ONE", one).replace("TWO", two).replace("THREE", three)
    write("td.tftpl", f"[\n{text}\n]\n")
    bridge = task('templatefile("td.tftpl", { on = var.on })').replace("awsvpc", "bridge")
    write("main.tf", bridge + 'variable "on" {\n}\n')
    result = run("check")
    assert (result.status, result.out) == (0, "")
    assert "container_definitions (" in result.err
    heredoc = text.replace("on ", "var.on ").replace("!on", "!var.on")
    write(
        "main.tf",
        bridge.replace('templatefile("td.tftpl", { on = var.on })', f"<<EOT\n[\n{heredoc}\n]\nEOT"),
    )
    result = run("check")
    assert (result.status, result.out) == (0, "")
    assert "container_definitions (var.on)" in result.err


def test_json_is_joined_in_a_quoted_string(run) -> None:
    one = json.dumps(
        {"name": "web", "memory": 1, "portMappings": [{"containerPort": 1, "hostPort": 2}]}
    )
    encoded = f"jsonencode({one})"
    write("main.tf", f"locals {{\n  one = {encoded}\n}}\n" + task('"[${local.one}]"'))
    assert places(run) == [("ENM003", "main.tf", 2)]
    write("main.tf", f"locals {{\n  one = {encoded}\n}}\n" + task('"[${local.one}, ${var.more}]"'))
    assert places(run) == [("ENM003", "main.tf", 2)]


@pytest.mark.parametrize(
    "path", ["../out.json", "link.json", "/etc/hostname", "none.json", "dir", "bytes.json", "~/x"]
)
def test_nothing_outside_the_checked_directories_is_read(run, path: str) -> None:
    write("out.json", CONTAINERS % "8080")
    write("svc/dir/main.tf", "locals {\n}\n")
    write("svc/bytes.json", b"\xff\xfe")
    write("svc/main.tf", task(f'file("{path}")')).parent.joinpath("link.json").symlink_to(
        "../out.json"
    )
    result = run("check", "svc")
    assert (result.status, result.out) == (0, "")
    assert result.err == (
        "notice: svc/main.tf:4:3: aws_ecs_task_definition.web is not fully checked; "
        f'unresolved values: container_definitions (file("{path}"))\n'
    )


def test_a_link_inside_the_checked_directories_is_followed(run) -> None:
    write("svc/real.json", CONTAINERS % "8080")
    write("svc/main.tf", task('file("link.json")')).parent.joinpath("link.json").symlink_to(
        "real.json"
    )
    assert places(run, "svc") == [("ENM003", "svc/link.json", 5)]


def test_the_path_of_a_module_is_its_own(run) -> None:
    write("m/td.json", CONTAINERS % "8080")
    write("m/main.tf", task('file("${path.module}/td.json")'))
    write("live/main.tf", 'module "m" {\n  source = "../m"\n}\n')
    assert places(run) == [("ENM003", "m/td.json", 5)]


def test_a_template_that_repeats_without_end_is_left_alone(run) -> None:
    loops = "".join(f"%{{ for a{i} in items }}" for i in range(12)) + "x" + "%{ endfor }" * 12
    write("td.tftpl", loops)
    items = "[" + "1," * 30 + "]"
    write("main.tf", task(f'templatefile("td.tftpl", {{ items = {items} }})'))
    assert places(run) == []


@pytest.mark.parametrize("text", ["${", "%{ if a }", "%{ endif }", "%{ what }", "%{~"])
def test_a_template_that_terraform_refuses_is_unread(run, text: str) -> None:
    write("td.tftpl", CONTAINERS % text)
    write("main.tf", task('templatefile("td.tftpl", { a = 1 })'))
    result = run("check")
    assert (result.status, result.out) == (0, "")
    assert "container_definitions (templatefile(" in result.err


CONTAINERS_IN_YAML = """\
# the web server
- name: web
  memory: 128
  portMappings:
    - containerPort: 80
      hostPort: 8080
"""


def test_yaml_is_read_and_what_is_found_is_found_in_it(run) -> None:
    write("svc/td.yaml", CONTAINERS_IN_YAML)
    write("svc/main.tf", task('jsonencode(yamldecode(file("${path.module}/td.yaml")))'))
    assert places(run, "svc") == [("ENM003", "svc/td.yaml", 6)]
    shown = run("check", "svc").out
    assert "6 |       hostPort: 8080\n  |       ^^^^^^^^^^^^^^" in shown


def test_yaml_of_a_template_is_found_in_it(run) -> None:
    write("td.yaml", CONTAINERS_IN_YAML.replace("8080", "${port}") + "  cpu:\n")
    write("main.tf", task('jsonencode(yamldecode(templatefile("td.yaml", { port = 8080 })))'))
    assert places(run) == [("ENM003", "td.yaml", 6)]
    each = CONTAINERS_IN_YAML.partition("\n")[2].replace("web", "${name}")
    write("td.yaml", f"%{{ for name in names ~}}\n{each}%{{ endfor ~}}\n")
    write("main.tf", task('jsonencode(yamldecode(templatefile("td.yaml", { names = ["a"] })))'))
    assert places(run) == [("ENM003", "td.yaml", 6)]


@pytest.mark.parametrize(
    "yaml",
    [
        CONTAINERS_IN_YAML.replace("8080", "0x1F90"),
        CONTAINERS_IN_YAML.replace("8080", "!!int 8080"),
        CONTAINERS_IN_YAML.replace("      hostPort: 8080", "      <<: {hostPort: 8080}"),
        CONTAINERS_IN_YAML + "---\n- {}\n",
        CONTAINERS_IN_YAML.replace("8080", "@"),
        CONTAINERS_IN_YAML + "- [a:]\n",
        CONTAINERS_IN_YAML + '- "\\ud83d"\n',
        "{a: " * 400 + "}" * 400,
        "- &a [*a]\n",
        "[" * 5_000,
        CONTAINERS_IN_YAML + "#" * yaml_reader.LONGEST,
        "- &a [x, x]\n"
        + "".join(f"- &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz")),
    ],
)
def test_yaml_that_terraform_may_read_otherwise_is_not_known(run, yaml: str) -> None:
    write("td.yaml", yaml)
    write("main.tf", task('jsonencode(yamldecode(file("td.yaml")))'))
    result = run("check", "--format", "json")
    assert json.loads(result.out)["findings"] == []
    assert "is not fully checked" in result.err
