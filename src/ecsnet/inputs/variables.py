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
# What one file of Terragrunt says of one module: where that is, and inputs that are written out.
_SOURCE = re.compile(r'^[ \t]*source[ \t]*=[ \t]*"([^"]*)"', re.MULTILINE)
_INPUTS = re.compile(r"^[ \t]*inputs[ \t]*=[ \t]*\{", re.MULTILINE)
_CALLED = re.compile(r'"?\bsource"?[ \t]*[=:][ \t]*"(\.\.?(?:/[^"\n$]*)?)"', re.ASCII)


class Given:
    """What is set, by real path of a module; some names are set in every module."""

    def __init__(self) -> None:
        self._everywhere = {
            name.removeprefix("TF_VAR_") for name in os.environ if name.startswith("TF_VAR_")
        }
        self._by_module: dict[str, set[str]] = {}
        self._files: dict[str, list[SourceFile]] = {}
        self._terragrunt: dict[str, list[SourceFile]] = {}
        self.problems: list[Problem] = []
        """Files of values that cannot be read."""
        self.calls: dict[str, set[str]] = {}
        """By real path of a directory, the real paths of those that its files seem to call."""

    def names(self, module: str) -> frozenset[str]:
        """What is set in a module."""
        found = self._by_module.get(module, set()) | self._everywhere
        if not self._single(module):
            for file in self._terragrunt.get(module, []):
                found |= set(_NAMED.findall(file.text))
        return frozenset(found)

    def files(self, module: str) -> tuple[SourceFile, ...]:
        """The files of values that Terraform reads for a module, those that count more later."""
        found = self._files.get(module, [])

        def order(file: SourceFile) -> tuple[bool, str]:
            name = os.path.basename(file.name)
            return not name.startswith("terraform.tfvars"), name

        # Terragrunt passes inputs in the environment, before which every file counts.
        return (*self._single(module), *sorted(found, key=order))

    def _single(self, module: str) -> list[SourceFile]:
        """The file of Terragrunt about a module, where there is no other one."""
        found = self._terragrunt.get(module, [])
        return found if len(found) == 1 else []

    def note_calls(self, file: SourceFile, directory: str) -> None:
        """Note what a file may set in the modules that it calls by a path."""
        for source in _CALLED.findall(file.text):
            module = os.path.realpath(os.path.join(directory, source))
            self.calls.setdefault(directory, set()).add(module)
            self._by_module.setdefault(module, set()).update(_NAMED.findall(file.text))

    def note_values(self, paths: Iterable[str], modules: set[str]) -> None:
        """Note what files of values set: in their own module those that Terraform reads by itself.

        Any other one may be passed in the next module above it, else in every module.

        A file of Terragrunt of which that cannot be told is about every module.
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
            about = _about(path, text, real, modules)
            if about:
                file = SourceFile(os.path.normpath(path), text)
                self._terragrunt.setdefault(about, []).append(file)
                continue
            above = next((str(part) for part in (real, *real.parents) if str(part) in modules), "")
            if above and not path.endswith(TERRAGRUNT):
                self._by_module.setdefault(above, set()).update(_NAMED.findall(text))
            else:
                self._everywhere.update(_NAMED.findall(text))


def _about(path: str, text: str, directory: Path, modules: set[str]) -> str:
    """The module whose inputs a file of Terragrunt writes out; empty where that is not certain."""
    if os.path.basename(path) != "terragrunt.hcl" or not _INPUTS.search(text):
        return ""
    sources = _SOURCE.findall(text)
    if not sources:
        return str(directory) if str(directory) in modules else ""
    if len(sources) > 1 or "$" in sources[0] or not sources[0].startswith("."):
        return ""
    module = os.path.realpath(os.path.join(directory, sources[0].replace("//", "/")))
    return module if module in modules else ""
