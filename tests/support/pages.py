"""The pages of the site, which are the same in each language."""

import re

from support.paths import ROOT

SOURCES = {
    re.sub(r"(^|/)index$", r"\1", path.relative_to(ROOT / "docs/ja").with_suffix("").as_posix()): (
        path.relative_to(ROOT / "docs/ja")
    )
    for path in sorted((ROOT / "docs/ja").rglob("*.md"))
}
PAGES = tuple(name if name == "" or name.endswith("/") else f"{name}/" for name in SOURCES)
SOURCE = dict(zip(PAGES, SOURCES.values(), strict=True))
MODE_PAGES = tuple(page for page in PAGES if page.startswith("modes/"))
NOWHERE = "no/such/page/"


def name_of(page: str) -> str:
    return page.rstrip("/") or "home"
