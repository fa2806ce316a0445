"""Findings as text: the source line with its mark, AWS's message, the fix, in both languages."""

import itertools
from pathlib import Path

import pytest
from support.command import TASK, write
from support.paths import SNIPPETS

import ecsnet
from ecsnet import facts, report, rules
from ecsnet.diagnostics import Finding, Result
from ecsnet.model import Location
from ecsnet.report.as_text import as_text

SOURCE = """\
resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "awsvpc"
  container_definitions = jsonencode([
    { name = "ウェブ", memory = 128, portMappings = [{ containerPort = 80, hostPort = 8080 }] }
  ])
}
"""


@pytest.fixture
def checked() -> Result:
    return ecsnet.check_text(SOURCE)


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_text_marks_the_argument_under_wide_characters(checked: Result, language: str) -> None:
    lines = as_text(checked.findings, checked.sources, language).splitlines()
    rule = facts.facts().rules["ENM003"]
    level = {"ja": "エラー", "en": "error"}[language]
    assert lines[0].startswith(f"{level}[ENM003]: ")
    assert "8080" in lines[0]
    assert lines[1] == "  --> main.tf:5:73 (aws_ecs_task_definition.web)"
    source, marks = lines[3], lines[4]
    # each of the 3 wide characters before the mark takes two columns
    assert marks.index("^") == source.index("hostPort = 8080") + 3
    assert marks.count("^") == len("hostPort = 8080")
    assert f"  AWS: {facts.facts().errors['E1'].text}" in lines
    assert lines[-1].endswith(rule.fix[language])


def test_a_finding_without_its_source_still_says_where(checked: Result) -> None:
    lines = as_text(checked.findings, {}, "en").splitlines()
    assert "--> main.tf:5:73" in lines[1]
    assert not any("^" in line for line in lines)


def test_tabs_stay_tabs_under_the_source_line() -> None:
    finding = Finding(
        "ENM003",
        Location("a.tf", 1, 2, 10),
        "aws_ecs_task_definition.web",
        {"container": "web", "host_port": 1, "container_port": 2},
    )
    lines = as_text([finding], {"a.tf": "\thostPort = 1\n"}, "en").splitlines()
    assert lines[4] == "  | \t^^^^^^^^"


def test_a_level_of_its_own_is_shown() -> None:
    at = Location("a.tf", 1, 1, 2)
    assert report.level(Finding("ENM003", at, "x")) == "error"
    assert report.level(Finding("ENM003", at, "x", level="warning")) == "warning"


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_a_message_is_shown_as_that_of_who_says_it(language: str) -> None:
    finding = Finding("ENM032", Location("a.tf", 1, 1, 2), "x", {"mode": "nat"})
    shown = as_text([finding], {}, language)
    assert f"  Terraform: {facts.facts().errors['E49'].text}\n" in shown
    assert "AWS:" not in shown


def test_a_finding_may_have_no_quoted_answer_of_aws() -> None:
    params: dict[str, str | int] = {"container": "web", "host_port": 1, "container_port": 2}
    finding = Finding("ENM003", Location("a.tf", 1, 1, 2), "x", params, errors=())
    assert "AWS:" not in as_text([finding], {}, "en")


@pytest.mark.parametrize("rule_id", facts.facts().rules)
def test_every_message_is_filled(rule_id: str) -> None:
    bad = SNIPPETS / "rules" / rule_id / "bad.tf"
    findings = ecsnet.check([bad]).findings
    assert findings
    for finding, language in itertools.product(findings, facts.LANGUAGES):
        message = report.message(finding, language)
        assert "{" not in message
        assert "null" not in message
        rule = facts.facts().rules[rule_id]
        template = (finding.case and rule.cases[finding.case].message) or rule.message
        for name, value in finding.params.items():
            if f"{{{name}}}" in template[language]:
                assert report.value_text(value, language) in message, finding.params


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", "`container_name`、`container_port` が"),
        ("en", "`container_name` and `container_port`;"),
    ],
)
def test_a_list_is_joined_as_its_language_writes_it(language: str, expected: str) -> None:
    params = {"mode": "bridge", "missing": ("container_name", "container_port")}
    finding = Finding("ENM012", Location("a.tf", 1, 1, 2), "aws_ecs_service.web", params)
    assert expected in report.message(finding, language)


def test_no_rule_joins_a_list_itself() -> None:
    """A comma of English would stand in the Japanese message."""
    for module in Path(rules.__file__).parent.glob("*.py"):
        assert ".join(" not in module.read_text(encoding="utf-8"), module.name


def test_a_long_line_is_shown_around_its_mark(run) -> None:
    write("main.tf", TASK.replace("memory = 128", f'memory = 128, image = "{"x" * 900}"'))
    lines = run("check").out.splitlines()
    source, marks = lines[3], lines[4]
    assert len(source) < 200
    assert source[marks.index("^") :].startswith("hostPort = 8080")
