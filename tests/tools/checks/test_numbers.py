"""Numbers of the pages: the guard reports its bad examples and no good one."""

import json
from pathlib import Path
from typing import get_args

import pytest
from support.guard_cases import EN, HCL, JA, TASK, TODAY, Case, bad, both, examples_hold
from support.paths import ROOT

from ecsnet.facts import facts
from ecsnet.facts.numbers_schema import Unit
from tools.checks.figures import UNITS, Figure, said
from tools.checks.numbers import FILE, GUARDS
from tools.checks.reader import scan
from tools.checks.repo import Repo

GUARD = "numbers-from-facts"
JA_PORTS, EN_PORTS = "docs/ja/ports.md", "docs/en/ports.md"


def number(value: str, *at: str, **more: str) -> str:
    """An entry of numbers.toml."""
    keys = "".join(f'{key} = "{text}"\n' for key, text in more.items())
    return (
        f'[[number]]\nid = "n"\nvalue = "{value}"\n{keys}'
        f'what = {{ ja = "数", en = "a number" }}\nat = {json.dumps(at)}\n'
    )


LIMIT = number("1,500", "x.md#limits")
DELAY = number("300", "x.md", unit="seconds")

BAD = [
    bad(
        GUARD,
        "nothing states it",
        both("# T\n\n上限は 1500 です。\n", "# T\n\nThe limit is 1,500.\n"),
        (JA, 3),
        (EN, 3),
        says="the facts have no 1500 for x.md",
    ),
    bad(
        GUARD,
        "the section does not say it",
        both("# T\n\n## L {#limits}\n\n多い\n", "# T\n\n## L {#limits}\n\nMany\n") | {FILE: LIMIT},
        (JA, 3),
        (EN, 3),
        says="limits does not say 1500 (a number), as n in",
    ),
    bad(
        GUARD,
        "of another section",
        both("# T\n\n1500\n\n## L {#limits}\n\n1500\n", "# T\n\n1500\n\n## L {#limits}\n\n1500\n")
        | {FILE: LIMIT},
        (JA, 3),
        (EN, 3),
        says="for x.md:",
    ),
    bad(
        GUARD,
        "in another unit",
        both("# T\n\n300 分です。\n", "# T\n\n300 minutes\n") | {FILE: DELAY},
        (JA, 1),
        (JA, 3),
        (EN, 1),
        (EN, 3),
        says="300",
    ),
    bad(
        GUARD,
        "in the code, but of a unit that the facts have there",
        {
            EN: "# T\n\n```text\nport 45\n```\n\n45, 45 minutes, then 300 and 45 seconds\n",
            FILE: DELAY,
        },
        (EN, 7),
        says="no 45 seconds for x.md",
    ),
    bad(
        GUARD,
        "few, but of a unit",
        both("# T\n\n5 分です。\n", "# T\n\nIt takes five minutes.\n"),
        (JA, 3),
        (EN, 3),
        says="no 5 minutes",
    ),
    bad(
        GUARD,
        "a digit of English",
        {EN: "# T\n\nAt most 5 groups.\n"},
        (EN, 3),
        says="no 5 for",
    ),
    bad(
        GUARD,
        "in a table, a list and the text of a link",
        {EN: "# T\n\n| a |\n| --- |\n| 45 |\n\n- 46\n- [47](https://example.com/)\n"},
        (EN, 5),
        (EN, 7),
        (EN, 8),
        says="4",
    ),
    bad(
        GUARD,
        "alone in a span of code",
        {EN: "# T\n\nAt `169.254.170.2`, not `127.0.0.1`: `200` or `port 45`.\n"},
        (EN, 3),
        says="no 169.254.170.2 for x.md",
    ),
    bad(
        GUARD,
        "no such section",
        both("# T\n", "# T\n") | {FILE: number("1,500", "y.md#limits")},
        (FILE, 5),
        says="no page has y.md#limits",
    ),
    bad(
        GUARD,
        "its file says another",
        both("# T\n\n4 MiB\n", "# T\n\n4 MiB\n")
        | {FILE: number("4", "x.md", file="read.py", unit="MiB"), "read.py": "LARGEST = 8\n"},
        (FILE, 3),
        says="read.py has no 4",
    ),
]

