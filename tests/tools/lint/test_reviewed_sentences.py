"""The linter against sentences of this project that editors found wrong, and what they became.

The lists hold a sentence a line. What it takes to see a fault is often more than a pattern, so half
is asked for; what is right may be reported once in twenty.
"""

import pytest
from support.paths import ROOT
from support.textlint import lint, needs_textlint, paragraphs

pytestmark = needs_textlint

LISTS = ROOT / "tests/tools/lint/reviewed"
# What a list of bare sentences breaks without being wrong: many stop where the table or the link
# around them went on.
OF_SENTENCES = {"sentences", "prh", "sentence-length", "ja-technical-writing/sentence-length"}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_half_of_the_faults_are_found_and_hardly_anything_else(
    language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lists = {
        f"{name}.md": (LISTS / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines()
        for name in ("faulty", "mended")
    }
    texts = {name: paragraphs(sentences) for name, sentences in lists.items()}
    found = lint(language, texts, tmp_path_factory.mktemp("reviewed"))
    shares = {
        name: len({m["line"] for m in messages if m["ruleId"] in OF_SENTENCES}) / len(lists[name])
        for name, messages in found.items()
    }
    assert shares["faulty.md"] >= 1 / 2
    assert shares["mended.md"] <= 1 / 20
