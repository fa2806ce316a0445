"""The body of each built page: each guard reports its bad examples and not the good site."""

from pathlib import Path

import pytest
from support.site_cases import Case, build, on_index, reported

from tools.checks.site.body import GUARDS

BAD = [
    on_index("html-ids-are-unique", '<p id="title">', "id title"),
    on_index("styles-exist-for-every-class", '<p class="a mermaid">', "class mermaid"),
]


@pytest.mark.parametrize("case", BAD, ids=str)
def test_bad_site_is_reported(case: Case, tmp_path: Path) -> None:
    problems = reported(GUARDS, case, tmp_path)
    assert sorted((p.file, p.line) for p in problems) == sorted(case.expected), problems
    assert all(case.says in problem.message for problem in problems), problems


@pytest.mark.parametrize("guard", GUARDS)
def test_good_site_is_not_reported(guard: str, tmp_path: Path) -> None:
    assert list(GUARDS[guard](build(tmp_path))) == []


def test_every_guard_has_a_bad_example() -> None:
    assert {case.guard for case in BAD} == GUARDS.keys()
