"""No page is wider than its window, on whichever screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from support.layout import overflow
from support.pages import NOWHERE, PAGES, name_of
from support.site import Visit, browsing, new_context

from tools.site import LANGUAGES

pytestmark = browsing

WIDTHS = (360, 390, 768, 1024, 1280, 1440, 1920)
# Nothing is narrower but a window that is zoomed in: 1280 px at 400 %.
ZOOMED = 320


@pytest.fixture(scope="module")
def tab(site_url: str, browser: Browser) -> Iterator[Visit]:
    context = new_context(browser, "light", WIDTHS[0])
    yield Visit(context.new_page(), site_url)
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [*PAGES, NOWHERE], ids=name_of)
def test_no_page_is_wider_than_its_window(tab: Visit, language: str, path: str) -> None:
    page = tab.page
    tab.go(LANGUAGES[language] + path)
    faults: list[str] = []
    for width in (ZOOMED, *WIDTHS):
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {fault}" for fault in overflow(page)]
    assert faults == []
