"""A first visit is light, and loads no tool before it is used."""

import pytest
from playwright.sync_api import Browser
from support.site import Open, browsing

from tools.bench.reader import LIMIT, WEIGHED, weighed
from tools.site import LANGUAGES

pytestmark = browsing

# What only a reader loads who searches, asks for evidence, fills in a form or pastes an error
TOOLS = ("minisearch", "search-engine", "matching", "decide", "density", "evidence", "calculator")

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_kind = pytest.mark.parametrize("path", WEIGHED, ids=lambda path: path.rstrip("/") or "home")


@every_kind
@every_language
def test_a_first_visit_is_light(site_url: str, browser: Browser, language: str, path: str) -> None:
    seen = weighed(browser, f"{site_url}{LANGUAGES[language]}{path}")
    kinds = {kind: round(size / 1024, 1) for kind, size in seen.bodies.items()}
    assert seen.bodies.total() <= LIMIT * 1024, kinds


@every_kind
@every_language
def test_no_tool_is_loaded_before_it_is_used(private: Open, language: str, path: str) -> None:
    visit = private()
    visit.go(LANGUAGES[language] + path)
    visit.page.wait_for_load_state("networkidle")
    scripts = {url.rpartition("/")[2].partition(".")[0] for url in visit.requests}
    assert scripts & set(TOOLS) == set()
    assert not [url for url in visit.requests if url.endswith(".json")]
