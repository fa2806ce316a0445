"""The list of the errors page: a line each, narrowed by words, opened in place or by address."""

from http import HTTPStatus

import pytest
from playwright.sync_api import expect
from support.errors_page import (
    FOLDED,
    FOUR_CAUSES,
    MESSAGES,
    ONE_CAUSE,
    OTHER,
    fix_of,
    in_sight,
    paste,
    row,
)
from support.pasted import PASTED
from support.site import DESKTOP, Open, Visit, browsing

from ecsnet.facts import facts
from tools.site import LANGUAGES

pytestmark = browsing

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_width = pytest.mark.parametrize("width", [360, DESKTOP])

HEIGHT = 8000


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


# --- Without scripts -----------------------------------------------------------------------------


@every_language
@pytest.mark.parametrize("error", [ONE_CAUSE, FOUR_CAUSES, FOLDED])
def test_without_scripts_an_address_opens_its_line(
    private: Open, language: str, error: str
) -> None:
    visit = private(scripts=False)
    plain = visit.page
    plain.set_viewport_size({"width": DESKTOP, "height": 720})
    assert visit.go(f"{LANGUAGES[language]}errors/#{error.lower()}") == HTTPStatus.OK
    assert not plain.locator(".paste").is_visible()
    assert not plain.locator(".to-paste").is_visible()
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
