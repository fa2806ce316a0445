"""What the sections measure with."""

import subprocess
import time

from tools.site.build import environment

RUNS = 3


def elapsed(command: list[str]) -> float:
    """Seconds of a whole process; a linter that finds something ends with 1.

    Raises ``subprocess.CalledProcessError`` where it ends otherwise.
    """
    start = time.perf_counter()
    run = subprocess.run(command, capture_output=True, text=True, env=environment(LC_ALL="C.UTF-8"))
    seconds = time.perf_counter() - start
    if run.returncode not in (0, 1) or "Traceback" in run.stderr:
        raise subprocess.CalledProcessError(run.returncode, command[:2], run.stdout, run.stderr)
    return seconds


def spread(seconds: list[float]) -> str:
    """The least and the most of some runs."""
    return f"{min(seconds):.2f} to {max(seconds):.2f}"


def kib(size: int) -> str:
    """A number of bytes to be read."""
    return f"{size / 1024:.1f} KiB"
