"""The mode pages: what stands first, and the steps of the packet path."""

import pytest
from playwright.sync_api import Page, expect
from support.site import Open, browsing

from tools.generate.drawings import MODES
from tools.site import LANGUAGES

pytestmark = browsing

PHONE = 360
# Width and height of windows, from a phone to a desktop whose drawing is as high as the window
WINDOWS = [(PHONE, 640), (PHONE, 844), (768, 1024), (1024, 768), (1280, 720), (1280, 900)]
# From this width on the facts stand beside the drawing.
BESIDE = 960
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
    drawing = page.locator(".path svg").bounding_box()
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
    assert links.count() > 10
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


# What a reader sees of a step, and of the drawing above it, in one look.
SEEN = """(number) => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect().toJSON();
  return {
    lit: [...document.querySelectorAll(".drawing .lit")].map((part) => part.id).sort(),
    step: document.querySelectorAll(".steps button")[number].getBoundingClientRect().toJSON(),
    drawing: box(".path svg"),
    figure: box(".path"),
  };
}"""


@every_mode
@every_language
def test_the_drawing_stays_above_the_steps(private: Open, language: str, mode: str) -> None:
    page = (visit := private()).page
    visit.go(f"{LANGUAGES[language]}modes/{mode}/")
    steps = page.locator(".steps button")
    lit = [parts(page, number) for number in range(steps.count())]
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        # Each window as if the page had just been opened in it.
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        header = page.locator(".md-header").bounding_box()
        assert header
        steps.first.focus()
        for number in range(len(lit)):
            # By key: the page scrolls so that nothing covers the step.
            page.keyboard.press("ArrowDown" if number else "Home")
            seen = page.evaluate(SEEN, number)
            step, drawing, figure = seen["step"], seen["drawing"], seen["figure"]
            assert header["height"] - 1 <= drawing["y"] < step["y"], (width, number)
            assert drawing["bottom"] <= step["y"] + 1, (width, number)
            assert step["bottom"] <= height + 1, (width, number)
            # As wide as what goes below it: a caption cut in its middle is no caption.
            assert [drawing["x"], drawing["width"]] == [figure["x"], figure["width"]]
            assert seen["lit"] == lit[number]
            steps.nth(number).click()
            assert page.evaluate(LIT) == lit[number]
        # It goes with the last step, and what follows is read without it.
        after = ".glance table" if width < BESIDE else ".glance + *"
        page.locator(after).evaluate("(element) => element.scrollIntoView()")
        drawing = page.locator(".path svg").bounding_box()
        assert drawing
        assert drawing["y"] + drawing["height"] <= top(page, after), width
    assert visit.complaints == []


NUMBERS = """(file) => [...file.querySelectorAll(".highlight")].map((block) => [
  [...block.querySelectorAll("[data-note]")].map((note) => Number(note.dataset.note)),
  [...block.nextElementSibling.children].map((item, index) =>
    item.localName === "li" ? block.nextElementSibling.start + index : 0),
])"""
MARKS = """(file) => [...file.querySelectorAll("[data-note]")].map((note) => {
  const line = new Range();
  line.setStart(note.parentElement, 0);
  line.setEndBefore(note);
  const text = line.toString().split("\\n").at(-1);
  const mark = getComputedStyle(note, "::before");
  return [text, mark.content, mark.position, mark.left];
})"""


@every_mode
@every_language
@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (PHONE, True), (PHONE, False)])
def test_each_note_has_its_number_beside_a_line(
    private: Open, language: str, mode: str, width: int, scripts: bool
) -> None:
    page = (visit := private(width=width, scripts=scripts)).page
    visit.go(f"{LANGUAGES[language]}modes/{mode}/")
    files = page.locator(".file")
    assert files.count() == (2 if mode == "awsvpc" else 1)
    for file in files.all():
        numbers = file.evaluate(NUMBERS)
        assert all(marks == notes != [] for marks, notes in numbers)
        counted = [number for marks, _ in numbers for number in marks]
        assert counted == list(range(1, len(counted) + 1))
        for (text, content, position, _), number in zip(file.evaluate(MARKS), counted, strict=True):
            assert text.strip()
            assert "Note" not in text
            assert content == f'"{number}"'
            # In front of the line, where the code that scrolls does not take it along.
            assert position == "absolute"
        assert file.locator(".whole").count() == 1
        assert "Note" not in file.inner_text()
    assert visit.complaints == []


@every_language
def test_what_is_copied_has_no_notes(private: Open, language: str) -> None:
    page = (visit := private()).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.go(f"{LANGUAGES[language]}modes/bridge/")
    page.locator(".file .copy").nth(1).click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith('resource "aws_ecs_service" "web" {\n  name ')
    assert "depends_on = [aws_lb_listener_rule.web]\n}" in copied


@every_language
def test_several_examples_are_tabs(private: Open, language: str) -> None:
    page = (visit := private()).page
    visit.go(f"{LANGUAGES[language]}modes/awsvpc/")
    tabs, panels = page.get_by_role("tab"), page.locator("[role=tabpanel]")
    assert tabs.all_inner_texts() == ["Fargate awsvpc.tf", "EC2 awsvpc-ec2.tf"]
    expect(panels.nth(0)).to_be_visible()
    expect(panels.nth(1).locator("pre").first).not_to_be_visible()
    tabs.first.focus()
    for key, chosen in (("ArrowRight", 1), ("ArrowRight", 0), ("ArrowLeft", 1), ("Home", 0)):
        page.keyboard.press(key)
        expect(tabs.nth(chosen)).to_be_focused()
        expect(tabs.nth(chosen)).to_have_attribute("aria-selected", "true")
        expect(panels.nth(chosen).locator("pre").first).to_be_visible()
        expect(panels.nth(1 - chosen).locator("pre").first).not_to_be_visible()
    # A link to an example opens its tab, and the contents say which is read.
    contents = page.locator(".md-sidebar--secondary")
    contents.locator("a[href='#terraform-ec2']").click()
    expect(page.locator("#terraform-ec2")).to_be_in_viewport()
    expect(contents.locator("a[href='#terraform-ec2']")).to_have_attribute("aria-current", "true")
    page.evaluate("scrollTo(0, 0)")
    contents.locator("a[href='#terraform-fargate']").click()
    expect(page.locator("#terraform-fargate")).to_be_in_viewport()
    expect(contents.locator("[aria-current]")).to_have_attribute("href", "#terraform-fargate")
    page.goto("about:blank")
    visit.go(f"{LANGUAGES[language]}modes/awsvpc/#terraform-ec2")
    expect(page.locator("#terraform-ec2")).to_be_in_viewport()
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    # On paper all examples are there.
    page.emulate_media(media="print")
    expect(panels.nth(0).locator("pre").first).to_be_visible()
    expect(panels.nth(1).locator("pre").first).to_be_visible()
    expect(tabs.first).not_to_be_visible()
    assert visit.complaints == []


@every_language
def test_without_scripts_all_examples_are_there_in_order(private: Open, language: str) -> None:
    page = (visit := private(scripts=False)).page
    visit.go(f"{LANGUAGES[language]}modes/awsvpc/")
    assert page.get_by_role("tab").count() == 0
    tops = [
        top(page, where)
        for where in ("#terraform-fargate", ".file pre", "#terraform-ec2", ".file >> nth=1 >> pre")
    ]
    assert tops == sorted(tops)
    assert all(part.is_visible() for part in page.locator(".file > *").all())


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
