"""Every function beside Terraform's own answers, which ``terraform console`` gave."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from support.needed import no_terraform
from support.oracles import console
from support.oracles.terraform_cli import Unavailable
from support.paths import ROOT
from support.terraform import read

from ecsnet.model import UNKNOWN
from ecsnet.terraform.functions import FUNCTIONS, SUBJECTS, maps

CASES = tomllib.loads((ROOT / "tests/data/console.toml").read_text(encoding="utf-8"))
ANSWERS = [tuple(pair) for table in CASES.values() for pair in table["answers"]]
REFUSED = [each for table in CASES.values() for each in table.get("refused", [])]


def values(tmp_path: Path, expressions: list[str]) -> list[object]:
    """The values of expressions; what is wrong with one is found, too."""
    lines = "".join(f"  a{i} = {each}\n" for i, each in enumerate(expressions))
    part = read(tmp_path, f'resource "aws_ecs_cluster" "c" {{\n{lines}}}\n')
    assert not part.problems, part.problems
    return [value.plain() for value in part.resources[0].body.attributes.values()]


def test_each_expression_is_what_terraform_makes_of_it(tmp_path: Path) -> None:
    found = values(tmp_path, [expression for expression, _ in ANSWERS])
    wrong = [
        (expression, answer, value)
        for (expression, answer), value in zip(ANSWERS, found, strict=True)
        if json.loads(answer) != value
        or isinstance(value, bool) is not (answer in ("true", "false"))
    ]
    assert wrong == []


def test_what_terraform_refuses_has_no_value(tmp_path: Path) -> None:
    found = values(tmp_path, [f"can({expression})" for expression in REFUSED])
    assert [case for case in zip(REFUSED, found, strict=True) if case[1] is not False] == []
    assert {UNKNOWN} == {*values(tmp_path, REFUSED)}


def test_every_function_has_an_answer() -> None:
    answered = {name for name, table in CASES.items() if table["answers"]}
    assert set(FUNCTIONS) - set(maps.FORMER) - answered == set()
    assert sum(map(len, SUBJECTS.values())) + len(maps.FORMER) == len(FUNCTIONS)


def test_what_older_versions_had(tmp_path: Path) -> None:
    expressions = ['map("a", 1, "b", list("x", "y"))', 'map("a")']
    assert values(tmp_path, expressions) == [{"a": 1, "b": ["x", "y"]}, UNKNOWN]


def test_terraform_still_answers_so(tmp_path: Path) -> None:
    asked = [expression for expression, _ in ANSWERS] + REFUSED
    try:
        found = console.answers(asked, tmp_path)
    except Unavailable as error:
        no_terraform(error)
    expected = [answer for _, answer in ANSWERS] + [console.REFUSED] * len(REFUSED)
    assert [c for c in zip(asked, expected, found, strict=True) if c[1] != c[2]] == []