GOOD = [
    Case(
        GUARD,
        "stated",
        both("# T\n\n## L {#limits}\n\n1500 です。\n", "# T\n\n## L {#limits}\n\n1,500\n")
        | {FILE: LIMIT},
    ),
    Case(
        GUARD,
        "the unit stands elsewhere",
        both("# T\n\n0 ～ 300 秒です。\n", "# T\n\nIn seconds: 300.\n") | {FILE: DELAY},
    ),
    Case(
        GUARD,
        "decided by a file",
        both("# T\n\n4 MiB\n", "# T\n\n4 MiB\n")
        | {FILE: number("4", "x.md", file="read.py", unit="MiB"), "read.py": "LARGEST = 4\n"},
    ),
    Case(
        GUARD,
        "in the code that the page shows",
        both(f"# T\n\n{HCL}\n値は 8080 です。\n", "# T\n\n```text\nport 8080\n```\n\nPort 8080.\n")
        | {"snippets/a.tf": TASK.replace("a = 1", "a = 8080")},
    ),
    Case(
        GUARD,
        "no figures",
        both(
            "# T\n\n手順 2 では 3 つのタスクが 2 種類（2026-11-27、2023 年版）。`port 1500`\n",
            "# T\n\n1. Step 2 has three tasks, as of November 27, 2026, on Windows Server 2016.\n\n"
            "    [agent #1220](https://github.com/aws/amazon-ecs-agent/issues/1220), HTTP 5xx, "
            "6.x, m5.large, ENM041 and E41\n",
        ),
    ),
    Case(GUARD, "on the project", {"docs/en/contributing.md": "# T\n\n40 digits\n"}),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)


@pytest.mark.parametrize(
    ("path", "text", "figures"),
    [
        (EN, "At 32768-65535, or 2,000", ["32768", "65535", "2000"]),
        (EN, "after five minutes, 50% or 0.5", ["5 minutes", "50 percent", "0.5"]),
        (EN, "hashicorp/aws 6.15.0. One task, 1 of 2", ["6.15.0", "2"]),
        (JA, "24 時間以内に 15 ％、4 MiB、8 vCPU、5 個、12 個", None),
    ],
)
def test_figures_are_read(path: str, text: str, figures: list[str] | None) -> None:
    found = [str(there.figure) for there in said(scan(path, text)) if not there.counts]
    assert found == (figures or ["24 hours", "15 percent", "4 MiB", "8 vCPU", "12"])


def test_a_figure_without_unit_states_a_fact_with_one() -> None:
    assert Figure("300").states(Figure("300", "seconds"))
    assert not Figure("300", "minutes").states(Figure("300", "seconds"))
    assert not Figure("300", "seconds").states(Figure("300"))


def test_the_facts_and_the_guard_know_the_same_units() -> None:
    assert set(UNITS) == set(get_args(Unit))


def test_a_changed_fact_names_every_section_that_says_the_old_number(tmp_path: Path) -> None:
    limit = next(number for number in facts().numbers if number.id == "reserved-ports-limit")
    assert len(limit.at) > 1
    written = (ROOT / FILE).read_text("utf-8")
    entry = 'id = "reserved-ports-limit"\nvalue = "100"'
    assert entry in written
    files = {FILE: written.replace(entry, entry.replace("100", "120"))}
    files |= {name: (ROOT / name).read_text("utf-8") for name in (JA_PORTS, EN_PORTS)}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    told = GUARDS.check(Repo(tmp_path, TODAY))
    for page in (JA_PORTS, EN_PORTS):
        messages = [problem.message for problem in told if problem.file == page]
        for place in limit.at:
            section = place.split("#")[1]
            assert any(f"{section} does not say 120" in message for message in messages)
            assert any(f"no 100 for {place}" in message for message in messages)
