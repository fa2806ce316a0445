"""What a module needs from outside its files: the modules that it calls, and text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ecsnet.terraform.directory import ParsedFile


@dataclass(frozen=True, slots=True)
class Called:
    """The module that a call leads to.

    Attributes:
        directory: where it is, as it is shown.
        files: parses its files.
        relevant: whether it, or a module that it calls, has a resource to check.
    """

    directory: str
    files: Callable[[], tuple[ParsedFile, ...]]
    relevant: bool = True


Library = Callable[[str, str], Called | None]
"""From the directory of a caller and the ``source`` of a call to the module; None: not at hand."""


Texts = Callable[[str], str | None]
"""From the path of a file to its text; None for one that is not to be read."""


def nowhere(directory: str, source: str) -> Called | None:
    """The library of files that are all there is."""
    return None


def no_text(path: str) -> str | None:
    """The reader of a run that reads nothing."""
    return None
