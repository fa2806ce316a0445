"""`python -m tools.bench [SECTION ...]`: the sections named, or all of them."""

import argparse
import subprocess
import sys
from collections.abc import Callable

from tools.bench import __doc__ as description
from tools.bench import before, checker, page, reader, site, suite
from tools.bench.measure import RUNS
from tools.site.chromium import Missing

SECTIONS: dict[str, tuple[str, Callable[[], None]]] = {
    "build": (f"mkdocs build from clean, median of {RUNS} interleaved runs", site.build),
    "serve": (f"from saving to mkdocs serve, median of {RUNS}", site.preview),
    "weight": ("first visit of a page of each kind, everything transferred, gzip", reader.weight),
    "typing": ("from a key to the next paint, and to the first result", reader.typing),
    "lighthouse": (
        f"Lighthouse, mobile, the median of {RUNS} runs by performance",
        site.lighthouse,
    ),
    "check": (f"ecsnet check, medians of {RUNS} interleaved runs", checker.check),
    "page": (f"the checker in the page, the cold start a median of {RUNS}", page.page),
    "before": ("ecsnet check now and at the commit BASE, processor time", before.compare),
    "tests": ("time of the tests", suite.tests),
}


def main() -> int:
    """Run the sections named on the command line, or all of them; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=description)
    parser.add_argument("section", nargs="*", help=f"of: {' '.join(SECTIONS)} (default: all)")
    names = parser.parse_args().section
    if unknown := [name for name in names if name not in SECTIONS]:
        parser.error(f"no such section: {' '.join(unknown)}")
    failed = False
    for name in names or SECTIONS:
        title, run = SECTIONS[name]
        print(f"\n{name}: {title}", flush=True)
        try:
            run()
        except Missing as missing:
            print(f"  not measured: {missing}")
        except subprocess.CalledProcessError as error:
            failed = True
            print(f"  failed: {' '.join(error.cmd)}\n{error.stdout or ''}{error.stderr or ''}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
