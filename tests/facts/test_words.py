"""The words of the project's own voice stand once."""

import pytest

from ecsnet import facts

FACTS = facts.facts()
# The groups of words.toml that have the shared words too.
VOICES = ("command", "report", "pages")


def test_a_word_is_there_once() -> None:
    words = FACTS.words
    written = [(key, text) for group in VOICES for key, text in getattr(words, group).items()]
    own = [item for item in written if words.shared.get(item[0]) != item[1]]
    assert len(own) == len(set(own)), "what two groups say is under [shared]"


@pytest.mark.parametrize("group", VOICES)
def test_a_group_has_the_shared_words_and_may_have_its_own(group: str) -> None:
    words = getattr(FACTS.words, group)
    assert set(FACTS.words.shared) < set(words)
    assert words["why"] == FACTS.words.shared["why"]
    assert (words["fix"].en == "fix") == (group == "report")
