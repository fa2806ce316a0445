"""What the sections measure with."""

import os
import subprocess
import sys
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


def cpu_seconds(command: list[str], env: dict[str, str]) -> float:
    """Seconds that a process and those it starts keep processors busy; findings are no failure.

    Raises ``subprocess.CalledProcessError`` where it ends otherwise.
    """
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, env=env, stdout=silent, stderr=silent)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime


def largest(command: list[str]) -> float:
    """MiB of memory that the largest process of a command has at most, its own or a child's.

    Raises ``subprocess.CalledProcessError`` where it ends otherwise than :func:`elapsed` allows.
    """
    program = (
        "import resource, subprocess, sys\n"
        "status = subprocess.run(sys.argv[1:], stdout=-3, stderr=-3).returncode\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)\n"
        "sys.exit(status > 1)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, *command],
        capture_output=True,
        text=True,
        check=True,
        env=environment(LC_ALL="C.UTF-8"),
    )
    return float(run.stdout)


def spread(seconds: list[float]) -> str:
    """The least and the most of some runs."""
    return f"{min(seconds):.2f} to {max(seconds):.2f}"


def kib(size: int) -> str:
    """A number of bytes to be read."""
    return f"{size / 1024:.1f} KiB"
