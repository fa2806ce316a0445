"""The errors page: its field finds what `ecsnet explain --error` finds, its list opens in place."""

import gzip
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from support.pasted import AS_PRINTED, ERRORS, PASTED, SENTENCES, boxed
from support.site import DESKTOP, STEP_MS, Open, Visit, browsing

from ecsnet import error_search
from ecsnet.facts import facts
from tools.site.build import LANGUAGES

pytestmark = browsing
expect.set_options(timeout=STEP_MS)

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_width = pytest.mark.parametrize("width", [360, DESKTOP])

SAMPLES = [*PASTED.items(), *AS_PRINTED.items()]
MESSAGES = {
    message.id: message for message in [*facts().errors.values(), *facts().other_messages.values()]
}
ONE_CAUSE, FOUR_CAUSES, FOLDED, OTHER = "E6", "E4", "E300", "X1"
WEIGHT = 48 * 1024
HEIGHT = 8000


@pytest.fixture
def errors(private: Open, language: str) -> Visit:
    """The errors page of a language, in a tab of its own."""
    visit = private()
    visit.go(f"{LANGUAGES[language]}errors/")
    return visit


def fix_of(error: str, language: str) -> str:
    """The words of a fix between its code."""
    cause = facts().errors[error].causes[0]
    fix = cause.fix or facts().rules[str(cause.rule)].fix
    assert fix is not None
    return max(fix[language].split("`")[::2], key=len).strip()


def row(page: Page, error: str) -> Locator:
    return page.locator(f"details.error:has(> #{error.lower()})")


def in_sight(element: Locator) -> bool:
    return element.evaluate(
        """(element) => {
          const { top, height } = element.getBoundingClientRect();
          const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
          const seen = top >= header - 1 && top + Math.min(height, 60) <= innerHeight;
          return element.checkVisibility() && seen;
        }"""
    )


# --- The field -----------------------------------------------------------------------------------

SHOWN = ":is(.found > section[data-error], .found > ul:first-of-type a[href^='#'])"


def paste(page: Page, text: str) -> list[str]:
    """The anchors of the entries that are shown for a text, best first."""
    page.locator("#pasted-error").fill("")
    page.wait_for_function("document.querySelector('[role=status]').textContent === ''")
    page.locator("#pasted-error").fill(text)
    page.wait_for_function("document.querySelector('[role=status]').textContent !== ''")
    return page.locator(SHOWN).evaluate_all(
        "(all) => all.map((shown) => shown.dataset.error ?? shown.hash.slice(1))"
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
def test_a_pasted_error_shows_its_fix_first(errors: Visit, language: str) -> None:
    page = errors.page
    for error in (ONE_CAUSE, FOUR_CAUSES):
        paste(page, PASTED[error])
        card = page.locator(f".found > section[data-error={error.lower()}]")
        fix = card.locator("div.fix:visible")
        expect(fix).to_contain_text(fix_of(error, language))
        assert in_sight(fix), fix.bounding_box()
        assert card.locator("h2").text_content() == re.sub(
            "`", "", facts().errors[error].title[language]
        )
        # The message itself is folded: the reader has just pasted it.
        message = card.locator("> details")
        assert message.get_attribute("open") is None
        message.locator("summary").click()
        assert facts().errors[error].text in message.text_content()
    assert errors.complaints == []


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
    assert field.get_attribute("placeholder") in {error.text for error in ERRORS}
    assert not clear.is_visible()
    chips = page.locator(".paste .chips [value]")
    assert chips.count() == 3
    for chip in chips.all():
        chip.click()
        error = chip.get_attribute("value")
        assert field.input_value() == facts().errors[error.upper()].text
        page.locator(f".found [data-error={error}]").wait_for()
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
    page.route("**/errors/service/", lambda route: route.abort())
    visit.go(f"{LANGUAGES[language]}errors/")
    paste(page, PASTED[ONE_CAUSE])
    card = page.locator(".found > section")
    assert fix_of(ONE_CAUSE, language) in card.text_content()
    assert card.locator("a").get_attribute("href") == "service/#e6"
    page.unroute("**/errors/service/")
    paste(page, PASTED[ONE_CAUSE])
    page.locator(".found h2").wait_for()


# --- The list ------------------------------------------------------------------------------------

LEFT = "details.error:not([hidden]) > [id]"


@every_language
@pytest.mark.parametrize("typed", ["hostPort", "target GROUP", "‘awsvpc’", "ENI"])
def test_a_few_words_narrow_the_list(errors: Visit, typed: str) -> None:
    page = errors.page
    paste(page, typed)
    left = page.locator(LEFT).evaluate_all("(all) => all.map((body) => body.id)")
    words = typed.lower().replace("‘", "").replace("’", "").split()
    has = {
        id.lower()
        for id, message in MESSAGES.items()
        if all(word in message.text.lower() for word in words)
    }
    assert has <= set(left)
    assert len(left) < len(MESSAGES)
    status = page.locator(".paste [role=status]").text_content()
    said = page.locator(".paste").get_attribute("data-filter")
    assert status == said.replace("{count}", str(len(left))).replace("{total}", str(len(MESSAGES)))
    for body in page.locator(LEFT).all():
        text = body.locator("xpath=..").text_content().lower()
        assert all(word in text for word in words)
    # A heading stays where a line below it does.
    for heading in page.locator("article h2").all():
        below = heading.evaluate(
            """(heading) => {
              let next = heading.nextElementSibling;
              for (; next && !next.matches("h2"); next = next.nextElementSibling) {
                if (next.matches("details") && next.checkVisibility()) return true;
              }
              return false;
            }"""
        )
        assert heading.is_visible() == below
    page.locator(".paste [type=reset]").click()
    assert page.locator(LEFT).count() == len(MESSAGES)
    assert page.locator("article h2:visible").count() == page.locator("article h2").count()


@every_language
@every_width
@pytest.mark.parametrize("error", [ONE_CAUSE, FOUR_CAUSES, FOLDED, OTHER])
def test_an_address_lands_in_an_open_entry(
    private: Open, language: str, width: int, error: str
) -> None:
    visit = private(width=width)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}errors/#{error.lower()}")
    entry = row(page, error)
    expect(entry).to_have_attribute("open", "")
    assert page.locator("details.error[open]").count() == 1
    if error != OTHER:
        expect(entry.locator("h3")).to_be_visible()
    assert in_sight(entry.locator("summary").first)
    assert entry.locator("summary code").text_content() == MESSAGES[error].text
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert visit.complaints == []


