"""The stage of a lab: namespaces with a Docker daemon in them, and a shell on the instance.

Everything runs in a process namespace of its own, below one process. When that one ends, or is
killed, the kernel ends all others, and with them go the network namespaces and the file system
that only they see. What is left are empty cgroups, which are seen everywhere: they have a name of
their own, and are removed by it.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from tools.labs.script import LABS

NEEDS = MappingProxyType(
    {
        "dockerd": "docker.io",
        "docker": "docker.io",
        "busybox": "busybox-static",
        "ip": "iproute2",
        "iptables": "iptables",
        "unshare": "util-linux",
        "tar": "tar",
        "bash": "bash",
    }
)
"""The commands that a stage is made of, and the Debian package that has each."""

_OWN = ("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
_SHELL = ("env", "PS1=instance# ", "bash", "--noprofile", "--norc")
_COMMAND = (*_OWN, "bash", str(LABS / "stage.sh"), *_SHELL)
# The longest step waits two seconds for a response; a busy machine takes its time besides.
_PATIENCE = 60


def _path() -> str:
    """The PATH, with the system directories that not every user has on it."""
    return f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"


class StageError(Exception):
    """The stage cannot be set here, or broke down; the message says why."""


def obstacle() -> str | None:
    """Why no stage can be set on this machine; None when it can."""
    if sys.platform != "linux":
        return "a lab needs Linux: its namespaces are what the lab shows"
    missing = [command for command in NEEDS if shutil.which(command, path=_path()) is None]
    if missing:
        packages = sorted({NEEDS[command] for command in missing})
        return f"{', '.join(missing)} not found (Debian, Ubuntu: apt install {' '.join(packages)})"
    if os.geteuid() != 0:
        return "a lab makes network namespaces and starts a Docker daemon in them: run it as root"
    tried = subprocess.run(
        [*_OWN, "sh", "-c", "mount -t tmpfs tmpfs /run && ip link add type veth"],
        env={**os.environ, "PATH": _path()},
        capture_output=True,
        text=True,
    )
    if tried.returncode:
        return f"no network namespace can be made here: {tried.stderr.strip()}"
    return None


class Stage:
    """A running stage, which takes commands for a shell on the instance."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._marks = 0

    def run(self, command: str) -> tuple[str, int]:
        """What a command prints on both streams, and its exit status.

        The shell stays the same: what a command assigns, the next ones have.

        Raises:
            StageError: the shell is gone, or the command does not end.
        """
        self._marks += 1
        mark = f"--end of step {self._marks}: "
        # A command has no input of its own: it would read the commands that come after it.
        self._write(f"{{ {command}\n}} </dev/null 2>&1\nprintf '\\n{mark}%d\\n' $?\n")
        output, _, rest = self._read(mark.encode()).partition(mark.encode())
        return output.decode(errors="replace").removesuffix("\n"), int(rest)

    def _write(self, text: str) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # reading says what happened
            self._process.stdin.write(text.encode())
            self._process.stdin.flush()

    def _read(self, mark: bytes) -> bytes:
        """What comes up to the line with a mark, this one included."""
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        deadline = time.monotonic() + _PATIENCE
        read = b""
        while mark not in read or not read.endswith(b"\n"):
            ready, _, _ = select.select([descriptor], [], [], max(0, deadline - time.monotonic()))
            piece = os.read(descriptor, 65536) if ready else b""
            if not piece:
                why = "the shell is gone" if ready else f"no end after {_PATIENCE} seconds"
                raise StageError(f"{why}:\n{read.decode(errors='replace')}")
            read += piece
        return read


@contextmanager
def stage() -> Iterator[Stage]:
    """Set a stage, and leave nothing of it.

    Raises:
        StageError: it cannot be set; the message has the words of what failed.
    """
    cgroup = _name()
    process = subprocess.Popen(
        _COMMAND,
        env=_environment(cgroup),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # Ctrl-C is for this process, which then ends the other one.
        start_new_session=True,
    )
    try:
        made = Stage(process)
        made.run("true")
        yield made
    finally:
        _end(process)
        _remove_cgroups(cgroup)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End all processes of a stage, of which this one is the parent of the first.

    The kernel kills all others with the first one, and that one is gone only after them: so whoever
    waits for it, as unshare does, has waited for all.
    """
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    with suppress(OSError):
        for child in children.read_text(encoding="ascii").split():
            os.kill(int(child), signal.SIGKILL)
            process.wait()
    process.kill()
    process.communicate()


def shell() -> int:
    """Set a stage for whoever sits at the terminal; returns the exit status of their shell."""
    cgroup = _name()
    try:
        environment = {**_environment(cgroup), "TERM": os.environ.get("TERM", "dumb")}
        return subprocess.run(_COMMAND, env=environment).returncode
    finally:
        _remove_cgroups(cgroup)


def _name() -> str:
    """A name for the cgroups of a stage, which no other one has."""
    return f"ecsnet-lab-{os.getpid()}-{time.monotonic_ns()}"


def _environment(cgroup: str) -> dict[str, str]:
    """What a stage is told, and nothing of what the environment here says."""
    return {
        "PATH": _path(),
        "HOME": "/run/lab",
        "LC_ALL": "C",
        "LAB_CGROUP": cgroup,
        "LAB_PYTHON": sys.executable,
    }


def _remove_cgroups(name: str) -> None:
    """Remove the cgroups of the containers: with version 1, one in each hierarchy.

    Each lies below the cgroup of the daemon, which is that of whoever started the lab.
    """
    deadline = time.monotonic() + 10
    while left := [*Path("/sys/fs/cgroup").rglob(name)]:
        if time.monotonic() > deadline:
            raise StageError(f"cannot be removed: {', '.join(map(str, left))}")
        for top in left:
            for folder, _, _ in os.walk(top, topdown=False):
                with suppress(OSError):  # a process in it is still ending
                    os.rmdir(folder)
        time.sleep(0.02)
