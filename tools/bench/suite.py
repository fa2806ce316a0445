"""The section on the tests."""

import subprocess
import sys
import time

from tools import ROOT
from tools.site.build import environment


def tests() -> None:
    """Time the tests without browser and labs, with what installs the package and without."""
    for label, chosen in (
        ("without the browser and the labs", "not browser and not lab"),
        ("of these without packaging", "not browser and not lab and not packaging"),
    ):
        start = time.perf_counter()
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-m", chosen],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - start
        print(f"  pytest, {label}: {seconds:.1f} s ({run.stdout.splitlines()[-1]})", flush=True)
