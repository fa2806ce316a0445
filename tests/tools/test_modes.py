"""The table at the head of a mode page says what the matrix says."""

import pytest

from ecsnet.facts import LANGUAGES, MODES, facts
from tools.generate import modes
from tools.generate.markdown import words


def rows(mode: str, language: str) -> dict[str, str]:
    header, _, *lines = modes.summary(mode, language).splitlines()
    assert f"`{mode}`" in header
    return dict(line.strip("| ").split(" | ") for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
def test_rows_are_cells_of_the_matrix(mode: str, language: str) -> None:
    *shown, (last, _) = rows(mode, language).items()
    assert last == words(language)["runs_on"]
    properties = {prop.name[language]: prop for prop in facts().modes.properties.values()}
    for name, said in shown:
        cell = properties[name].cells[mode]
        label = facts().modes.values[cell.value].label if cell.value else None
        texts = [text[language] for text in (label, cell.text) if text is not None]
        assert texts
        assert all(text in said for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
def test_every_place_is_named_where_the_mode_is_not_ruled_out(mode: str, language: str) -> None:
    places = rows(mode, language)[words(language)["runs_on"]].split("<br>")
    compatibility = facts().compatibility
    expected = [
        name[language]
        for launch_type, name in compatibility.launch_types.items()
        if compatibility.cell(mode, launch_type).value != "no"
    ]
    assert len(places) == len(expected)
    for place, name in zip(places, expected, strict=True):
        assert place.startswith(name)
