"""Standard streams: opening them, refusing, progress, and giving up without a word."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from typing import TextIO

from ecsnet.diagnostics import Text
from ecsnet.report.visible import visible

OK, FOUND, UNUSABLE = 0, 1, 2


def open_streams() -> None:
    """Have all three streams, and never fail for what a file says."""
    # a shell can start a program without any of the three, and Python then has None for it
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure(stream)


def reconfigure(stream: TextIO, encoding: str | None = None, newline: str | None = None) -> None:
    """Set up a stream for text from anywhere; one that a test put in its place stays as it is."""
    with suppress(AttributeError, ValueError):
        stream.reconfigure(  # type: ignore[attr-defined]  # io.TextIOWrapper has it
            errors="backslashreplace", encoding=encoding, newline=newline
        )


def refuse(message: Text, language: str) -> int:
    """Say why nothing is done; returns the exit status."""
    print(f"ecsnet: {visible(message[language])}", file=sys.stderr)
    return UNUSABLE


def discard_output() -> None:
    """Let what is still to be written go nowhere."""
    # the interpreter flushes standard output once more when it ends
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Progress:
    """A line on the terminal, once a run takes longer than a second."""

    def __init__(self) -> None:
        self._start = self._shown = time.monotonic()
        self._wanted = sys.stderr.isatty()
        self._visible = False

    def __call__(self, done: int, total: int) -> None:
        """Show how many of how many parts are done."""
        now = time.monotonic()
        if self._wanted and now - self._start > 1 and now - self._shown > 0.1:
            self._shown, self._visible = now, True
            print(f"\r\x1b[Kecsnet: {done}/{total}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._visible:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
