"""Facts, evidence and pages that were last checked more than a year ago."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from tools.freshness.cited import SOURCES, Shown, cited
from tools.freshness.finding import Finding

YEAR = timedelta(days=365)
_VERIFIED = re.compile(r"^verified: (\d{4}-\d\d-\d\d)$", re.MULTILINE)


def findings(shown: Shown, today: date) -> Iterator[Finding]:
    """What is past a year on that day, those of one day in one finding."""
    old: dict[date, list[str]] = {}
    fragments: dict[date, list[str]] = {}
    for fact in cited(shown.facts):
        if fact.checked and today - fact.checked > YEAR:
            old.setdefault(fact.checked, []).append(fact.name)
            fragments.setdefault(fact.checked, []).extend(fact.fragments)
    for day in sorted(old):
        pages = shown.pages_of(fragments[day])
        yield Finding(f"facts checked on {day}", tuple(dict.fromkeys(old[day])), pages)
    evidence: dict[date, list[str]] = {}
    for item in shown.facts.evidence.values():
        checked = getattr(item, "checked", None)
        if checked and today - checked > YEAR:
            evidence.setdefault(checked, []).append(item.id)
    for day in sorted(evidence):
        yield Finding(f"evidence checked on {day}", tuple(evidence[day]), (SOURCES,))
    yield from _pages(shown, today)


def _pages(shown: Shown, today: date) -> Iterator[Finding]:
    docs = shown.root / "docs" / "en"
    for page in sorted(docs.rglob("*.md")):
        match = _VERIFIED.search(page.read_text(encoding="utf-8"))
        if match and today - date.fromisoformat(match[1]) > YEAR:
            yield Finding(f"docs/*/{page.relative_to(docs).as_posix()}: verified on {match[1]}")
