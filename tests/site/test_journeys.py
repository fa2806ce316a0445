"""What readers come for, and how little they have to do for it, counted in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from support.errors_page import fix_of
from support.journey import Journey
from support.pasted import PASTED
from support.site import DESKTOP, Open, browsing

from ecsnet.facts import facts
from tools.site import LANGUAGES

pytestmark = browsing

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_screen = pytest.mark.parametrize(("scheme", "width"), [("light", DESKTOP), ("dark", 360)])


@every_screen
@every_language
def test_from_an_error_on_the_screen_to_its_fix(
    private: Open, language: str, scheme: str, width: int
) -> None:
    """Pasting is all there is to do."""
    journey = Journey(private(scheme, width))
    page = journey.begin(LANGUAGES[language])
    page.locator("#pasted-error").fill(PASTED["E6"])
    fix = page.locator(".found .fix").filter(has_text=fix_of("E6", language)).first
    expect(fix).to_be_in_viewport()
    assert len(journey.steps) == 1, journey.steps
    assert journey.visit.complaints == []


@every_language
def test_from_an_error_on_the_screen_to_its_fix_on_any_page(private: Open, language: str) -> None:
    """The search takes it too: open it, paste, Enter."""
    journey = Journey(private())
    page = journey.begin(f"{LANGUAGES[language]}modes/awsvpc/")
    page.keyboard.press("/")
    page.locator("dialog.search input").fill(PASTED["E6"])
    expect(page.locator("dialog.search .search__pinned [aria-selected=true]")).to_be_visible()
    page.keyboard.press("Enter")
    fix = page.locator("#e6").get_by_text(fix_of("E6", language)).first
    expect(fix).to_be_in_viewport()
    assert len(journey.steps) == 3, journey.steps
    assert journey.visit.complaints == []


@every_screen
@every_language
def test_from_a_need_to_a_mode(private: Open, language: str, scheme: str, width: int) -> None:
    """EC2, an ALB, 40 tasks on a host: four steps on one page."""
    journey = Journey(private(scheme, width))
    page = journey.begin(f"{LANGUAGES[language]}choose/")
    form = page.locator(".chooser")
    form.locator("label:has([name=on][value=ec2])").click()
    form.locator("label:has([name=need][value=alb])").click()
    form.locator("[name=n]").fill("40")
    form.locator("[name=type]").fill("m5.xlarge")
    expect(form.locator(".mode")).to_have_text("bridge")
    why = form.locator(".out > ul > li").first
    words = facts().words.chooser["holds_most"][language]
    expect(why).to_contain_text(words.format(type="m5.xlarge", count=20))
    assert len(journey.steps) <= 4, journey.steps
    assert journey.visit.complaints == []


@every_screen
@every_language
def test_from_a_need_to_a_mode_on_home(
    private: Open, language: str, scheme: str, width: int
) -> None:
    """The home page answers itself."""
    journey = Journey(private(scheme, width))
    page = journey.begin(LANGUAGES[language])
    form = page.locator(".chooser")
    form.locator("label:has([name=on][value=ec2])").click()
    form.locator("label:has([name=need][value=alb])").click()
    form.locator("[name=n]").fill("40")
    form.locator("[name=type]").fill("m5.xlarge")
    expect(form.locator(".mode")).to_have_text("bridge")
    assert len(journey.steps) <= 4, journey.steps
    assert journey.visit.complaints == []


@every_screen
@every_language
def test_from_home_to_the_files_of_an_example(
    private: Open, built_site: Path, language: str, scheme: str, width: int
) -> None:
    """A service on bridge with dynamic ports: the card, then save. At most three presses."""
    journey = Journey(private(scheme, width))
    page = journey.begin(LANGUAGES[language])
    page.locator("article .modes a[href$='modes/bridge/']").first.click()
    page.wait_for_url("**/modes/bridge/")
    with page.expect_download() as saved:
        page.locator(
            "article .filename:has(a[href$='tf/modes/bridge.tf']) a[download]"
        ).first.click()
    assert saved.value.suggested_filename == "bridge.tf"
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert text == (built_site / "tf/modes/bridge.tf").read_text(encoding="utf-8")
    assert all(part in text for part in ("hostPort = 0", "required_providers", 'variable "'))
    assert len(journey.steps) <= 3, journey.steps
    assert journey.visit.complaints == []


@every_language
def test_what_is_counted(private: Open, language: str) -> None:
    journey = Journey(private())
    page = journey.begin(f"{LANGUAGES[language]}choose/")
    form = page.locator(".chooser")
    form.locator("label:has([name=on][value=ec2])").click()
    form.locator("[name=n]").press_sequentially("40")
    form.locator("[name=type]").fill("m5.xlarge")
    page.keyboard.press("Enter")
    assert [step.split()[0] for step in journey.steps] == ["press", "type", "type", "key"]
