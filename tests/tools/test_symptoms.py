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
    made = symptoms.related(facts().symptoms["no-egress"], language)
    assert "(errors.md#e133)" in made
    assert "[ENM010](rules/service.md#enm010)" in made
    assert "sources/guide.md#ev-guide-awsvpc" in made


@every_language
def test_what_the_section_leads_to_is_not_listed_again(language: str) -> None:
    symptom = facts().symptoms["port-in-use"]
    made = symptoms.related(symptom, language)
    assert "run-bridge-static-port-once" in symptom.evidence
    assert "E144" in symptom.errors
    assert "(errors.md#e144)" not in made
    assert "run-bridge-static-port-once" not in made
    assert "ev-source-moby-allocated" in made
