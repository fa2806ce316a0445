"""Terms of the glossary in running text: what explains them opens in place."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from support.layout import overflow
from support.site import DESKTOP, Open, browsing

from ecsnet.facts import facts
from tools.site import LANGUAGES
from tools.site.pages import files

pytestmark = browsing

every_language = pytest.mark.parametrize("language", LANGUAGES)
TERM = "static-port"


@every_language
def test_some_page_links_each_term_with_a_hint(built_site: Path, language: str) -> None:
    text = "".join(file.read_text(encoding="utf-8") for _, file in files(built_site, language))
    found = {*re.findall(r"class=term href=[^ >]*#term-([\w-]+)", text)}
    assert found == {term.id for term in facts().glossary.term if term.hint}


@every_language
@pytest.mark.parametrize(("scheme", "width"), [("light", DESKTOP), ("dark", 360)])
def test_a_term_opens_what_the_glossary_has(
    private: Open, language: str, scheme: str, width: int
) -> None:
    visit = private(scheme, width)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/ports/")
    assert not any("glossary" in url or url.endswith("fetched.js") for url in visit.requests)
    link = page.locator(f"a.term[href$='#term-{TERM}']").first
    link.click()
    meaning = page.locator(".meaning:popover-open")
    known = next(term for term in facts().glossary.term if term.id == TERM)
    for said in (known.term.ja, known.term.en, known.definition[language].replace("`", "")):
        expect(meaning).to_contain_text(said)
    box = meaning.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert overflow(page) == []
    meaning.locator("a").click()
    page.wait_for_url(f"{visit.site}{LANGUAGES[language]}glossary/#term-{TERM}")
    assert visit.complaints == []


@every_language
def test_the_keyboard_opens_and_closes_it(private: Open, language: str) -> None:
    visit = private("dark")
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/ports/")
    link = page.locator("a.term").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".meaning")).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "false")
    assert visit.path == f"{LANGUAGES[language]}rules/ports/"


@every_language
def test_without_scripts_a_term_leads_to_the_glossary(private: Open, language: str) -> None:
    visit = private(scripts=False)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/ports/")
    page.locator(f"a.term[href$='#term-{TERM}']").first.click()
    assert visit.path == f"{LANGUAGES[language]}glossary/#term-{TERM}"
    assert page.locator("tr:has(:target)").is_visible()


@every_language
def test_a_glossary_that_does_not_load_is_opened(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}rules/ports/")
    page.route("**/fetched.js", lambda route: route.abort())
    page.locator("a.term").first.click()
    page.wait_for_url(f"{visit.site}{LANGUAGES[language]}glossary/#term-*")
