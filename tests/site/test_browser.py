"""The built site in a real browser: the other language, copying, the palette, the keyboard.

Each check is a function that returns what is wrong; the last section breaks pages on purpose and
expects the checks to say so.
"""

import itertools
import re
import textwrap
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page
from support.layout import covered, inner_scrolling, overflow, scrollers
from support.looks import anchor_positions, anchors, drawings, is_dark
from support.pages import MODE_PAGES, NOWHERE, SOURCE, name_of
from support.paths import ROOT
from support.site import DESKTOP, Open, Visit, browsing, new_context

from tools.site import LANGUAGES

pytestmark = browsing

SCHEMES = ("light", "dark")
PHONE = 360

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_scheme = pytest.mark.parametrize("scheme", SCHEMES)
every_width = pytest.mark.parametrize("width", [PHONE, DESKTOP])
every_mode = pytest.mark.parametrize("path", MODE_PAGES, ids=name_of)


# --- Tabs ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def visits(site_url: str, browser: Browser) -> Iterator[dict[tuple[str, int], Visit]]:
    visits = {
        (scheme, width): Visit(new_context(browser, scheme, width).new_page(), site_url)
        for scheme, width in itertools.product(SCHEMES, (PHONE, DESKTOP))
    }
    yield visits
    for visit in visits.values():
        visit.page.context.close()


@pytest.fixture
def shared(visits: dict[tuple[str, int], Visit]) -> Open:
    """A tab that many tests use one after the other: a new one costs more than most tests."""

    def visit(scheme: str = "light", width: int = DESKTOP) -> Visit:
        found = visits[scheme, width]
        found.requests.clear()
        found.complaints.clear()
        return found

    return visit


# --- Checks --------------------------------------------------------------------------------------

OPEN_TAB = """(block) => {
  const name = block.closest("[role=tabpanel]")?.ariaLabel;
  const tabs = [...document.querySelectorAll("[role=tab]")];
  if (name) tabs.find((tab) => tab.textContent === name).click();
}"""

FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return { inside: false, faults: ["nothing has the focus"] };
  const name = element.ariaLabel || element.textContent.trim() || element.name;
  const say = (fault) => `<${element.localName}> “${name}” ${fault}`;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const marked = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0)
    || element.matches("input[type=text]"); // shows a caret
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const faults = [];
  if (!marked) faults.push(say("has no outline"));
  if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight || left === right) {
    faults.push(say("has the focus out of sight"));
  }
  return { inside: Boolean(element.closest("article")), faults };
}"""


def focus(page: Page) -> list[str]:
    """The stops of the Tab key, from the top of the page to the first in its text."""
    faults: list[str] = []
    before = ":is(.md-header, .md-sidebar, .hint) :is(a, button, input, label, [tabindex])"
    # The link that skips these comes first, and the first stop in the text last.
    for _ in range(page.locator(before).count() + 2):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        faults += stop["faults"]
        if stop["inside"]:
            return faults
    return [*faults, "the Tab key does not arrive in the text"]


def copies(page: Page, expected: list[str]) -> list[str]:
    """Whether the button of each block, of as many as are expected, copies that text."""
    blocks = page.locator("article .language-hcl.highlight")
    faults = []
    for index, text in enumerate(expected):
        page.evaluate("navigator.clipboard.writeText('')")
        blocks.nth(index).evaluate(OPEN_TAB)
        blocks.nth(index).hover()
        blocks.nth(index).locator(".copy").click()
        page.wait_for_function("navigator.clipboard.readText().then(Boolean)")
        copied = page.evaluate("navigator.clipboard.readText()")
        if copied != text:
            faults.append(f"block {index} copies {copied!r}, not {text!r}")
    return faults


# --- The other language --------------------------------------------------------------------------


@every_mode
def test_language_switch(shared: Open, path: str) -> None:
    visit = shared(width=PHONE)
    page = visit.page
    visit.go(path)
    for language, expected in (("en", f"en/{path}"), ("ja", path)):
        page.locator(f"a.language[hreflang={language}]").click()
        page.wait_for_url(visit.site + expected)
        assert page.locator("html").get_attribute("lang") == language
    assert visit.complaints == []


def test_language_switch_keeps_the_section(private: Open) -> None:
    visit = private()
    visit.go(f"{MODE_PAGES[0]}#limits")
    visit.page.locator("a.language").click()
    visit.page.wait_for_url(f"{visit.site}en/{MODE_PAGES[0]}#limits")


# --- The 404 page --------------------------------------------------------------------------------


@every_language
def test_not_found_leads_to_both_home_pages(shared: Open, language: str) -> None:
    visit = shared(width=PHONE)
    for link in ("article a", "a.language"):
        visit.go(NOWHERE)
        visit.page.locator(f"{link}[hreflang={language}]").click()
        visit.page.wait_for_url(visit.site + LANGUAGES[language])


def test_not_found_outside_of_the_site(site_url: str, shared: Open) -> None:
    visit = shared()
    assert visit.page.goto(urljoin(site_url, "/elsewhere/")).status == HTTPStatus.NOT_FOUND


# --- Copying -------------------------------------------------------------------------------------

INCLUDE = re.compile(r'^--8<-- "([^":]+)(?::([\w-]+))?"', re.M)
MARKER = re.compile(r"^.*--8<-- \[(?:start|end):.*\n|[ \t]*# Note \d+$", re.M)


def included_snippets(file: Path) -> Iterator[str]:
    """The Terraform code that a page shows, in its order, as the snippet files have it."""
    for path, section in INCLUDE.findall(file.read_text(encoding="utf-8")):
        included = ROOT / path
        if included.suffix == ".md":
            yield from included_snippets(included)
        elif included.suffix == ".tf":
            text = included.read_text(encoding="utf-8")
            if section:
                text = re.search(
                    rf"^.*\[start:{section}\]\n(.*?)^[^\n]*\[end:{section}\]", text, re.M | re.S
                )[1]
            yield textwrap.dedent(MARKER.sub("", text)).strip() + "\n"


@every_mode
@every_language
def test_first_snippet_is_copied_exactly(private: Open, language: str, path: str) -> None:
    visit = private()
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.go(LANGUAGES[language] + path)
    expected = list(included_snippets(ROOT / "docs" / language / SOURCE[path]))
    assert visit.page.locator("article .language-hcl.highlight").count() == len(expected)
    assert copies(visit.page, expected[:1]) == []


@every_language
def test_all_snippets_of_a_page_are_copied_exactly(private: Open, language: str) -> None:
    visit = private(width=PHONE)
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.go(f"{LANGUAGES[language]}compare/")
    expected = list(included_snippets(ROOT / "docs" / language / SOURCE["compare/"]))
    assert visit.page.locator("article .language-hcl.highlight").count() == len(expected) > 0
    assert copies(visit.page, expected) == []


# --- Palette -------------------------------------------------------------------------------------


@every_width
@every_scheme
def test_palette(private: Open, scheme: str, width: int) -> None:
    visit = private(scheme, width)
    page = visit.page
    visit.go(MODE_PAGES[0])
    button = page.locator(".scheme:visible")
    for chosen in SCHEMES:
        button.click()
        assert is_dark(page) == (chosen == "dark")
        assert drawings(page) == []
        page.locator("a.language").click()
        page.wait_for_load_state()
        assert is_dark(page) == (chosen == "dark")
    visit.go("compare/")
    assert is_dark(page)
    button.click()
    for system in SCHEMES:
        page.emulate_media(color_scheme=system)
        assert is_dark(page) == (system == "dark")
    assert visit.complaints == []


# --- Keyboard ------------------------------------------------------------------------------------


@every_width
@every_language
def test_skip_link(shared: Open, language: str, width: int) -> None:
    visit = shared(width=width)
    page = visit.page
    visit.go(LANGUAGES[language] + MODE_PAGES[0])
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["faults"] == []
    assert page.evaluate("document.activeElement.className") == "md-skip"
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash !== ''")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["inside"]


@every_width
@every_language
def test_focus_is_visible(shared: Open, language: str, width: int) -> None:
    visit = shared(width=width)
    visit.go(LANGUAGES[language] + MODE_PAGES[0])
    assert focus(visit.page) == []


def test_menu_of_a_phone_opens_with_the_keyboard(shared: Open) -> None:
    visit = shared(width=PHONE)
    page = visit.page
    visit.go("")
    link = page.locator(".md-nav--primary a[href='compare/']")
    assert not link.is_visible()
    page.locator(".md-header__button[for=__drawer]").get_by_role("button").focus()
    page.keyboard.press("Enter")
    link.click()
    page.wait_for_url(f"{visit.site}compare/")


# --- The checks find what they are for -----------------------------------------------------------

FAULTS = [
    (inner_scrolling, "its content is", "article.append(cut)"),
    (scrollers, "is no stop", "article.append(cut)"),
    (scrollers, "has no name", "article.append(cut)"),
    (covered, "lies on", "rule('.copy { top: 3rem !important; right: 3rem !important }')"),
    (overflow, "the page is 3", "article.append(wide)"),
    (overflow, "<div> wide", "article.append(wide); document.body.style.overflow = 'hidden'"),
    (anchors, "no id", "heading.removeAttribute('id')"),
    (anchors, "used twice", "wide.id = heading.id; article.prepend(wide)"),
    (anchors, "no link", "link.remove()"),
    (anchors, "leads to #other", "link.hash = '#other'"),
    (anchors, "leads to http", "link.pathname = '/other/'"),
    (anchors, "no name", "link.removeAttribute('title'); link.removeAttribute('aria-label')"),
    (anchor_positions, "under the header", "rule('* { scroll-margin: 0 !important }')"),
    (anchor_positions, "become", "link.addEventListener('click', (e) => e.preventDefault())"),
    (drawings, "can not be seen", "svg.style.display = 'none'"),
    (drawings, "can not be seen", "svg.parentElement.style.opacity = 0"),
    (drawings, "lies at", "svg.style.minWidth = '200vw'"),
    (drawings, "px high", "text.style.fontSize = '6px'"),
    (drawings, "wide, and has", "text.textContent += text.textContent.repeat(9)"),
    (drawings, "no data-w", "text.removeAttribute('data-w')"),
    (drawings, "contrast of", "text.style.fill = 'rgb(128, 128, 128)'"),
    (drawings, "not opaque", "text.style.fill = 'rgba(0, 0, 0, .2)'"),
    (focus, "no outline", "rule('* { outline: none !important }')"),
    (focus, "out of sight", "rule('.language { position: fixed; left: -900px }')"),
    (focus, "does not arrive", "article.inert = true"),
]
SCENE = """
const article = document.querySelector("article");
const heading = article.querySelector("h2");
const link = heading.querySelector(".headerlink");
const svg = article.querySelector(".drawing svg");
const text = svg.querySelector("text");
const wide = document.createElement("div");
wide.textContent = "wide";
wide.style.width = "3000px";
const cut = document.createElement("table");
cut.innerHTML = "<tr><td><div style='width: 3000px'>wide";
cut.style.cssText = "display: block; width: 100px; overflow: auto";
const rule = (css) => {
  document.head.appendChild(document.createElement("style")).textContent = css;
};
"""


@pytest.fixture(scope="module")
def without_policy(site_url: str, browser: Browser) -> Iterator[Visit]:
    context = new_context(browser, "light", PHONE, policy=False)
    yield Visit(context.new_page(), site_url)
    context.close()


@pytest.fixture
def fragile(without_policy: Visit) -> Visit:
    """A tab for pages to be broken one after the other."""
    without_policy.page.goto("about:blank")
    without_policy.complaints.clear()
    return without_policy


@pytest.mark.parametrize(
    ("check", "fault", "change"),
    FAULTS,
    ids=[f"{check.__name__}: {fault}" for check, fault, _ in FAULTS],
)
def test_check_reports(
    fragile: Visit, check: Callable[[Page], list[str]], fault: str, change: str
) -> None:
    fragile.go(MODE_PAGES[0])
    fragile.page.evaluate(f"() => {{ {SCENE} {change} }}")
    assert [report for report in check(fragile.page) if fault in report]


@pytest.mark.parametrize(
    ("action", "complaint"),
    [
        ("console.error('broken')", "console: broken"),
        ("setTimeout(() => { throw new Error('broken') })", "exception: broken"),
        ("fetch('missing.json')", "404: "),
        ("fetch('https://other.test/').catch(() => 0)", "outside of the site: https://other.test/"),
        ("fetch('https://other.test/').catch(() => 0)", "failed request: https://other.test/"),
        ("new WebSocket('wss://other.test/')", "outside of the site: wss://other.test/"),
    ],
)
def test_visit_reports(fragile: Visit, action: str, complaint: str) -> None:
    fragile.go("")
    assert fragile.complaints == []
    fragile.page.evaluate(f"() => {{ {action} }}")
    fragile.page.wait_for_timeout(200)
    assert any(complaint in each for each in fragile.complaints)


def test_wrong_copy_is_reported(private: Open) -> None:
    visit = private()
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.go("compare/")
    assert copies(visit.page, ["resource\n"])[0].endswith("not 'resource\\n'")
