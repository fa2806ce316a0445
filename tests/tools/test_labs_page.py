"""What the page of the labs says is what was run."""

from __future__ import annotations

import re

import pytest

from ecsnet.facts import RunEvidence, facts
from tools.generate import labs, sources
from tools.labs import script
from tools.site import LANGUAGES

every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
@pytest.mark.parametrize("mode", labs.MODES)
def test_every_expectation_is_shown_with_its_commands(mode: str, language: str) -> None:
    lab = script.load(mode)
    parts = labs.lab(mode, language).split("### ")[1:]
    assert len(parts) == len(lab.sections)
    for part, section in zip(parts, lab.sections, strict=True):
        assert part.startswith(f"{section.title[language]} {{#{mode}-{section.name}}}\n")
        shown = [(e.id, e.shows[language]) for step in section.steps for e in step.expectations]
        assert re.findall(r'^- <span id="run-([a-z0-9-]+)"></span>(.*)$', part, re.M) == shown
        for step in section.steps:
            assert f"\n$ {step.command}\n" in part


@every_language
def test_a_claim_is_linked_by_the_title_of_its_heading(language: str) -> None:
    page = (script.ROOT / "docs" / language / "modes/bridge.md").read_text(encoding="utf-8")
    for title, anchor in re.findall(
        r"\[([^]]+)\]\(modes/bridge\.md#([\w-]+)\)", labs.lab("bridge", language)
    ):
        assert f"# {title} {{#{anchor}}}\n" in page


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Terraform: EC2"), ("ja", "Terraform：EC2")]
)
def test_a_heading_that_is_a_mere_name_is_linked_with_the_one_above(
    language: str, title: str
) -> None:
    assert f"[{title}](modes/awsvpc.md#terraform-ec2)" in labs.lab("awsvpc", language)


@every_language
def test_evidence_leads_to_the_point_that_the_lab_shows(language: str) -> None:
    points = "".join(labs.lab(mode, language) for mode in labs.MODES)
    runs = [item for item in facts().evidence.values() if isinstance(item, RunEvidence)]
    cited = {item.id: item for item in runs if item.lab}
    assert cited
    for item in cited.values():
        anchor = labs.place(str(item.lab)).removeprefix("see-it-run.md#")
        assert f'id="{anchor}"></span>{labs.told(item).what[language]}\n' in points
        assert f"[{labs.version()}](../{labs.place(str(item.lab))})" in sources.evidence(
            "run", language
        )


def test_evidence_of_another_run_has_its_own_words() -> None:
    item = facts().evidence["run-provider-modes"]
    assert isinstance(item, RunEvidence)
    assert labs.told(item) is item


def test_transcripts_of_different_runs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labs, "transcript", lambda mode: f"# Docker of {mode}\n")
    with pytest.raises(ValueError, match="different runs: Docker of awsvpc, Docker of bridge"):
        labs.version()
