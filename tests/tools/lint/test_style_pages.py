"""The linter finds what the style pages show as wrong, and passes what they show as right."""

import re

import pytest
from support.paths import ROOT
from support.textlint import lint, needs_textlint, paragraphs

pytestmark = needs_textlint

PAGES = {"en": "english", "ja": "japanese"}
ROW = re.compile(r"^\| `([^`]+)` \| (.+) \| (.+) \|$", re.M)


def rows(page: str) -> list[tuple[str, str, str]]:
    """The check, the text before and the text after, by row of the table of kinds."""
    text = (ROOT / page).read_text(encoding="utf-8")
    table = text[text.index("{#kinds}") : text.index("{#by-hand}")]
    bare = [[re.sub(r"</?span[^>]*>", "", cell) for cell in row] for row in ROW.findall(table)]
    return [
        (check, before, after)
        for check, before, after in bare
        if before.endswith((".", "。", "と", "です"))
    ]


@pytest.mark.parametrize("language", PAGES)
def test_both_pages_on_a_style_show_the_same_examples(language: str) -> None:
    shown = [rows(f"docs/{of}/style/{PAGES[language]}.md") for of in PAGES]
    assert len(shown[0]) > 10
    assert shown[0] == shown[1]


@pytest.mark.parametrize("language", PAGES)
def test_each_example_is_what_it_is_shown_as(
    language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    examples = rows(f"docs/{language}/style/{PAGES[language]}.md")
    texts = {
        "before.md": paragraphs([before for _, before, _ in examples]),
        "after.md": paragraphs([after for _, _, after in examples]),
    }
    found = lint(language, texts, tmp_path_factory.mktemp("examples"))
    assert [m["message"] for m in found["after.md"]] == []
    for number, (check, before, _) in enumerate(examples):
        messages = [m for m in found["before.md"] if m["line"] == 2 * number + 1]
        assert any(
            check in (m["ruleId"].split("/")[-1], m["message"].split(":")[0]) for m in messages
        ), before
