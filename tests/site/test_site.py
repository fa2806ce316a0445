"""The real site, built once, passes every site guard."""

from pathlib import Path

import pytest
from support.site import SITE_URL

from tools.checks.site import GUARDS, Site, check


@pytest.fixture(scope="module")
def site(built_site: Path) -> Site:
    return Site(built_site, SITE_URL)


@pytest.mark.parametrize("guard", GUARDS)
def test_site_passes(guard: str, site: Site) -> None:
    problems = check(site, [guard])
    if problems:
        pytest.fail("\n" + "\n".join(map(str, problems)), pytrace=False)


def test_site_has_pages_in_both_languages(site: Site) -> None:
    languages = [page.language for page in site.pages]
    assert languages.count("ja") == languages.count("en") > 0
