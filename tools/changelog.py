"""CHANGELOG.md, entry by entry: the home page shows the newest, the feed has all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tools import ROOT

CHANGELOG = ROOT / "CHANGELOG.md"

RELEASE = re.compile(r"^## \[?(?P<name>[^\]\s]+)\]?(?: - (?P<day>\d{4}-\d\d-\d\d))?\s*$")
KIND = re.compile(r"^### (?P<kind>.+)$")


@dataclass(frozen=True)
class Change:
    """An entry; ``lines`` are the numbers of its lines."""

    text: str
    kind: str
    version: str
    released: date | None
    lines: range


def changes(changelog: str) -> Iterator[Change]:
    """The entries of a changelog, in its order."""
    kind, version, released, begun, text = "", "", None, 0, ""
    for number, line in enumerate([*changelog.split("\n"), ""], start=1):
        if begun and line.startswith("  "):
            text += f" {line.strip()}"
            continue
        if begun:
            yield Change(text, kind, version, released, range(begun, number))
            begun = 0
        if release := RELEASE.match(line):
            version = release["name"]
            released = date.fromisoformat(release["day"]) if release["day"] else None
        elif named := KIND.match(line):
            kind = named["kind"]
        elif line.startswith("- "):
            begun, text = number, line[2:].strip()
