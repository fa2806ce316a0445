"""The glossary: an index in the order of the language, and a field that narrows the terms down."""

import pytest
from playwright.sync_api import expect
from support.layout import overflow
from support.site import DESKTOP, Open, browsing

from ecsnet.facts import facts
from tools.site import LANGUAGES

pytestmark = browsing

every_language = pytest.mark.parametrize("language", LANGUAGES)

ALL = len(facts().glossary.term)
# What is typed, and the terms that are left.
TYPED = {
    "ja": {
        "どうてき": ["dynamic-port", "dynamic-port-mapping", "dynamic-host-port-range"],
        "ファーゲート": [],
        "ＥＮＩ とらんきんぐ": ["eni-trunking"],
        "blue/green": ["blue-green"],
    },
    "en": {
        "port range": ["dynamic-host-port-range"],
        "TRUNK": ["trunk-eni", "eni-trunking"],
        "ブルー": ["blue-green"],
        "lambda": [],
    },
}


@every_language
@pytest.mark.parametrize(("scheme", "width"), [("light", DESKTOP), ("dark", 360)])
def test_typing_leaves_the_terms_that_have_it(
    private: Open, language: str, scheme: str, width: int
) -> None:
    visit = private(scheme, width)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}glossary/")
    rows = page.locator("article tbody tr:visible [id^=term-]")
    expect(rows).to_have_count(ALL)
    for text, left in TYPED[language].items():
        page.locator(".narrow input").fill(text)
        found = rows.evaluate_all("(all) => all.map(({ id }) => id.replace('term-', ''))")
        assert found == left, text
        assert page.locator(".narrow output").inner_text().startswith(f"{len(left)} / {ALL} ")
        fields = {term.field for term in facts().glossary.term if term.id in left}
        assert page.locator("article h3:visible").count() == len(fields)
        assert not page.locator("nav.index").is_visible()
        assert overflow(page) == []
    page.locator(".narrow input").fill("")
    expect(rows).to_have_count(ALL)
    assert page.locator("nav.index").is_visible()
    assert visit.complaints == []


@every_language
def test_the_index_leads_to_each_term_also_without_scripts(private: Open, language: str) -> None:
    visit = private(scripts=False)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}glossary/")
    assert not page.locator(".narrow").is_visible()
    links = page.locator("nav.index a")
    assert links.count() == ALL
    name = links.last.inner_text()
    links.last.click()
    assert page.locator("tr:has(:target) [id]").inner_text() == name
    assert page.locator(":target").is_visible()


@every_language
def test_a_term_that_is_out_of_sight_is_shown_when_a_link_leads_there(
    private: Open, language: str
) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}glossary/")
    page.locator(".narrow input").fill("ENI")
    expect(page.locator("#term-revision")).to_be_hidden()
    page.evaluate("location.hash = 'term-revision'")
    expect(page.locator("#term-revision")).to_be_in_viewport()
    assert page.locator(".narrow input").input_value() == ""
