"""A run: what is parsed, in which order, in how many processes, and what goes wrong in one part."""

import json
import os
from pathlib import Path

import pytest
from support.command import TASK, WARNED, write
from support.paths import DATA, SNIPPETS

import ecsnet
from ecsnet import facts, inputs
from ecsnet import run as runner
from ecsnet.diagnostics import Result
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
    assert "error: a: internal error; report it" in result.err
    assert "TypeError: not in this world" in result.err


# The command has no threads; the processes of xdist have one, and Python 3.15 warns of the fork.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
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


@pytest.mark.parametrize("relevant", runner.RELEVANT)
def test_what_a_run_is_about_is_parsed_wherever_it_stands(elsewhere: None, relevant: str) -> None:
    write("some/main.tf", f"# {relevant}\n")
    write("none/main.tf", 'resource "aws_s3_bucket" "a" {\n}\n')
    found = inputs.collect(["."], None, runner.RELEVANT)
    assert [directory.name for directory in found.directories] == ["some"]
    assert (found.seen, found.problems) == (2, [])


# --- ecsnet.check -------------------------------------------------------------------------------


def rules_of(result: Result) -> list[str]:
    return [finding.rule for finding in result.findings]


def test_check_reads_directories_files_and_plans(elsewhere: None) -> None:
    write("module/main.tf")
    write("module/notes.txt", "no Terraform")
    write("other.tf.json", "{}")
    plan = write("plan.json", (DATA / "plan.json").read_bytes())
    result = ecsnet.check(["module", Path("other.tf.json"), plan])
    assert result.files == 3
    assert not result.problems
    assert [f.rule for f in result.findings if f.at.file == "module/main.tf"] == ["ENM003"]
    alone = ecsnet.check([plan])
    assert alone.files == 1
    assert alone.findings == [f for f in result.findings if f.at.file == "plan.json"]


def test_check_orders_what_it_finds_by_place(elsewhere: None) -> None:
    write("b/main.tf")
    write("a/main.tf", 'resource "aws_ecs_service" "x" {')
    write("c/main.tf", "# aws_ecs_service\nlocals {\n  a = local.a\n}\n")
    result = ecsnet.check(["c", "b", "a"])
    assert [finding.at.file for finding in result.findings] == ["b/main.tf"]
    assert [problem.file for problem in result.problems] == ["a/main.tf", "c/main.tf"]
    assert [*result.errors] == result.problems
    assert not result.notices


@pytest.mark.parametrize("path", ["missing", "missing.tf", "missing.json", "a\0b.tf"])
def test_check_raises_nothing_for_what_is_not_there(elsewhere: None, path: str) -> None:
    result = ecsnet.check([path])
    assert (result.findings, len(result.errors)) == ([], 1)


def test_a_file_called_like_standard_input_is_a_file(elsewhere: None) -> None:
    write("-", (DATA / "plan.json").read_bytes())
    result = ecsnet.check(["-"])
    assert (result.files, result.problems) == (1, [])
    assert {finding.at.file for finding in result.findings} == {"-"}


def test_check_runs_the_rules_that_are_asked_for(elsewhere: None) -> None:
    write("main.tf", TASK.replace("memory = 128", 'memory = 128, hostname = "x"'))
    assert rules_of(ecsnet.check(["."])) == ["ENM016", "ENM003"]
    assert rules_of(ecsnet.check(["."], only=["ENM016"])) == ["ENM016"]
    assert rules_of(ecsnet.check(["."], only=[])) == []


@pytest.mark.parametrize("unknown", ["ENM999", "enm003", "ENM"])
def test_an_unknown_rule_is_a_key_error(elsewhere: None, unknown: str) -> None:
    with pytest.raises(KeyError, match=unknown):
        ecsnet.check(["missing"], only=["ENM003", unknown])
    with pytest.raises(KeyError, match=unknown):
        ecsnet.check_text(TASK, only=[unknown])


# --- ecsnet.check_text --------------------------------------------------------------------------


def test_a_text_is_checked_as_the_file_that_its_name_says(elsewhere: None) -> None:
    as_json = json.dumps(
        {
            "resource": {
                "aws_ecs_task_definition": {
                    "web": {"network_mode": "awsvp", "family": "web"},
                }
            }
        }
    )
    plan = (DATA / "plan.json").read_text(encoding="utf-8")
    write("plan.json", plan)
    assert rules_of(ecsnet.check_text(TASK)) == ["ENM003"]
    assert rules_of(ecsnet.check_text(TASK, "a/b.tf")) == ["ENM003"]
    assert rules_of(ecsnet.check_text(as_json, "main.tf.json")) == ["ENM032"]
    of_plan = ecsnet.check_text(plan, "plan.json")
    assert of_plan.findings == ecsnet.check(["plan.json"]).findings
    assert of_plan.files == 1
    (problem,) = ecsnet.check_text(as_json, "main.json").errors
    assert problem.file == "main.json"


def test_of_a_text_nothing_is_read(elsewhere: None) -> None:
    write("main.tf", "locals {")
    write("terraform.tfvars", "port = 80\n")
    source = 'variable "port" {\n  default = 8080\n}\n' + TASK.replace("= 8080", "= var.port")
    result = ecsnet.check_text(source)
    assert rules_of(result) == ["ENM003"]
    assert result.sources == {"main.tf": source}


def test_a_text_has_findings_with_places_notices_and_errors(elsewhere: None) -> None:
    result = ecsnet.check_text("\ufeff# ecsnet:ignore ENM001 in case\n" + TASK)
    (finding,) = result.findings
    assert (finding.at.file, finding.at.line, finding.at.column) == ("main.tf", 6, 73)
    (notice,) = result.notices
    assert (notice.file, notice.line, result.errors) == ("main.tf", 1, ())
    assert result.files == 1
    above = "    # ecsnet:ignore ENM003 the port is free there\n    { name"
    silenced = ecsnet.check_text(TASK.replace("    { name", above))
    assert (silenced.findings, silenced.problems) == ([], [])
    broken = ecsnet.check_text("locals {\n")
    assert [(error.file, error.line) for error in broken.errors] == [("main.tf", 2)]
    assert broken.files == 1


def test_no_text_is_too_odd(elsewhere: None) -> None:
    for name in ("main.tf", "main.tf.json", "plan.json"):
        for text in ("", "\ud800", "\0", "{", "[" * 100_000):
            result = ecsnet.check_text(text, name)
            assert not result.findings
            assert not [e for e in result.errors if "internal" in e.message.en], (name, text[:9])
