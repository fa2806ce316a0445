"""What a subject finds, and what stops it from looking."""

from collections.abc import Iterable
from dataclasses import dataclass


class Unreadable(Exception):
    """A path that was given holds nothing that can be read as what it should be."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A change, with the facts to look at again and the pages that show them."""

    what: str
    facts: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"- {self.what}"]
        if self.facts:
            lines.append(f"  look again at: {'; '.join(self.facts)}")
        if self.pages:
            lines.append(f"  shown on: {', '.join(self.pages)}")
        return "\n".join(lines)


def report(subject: str, findings: Iterable[Finding]) -> tuple[str, int]:
    """The lines of one subject, and how many findings they have."""
    found = list(findings)
    head = f"{subject}: {len(found) or 'nothing'} to look at"
    return "\n".join([head, *map(str, found)]), len(found)
