"""The tables of the quotas."""

import re

import pytest

from ecsnet.facts import LANGUAGES
from tools.generate import quotas


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_ends_with_two_brackets(language: str) -> None:
    made = quotas.tables(language)
    assert re.search(r"(未確認、|not confirmed, )\[", made)
    assert not re.search(r"）（[^|（）]*） \|", made)
    assert not re.search(r"\) \(\[[^|]*\)\) \|", made)
