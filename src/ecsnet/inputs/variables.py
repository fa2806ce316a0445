"""What something besides the files of a module sets of its variables.

The files of values that Terraform reads by itself have the values. Where another ``.tfvars`` file,
Terragrunt or the environment sets a variable, which of several values counts is not in the files,
so only the names are taken: neither a default nor a value says anything then.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from ecsnet.diagnostics import InputError, Problem
from ecsnet.inputs.find import TERRAGRUNT
from ecsnet.inputs.read import LARGEST, contents, terraform_file
from ecsnet.source import SourceFile

# More names than a module or a file of values sets: whatever stands before a sign.
_NAMED = re.compile(r'([A-Za-z_][\w-]*)"?[ \t]*[=:](?!=)', re.ASCII)
_READ = re.compile(r"terraform\.tfvars(?:\.json)?|.*\.auto\.tfvars(?:\.json)?", re.DOTALL)
_CALLED = re.compile(r'"?\bsource"?[ \t]*[=:][ \t]*"(\.\.?(?:/[^"\n$]*)?)"', re.ASCII)


class Given:
    """What is set, by real path of a module; some names are set in every module."""

    def __init__(self) -> None:
        self._everywhere = {
            name.removeprefix("TF_VAR_") for name in os.environ if name.startswith("TF_VAR_")
        }
        self._by_module: dict[str, set[str]] = {}
        self._files: dict[str, list[SourceFile]] = {}
        self.problems: list[Problem] = []
        """Files of values that cannot be read."""
        self.calls: dict[str, set[str]] = {}
        """By real path of a directory, the real paths of those that its files seem to call."""

    def names(self, module: str) -> frozenset[str]:
        """What is set in a module."""
        return frozenset(self._by_module.get(module, set()) | self._everywhere)

    def files(self, module: str) -> tuple[SourceFile, ...]:
        """The files of values that Terraform reads for a module, those that count more later."""
        found = self._files.get(module, [])

        def order(file: SourceFile) -> tuple[bool, str]:
            name = os.path.basename(file.name)
            return not name.startswith("terraform.tfvars"), name

        return tuple(sorted(found, key=order))

    def note_calls(self, file: SourceFile, directory: str) -> None:
        """Note what a file may set in the modules that it calls by a path."""
        for source in _CALLED.findall(file.text):
            module = os.path.realpath(os.path.join(directory, source))
            self.calls.setdefault(directory, set()).add(module)
            self._by_module.setdefault(module, set()).update(_NAMED.findall(file.text))

    def note_values(self, paths: Iterable[str], modules: set[str]) -> None:
        """Note what files of values set: in their own module those that Terraform reads by itself.

        Any other one may be passed in the next module above it, else in every module.

        Which module a file of Terragrunt is about is often an expression, so it is about every one.
        """
        for path in paths:
            real = Path(os.path.realpath(os.path.dirname(path) or os.curdir))
            if str(real) in modules and _READ.fullmatch(os.path.basename(path)):
                file = terraform_file(os.path.normpath(path))
                if isinstance(file, Problem):
                    self.problems.append(file)
                else:
                    self._files.setdefault(str(real), []).append(file)
                continue
            try:
                text = contents(path, LARGEST).decode("utf-8", "replace")
            except (InputError, OSError, ValueError):
                continue  # Terraform's to report: nothing of it is needed here but names
            above = next((str(part) for part in (real, *real.parents) if str(part) in modules), "")
            if above and not path.endswith(TERRAGRUNT):
                self._by_module.setdefault(above, set()).update(_NAMED.findall(text))
            else:
                self._everywhere.update(_NAMED.findall(text))
