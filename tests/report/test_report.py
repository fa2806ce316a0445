"""What all formats share: the addresses of pages, and that a document is whole."""

import json

import pytest
from support.command import GOOD
from support.paths import ROOT

from ecsnet import cli, facts, report


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
