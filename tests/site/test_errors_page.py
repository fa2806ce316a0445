"""The errors page: its field finds what `ecsnet explain --error` finds, and shows the answer."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route, expect
from support.errors_page import (
    FOUR_CAUSES,
    MESSAGES,
    ONE_CAUSE,
    OTHER,
    SHOWN,
    fix_of,
    in_sight,
    paste,
    row,
)
from support.pasted import AS_PRINTED, PASTED, SENTENCES, boxed
from support.site import DESKTOP, Open, Visit, browsing

from ecsnet import error_search
from ecsnet.facts import facts
from tools.site import LANGUAGES

pytestmark = browsing

every_language = pytest.mark.parametrize("language", LANGUAGES)

SAMPLES = [*PASTED.items(), *AS_PRINTED.items()]


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
def test_real_errors_find_their_entry_first(errors: Visit) -> None:
    for error, text in SAMPLES[::8]:
        found = paste(errors.page, text)
        assert found[:1] == [error.lower()]
        assert found == expected(text)
    assert errors.complaints == []


TEXTS = {
    "exact": PASTED["E4"],
    "part": "is already using a port required by your task.",
    "similar": "an APPMESH proxy needs another mode",
    "none": "Hello, this is something else",
}


@every_language
def test_the_answer_is_said(errors: Visit) -> None:
    page = errors.page
    for kind, text in TEXTS.items():
        assert error_search.find(text).kind == kind
        found = paste(page, text)
        said = page.locator(".paste").get_attribute(f"data-{kind}")
        assert found == expected(text)[:2]
        assert page.locator(".paste [role=status]").text_content() == said.replace(
            "{count}", str(len(found))
        )


@every_language
@pytest.mark.parametrize("width", [360, DESKTOP])
def test_a_pasted_error_shows_its_fix_first(private: Open, language: str, width: int) -> None:
    visit = private(width=width)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}errors/")
    for error in (ONE_CAUSE, FOUR_CAUSES):
        paste(page, PASTED[error])
        card = page.locator(f".found > section[data-error={error.lower()}]")
        fix = card.locator("div.fix:visible")
        expect(fix).to_contain_text(fix_of(error, language))
        # Nothing is clicked, nor scrolled by the reader.
        assert in_sight(fix), fix.bounding_box()
        assert card.locator("h2").text_content() == re.sub(
            "`", "", facts().errors[error].title[language]
        )
        # The message itself is folded: the reader has just pasted it.
        message = card.locator("> details")
        assert message.get_attribute("open") is None
        message.locator("summary").click()
        assert facts().errors[error].text in message.text_content()
    assert visit.complaints == []


@every_language
def test_several_causes_are_tabs(errors: Visit, language: str) -> None:
    page = errors.page
    causes = facts().errors[FOUR_CAUSES].causes
    paste(page, PASTED[FOUR_CAUSES])
    tabs, panels = page.get_by_role("tab"), page.locator(".found .cause")
    expect(tabs).to_have_count(len(causes))
    assert panels.count() == len(causes)
    tabs.first.focus()
    for key, chosen in (("ArrowRight", 1), ("End", len(causes) - 1), ("ArrowRight", 0)):
        page.keyboard.press(key)
        expect(tabs.nth(chosen)).to_be_focused()
        expect(tabs.nth(chosen)).to_have_attribute("aria-selected", "true")
        visible = panels.evaluate_all("(all) => all.map((panel) => panel.checkVisibility())")
        assert visible == [index == chosen for index in range(len(causes))]
    tabs.nth(2).click()
    assert panels.nth(2).get_attribute("aria-label") == tabs.nth(2).text_content()
    assert causes[2].text[language].split("`")[0] in page.locator(".cause:visible").text_content()


@every_language
def test_long_code_is_folded(errors: Visit) -> None:
    page = errors.page
    paste(page, PASTED[ONE_CAUSE])
    block = page.locator(".found .highlight.folded")
    whole = block.locator("code").evaluate("(code) => code.scrollHeight")
    assert block.locator("pre").evaluate("(pre) => pre.clientHeight") < whole
    block.locator(".unfold").click()
    pre = page.locator(".found .fix pre")
    assert pre.evaluate("(pre) => pre.clientHeight") >= whole
    assert page.locator(".found .unfold").count() == 0


@every_language
def test_an_answer_has_an_address(errors: Visit, language: str) -> None:
    page = errors.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paste(page, PASTED[ONE_CAUSE])
    page.locator(".found .link").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{errors.site}{LANGUAGES[language]}errors/#{ONE_CAUSE.lower()}"


@every_language
def test_where_there_is_a_repository_an_answer_can_be_reported(
    private: Open, language: str
) -> None:
    visit = private()
    page = visit.page
    report = "https://code.example.test/issues/new"

    def with_repository(route: Route) -> None:
        """Such a page has a link at the end of each entry (test_furniture.py)."""
        link = f'<p class="with-repository"><a href="{report}">!</a></p>'
        body = route.fetch().text()
        route.fulfill(body=re.sub('(?=<h2 id)|(?=<nav class="?md-footer)', link, body))

    page.route(re.compile(r"/errors/[\w-]+/$"), with_repository)
    opened = f"errors/#{ONE_CAUSE.lower()}"
    for path, answer in (("errors/", ".found"), ("", ".found"), (opened, ".error")):
        page.goto("about:blank")
        visit.go(LANGUAGES[language] + path)
        if answer == ".found":
            page.locator(".paste textarea").fill(facts().errors[ONE_CAUSE].text)
        link = page.locator(f"{answer} .with-repository a")
        expect(link).to_have_attribute("href", report)


@every_language
def test_a_message_about_something_else_names_the_page_of_aws(errors: Visit) -> None:
    page = errors.page
    other = facts().other_messages[OTHER]
    assert paste(page, f'"reason": "{other.text}"') == [OTHER.lower()]
    shown = page.locator(".found > section")
    assert shown.count() == 1
    assert other.text in shown.text_content()
    assert page.locator(".paste").get_attribute("data-other") in shown.text_content()
    assert shown.locator("a").get_attribute("href") == other.url


@every_language
def test_nothing_found_helps(errors: Visit) -> None:
    page = errors.page
    assert paste(page, TEXTS["none"]) == []
    help = page.locator(".found")
    assert "ecsnet explain --error -" in help.text_content()
    link = help.locator("a").first
    query = parse_qs(urlsplit(link.get_attribute("href")).query)["q"]
    assert query == ["Hello this something else"]
    assert link.text_content() == page.locator(".paste").get_attribute("data-search")
    # The list is not emptied by a text that nothing has.
    assert page.locator("details.error:not([hidden])").count() == len(MESSAGES)
    near = paste(page, TEXTS["similar"])
    assert 0 < len(near) <= 2
    page.locator(SHOWN).first.click()
    page.wait_for_url(f"**/errors/#{near[0]}")
    expect(row(page, near[0])).to_have_attribute("open", "")


def test_a_whole_entry_can_be_copied_from(private: Open) -> None:
    visit = private()
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.go("errors/service/")
    blocks = page.evaluate(
        """(id) => {
          let next = document.getElementById(id).nextElementSibling, count = 0;
          for (; next && !next.matches("h2"); next = next.nextElementSibling) {
            count += next.matches(".highlight") + next.querySelectorAll(".highlight").length;
          }
          return count;
        }""",
        "e4",
    )
    assert blocks > 1
    visit.go("errors/")
    paste(page, PASTED["E4"])
    card = page.locator(".found > section")
    expect(card.locator(".highlight")).to_have_count(blocks)
    assert card.locator(".copy").count() == blocks
    assert card.locator("[id]").count() == 0
    card.locator("> details summary").click()
    card.locator("> details .copy").click()
    assert page.evaluate("navigator.clipboard.readText()").strip() == facts().errors["E4"].text
    for link in card.locator("a").all():
        assert "/errors/rules/" not in link.evaluate("(link) => link.href")


def test_what_is_pasted_is_never_markup(private: Open) -> None:
    visit = private()
    visit.go("errors/")
    markup = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    for text in (markup + PASTED["E4"], markup, f"hostPort {markup}"):
        paste(visit.page, text)
        assert visit.page.locator("article :is(img, script)").count() == 0
    assert visit.complaints == []


def test_nothing_pasted_leaves_the_browser(private: Open) -> None:
    visit = private()
    visit.go("errors/")
    for text in (PASTED["E4"], PASTED["E6"], "nothing"):
        paste(visit.page, text)
    asked = [url.removeprefix(visit.site) for url in visit.requests]
    assert asked.count("data/errors.json") == 1
    assert asked.count("errors/service/") == 1
    assert asked.count("errors/load-balancing/") == 1
    assert all("?" not in url for url in asked)


@every_language
def test_the_keyboard_reaches_field_and_answer(errors: Visit) -> None:
    page = errors.page
    # On a desktop the field waits for the error.
    expect(page.locator("#pasted-error")).to_be_focused()
    assert page.get_by_role("textbox", name=page.locator(".paste label").text_content()).count()
    page.keyboard.insert_text(PASTED["E4"])
    page.locator(".found h2").wait_for()
    stops = []
    for _ in range(8):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                "document.activeElement.closest('.found') ? 'found' : document.activeElement.type"
            )
        )
    assert stops[:4] == ["button", "button", "button", "reset"]
    assert stops[4] == "found"
    page.locator(".paste [type=reset]").focus()
    page.keyboard.press("Enter")
    assert page.locator(".found > *").count() == 0
    assert page.locator("#pasted-error").input_value() == ""
    expect(page.locator("#pasted-error")).to_be_focused()


@every_language
def test_the_field_shows_how_it_is_used(errors: Visit, language: str) -> None:
    page = errors.page
    field, clear = page.locator("#pasted-error"), page.locator(".paste [type=reset]")
    assert field.get_attribute("placeholder") == facts().errors["E6"].text
    assert not clear.is_visible()
    chips = page.locator(".paste .chips [value]")
    assert chips.count() == 3
    for chip in chips.all():
        chip.click()
        error = chip.get_attribute("value")
        assert field.input_value() == facts().errors[error].text
        page.locator(f".found [data-error={error.lower()}]").wait_for()
        assert clear.is_visible()
    clear.click()
    assert not clear.is_visible()


def test_a_phone_does_not_open_its_keyboard_on_arrival(private: Open) -> None:
    visit = private(width=360)
    visit.go("errors/")
    assert visit.page.evaluate("document.activeElement === document.body")


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


@every_language
def test_an_entry_that_does_not_load_leaves_its_fix(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    page.route("**/errors/load-balancing/", lambda route: route.abort())
    visit.go(f"{LANGUAGES[language]}errors/")
    paste(page, PASTED[ONE_CAUSE])
    card = page.locator(".found > section")
    assert fix_of(ONE_CAUSE, language) in card.text_content()
    assert card.locator("a").get_attribute("href") == "load-balancing/#e6"
    page.unroute("**/errors/load-balancing/")
    paste(page, PASTED[ONE_CAUSE])
    page.locator(".found h2").wait_for()
