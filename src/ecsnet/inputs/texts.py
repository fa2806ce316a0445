"""Files that Terraform reads beside its own: text, templates, JSON."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from ecsnet.diagnostics import InputError
from ecsnet.inputs.read import LARGEST, contents


class Texts:
    """The text of files inside the directories that a run was given; no other file is opened.

    Args:
        roots: the real paths of these directories.
    """

    def __init__(self, roots: Iterable[str] = ()) -> None:
        self._roots = tuple(roots)
        self._read: dict[str, str | None] = {}

    def __call__(self, path: str) -> str | None:
        """The text of a file.

        Returns:
            The text; None for a file that is not there, is outside the directories (a link is
            where it leads to), is no regular file, is larger than a Terraform file may be, or is
            not UTF-8.
        """
        if path not in self._read:
            self._read[path] = self._text(path)
        return self._read[path]

    def _text(self, path: str) -> str | None:
        try:
            real = os.path.realpath(path)
            inside = any(Path(root) in Path(real).parents for root in self._roots)
            if not inside or not stat.S_ISREG(os.stat(real).st_mode):
                return None
            return contents(real, LARGEST).decode("utf-8")
        except (InputError, OSError, ValueError):
            return None
