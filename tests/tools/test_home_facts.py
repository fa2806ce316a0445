"""What the home page shows is what the facts, the snippets and the changelog say."""

import re

import pytest
from support.paths import ROOT

from ecsnet.facts import LANGUAGES, MODES, facts
from tools.changelog import changes, read
from tools.checks.tokens import JAPANESE
from tools.generate import home

every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_a_card_has_three_facts_of_the_matrix(language: str) -> None:
    cards = home.cards(language).split("<li")[1:]
    properties = facts().modes.properties
    assert len(cards) == len(MODES)
    for mode, card in zip(MODES, cards, strict=True):
        said = re.findall(r"<dt>(.+?)</dt><dd>(.+?)</dd>", card)
        assert len(said) == 3
        for (name, fact), prop in zip(said, ("ip_address", "security_groups"), strict=False):
            cell = properties[prop].cells[mode]
            assert name == properties[prop].name[language]
            assert fact == facts().modes.values[cell.value or ""].label[language]
        held = properties["copies_per_instance"].cells[mode]
        label = facts().modes.values[held.value or ""].label[language]
        assert re.search(rf">{label}</span>( \(.+\)|（.+）)$", said[2][1])
        sentence = properties["use_case"].cells[mode].text
        assert sentence is not None
        assert home.first_sentence(sentence[language]).rstrip("。.") in card.replace("&nbsp;", " ")
    assert [('class="flat"' in card) for card in cards] == [mode == "default" for mode in MODES]


@every_language
def test_usual_errors_have_the_first_sentence_of_their_fix(language: str) -> None:
    shown = home.usual_errors(language)
    items = shown.split("\n- ")[1:]
    assert len(items) == len(home.USUAL)
    for (name, part), item in zip(home.USUAL.items(), items, strict=True):
        error = facts().errors[name]
        assert part in error.text
        assert item.startswith(f"[`{part or error.text}`](errors.md#{name.lower()})")
        cause = error.causes[0]
        fix = cause.brief or cause.fix or facts().rules[cause.rule or ""].fix
        assert fix is not None
        assert home.first_sentence(fix[language]) in item
        later = error.group in ("placement", "stopped")
        assert (facts().words.home["not_started"][language] in item) == later
        assert ('class="more"' in item) == (len(error.causes) > 1)


@every_language
def test_numbers_are_counted(language: str) -> None:
    snippets = [path for path in (ROOT / "snippets").rglob("*") if path.suffix == ".tf"]
    cells = 5 * len(facts().modes.properties) + 5 * len(facts().compatibility.launch_types)
    counted = [int(number) for number in re.findall(r"\*\*(\d+)\*\*", home.numbers(language))]
    assert counted == [len(snippets), cells, len(facts().rules)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("設定します。ほかは不要です。", "設定します。"),
        ("動的ポートの場合", "動的ポートの場合"),
        ("Set `a.b`. `c` stays.", "Set `a.b`."),
        ("Set version 1.2 of it. Then run.", "Set version 1.2 of it."),
        ("with dynamic ports; only one copy otherwise", "with dynamic ports"),
    ],
)
def test_first_sentence(text: str, first: str) -> None:
    assert home.first_sentence(text) == first


CHANGELOG = """# Changelog

## Unreleased

### Added

## 1.1.0

### Added

- One.
- Two, of
  two lines.

### Fixed

- Three.

## 1.0.0

- Zero.
"""


def test_the_newest_entries_are_the_last_of_the_first_version_that_has_any() -> None:
    found = list(changes(CHANGELOG))
    assert home.newest(found, 2) == ["Two, of two lines.", "Three."]
    assert home.newest(found, 9) == ["One.", "Two, of two lines.", "Three."]
    assert home.newest([], 2) == []


@every_language
def test_changes_are_the_last_of_the_changelog_in_the_language(language: str) -> None:
    shown = [line.removeprefix("- ") for line in home.changes(language).splitlines()]
    version = read(language)[0].version
    assert shown == [each.text for each in read(language) if each.version == version][-4:]
    assert all(bool(JAPANESE.search(text)) == (language == "ja") for text in shown)
