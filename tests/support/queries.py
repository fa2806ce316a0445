"""What readers search for, and what the modules of the page answer in Node.js."""

import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

from support.paths import ROOT

TABLE = tomllib.loads((ROOT / "tests/data/search_queries.toml").read_text(encoding="utf-8"))
SCRIPT = ROOT / "tests/site/search.mjs"


@cache
def answers(site: Path, language: str, queries: tuple[str, ...]) -> list[list[str]]:
    """The addresses that each query finds, in the order of the dialog."""
    answer = subprocess.run(
        ["node", str(SCRIPT), str(site), language],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[list[str]] = json.loads(answer.stdout)
    return found


AMONG_THREE, FIRST = 0.97, 0.85


def all_but_few_are_found(found: list[list[str]], rows: list[list[str]]) -> None:
    """What is asked of every search: that so many queries find their section, or find it first."""
    not_three, not_first = missed(found, rows, 3), missed(found, rows, 1)
    assert len(not_three) <= len(rows) * (1 - AMONG_THREE), "\n".join(not_three)
    assert len(not_first) <= len(rows) * (1 - FIRST), "\n".join(not_first)


def missed(found: list[list[str]], rows: list[list[str]], among: int) -> list[str]:
    """The queries that do not find what they are for among so many results."""
    return [
        f"{query!r} finds {addresses[:3]}, not {expected}"
        for (query, expected), addresses in zip(rows, found, strict=True)
        if not any(re.search(expected, address) for address in addresses[:among])
    ]
