"""Facts, evidence and pages that were last checked more than a year ago."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ecsnet.facts import ApiEvidence
from tools.freshness.cited import Fact, Shown, cited
from tools.freshness.finding import Finding

YEAR = timedelta(days=365)
_VERIFIED = re.compile(r"^verified: (\d{4}-\d\d-\d\d)$", re.MULTILINE)


def findings(shown: Shown, today: date) -> Iterator[Finding]:
    """What is past a year on that day, facts and evidence of one day in one finding."""
    yield from facts_and_evidence(shown, today)
    yield from _pages(shown, today)


def facts_and_evidence(shown: Shown, today: date) -> Iterator[Finding]:
    """The same without the pages."""
    facts: dict[date, list[Fact]] = {}
    for fact in cited(shown.facts):
        if fact.checked and today - fact.checked > YEAR:
            facts.setdefault(fact.checked, []).append(fact)
    for day, old in sorted(facts.items()):
        pages = shown.pages(file for fact in old for file in fact.files)
        yield Finding(f"facts checked on {day}", tuple(fact.name for fact in old), pages)
    evidence: dict[date, list[str]] = {}
    for item in shown.facts.evidence.values():
        checked = None if isinstance(item, ApiEvidence) else item.checked
        if checked and today - checked > YEAR:
            evidence.setdefault(checked, []).append(item.id)
    for day, names in sorted(evidence.items()):
        pages = shown.pages_of(shown.listed(name) for name in names)
        yield Finding(f"evidence checked on {day}", tuple(names), pages)


def _pages(shown: Shown, today: date) -> Iterator[Finding]:
    docs = shown.root / "docs" / "en"
    for page in sorted(docs.rglob("*.md")):
        match = _VERIFIED.search(page.read_text(encoding="utf-8"))
        if match and today - date.fromisoformat(match[1]) > YEAR:
            yield Finding(f"docs/*/{page.relative_to(docs).as_posix()}: verified on {match[1]}")
