"""The tables of the quotas."""

import re

import pytest

from ecsnet.facts import LANGUAGES, facts
from tools.generate import quotas


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_stand_in_a_line_of_their_own_and_say_where_they_lead(language: str) -> None:
    made = quotas.tables(language)
    assert f"<br>[{facts().errors['E41'].title[language]}](errors.md#e41)" in made
    assert f"<br>[{facts().other_messages['X12'].about[language]}](errors.md#x12)" in made
    assert "<br>[ENM035](rules/service.md#enm035)" in made
    assert not re.search(r"[)）] ?[(（]\[", made)
