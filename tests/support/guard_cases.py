"""Small repositories that a guard over the pages reports, or lets be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

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


def examples_hold(
    guards: Guards[Repo], bad_cases: Sequence[Case], good_cases: Sequence[Case]
) -> tuple[Callable[..., None], Callable[..., None], Callable[[], None]]:
    """The tests that hold guards to examples: the bad, the good, and both kinds for each guard."""

    @pytest.mark.parametrize("case", bad_cases, ids=str)
    def bad_example_is_reported(case: Case, tmp_path: Path) -> None:
        problems = reported(guards, case, tmp_path)
        assert sorted((p.file, p.line) for p in problems) == sorted(case.expected), problems
        assert all(case.says in problem.message for problem in problems), problems

    @pytest.mark.parametrize("case", good_cases, ids=str)
    def good_example_is_not_reported(case: Case, tmp_path: Path) -> None:
        assert reported(guards, case, tmp_path) == []

    def every_guard_has_examples_of_both_kinds() -> None:
        named = [{case.guard for case in cases} for cases in (bad_cases, good_cases)]
        assert named == [guards.keys(), guards.keys()]

    return (
        bad_example_is_reported,
        good_example_is_not_reported,
        every_guard_has_examples_of_both_kinds,
    )
