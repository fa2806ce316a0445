"""A first visit is light, and loads no tool before it is used."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import Browser
from support.pages import name_of
from support.site import browsing

from tools.bench.reader import LIMIT, WEIGHED, Traffic, weighed
from tools.generate.drawings import MODES
from tools.site import LANGUAGES

pytestmark = browsing

PATHS = dict.fromkeys([*WEIGHED, *(f"modes/{mode}/" for mode in MODES)])
# The others only a reader loads who searches, asks for evidence, fills in a form, pastes an error.
AT_ONCE = {
    "site",
    "home",
    "pasted",
    "errors",
    "choose",
    "compare",
    "tasks",
    "steps",
    "tabs",
    "terms",
    "files",
}

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_kind = pytest.mark.parametrize("path", PATHS, ids=name_of)


@pytest.fixture(scope="module")
def first(site_url: str, browser: Browser) -> Callable[[str], Traffic]:
    """The first visit of an address of the site."""
    return cache(lambda address: weighed(browser, site_url + address))


@every_kind
@every_language
def test_a_first_visit_is_light(first: Callable[[str], Traffic], language: str, path: str) -> None:
    seen = first(LANGUAGES[language] + path)
    kinds = {kind: round(size / 1024, 1) for kind, size in seen.bodies.items()}
    assert seen.bodies.total() <= LIMIT * 1024, kinds


@every_kind
@every_language
def test_no_tool_is_loaded_before_it_is_used(
    first: Callable[[str], Traffic], language: str, path: str
) -> None:
    asked = " ".join(first(LANGUAGES[language] + path).requests)
    scripts = set(re.findall(r"([\w-]+)\.js\b", asked))
    assert {"site"} <= scripts <= AT_ONCE
    assert ".json" not in asked
