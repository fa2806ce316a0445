"""A file that has been read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file: its name as it is shown, and its text without a byte order mark."""

    name: str
    text: str
