"""The page on troubleshooting and its facts have the same symptoms."""

from dataclasses import replace

import pytest

from ecsnet.facts import LANGUAGES, facts
from tools.generate import symptoms

every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_the_table_leads_to_every_section(language: str) -> None:
    rows = symptoms.overview(language).splitlines()[2:]
    assert [row.partition("](#")[2].partition(")")[0] for row in rows] == list(facts().symptoms)


@every_language
def test_a_symptom_without_a_section_stops_it(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = facts()
    more = known.symptoms | {"smoke": replace(known.symptoms["plan"], id="smoke")}
    monkeypatch.setattr(symptoms, "facts", lambda: replace(known, symptoms=more))
    symptoms.headings.cache_clear()
    with pytest.raises(ValueError, match=r"troubleshooting\.md and symptoms\.toml differ"):
        symptoms.overview(language)
    symptoms.headings.cache_clear()


@every_language
def test_what_belongs_to_a_symptom_is_linked(language: str) -> None:
    made = symptoms.related(facts().symptoms["port-in-use"], language)
    assert "(errors.md#e144)" in made
    assert "[ENM038](rules/capacity.md#enm038)" in made
    assert "sources/run.md#ev-run-bridge-static-port-once" in made