@every_language
def test_a_line_opens_in_place(errors: Visit, language: str) -> None:
    page = errors.page
    one, other = row(page, "E6"), row(page, "E13")
    one.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(one.locator("div.fix")).to_contain_text(fix_of("E6", language))
    assert page.url.endswith("errors/#e6")
    assert one.locator("h3, .fix, .link").count() == 3
    other.locator("summary").click()
    expect(other.locator("h3")).to_be_visible()
    assert one.get_attribute("open") is None
    assert errors.complaints == []


@every_language
def test_an_entry_is_no_wider_than_a_phone(private: Open, language: str) -> None:
    visit = private(width=360)
    visit.go(f"{LANGUAGES[language]}errors/")
    for error in (ONE_CAUSE, FOUR_CAUSES):
        paste(visit.page, PASTED[error])
        visit.page.locator(".found h2").wait_for()
        assert visit.page.evaluate("document.scrollingElement.scrollWidth") <= 360


@every_language
def test_a_line_is_one_line(errors: Visit) -> None:
    page = errors.page
    heights = page.locator("details.error:not(.fold *) > summary").evaluate_all(
        "(all) => [...new Set(all.map((line) => Math.round(line.getBoundingClientRect().height)))]"
    )
    # Not smaller than what a finger or WCAG 2.5.8 asks for with the line below it.
    assert len(heights) == 1
    assert 22 <= heights[0] <= 30
    assert page.evaluate("document.scrollingElement.scrollHeight") <= HEIGHT


@every_language
def test_a_first_visit_is_light(private: Open, built_site: Path, language: str) -> None:
    visit = private()
    visit.go(f"{LANGUAGES[language]}errors/")
    visit.page.wait_for_load_state("networkidle")
    asked = [urlsplit(url.removeprefix(visit.site)).path for url in dict.fromkeys(visit.requests)]
    files = [built_site / (f"{path}index.html" if path.endswith("/") else path) for path in asked]
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) <= WEIGHT
    # What finds and lays out answers comes with the first text or line that needs it.
    assert not [path for path in asked if re.search("errors.json|matching|entry|search", path)]


# --- Without scripts -----------------------------------------------------------------------------


@pytest.fixture
def plain(site_url: str, browser: Browser) -> Iterator[Page]:
    """A tab without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(STEP_MS)
    yield context.new_page()
    context.close()


@every_language
@pytest.mark.parametrize("error", [ONE_CAUSE, FOUR_CAUSES, FOLDED])
def test_without_scripts_an_address_opens_its_line(
    plain: Page, site_url: str, language: str, error: str
) -> None:
    answer = plain.goto(f"{site_url}{LANGUAGES[language]}errors/#{error.lower()}")
    assert answer is not None
    assert answer.status == HTTPStatus.OK
    assert not plain.locator(".paste").is_visible()
    assert plain.locator("details.error").count() == len(MESSAGES)
    body = plain.locator(f"#{error.lower()}")
    assert body.is_visible()
    box = body.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < plain.viewport_size["height"]
    if error == ONE_CAUSE:
        assert fix_of(error, language) in body.text_content()
    body.locator("a").click()
    heading = plain.locator(f"h2#{error.lower()}")
    heading.wait_for()
    text = plain.locator("article").text_content()
    for cause in facts().errors[error].causes:
        assert cause.text[language].split("`")[0] in text
