"""What a module needs from outside its files: the modules that it calls, and text."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from ecsnet.diagnostics import TOO_DEEP, Problem, Text
from ecsnet.model import Location
from ecsnet.terraform.directory import ParsedFile

# More than anybody writes, and what would take the checker's time without end.
DEEPEST = 20
MOST_INSTANCES = 5_000

TOO_MANY = Text(
    en=f"not followed: more than {DEEPEST} modules deep, or more than {MOST_INSTANCES:,}"
    " instances of modules",
    ja=f"この呼び出しは読み取っていません。モジュールの深さが {DEEPEST} を超えたか、"
    f"インスタンスが {MOST_INSTANCES:,} を超えました。",
)


def calls_itself(directory: str) -> Text:
    """Why a call is not followed that leads to a module that is being read."""
    return Text(
        en=f"the module {directory} calls itself, here or through another one",
        ja=f"モジュール {directory} が、直接または別のモジュールを通じて自分自身を"
        "呼び出しています。",
    )


def notice(at: Location, message: Text, address: str = "") -> Problem:
    """What a reader should know of a place that is not followed; ``address``: of what is there."""
    return Problem(at.file, at.line, at.column, message, "notice", address)


def too_deep(at: Location) -> Problem:
    """The problem of a value that is nested deeper than the checker goes."""
    return Problem(at.file, at.line, at.column, TOO_DEEP)


def path_of(name: str, directory: str, root: str) -> str | None:
    """``path.module`` and the like, seen from the root module, in which Terraform is run.

    Args:
        name: what stands behind ``path.``.
        directory: that of the module, as it is shown; empty for files without one.
        root: that of the root module.
    """
    root = root or os.curdir
    paths = {
        "module": os.path.relpath(directory or os.curdir, root),
        "root": os.curdir,
        "cwd": os.path.abspath(root),
    }
    return paths[name].replace(os.sep, "/") if name in paths else None


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
