"""What programs read of the built site has all that the pages say."""

import re
from pathlib import Path

import pytest
from lxml import etree, html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from tools.site import LANGUAGES
from tools.site.markdown import Converter, is_left_out
from tools.site.pages import pages

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _prose(article: HtmlElement) -> str:
    # As tools/site/pages.py does
    etree.strip_tags(article, "wbr")
    for element in list(article.iter()):
        if element.getparent() is not None and is_left_out(element):
            element.drop_tree()
    others = ".//div[contains(@class,'highlight')]/span[not(a)]|.//pre[.//del or .//ins]|.//svg"
    for element in article.xpath(others):
        element.drop_tree()
    return re.sub(r"\s+", "", article.text_content())


def _rendered(markdown: str) -> str:
    without = re.sub(r"^ *```diff.*?^ *```$", "", markdown, flags=re.DOTALL | re.MULTILINE)
    made = html.fromstring(f"<div>{MARKDOWN.render(without)}</div>")
    return re.sub(r"\s+", "", made.text_content())


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_page_is_lost(built_site: Path, language: str) -> None:
    for page in pages(built_site, language):
        article = html.fromstring(page.file.read_text(encoding="utf-8")).xpath("//article")[0]
        # The number of a note, which the style sheet shows, is a comment there.
        for note in article.xpath(".//*[@data-note]"):
            note.text = f"# Note {note.get('data-note')}"
        drawn = [svg for svg in article.iter("svg") if svg.get("aria-hidden") != "true"]
        text = page.text
        for svg in drawn:
            for part in svg.iterchildren("title", "desc"):
                said = Converter(page.url).line(part)
                assert said in text, page.address
                text = text.replace(f"*{said}*", "").replace(said, "")
        assert _rendered(text) == _prose(article), page.address


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_note_of_a_stack_has_its_number_in_the_code(built_site: Path, language: str) -> None:
    files = 0
    for path in (built_site / LANGUAGES[language] / "build").glob("*/index.html"):
        for file in html.fromstring(path.read_text(encoding="utf-8")).find_class("file"):
            numbers = [int(mark.get("data-note")) for mark in file.xpath(".//*[@data-note]")]
            notes = sum(len(items) for items in file.xpath("./ol"))
            assert numbers == list(range(1, notes + 1)), path
            files += notes > 0
    assert files
