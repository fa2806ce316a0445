"""`ecsnet check`: findings, exit status, and one line for what cannot be used."""

import json
from pathlib import Path

import pytest
from support.command import BAD, GOOD, TASK, WARNED, write
from support.paths import SNIPPETS

from ecsnet import facts
from ecsnet.inputs.read import LARGEST


def test_a_finding_shows_its_line_its_answer_its_fix_and_where_to_read_on(run) -> None:
    result = run("check", BAD)
    assert result.status == 1
    assert result.err == ""
    lines = result.out.splitlines()
    source, marks = lines[3], lines[4]
    assert lines[0].startswith("error[ENM003]: ")
    assert f"{BAD}:21:45" in lines[1]
    assert marks.index("^") == source.index("hostPort = 8080")
    assert f"  AWS: {facts.facts().errors['E1'].text}" in lines
    assert f"  fix: {facts.facts().rules['ENM003'].fix.en}" in lines
    assert "  more: ecsnet explain ENM003 (en/rules/ports/#enm003)" in lines
    assert lines[-1] == "errors: 1, warnings: 0 (files checked: 1)"


def test_a_good_file_says_nothing(run) -> None:
    result = run("check", GOOD)
    assert (result.status, result.out, result.err) == (0, "", "")


def test_the_command_agrees_with_the_rules_on_their_examples(run) -> None:
    found = json.loads(run("check", "--format", "json", SNIPPETS / "rules").out)["findings"]
    by_file = {(Path(f["file"]).parent.name, Path(f["file"]).stem, f["rule"]) for f in found}
    assert by_file == {(rule, "bad", rule) for rule in facts.facts().rules}


def test_warnings_fail_a_strict_run_only(run) -> None:
    write("main.tf", WARNED)
    assert run("check").status == 0
    assert run("check", "--format", "json").rules == ["ENM007"]
    assert run("check", "--strict").status == 1


def test_unusable_input_is_one_line_and_the_rest_is_checked(run) -> None:
    write("a/main.tf")
    write("b/main.tf", 'resource "aws_ecs_service" "web" {\n  name = = 1\n}\n')
    result = run("check", "--format", "json")
    assert result.status == 2
    assert result.rules == ["ENM003"]
    assert json.loads(result.out)["errors"] == [
        {"file": "b/main.tf", "line": 2, "column": 10, "message": "syntax error: unexpected '= 1'"}
    ]
    assert result.err == "error: b/main.tf:2:10: syntax error: unexpected '= 1'\n"


MARK = b"# aws_ecs_service\n"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (MARK + b'resource "aws_ecs_service" "a" {\n', "main.tf:3:1: syntax error: the file ends"),
        (b"\x7fELF\0\0", "main.tf: binary data, not Terraform"),
        (MARK + b"# caf\xe9", "main.tf:2:6: not valid UTF-8 (byte 23)"),
        (TASK.encode("utf-16"), "main.tf: UTF-16 text; Terraform files must be UTF-8"),
        pytest.param(
            MARK + b"locals {\n  x = " + b"[" * 3000 + b"]" * 3000 + b"\n}\n",
            "main.tf:3:3: expressions are nested too deeply",
            id="deep",
        ),
        pytest.param(MARK * (LARGEST // len(MARK) + 1), "main.tf: larger than 4 MiB", id="large"),
        (MARK + b"locals {\n  a = 1\n  a = 2\n}\n", "main.tf:4:3: argument 'a' is set twice"),
        (
            MARK + b'locals {\n  a = local.b\n  b = [local.c]\n  c = "${local.a}"\n}\n',
            "main.tf:3:3: cycle between local values: local.a -> local.b -> local.c -> local.a",
        ),
        (
            MARK + b"locals {\n  a = local.a\n}\n",
            "main.tf:3:3: cycle between local values: local.a -> local.a",
        ),
        (b'resource "x" "y" {\n  a = 1\n', "main.tf:3:1: syntax error: the file ends"),
        (b"not Terraform at all\n", "main.tf:2:1: syntax error"),
        (b'x = "y"\n', "main.tf:1:1: argument 'x' is outside a block"),
        (b'resource "x" "y" {\n  a = "b\n}\n', "main.tf:"),
    ],
)
def test_bad_input_is_one_clear_line(run, content: bytes, line: str) -> None:
    write("main.tf", content)
    result = run("check")
    assert result.status == 2
    assert result.err.startswith(f"error: {line}")
    assert result.err.count("\n") == 1
    assert "internal error" not in result.err
