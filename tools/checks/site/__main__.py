"""`python -m tools.checks.site SITE_DIR SITE_URL`: what the guards see in a built site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.checks.site import Site, check


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.checks.site", description=__doc__)
    parser.add_argument("site_dir", type=Path, help="the built site")
    parser.add_argument("site_url", help="the site_url it was built with")
    options = parser.parse_args(arguments)
    problems = check(Site(options.site_dir.resolve(), options.site_url.rstrip("/") + "/"))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
