"""A run: what is parsed, in which order, in how many processes, and what goes wrong in one part."""

import json
import os

import pytest
from support.command import TASK, WARNED, write
from support.paths import SNIPPETS

from ecsnet import facts
from ecsnet import run as runner
from ecsnet.rules import rule as rule_module


def test_no_rule_is_about_what_a_run_leaves_unparsed() -> None:
    bad = {rule: SNIPPETS / "rules" / rule / "bad.tf" for rule in facts.facts().rules}
    texts = {rule: file.read_text(encoding="utf-8") for rule, file in bad.items()}
    assert [r for r, text in texts.items() if not any(t in text for t in runner.RELEVANT)] == []


def test_findings_stand_in_the_order_of_file_and_line(run) -> None:
    for name in ("b", "a"):
        second = TASK.replace('"aws_ecs_task_definition" "web"', '"aws_ecs_task_definition" "api"')
        write(f"{name}/main.tf", TASK + second)
    found = json.loads(run("check", "--format", "json").out)["findings"]
    assert [(f["file"], f["line"]) for f in found] == [
        ("a/main.tf", 5),
        ("a/main.tf", 12),
        ("b/main.tf", 5),
        ("b/main.tf", 12),
    ]


def test_a_fault_of_the_checker_is_one_line(run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a/main.tf")
    write("b/main.tf")

    def fail(module: object) -> None:
        raise TypeError("not in this world\nat all")

    monkeypatch.setitem(rule_module._CHECKS, "ENM003", fail)
    result = run("check")
    assert result.status == 2
    assert len(result.err.splitlines()) == 2
    assert "error: a: internal error, please report it" in result.err
    assert "TypeError: not in this world" in result.err


def test_several_processes_find_what_one_does(run, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        write(f"m{number}/main.tf", TASK if number % 3 else WARNED)
    write("broken/main.tf", 'resource "aws_ecs_service" "x" {')
    alone = run("check", "--format", "json")
    monkeypatch.setattr(runner, "PARALLEL", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    together = run("check", "--format", "json")
    assert together.out == alone.out
    assert together.status == alone.status == 2
    assert len(together.rules) == 30
