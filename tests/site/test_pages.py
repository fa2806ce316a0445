"""Every page, in both languages, on each screen and in both schemes; each is opened once.

A page is opened on a phone and then has other widths and schemes, as when a reader turns the phone,
or the system gets dark. What changes the page itself comes last.
"""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support.axe import axe
from support.layout import covered, inner_scrolling, overflow, scrollers
from support.looks import anchor_positions, anchors, drawings, is_dark
from support.pages import MODE_PAGES, NOWHERE, PAGES, name_of
from support.site import DESKTOP, OTHER, REPORTS, SITE_URL, Visit, browsing, new_context

from tools.site import LANGUAGES

pytestmark = browsing

PHONE = 360
WIDTHS = (PHONE, 390, 768, 1024, DESKTOP, 1440, 1920)
# Nothing is narrower but a window that is zoomed in: 1280 px at 400 %.
ZOOMED = 320
AXE_AS = {"light": DESKTOP, "dark": 390}
# Colours know no language, and their contrast is half of the time of axe.
CONTRAST = (("ja", "light"), ("en", "dark"))
# Where another test has left the page, what is half below the header or the title of the contents
# counts as too small.
TO_THE_TOP = """() => {
  scrollTo({ top: 0, behavior: "instant" });
  for (const box of document.querySelectorAll(".md-sidebar__scrollwrap")) box.scrollTop = 0;
}"""


@dataclass(frozen=True)
class Address:
    language: str
    path: str

    def __str__(self) -> str:
        return f"{self.language}-{name_of(self.path)}"


@dataclass
class Opened:
    """A page, as it was answered, in a tab of its own time."""

    address: Address
    status: int
    visit: Visit

    @property
    def complaints(self) -> list[str]:
        """What the browser complained about, but for a page that is not there."""
        lost = self.status == HTTPStatus.NOT_FOUND
        return [each for each in self.visit.complaints if not (lost and "404" in each)]

    def shown(self, scheme: str, width: int) -> Page:
        self.visit.page.emulate_media(color_scheme=scheme)
        self.visit.page.set_viewport_size({"width": width, "height": 800})
        return self.visit.page


def _opened(*paths: str) -> pytest.MarkDecorator:
    # The languages go to two processes, and neither waits long for the other.
    addresses = [
        pytest.param(Address(language, path), marks=pytest.mark.xdist_group(f"site-{language}"))
        for language in LANGUAGES
        for path in paths
    ]
    return pytest.mark.parametrize("opened", addresses, indirect=True, scope="module", ids=str)


every_page = _opened(*PAGES)
every_address = _opened(*PAGES, NOWHERE)
nowhere = _opened(NOWHERE)
every_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])
every_width = pytest.mark.parametrize("width", [PHONE, DESKTOP])


@pytest.fixture(scope="module")
def tab(site_url: str, browser: Browser) -> Iterator[Visit]:
    context = new_context(browser, "light", PHONE)
    context.add_init_script(REPORTS)
    yield Visit(context.new_page(), site_url)
    context.close()


@pytest.fixture(scope="module")
def opened(tab: Visit, request: pytest.FixtureRequest) -> Opened:
    address: Address = request.param
    tab.page.emulate_media(color_scheme="light")
    tab.page.set_viewport_size({"width": PHONE, "height": 800})
    tab.requests.clear()
    tab.complaints.clear()
    return Opened(address, tab.go(LANGUAGES[address.language] + address.path), tab)


def test_these_are_all_pages_of_the_site(built_site: Path) -> None:
    root = ElementTree.parse(built_site / "sitemap.xml").getroot()
    listed = {element.text for element in root.iter() if element.tag.endswith("}loc")}
    assert listed == {SITE_URL + base + path for base in LANGUAGES.values() for path in PAGES}


@every_page
def test_page_asks_for_nothing_that_the_policy_forbids(opened: Opened) -> None:
    assert opened.status == HTTPStatus.OK
    assert opened.visit.page.evaluate("window.reports") == []
    assert opened.complaints == []


@every_width
@every_scheme
@every_page
def test_page(opened: Opened, scheme: str, width: int) -> None:
    page = opened.shown(scheme, width)
    language, path = opened.address.language, opened.address.path
    assert page.locator("html").get_attribute("lang") == language
    assert is_dark(page) == (scheme == "dark")
    assert drawings(page) == []
    assert anchors(page) == []
    if scheme == "dark":
        # In light, test_no_page_is_wider_than_its_window looks at these widths too.
        assert overflow(page) == []
        assert inner_scrolling(page) == []
    else:
        assert scrollers(page) == []
        assert covered(page) == []
    if path in MODE_PAGES:
        assert page.locator("article .drawing svg").count() == 1
    switch = page.locator("a.language").evaluate("(link) => link.href")
    assert switch == opened.visit.site + LANGUAGES[OTHER[language]] + path
    assert opened.complaints == []


@every_width
@every_scheme
@nowhere
def test_not_found(opened: Opened, scheme: str, width: int) -> None:
    assert opened.status == HTTPStatus.NOT_FOUND
    page = opened.shown(scheme, width)
    for section in LANGUAGES:
        assert page.locator(f"article section[lang={section}]").is_visible()
    assert overflow(page) == []
    assert is_dark(page) == (scheme == "dark")
    assert opened.complaints == []


@every_address
def test_no_page_is_wider_than_its_window(opened: Opened) -> None:
    faults: list[str] = []
    for width in (ZOOMED, *WIDTHS):
        page = opened.shown("light", width)
        found = overflow(page) + (inner_scrolling(page) if width in WIDTHS else [])
        faults += [f"{width}: {fault}" for fault in found]
    assert faults == []


@pytest.mark.parametrize("scheme", AXE_AS)
@every_address
def test_axe_finds_nothing(opened: Opened, scheme: str) -> None:
    page = opened.shown(scheme, AXE_AS[scheme])
    page.evaluate(TO_THE_TOP)
    assert axe(page, contrast=(opened.address.language, scheme) in CONTRAST) == []
    assert opened.visit.page.evaluate("window.reports") == []


@every_width
@every_page
def test_anchors_lead_to_their_heading(opened: Opened, width: int) -> None:
    assert anchor_positions(opened.shown("light", width)) == []
    assert opened.complaints == []
