"""Terraform's JSON syntax: its lines, its templates, and one line for what is none."""

import json
from pathlib import Path

import pytest
from support.command import write
from support.terraform import configuration

from ecsnet.model import UNKNOWN


def test_terraform_json_is_read_with_its_lines(run) -> None:
    document = {
        "locals": {"port": 80},
        "resource": {
            "aws_ecs_task_definition": {
                "web": {
                    "//": "a comment",
                    "family": "web",
                    "network_mode": "awsvpc",
                    "container_definitions": '${jsonencode([{name = "web", memory = 1,'
                    " portMappings = [{containerPort = local.port, hostPort = 8080}]}])}",
                },
                "api": {
                    "family": "api",
                    "network_mode": "awsvpc",
                    "container_definitions": json.dumps(
                        [
                            {
                                "name": "api",
                                "image": "${var.image}",
                                "memory": 1,
                                "portMappings": [{"containerPort": 80, "hostPort": 8080}],
                            }
                        ]
                    ),
                },
            },
            "aws_ecs_service": {
                "web": {
                    "name": "web",
                    "task_definition": "${aws_ecs_task_definition.web.arn}",
                    "launch_type": "EC2",
                    "network_configuration": {"subnets": ["subnet-1"], "assign_public_ip": True},
                }
            },
        },
    }
    text = json.dumps(document, indent=2)
    write("main.tf.json", text)
    found = json.loads(run("check", "--format", "json").out)["findings"]
    places = [(f["rule"], f["resource"].split(".")[1], f["line"]) for f in found]
    lines = text.splitlines()
    first, second = (i + 1 for i, line in enumerate(lines) if "container_definitions" in line)
    public = next(i + 1 for i, line in enumerate(lines) if "assign_public_ip" in line)
    assert places == [
        ("ENM003", "web", first),
        ("ENM003", "api", second),
        ("ENM010", "web", public),
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{"resource": }', "1:14", "unexpected '}'"),
        ('{"resource": {}', "1:16", "expected ',' or '}'"),
        ('{\n "resource": {} "x": 1}', "2:17", "expected ',' or '}'"),
        ("{} {}", "1:4", "unexpected text after the document"),
        ("{1: 2}", "1:2", "expected a name in double quotes"),
        ('{"a" 2}', "1:6", "expected ':'"),
        ('{"a": "b}', "1:7", "Unterminated string"),
        ('["a"]', "1:1", "a Terraform JSON file must be an object"),
        ("", "1:1", "the file ends too early"),
        (
            '{"resource": {"aws_ecs_service": {"a": {"name": "x",\n"name": "y"}}}}',
            "2:1",
            "set twice",
        ),
        ('{"resource": {"aws_ecs_service": {"a": {"name": "${var.x"}}}}', "1:49", "not closed"),
        ('{"resource": {"aws_ecs_service": {"a": {"name": "${1 +}"}}}}', "1:49", "syntax error"),
        pytest.param(
            '{"a": ' + "[" * 5000 + "]" * 5000 + "}", "1:1", "nested too deeply", id="deep"
        ),
    ],
)
def test_bad_terraform_json_is_one_line(run, text: str, place: str, message: str) -> None:
    write("main.tf.json", text)
    result = run("check")
    assert result.status == 2
    assert result.err.startswith(f"error: main.tf.json:{place}: ")
    assert message in result.err
    assert result.err.count("\n") == 1


def test_a_quoted_port_in_terraform_s_json_syntax_stays_a_string(tmp_path: Path) -> None:
    file = tmp_path / "main.tf.json"
    template = '[{"containerPort": "${var.port}", "hostPort": ${var.port}}]'
    variable = {"port": {"type": "number", "default": 80}}
    file.write_text(
        json.dumps({"variable": variable, "resource": {"x_y": {"c": {"json": template}}}})
    )
    data = configuration(file).resources[0].body.attributes["json"].data
    assert data.value.plain() == [{"containerPort": "80", "hostPort": 80}]


def test_terraform_s_json_syntax_has_types_and_places_too(tmp_path: Path) -> None:
    file = tmp_path / "main.tf.json"
    file.write_text(
        '{"variable": {"a": {"type": "object({port = number})", "default": {"port": "80"}}},\n'
        '"locals": {"b": [{"c": 1}]}, "resource": {"x_y": {"z": {\n'
        '"text": "${<<EOT\\n[{}]\\nEOT\\n}",'
        ' "name": "${jsonencode([{port = var.a.port}, local.b])}"}}}}'
    )
    part = configuration(file)
    assert not part.problems
    data = part.resources[0].body.attributes["name"].data
    assert data.value.plain() == [{"port": 80}, [{"c": 1}]]
    # a heredoc in a string has lines that the file does not have
    assert part.resources[0].body.attributes["text"].data is UNKNOWN
    own, local = data.value.data
    assert (own.data["port"].at.line, local.data[0].data["c"].at.line) == (3, 2)
