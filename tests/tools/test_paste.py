"""The field for a pasted error is written for two pages, and says what their scripts ask of it."""

import re

import pytest
from support.paths import ROOT

from ecsnet.facts import LANGUAGES, facts
from tools.generate import paste

SCRIPTS = ROOT / "docs/assets/javascripts"
# What kind of answer it is.
KINDS = {"exact", "part", "similar", "none"}

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_page = pytest.mark.parametrize("page", paste.EXAMPLES)


@every_language
@every_page
def test_examples_are_parts_of_their_messages(page: str, language: str) -> None:
    field = paste.field(page, language)
    for name, part in paste.EXAMPLES[page].items():
        assert part in facts().errors[name].text
        assert f'value="{name}"><code>{part}</code>' in field


@every_page
def test_the_scripts_have_their_words(page: str) -> None:
    scripts = "".join(
        (SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in (page, "pasted")
    )
    given = set(re.findall(r' data-(\w+)="', paste.field(page, "en")))
    asked = set(re.findall(r"\bwords\.(\w+)", scripts)) | KINDS
    entry = (SCRIPTS / "entry.js").read_text(encoding="utf-8")
    assert asked <= given
    assert given <= asked | set(re.findall(r"\bwords\.(\w+)", entry))
