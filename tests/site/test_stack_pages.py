"""What the built pages of the stacks have in common."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from support.stacks import STACKS

from tools.site import LANGUAGES


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_note_has_its_number_beside_a_line(
    built_site: Path, language: str, stack: str
) -> None:
    text = (built_site / LANGUAGES[language] / f"build/{stack}/index.html").read_text("utf-8")
    numbered = 0
    for file in html.document_fromstring(text).find_class("file"):
        marks = [int(note.get("data-note")) for note in file.iterfind(".//pre//*[@data-note]")]
        assert marks == list(range(1, len(file.findall("./ol/li")) + 1))
        numbered += len(marks)
    assert numbered
