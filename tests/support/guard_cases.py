"""Small repositories that a guard over the pages reports, or lets be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tools.checks.guard import Guards, Problem
from tools.checks.repo import Repo

TODAY = date(2026, 11, 23)
JA, EN = "docs/ja/x.md", "docs/en/x.md"

TASK = "# --8<-- [start:task]\na = 1\n# --8<-- [end:task]\n"
INCLUDE = '--8<-- "snippets/a.tf:task"'
HCL = f'```hcl title="snippets/a.tf"\n{INCLUDE}\n```\n'


@dataclass(frozen=True)
class Case:
    """Files by path, and where the guard has to find what it says of them."""

    guard: str
    name: str
    files: Mapping[str, str]
    expected: tuple[tuple[str, int], ...] = ()
    says: str = ""

    def __str__(self) -> str:
        return f"{self.guard}: {self.name}"


def bad(guard: str, name: str, files: dict[str, str], *where: tuple[str, int], says: str) -> Case:
    return Case(guard, name, files, where, says)


def both(ja: str, en: str | None = None) -> dict[str, str]:
    return {JA: ja, EN: ja if en is None else en}


def front(**changes: str) -> str:
    """Front matter without fault but for the changes; an empty value drops its key."""
    values = {
        "title": "T",
        "description": "D",
        "verified": "2026-11-22",
        "sources": "[https://example.test/a]",
    }
    lines = [f"{key}: {value}" for key, value in (values | changes).items() if value]
    return "\n".join(["---", *lines, "---", ""])


def repository(root: Path, files: Mapping[str, str]) -> Repo:
    """A repository of these files alone."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Repo(root, TODAY)


def reported(guards: Guards[Repo], case: Case, root: Path) -> list[Problem]:
    """What the guard of a case says of its files."""
    return list(guards[case.guard](repository(root, case.files)))
