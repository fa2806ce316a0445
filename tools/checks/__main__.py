"""`python -m tools.checks`: what the guards see in the pages, one problem a line."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from ecsnet.facts import check_facts
from tools.checks import GUARDS, Repo, check


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.checks", description=__doc__)
    parser.add_argument("guards", nargs="*", metavar="GUARD", help="all of them when none is named")
    root = Path(__file__).resolve().parents[2]
    parser.add_argument("--root", type=Path, default=root, help="the repository")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.guards if name not in GUARDS]:
        parser.error(f"no guard named {unknown[0]}: choose from {', '.join(GUARDS)}")
    check_facts()
    start = time.perf_counter()
    repo = Repo(options.root.resolve(), date.today())
    problems = check(repo, options.guards)
    for problem in problems:
        print(problem)
    what = f"checks: {len(options.guards or GUARDS)}, files: {len(repo.documents)}"
    took = time.perf_counter() - start
    print(f"{what}, problems: {len(problems)} ({took:.1f} s)", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
