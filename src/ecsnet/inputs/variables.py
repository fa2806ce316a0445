"""Names of variables that something besides the files of a module sets.

Where a ``.tfvars`` file, Terragrunt, the environment or a call of the module sets a variable, its
default says nothing. Which of several values counts is not in the files, so only the names are
taken.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from ecsnet.diagnostics import InputError
from ecsnet.inputs.find import TERRAGRUNT
from ecsnet.inputs.read import LARGEST, contents
from ecsnet.source import SourceFile

# More names than a module or a file of values sets: whatever stands before a sign.
_NAMED = re.compile(r'([A-Za-z_][\w-]*)"?[ \t]*[=:](?!=)', re.ASCII)
_CALLED = re.compile(r'"?\bsource"?[ \t]*[=:][ \t]*"(\.\.?(?:/[^"\n$]*)?)"', re.ASCII)


class Given:
    """The names that are set, by real path of a module; some are set in every module."""

    def __init__(self) -> None:
        self._everywhere = {
            name.removeprefix("TF_VAR_") for name in os.environ if name.startswith("TF_VAR_")
        }
        self._by_module: dict[str, set[str]] = {}
        self.calls: dict[str, set[str]] = {}
        """By real path of a directory, the real paths of those that its files seem to call."""

    def names(self, module: str) -> frozenset[str]:
        """What is set in a module."""
        return frozenset(self._by_module.get(module, set()) | self._everywhere)

    def note_calls(self, file: SourceFile, directory: str) -> None:
        """Note what a file may set in the modules that it calls by a path."""
        for source in _CALLED.findall(file.text):
            module = os.path.realpath(os.path.join(directory, source))
            self.calls.setdefault(directory, set()).add(module)
            self._by_module.setdefault(module, set()).update(_NAMED.findall(file.text))

    def note_values(self, paths: Iterable[str], modules: set[str]) -> None:
        """Note what files of values set, in the next module above each, else in every module.

        Which module a file of Terragrunt is about is often an expression, so it is about every one.
        """
        for path in paths:
            try:
                text = contents(path, LARGEST).decode("utf-8", "replace")
            except (InputError, OSError, ValueError):
                continue  # Terraform's to report: nothing of it is needed here but names
            real = Path(os.path.realpath(os.path.dirname(path) or os.curdir))
            above = next((str(part) for part in (real, *real.parents) if str(part) in modules), "")
            if above and not path.endswith(TERRAGRUNT):
                self._by_module.setdefault(above, set()).update(_NAMED.findall(text))
            else:
                self._everywhere.update(_NAMED.findall(text))
