"""The section on what a change costs: `ecsnet check` beside that of an earlier commit."""

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tools import ROOT
from tools.bench.checker import TREE, plant
from tools.bench.measure import cpu_seconds, spread
from tools.site.build import environment
from tools.site.chromium import Missing

# Pairs of runs: a start is short, and other work on the machine weighs the more in it.
STARTS = 25
TREES = 5


def compare() -> None:
    """Print seconds of processor time, now and at the commit that BASE names, run in turn.

    Raises:
        Missing: BASE names no commit.
    """
    with TemporaryDirectory() as name:
        earlier = _sources(os.environ.get("BASE", ""), Path(name, "earlier"))
        tree = Path(name, "tree")
        plant(tree, lambda data: data)
        snippet = ROOT / "snippets/rules/ENM003/bad.tf"
        for label, path, runs in (
            ("1 snippet", snippet, STARTS),
            (f"{TREE} snippets", tree, TREES),
        ):
            then, now = [], []
            for _ in range(runs):
                then.append(_seconds(earlier, path))
                now.append(_seconds(ROOT / "src", path))
            print(f"  {label}:")
            print(f"    then                         {median(then):6.3f} s  ({spread(then)})")
            print(f"    now                          {median(now):6.3f} s  ({spread(now)})")
            ratios = f"{median(now) / median(then):6.3f} (of the least {min(now) / min(then):.3f})"
            print(f"    ratio                        {ratios}", flush=True)


def _sources(commit: str, directory: Path) -> Path:
    """The package as a commit has it."""
    archive = subprocess.run(
        ["git", "archive", commit or "nothing", "src"], cwd=ROOT, capture_output=True, check=False
    )
    if archive.returncode:
        raise Missing(f"BASE={commit!r} names no commit; say BASE=HEAD~1, for one")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(directory, filter="data")
    return directory / "src"


def _seconds(sources: Path, path: Path) -> float:
    program = [sys.executable, "-m", "ecsnet", "check", str(path)]
    return cpu_seconds(program, environment(PYTHONPATH=str(sources), LC_ALL="C.UTF-8"))
