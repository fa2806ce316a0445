"""Finding the Terraform files below a directory.

Left out are hidden directories (``.terraform`` and ``.git`` are two of them), ``node_modules`` and
links to directories.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from ecsnet.diagnostics import JSONNET, Problem, Text
from ecsnet.inputs.read import failed

_TOFU = (".tofu", ".tofu.json")
TERRAFORM = (".tf", ".tf.json", *_TOFU)
TERRAGRUNT = ".hcl"
_VALUES = (".tfvars", ".tfvars.json", TERRAGRUNT)
# What ecspresso calls its files where its configuration does not say otherwise.
_DOCUMENTS = frozenset({"ecs-task-def.json", "ecs-service-def.json"})
_JSONNET = frozenset({"ecs-task-def.jsonnet", "ecs-service-def.jsonnet"})
_SKIPPED = frozenset({"node_modules"})


@dataclass(slots=True)
class Found:
    """What a search has found.

    Attributes:
        modules: by real path of a directory, its path as shown and the names of its files.
        values: files of values for variables.
        documents: task definitions and services as JSON of the API.
        problems: directories that cannot be read, or have nothing to check; files of ecspresso that
            are not read.
    """

    modules: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    values: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def search(root: str, found: Found) -> None:
    """Note the Terraform files in a directory and below it."""
    before = _size(found)
    waiting = [root]
    known = False
    while waiting:
        directory = waiting.pop()
        real = os.path.realpath(directory)
        if real in found.modules:
            known = True
            continue
        try:
            names = _look(directory, waiting, found)
        except OSError as error:
            found.problems.append(failed(directory, error))
            continue
        if names:
            found.modules[real] = (directory, sorted(_loaded(names)))
    if _size(found) == before and not known:
        message = Text(
            en="no *.tf or *.tf.json files here or in any subdirectory",
            ja="Terraform のファイル（*.tf と *.tf.json）が、ここにも下のディレクトリにも"
            "ありません。",
        )
        found.problems.append(Problem(root, 0, 0, message))


def _size(found: Found) -> int:
    """How much there is to check or to mend."""
    errors = [problem for problem in found.problems if problem.severity == "error"]
    return len(found.modules) + len(found.documents) + len(errors)


def _look(directory: str, waiting: list[str], found: Found) -> list[str]:
    """The Terraform files of a directory; notes directories to search and files of values."""
    names: list[str] = []
    with os.scandir(directory) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name, reverse=True):
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and entry.name not in _SKIPPED:
                    waiting.append(os.path.normpath(os.path.join(directory, entry.name)))
            elif _wanted(entry):
                names.append(entry.name)
            elif _gives_values(entry):
                found.values.append(entry.path)
            elif entry.name in _DOCUMENTS and entry.is_file():
                found.documents.append(os.path.normpath(entry.path))
            elif entry.name in _JSONNET and entry.is_file():
                path = os.path.normpath(entry.path)
                found.problems.append(Problem(path, 0, 0, JSONNET, "notice"))
    return names


def _loaded(names: list[str]) -> list[str]:
    """The files without those that OpenTofu leaves out: main.tf where there is main.tofu."""
    instead = {name.replace(".tofu", ".tf") for name in names if name.endswith(_TOFU)}
    return [name for name in names if name not in instead]


def values_in(directory: str) -> list[str]:
    """The files of values in a directory that is not searched."""
    try:
        with os.scandir(directory) as entries:
            return [entry.path for entry in entries if _gives_values(entry)]
    except OSError:
        return []


def _gives_values(entry: os.DirEntry[str]) -> bool:
    # .terraform.lock.hcl and .tflint.hcl are not Terragrunt's
    hidden = entry.name.startswith(".") and entry.name.endswith(TERRAGRUNT)
    return entry.name.endswith(_VALUES) and not hidden and entry.is_file()


def _wanted(entry: os.DirEntry[str]) -> bool:
    named = entry.name.endswith(TERRAFORM) and not entry.name.startswith(".")
    return named and not (entry.is_symlink() and os.path.isdir(entry.path))
