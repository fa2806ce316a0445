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
from playwright.sync_api import Browser, CDPSession, Page
from support.axe import axe
from support.layout import covered, inner_scrolling, overflow, scrollers
from support.looks import anchor_positions, anchors, drawings, is_dark
from support.pages import MODE_PAGES, NOWHERE, PAGES, name_of
from support.site import DESKTOP, OTHER, REPORTS, SITE_URL, Visit, browsing, new_context

from tools.site import LANGUAGES

pytestmark = browsing

PHONE = 360
# Nothing is narrower but a window that is zoomed in: 1280 px at 400 %.
ZOOMED = 320
# Every page begins on a phone and ends on the desktop of axe.
WIDTHS = (PHONE, ZOOMED, 390, 768, 1024, 1440, 1920, DESKTOP)
LOOKED_AT = (PHONE, DESKTOP)
# The schemes at each width, light last: the next width has it too.
SCREENS = {width: ("dark", "light") if width in LOOKED_AT else ("light",) for width in WIDTHS}
AXE_AS = {"light": DESKTOP, "dark": 390}
# A page is built alike in both languages: it has one scheme and width in Japanese, the other in
# English, and the next page the other way round. On both in both, axe would take two minutes more.
AXE_SCHEMES = {
    (language, path): ("light", "dark")[(number + turn) % 2]
    for number, path in enumerate((*PAGES, NOWHERE))
    for turn, language in enumerate(LANGUAGES)
}
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
class Screen:
    """The window of a tab: what it has already is not set again, which would cost a layout."""

    page: Page
    emulation: CDPSession
    scheme: str
    width: int

    def become(self, scheme: str, width: int) -> None:
        if scheme != self.scheme:
            self.page.emulate_media(color_scheme=scheme)
        if width != self.width:
            # Playwright would have the screen change with the window, at a third more.
            window = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
            self.emulation.send("Emulation.setDeviceMetricsOverride", window)
        self.scheme, self.width = scheme, width


@dataclass
class Opened:
    """A page, as it was answered, in a tab of its own time."""

    address: Address
    status: int
    visit: Visit
    screen: Screen

    @property
    def complaints(self) -> list[str]:
        """What the browser complained about, but for a page that is not there."""
        lost = self.status == HTTPStatus.NOT_FOUND
        return [each for each in self.visit.complaints if not (lost and "404" in each)]

    def shown(self, scheme: str, width: int) -> Page:
        self.screen.become(scheme, width)
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
# A phone last: the next page begins there.
every_width = pytest.mark.parametrize("width", LOOKED_AT[::-1])


@pytest.fixture(scope="module")
def tab(site_url: str, browser: Browser) -> Iterator[Visit]:
    context = new_context(browser, "light", PHONE)
    context.add_init_script(REPORTS)
    yield Visit(context.new_page(), site_url)
    context.close()


@pytest.fixture(scope="module")
def screen(tab: Visit) -> Screen:
    return Screen(tab.page, tab.page.context.new_cdp_session(tab.page), "light", PHONE)


@pytest.fixture(scope="module")
def opened(tab: Visit, screen: Screen, request: pytest.FixtureRequest) -> Opened:
    address: Address = request.param
    screen.become("light", PHONE)
    tab.requests.clear()
    tab.complaints.clear()
    return Opened(address, tab.go(LANGUAGES[address.language] + address.path), tab, screen)


def test_these_are_all_pages_of_the_site(built_site: Path) -> None:
    root = ElementTree.parse(built_site / "sitemap.xml").getroot()
    listed = {element.text for element in root.iter() if element.tag.endswith("}loc")}
    assert listed == {SITE_URL + base + path for base in LANGUAGES.values() for path in PAGES}


@every_page
def test_page_asks_for_nothing_that_the_policy_forbids(opened: Opened) -> None:
    assert opened.status == HTTPStatus.OK
    assert opened.visit.page.evaluate("window.reports") == []
    assert opened.complaints == []


@every_page
def test_page(opened: Opened) -> None:
    page = opened.visit.page
    language, path = opened.address.language, opened.address.path
    assert page.locator("html").get_attribute("lang") == language
    if path in MODE_PAGES:
        assert page.locator("article .drawing svg").count() == 1
    switch = page.locator("a.language").evaluate("(link) => link.href")
    assert switch == opened.visit.site + LANGUAGES[OTHER[language]] + path
    assert anchors(page) == []


# A window that gets another width is laid out and painted anew, which costs more than all that is
# looked at in it: each width comes once, and both schemes at it.
@every_address
def test_page_on_each_screen(opened: Opened) -> None:
    faults: dict[tuple[int, str], list[str]] = {}
    for width, schemes in SCREENS.items():
        for scheme in schemes:
            page = opened.shown(scheme, width)
            found = overflow(page) + (inner_scrolling(page) if width != ZOOMED else [])
            if width in LOOKED_AT:
                assert is_dark(page) == (scheme == "dark")
                found += drawings(page)
                found += scrollers(page) + covered(page) if scheme == "light" else []
            faults[width, scheme] = found
    assert {screen: found for screen, found in faults.items() if found} == {}
    assert opened.complaints == []


@nowhere
def test_not_found(opened: Opened) -> None:
    assert opened.status == HTTPStatus.NOT_FOUND
    for width in LOOKED_AT:
        for scheme in SCREENS[width]:
            page = opened.shown(scheme, width)
            for section in LANGUAGES:
                assert page.locator(f"article section[lang={section}]").is_visible()
    assert opened.complaints == []


@every_address
def test_axe_finds_nothing(opened: Opened) -> None:
    scheme = AXE_SCHEMES[opened.address.language, opened.address.path]
    page = opened.shown(scheme, AXE_AS[scheme])
    page.evaluate(TO_THE_TOP)
    assert axe(page) == []
    assert opened.visit.page.evaluate("window.reports") == []


@every_width
@every_page
def test_anchors_lead_to_their_heading(opened: Opened, width: int) -> None:
    assert anchor_positions(opened.shown("light", width)) == []
    assert opened.complaints == []
