"""The mode pages: what stands first, the steps of the packet path, and their weight."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from support.site import Open, browsing

from tools.generate.drawings import MODES
from tools.site import LANGUAGES

pytestmark = browsing

PHONE = 360
WEIGHT = 48 * 1024
# Where Terraform begins on a desktop: before, after 6,200 px of bridge.
TERRAFORM = 2000

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_mode = pytest.mark.parametrize("mode", MODES)

LIT = "[...document.querySelectorAll('.drawing .lit')].map((part) => part.id).sort()"
FADED = """[...document.querySelectorAll('.drawing svg :is(rect, path)')]
  .filter((part) => getComputedStyle(part).opacity !== "1").length"""


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"]


def parts(page: Page, number: int) -> list[str]:
    named = page.locator(".steps li").nth(number).get_attribute("data-parts")
    assert named
    return sorted(named.split())


@every_mode
@every_language
def test_the_drawing_beside_the_facts_then_when_to_use_it_then_terraform(
    private: Open, language: str, mode: str
) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}modes/{mode}/")
    drawing = page.locator(".path > .drawing").bounding_box()
    table = page.locator(".glance > table").bounding_box()
    assert drawing
    assert table
    assert drawing["y"] == table["y"] < 450
    assert drawing["x"] + drawing["width"] < table["x"]
    suits = page.locator(".suits > div")
    assert suits.count() == 2
    for number in (0, 1):
        assert suits.nth(number).locator("li").count() >= 1
    first, second = (suits.nth(number).bounding_box() for number in (0, 1))
    assert first
    assert second
    assert first["y"] == second["y"]
    assert top(page, "#when-to-use-it") < top(page, "#terraform") < TERRAFORM
    assert top(page, "#terraform") < top(page, "article pre") < top(page, "#what-it-is")
    assert visit.complaints == []


@every_language
def test_a_phone_shows_one_below_the_other(private: Open, language: str) -> None:
    visit = private(scheme="dark", width=PHONE)
    page = visit.page
    visit.go(f"{LANGUAGES[language]}modes/awsvpc/")
    tops = [top(page, f".glance {part}") for part in (".drawing svg", ".steps", "table")]
    tops += [top(page, f".suits > div:nth-child({number})") for number in (1, 2)]
    assert tops == sorted(tops)
    assert len(set(tops)) == len(tops)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE


@every_language
def test_sources_are_folded_and_open(private: Open, language: str) -> None:
    page = (visit := private()).page
    visit.go(f"{LANGUAGES[language]}modes/awsvpc/")
    folded = page.locator("#sources + details")
    links = folded.locator("a")
    assert links.count() > 40
    assert not links.first.is_visible()
    folded.locator("summary").click()
    assert links.first.is_visible()


@every_mode
@every_language
def test_a_step_is_lit_while_the_pointer_is_on_it(private: Open, language: str, mode: str) -> None:
    visit = private(scheme="dark")
    page = visit.page
    visit.go(f"{LANGUAGES[language]}modes/{mode}/")
    steps = page.locator(".steps button")
    expect(steps).to_have_count(len(page.locator(".steps li").all()))
    for number in range(steps.count()):
        steps.nth(number).hover()
        assert page.evaluate(LIT) == parts(page, number)
        assert page.evaluate(FADED) > 0
        lit = page.locator(".drawing path.lit, .drawing rect.lit").first
        assert float(lit.evaluate("(part) => parseFloat(getComputedStyle(part).strokeWidth)")) >= 2
        # At once, for whoever wants no motion and for all others.
        assert lit.evaluate("(part) => getComputedStyle(part).transitionDuration") == "0s"
    page.mouse.move(0, 0)
    assert page.evaluate(LIT) == []
    assert page.evaluate(FADED) == 0
    assert visit.complaints == []


@every_language
def test_the_keyboard_walks_the_steps(private: Open, language: str) -> None:
    visit = private()
    page = visit.page
    visit.go(f"{LANGUAGES[language]}modes/bridge/")
    steps = page.locator(".steps button")
    expect(page.locator(".steps [tabindex='0']")).to_have_count(1)
    last = steps.count() - 1
    steps.first.focus()
    for key, number in (
        ("ArrowDown", 1),
        ("ArrowRight", 2),
        ("ArrowUp", 1),
        ("End", last),
        ("ArrowDown", last),
        ("Home", 0),
        ("ArrowLeft", 0),
    ):
        page.keyboard.press(key)
        expect(steps.nth(number)).to_be_focused()
        assert page.evaluate(LIT) == parts(page, number)
    # A press keeps the step when the reader goes on; Esc and another press let go.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(steps.nth(1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    assert page.locator(".steps :focus").count() == 0
    assert page.evaluate(LIT) == parts(page, 1)
    page.keyboard.press("Shift+Tab")
    expect(steps.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".steps [aria-pressed='true']")).to_have_count(0)
    assert page.evaluate(LIT) == []
    steps.nth(2).click()
    steps.nth(2).click()
    expect(page.locator(".steps [aria-pressed='true']")).to_have_count(0)
    assert visit.complaints == []


@every_mode
@every_language
@pytest.mark.parametrize("height", [640, 844])
def test_on_a_phone_the_drawing_stays_above_the_steps(
    private: Open, language: str, mode: str, height: int
) -> None:
    visit = private(width=PHONE)
    page = visit.page
    page.set_viewport_size({"width": PHONE, "height": height})
    visit.go(f"{LANGUAGES[language]}modes/{mode}/")
    steps = page.locator(".steps button")
    header = page.locator(".md-header").bounding_box()
    assert header
    for number in range(steps.count()):
        # By key: the page scrolls so that nothing covers the step.
        steps.nth(number).focus()
        step, drawing = steps.nth(number).bounding_box(), page.locator(".path svg").bounding_box()
        assert step
        assert drawing
        assert header["height"] - 1 <= drawing["y"] < step["y"]
        assert drawing["y"] + drawing["height"] <= step["y"] + 1
        assert step["y"] + step["height"] <= height + 1
        steps.nth(number).click()
        assert page.evaluate(LIT) == parts(page, number)
    # It goes with the last step, and the facts are read without it.
    page.locator(".glance table").evaluate("(table) => table.scrollIntoView()")
    drawing = page.locator(".path svg").bounding_box()
    assert drawing
    assert drawing["y"] + drawing["height"] <= top(page, ".glance table")
    assert visit.complaints == []


@every_mode
@every_language
def test_without_scripts_the_list_and_the_drawing_are_whole(
    private: Open, language: str, mode: str
) -> None:
    page = (visit := private(scripts=False)).page
    visit.go(f"{LANGUAGES[language]}modes/{mode}/")
    assert page.locator(".steps button").count() == 0
    items = page.locator(".steps li")
    assert items.count() >= 4
    assert all(item.is_visible() and item.text_content() for item in items.all())
    assert page.locator(".drawing svg").is_visible()
    assert page.evaluate(FADED) == 0
    assert visit.complaints == []


@every_mode
@every_language
def test_a_first_visit_is_light(private: Open, built_site: Path, language: str, mode: str) -> None:
    visit = private()
    visit.go(f"{LANGUAGES[language]}modes/{mode}/")
    visit.page.wait_for_load_state("networkidle")
    asked = [urlsplit(url.removeprefix(visit.site)).path for url in dict.fromkeys(visit.requests)]
    files = [built_site / (f"{path}index.html" if path.endswith("/") else path) for path in asked]
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) <= WEIGHT
