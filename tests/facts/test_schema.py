"""What holds for every fact: both languages say the same, and no day is in the future."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from ecsnet import facts
from ecsnet.facts import Text
from tools.checks.tokens import ENGLISH_NUMBERS


def nodes(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Every value within the facts, with the way to it."""
    yield path, value
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from nodes(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from nodes(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from nodes(item, f"{path}.{getattr(item, 'id', position)}")


NODES = list(nodes(facts.facts(), "facts"))
TEXTS = [(path, value) for path, value in NODES if isinstance(value, Text)]


def test_no_date_is_in_the_future() -> None:
    dates = [(path, value) for path, value in NODES if isinstance(value, date)]
    assert dates
    assert [path for path, value in dates if value > date.today()] == []


def test_a_text_is_read_by_language() -> None:
    text = Text(ja="はい", en="Yes")
    assert (text["ja"], text["en"]) == ("はい", "Yes")
    with pytest.raises(KeyError):
        text["fr"]


def test_an_unknown_property_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        facts.facts().modes.value("no_such_property", "awsvpc")


# --- the two languages --------------------------------------------------------------------------

CODE = re.compile(r"`[^`]+`")
NUMBER = re.compile(r"(?<![A-Za-z0-9_])\d+(?:[.,:-]\d+)*")
WORD = re.compile(r"[a-z]+")
PLACEHOLDER = re.compile(r"\{\w+\}")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# The middle dot (U+30FB) is punctuation; the other letters stand apart from Latin and code.
UNSPACED = re.compile(
    r"[\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff][A-Za-z0-9`]"
    r"|[A-Za-z0-9`][\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff]"
)


def terms(text: str) -> set[str]:
    """What a translation keeps: code, numbers, placeholders."""
    prose = CODE.sub(" ", text)
    return {*CODE.findall(text), *NUMBER.findall(prose), *PLACEHOLDER.findall(text)}


def alike(text: Text) -> bool:
    """Whether both languages say the same: English may say a small number in a word, and 1 as a."""
    words = {ENGLISH_NUMBERS[w] for w in WORD.findall(text.en.lower()) if w in ENGLISH_NUMBERS}
    japanese, english = terms(text.ja), terms(text.en)
    return english <= japanese and japanese - english <= {*words, "1"}


def same_values(text: Text) -> bool:
    """Whether both languages show the same values; how they say what is required is up to each."""
    return set(PLACEHOLDER.findall(text.ja)) == set(PLACEHOLDER.findall(text.en))


def test_both_languages_have_the_same_terms() -> None:
    different = {
        path: (text.ja, text.en)
        for path, text in TEXTS
        if not (same_values if path.endswith(".message") else alike)(text)
    }
    assert different == {}


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("2 つのタスクです。", "There are three tasks."),
        ("タスクです。", "There are 3 tasks."),
        ("`host` です。", "It is `none`."),
    ],
)
def test_another_number_or_code_is_seen(ja: str, en: str) -> None:
    assert not alike(Text(ja=ja, en=en))


def test_japanese_is_japanese() -> None:
    # A name or a piece of code is the same in both languages; a sentence is not.
    for path, text in TEXTS:
        if not JAPANESE.search(text.ja):
            names = WORD.findall(CODE.sub("", text.ja).lower())
            assert names == WORD.findall(CODE.sub("", text.en).lower()), path
            assert len(names) <= 4, path


def test_english_is_english() -> None:
    assert [path for path, text in TEXTS if JAPANESE.search(text.en)] == []


def test_japanese_and_latin_are_spaced() -> None:
    assert {path: text.ja for path, text in TEXTS if UNSPACED.search(text.ja)} == {}


def test_japanese_uses_full_width_parentheses() -> None:
    # The one exception is how AWS writes the term itself.
    half = [t.ja for _, t in TEXTS if "(" in CODE.sub("", t.ja)]
    assert half == ["Elastic Network Interface (ENI)"]
