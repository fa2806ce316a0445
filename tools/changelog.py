"""The changelog of each language, entry by entry: the home page has the newest, the feed all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tools import ROOT

CHANGELOGS = {"ja": "CHANGELOG.ja.md", "en": "CHANGELOG.md"}

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


def path(language: str) -> Path:
    return ROOT / CHANGELOGS[language]


def read(language: str) -> list[Change]:
    """The entries in a language."""
    return list(changes(path(language).read_text(encoding="utf-8")))


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
