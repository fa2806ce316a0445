"""What all formats share: the addresses of pages, and that a document is whole."""

import json

import pytest
from support.command import GOOD
from support.paths import ROOT

from ecsnet import cli, facts, report
from ecsnet.diagnostics import Finding, Mode
from ecsnet.model import Location


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_pages_are_named_as_the_site_names_them(language: str) -> None:
    for rule in facts.facts().rules:
        page, anchor = report.page(rule, language).split("#")
        assert anchor == rule.lower()
        name = page.removeprefix("en/").rstrip("/")
        assert (language == "en") == page.startswith("en/")
        assert (ROOT / "docs" / language / f"{name}.md").is_file()
        site = "https://docs.example.test/ecs/"
        assert report.page(rule, language, site) == f"{site}{page}#{anchor}"


@pytest.mark.parametrize("shape", ["json", "sarif", "github"])
def test_a_run_without_findings_is_a_whole_document(
    shape: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--format", shape, str(GOOD)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    if shape == "github":
        assert out == ""
    elif shape == "json":
        assert json.loads(out)["findings"] == []
    else:
        assert json.loads(out)["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("language", "mode", "added"),
    [
        ("ja", Mode("bridge"), ""),
        ("ja", Mode("bridge", omitted=True), "`network_mode` を省略すると `bridge` になります。"),
        ("en", Mode("bridge", omitted=True), " An omitted `network_mode` means `bridge`."),
        (
            "en",
            Mode("default", omitted=True),
            " On Windows, an omitted `network_mode` means the `default` mode.",
        ),
    ],
)
def test_a_mode_that_is_not_written_is_explained(language: str, mode: Mode, added: str) -> None:
    params = {"task": "aws_ecs_task_definition.web", "mode": mode}
    finding = Finding("ENM002", Location("a.tf", 1, 1, 2), "aws_ecs_service.web", params)
    said = facts.facts().rules["ENM002"].message[language]
    shown = said.format(task="aws_ecs_task_definition.web", mode=mode.name)
    assert report.message(finding, language) == shown + added


def test_a_mistake_of_several_has_its_own_message_and_fix() -> None:
    rule = facts.facts().rules["ENM034"]
    params = {"cpu": "256", "memory": "null"}
    where = Location("a.tf", 1, 1, 2)
    finding = Finding("ENM034", where, "aws_ecs_task_definition.web", params, case="memory")
    case = rule.cases["memory"]
    assert case.message
    assert case.fix
    assert report.message(finding, "en") == case.message.en != rule.message.en
    assert report.fix(finding, "ja") == case.fix.ja != rule.fix.ja
