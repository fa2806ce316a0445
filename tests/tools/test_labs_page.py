"""What the page of the labs says is what was run."""

from __future__ import annotations

import re

import pytest

from tools.generate import labs
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
        shown = [e.shows[language] for step in section.steps for e in step.expectations]
        assert re.findall(r"^- (.*)$", part, re.M) == shown
        for step in section.steps:
            assert f"\n$ {step.command}\n" in part


@every_language
def test_a_claim_is_linked_by_the_title_of_its_heading(language: str) -> None:
    page = (script.ROOT / "docs" / language / "modes/bridge.md").read_text(encoding="utf-8")
    for title, anchor in re.findall(
        r"\[([^]]+)\]\(modes/bridge\.md#([\w-]+)\)", labs.lab("bridge", language)
    ):
        assert f"# {title} {{#{anchor}}}\n" in page


def test_transcripts_of_different_runs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labs, "transcript", lambda mode: f"# Docker of {mode}\n")
    with pytest.raises(ValueError, match="different runs: Docker of awsvpc, Docker of bridge"):
        labs.version()
