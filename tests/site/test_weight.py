"""A first visit is light, and loads no tool before it is used."""

import re

import pytest
from playwright.sync_api import Browser
from support.pages import name_of
from support.site import Open, browsing

from tools.bench.reader import LIMIT, WEIGHED, weighed
from tools.generate.drawings import MODES
from tools.site import LANGUAGES

pytestmark = browsing

PATHS = dict.fromkeys([*WEIGHED, *(f"modes/{mode}/" for mode in MODES)])
# The others only a reader loads who searches, asks for evidence, fills in a form, pastes an error.
AT_ONCE = {"site", "home", "pasted", "errors", "choose", "compare", "tasks", "steps"}

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_kind = pytest.mark.parametrize("path", PATHS, ids=name_of)


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
    asked = " ".join(visit.requests)
    scripts = set(re.findall(r"([\w-]+)\.js\b", asked))
    assert {"site"} <= scripts <= AT_ONCE
    assert ".json" not in asked
