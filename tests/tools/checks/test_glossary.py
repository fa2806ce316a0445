"""The glossary: the guard reports its bad examples and no good one."""

from pathlib import Path

import pytest
from support.guard_cases import EN, JA, Case, bad, both, front, reported

from tools.checks.glossary import GUARDS, TERMS

GUARD = "glossary-terms-occur"
ENI = '[[term]]\nid = "eni"\nterm = { ja = "Elastic なもの (ENI)", en = "elastic thing (ENI)" }\n'
TRUNK = '\n[[term]]\nid = "trunk"\nterm.ja = "トランク `eni`"\nterm.en = "trunk `eni`"\n'

BAD = [
    bad(
        GUARD,
        "in the glossary alone, in an address, within a word, in one language",
        {
            TERMS: ENI + TRUNK,
            JA: front(description="トランク eni") + "[ENI](https://example.test/トランクeni)\n",
            EN: "A xtrunk `eni` <a id='trunk eni'></a> and an elastic\nthing.\n",
            "docs/ja/glossary.md": "| トランク `eni` |\n| - |\n",
            "generated/en/glossary.md": "trunk eni\n",
        },
        (TERMS, 6),
        (TERMS, 6),
        says="`eni`”: remove the term",
    ),
]

GOOD = [
    Case(
        GUARD,
        "in other letters, in the plural, in a fragment",
        {
            TERMS: ENI + TRUNK,
            "generated/ja/f.md": "`トランク eni` と ＥＮＩ\n",
            EN: "Trunk ENIs are\n",
        },
    ),
    Case(GUARD, "no glossary", both("x\n")),
]


@pytest.mark.parametrize("case", BAD, ids=str)
def test_bad_example_is_reported(case: Case, tmp_path: Path) -> None:
    problems = reported(GUARDS, case, tmp_path)
    assert sorted((p.file, p.line) for p in problems) == sorted(case.expected), problems
    assert all(case.says in problem.message for problem in problems), problems


@pytest.mark.parametrize("case", GOOD, ids=str)
def test_good_example_is_not_reported(case: Case, tmp_path: Path) -> None:
    assert reported(GUARDS, case, tmp_path) == []


def test_every_guard_has_examples_of_both_kinds() -> None:
    assert {case.guard for case in BAD} == {case.guard for case in GOOD} == GUARDS.keys()
