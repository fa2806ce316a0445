"""The field of the errors page finds what `ecsnet explain --error` finds."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import Browser, Page
from support.pasted import AS_PRINTED, ERRORS, PASTED, SENTENCES, boxed
from support.site import STEP_MS, Open, browsing

from ecsnet import error_search
from ecsnet.facts import facts
from tools.site import LANGUAGES

pytestmark = browsing

every_language = pytest.mark.parametrize("language", LANGUAGES)

SAMPLES = [*PASTED.items(), *AS_PRINTED.items()]


# --- The field -----------------------------------------------------------------------------------


def paste(page: Page, text: str) -> list[str]:
    """The anchors of the entries that are shown for a text, best first."""
    page.locator(".paste button").click()
    page.wait_for_function("document.querySelector('#pasted-error-status').textContent === ''")
    page.locator("#pasted-error").fill(text)
    page.wait_for_function("document.querySelector('#pasted-error-status').textContent !== ''")
    return page.locator(".found :is(h3 .headerlink, li a)").evaluate_all(
        "(links) => links.map((link) => link.hash.slice(1))"
    )


def expected(text: str) -> list[str]:
    return [message.lower() for message in error_search.find(text).messages]


FIND = """async (texts) => {
  const { find } = await import(new URL("../assets/javascripts/matching.js", location.href));
  const data = await (await fetch("../data/errors.json")).json();
  return texts.map((text) => find(data, text).messages);
}"""


def test_the_page_has_the_data_that_finds_every_message(private: Open) -> None:
    visit = private()
    visit.go("errors/")
    texts = [text for _, text in SAMPLES] + [boxed(error.text, 60) for error in SENTENCES]
    found = visit.page.evaluate(FIND, texts)
    assert found == [list(error_search.find(text).messages) for text in texts]
    assert [first for first, *_ in found[: len(SAMPLES)]] == [error for error, _ in SAMPLES]
    assert visit.complaints == []


@every_language
def test_real_errors_find_their_entry_first(private: Open, language: str) -> None:
    visit = private()
    visit.go(f"{LANGUAGES[language]}errors/")
    for error, text in SAMPLES[::8]:
        found = paste(visit.page, text)
        assert found[:1] == [error.lower()]
        assert found == expected(text)
    assert visit.complaints == []


TEXTS = {
    "exact": PASTED["E4"],
    "part": "hostPort",
    "similar": "an APPMESH proxy needs another mode",
    "none": "Hello",
}


@every_language
def test_the_answer_is_said(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}errors/")
    status = page.locator(".paste [role=status]")
    form = page.locator(".paste")
    for kind, text in TEXTS.items():
        assert error_search.find(text).kind == kind
        found = paste(page, text)
        said = form.get_attribute(f"data-{kind}")
        assert found == expected(text)
        assert status.text_content() == said.replace("{count}", str(len(found)))


@every_language
def test_only_a_message_that_is_there_is_explained(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}errors/")
    for text in (TEXTS["part"], TEXTS["similar"]):
        found = paste(page, text)
        assert page.locator(".found h3").count() == 0
        messages = [facts().errors[error.upper()].text for error in found]
        assert page.locator(".found li").all_text_contents() == messages
    page.locator(".found li a").first.click()
    page.wait_for_url("**/errors/#e13")
    paste(page, "is already using a port required by your task.")
    assert page.locator(".found h3").count() == 1


@every_language
def test_a_message_about_something_else_names_the_page_of_aws(private: Open, language: str) -> None:
    visit = private()
    visit.go(f"{LANGUAGES[language]}errors/")
    other = facts().other_messages["X1"]
    paste(visit.page, f'"reason": "{other.text}"')
    shown = visit.page.locator(".found > section")
    assert shown.count() == 1
    assert other.text in shown.text_content()
    assert visit.page.locator(".paste").get_attribute("data-other") in shown.text_content()
    assert shown.locator("a").get_attribute("href") == other.url


BLOCKS = """(id) => {
  let count = 0;
  let next = document.getElementById(id).nextElementSibling;
  for (; next && !next.matches("h2, h3"); next = next.nextElementSibling) {
    count += next.matches(".highlight") + next.querySelectorAll(".highlight").length;
  }
  return count;
}"""


def test_an_entry_is_shown_as_a_whole(private: Open) -> None:
    visit = private()
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.go("errors/")
    paste(page, PASTED["E4"])
    entry = page.locator(".found > section")
    blocks = page.evaluate(BLOCKS, "e4")
    assert blocks > 1
    assert entry.locator(".highlight").count() == blocks
    assert entry.locator(".copy").count() == blocks
    assert entry.locator("[id]").count() == 0
    assert page.locator("article h3#e4").count() == 1
    entry.locator(".copy").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == facts().errors["E4"].text
    entry.locator("h3 .headerlink").click()
    page.wait_for_url("**/errors/#e4")
    assert page.locator("#e4").is_visible()


def test_what_is_pasted_is_never_markup(private: Open) -> None:
    visit = private()
    visit.go("errors/")
    paste(visit.page, "<img src=x onerror=alert(1)><script>alert(1)</script>" + PASTED["E4"])
    assert visit.page.locator("article :is(img, script)").count() == 0
    assert visit.complaints == []


def test_nothing_pasted_leaves_the_browser(private: Open) -> None:
    visit = private()
    visit.go("errors/")
    for text in (PASTED["E4"], PASTED["E6"], "nothing"):
        paste(visit.page, text)
    asked = [url.removeprefix(visit.site) for url in visit.requests]
    assert asked.count("data/errors.json") == 1
    assert all("?" not in url for url in asked)


@every_language
def test_the_keyboard_reaches_field_and_answer(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}errors/")
    page.locator("#pasted-error").focus()
    assert page.get_by_role("textbox", name=page.locator(".paste label").text_content())
    page.keyboard.insert_text(PASTED["E4"])
    page.locator(".found h3").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "reset"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.found') !== null")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator(".found > *").count() == 0
    assert page.locator("#pasted-error").input_value() == ""


def test_a_failure_to_load_is_said(private: Open) -> None:
    visit = private()
    page = visit.page
    page.route("**/data/errors.json", lambda route: route.abort())
    visit.go("errors/")
    assert paste(page, PASTED["E4"]) == []
    said = page.locator(".paste [role=status]").text_content()
    assert said == page.locator(".paste").get_attribute("data-failed")
    page.unroute("**/data/errors.json")
    assert paste(page, PASTED["E4"]) == ["e4"]


@pytest.fixture
def plain(site_url: str, browser: Browser) -> Iterator[Page]:
    """A tab without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(STEP_MS)
    yield context.new_page()
    context.close()


@every_language
def test_without_scripts_the_list_works_by_anchors(
    plain: Page, site_url: str, language: str
) -> None:
    answer = plain.goto(f"{site_url}{LANGUAGES[language]}errors/#e42")
    assert answer is not None
    assert answer.status == HTTPStatus.OK
    assert not plain.locator(".paste").is_visible()
    assert plain.locator("article h3").count() == len(ERRORS)
    box = plain.locator("#e42").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < plain.viewport_size["height"]
