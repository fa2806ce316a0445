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


def missed(found: list[list[str]], rows: list[list[str]], among: int) -> list[str]:
    """The queries that do not find what they are for among so many results."""
    return [
        f"{query!r} finds {addresses[:3]}, not {expected}"
        for (query, expected), addresses in zip(rows, found, strict=True)
        if not any(re.search(expected, address) for address in addresses[:among])
    ]
