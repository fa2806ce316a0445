"""How much the site leaves open: a reference that hedges everywhere answers nothing."""

import re

import pytest
from support.paths import ROOT

from ecsnet import facts

FACTS = facts.facts()

HEDGES = {
    "en": "not confirmed|presumably|we found no|we infer|suggests|copy that was read",
    "ja": "未確認|確認できて|と思われ|と考えられ|推測|見つかって",
}


def test_few_cells_are_open() -> None:
    cells = {
        f"{prop.id} {mode}": cell.value
        for prop in FACTS.modes.properties.values()
        for mode, cell in prop.cells.items()
    } | {
        f"{mode} {place}": cell.value
        for mode, row in FACTS.compatibility.cells.items()
        for place, cell in row.items()
    }
    assert len([name for name, value in cells.items() if value == facts.UNCONFIRMED]) < 10


@pytest.mark.parametrize("language", HEDGES)
def test_the_pages_of_the_modes_rarely_hedge(language: str) -> None:
    found = [
        f"{page.relative_to(ROOT)}: {line}"
        for folder in ("docs", "generated")
        for page in sorted((ROOT / folder / language / "modes").glob("*.md"))
        for line in page.read_text(encoding="utf-8").splitlines()
        for _ in re.finditer(HEDGES[language], line, re.IGNORECASE)
    ]
    assert len(found) < 5, "\n".join(found)
