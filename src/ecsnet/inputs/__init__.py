"""Which files a run reads, and reading them.

Directories are searched for ``*.tf`` and ``*.tf.json``. Each directory is a module. A directory in
which nothing concerns ECS is not parsed, unless one that is calls it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from ecsnet.diagnostics import InputError, Problem
from ecsnet.inputs.find import TERRAFORM, Found, search, values_in
from ecsnet.inputs.read import LARGEST_PLAN, contents, failed, terraform_file
from ecsnet.inputs.texts import Texts
from ecsnet.inputs.variables import Given
from ecsnet.inputs.whole import whole
from ecsnet.source import SourceFile

__all__ = ["TERRAFORM", "Directory", "Inputs", "PlanFile", "chunks", "collect"]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan, or JSON of the API, that has been read: its name as it is shown, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Directory:
    """The files of one module.

    Attributes:
        name: its path, as it is shown.
        files: its Terraform files.
        given: names of variables that something else sets, to which of several values.
        values: files of values for variables, of which a later one counts more.
        real: its path without links.
        calls: the real paths of the directories that its files seem to call.
        relevant: whether it, or a module that it calls, has something to check.
    """

    name: str
    files: tuple[SourceFile, ...]
    given: frozenset[str] = frozenset()
    values: tuple[SourceFile, ...] = ()
    real: str = ""
    calls: frozenset[str] = frozenset()
    relevant: bool = True

    @property
    def size(self) -> int:
        """Characters to parse."""
        return sum(len(file.text) for file in self.files)


@dataclass(slots=True)
class Inputs:
    """What the paths of a run lead to.

    Attributes:
        directories: what has to be parsed, or may have to be because something calls it.
        plans: plans from ``terraform show -json``, and JSON of the API of ECS.
        problems: what cannot be read.
        arguments: values of variables for this run, of which a later one counts more: a file of
            values, or a name with a value as text.
        texts: reads other files that the directories name.
        seen: number of Terraform files and plans that were read, parsed or not.
    """

    directories: list[Directory] = field(default_factory=list)
    plans: list[PlanFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    arguments: tuple[SourceFile | tuple[str, str], ...] = ()
    texts: Texts = field(default_factory=Texts)
    seen: int = 0


def collect(paths: Sequence[str], stdin: BinaryIO | None, relevant: Collection[str]) -> Inputs:
    """Read what the paths name.

    Args:
        paths: directories, Terraform files, and other files, which are taken for plans or for JSON
            of the API.
        stdin: what the path ``-`` means, a plan; None where it is a file of that name.
        relevant: nothing in a directory concerns ECS when none of these is in any of its files.

    Returns:
        The contents and the problems. Never raises on bad input.
    """
    return _Collector(paths, re.compile("|".join(map(re.escape, relevant)))).collect(paths, stdin)


class _Collector:
    def __init__(self, paths: Sequence[str], relevant: re.Pattern[str]) -> None:
        self._inputs = Inputs()
        self._found = Found()
        self._given = Given()
        self._relevant = relevant
        # by real path of a directory, the files of it that were named: their names and paths
        self._named: dict[str, dict[str, str]] = {}
        self._beside: list[str] = []
        self._roots = [os.path.realpath(path) for path in paths if os.path.isdir(path)]
        self._roots.append(os.path.realpath(os.curdir))

    def collect(self, paths: Sequence[str], stdin: BinaryIO | None) -> Inputs:
        for path in dict.fromkeys(map(os.path.normpath, paths)):
            if path == "-" and stdin is not None:
                self._read_stdin(stdin)
            elif os.path.isdir(path):
                search(path, self._found)
            elif path.endswith(TERRAFORM):
                parent = os.path.realpath(os.path.dirname(path) or os.curdir)
                self._named.setdefault(parent, {})[os.path.basename(path)] = path
                self._beside.append(parent)
            else:
                self._read_plan(path)
        for path in dict.fromkeys(self._found.documents):
            if path not in paths:
                self._read_plan(path)
        modules = {*self._found.modules, *self._named}
        directories = [*self._searched(), *self._others()]
        self._given.note_values(self._found.values, modules)
        self._inputs.directories = self._needed(directories)
        searched = (os.path.realpath(path) for path in paths if os.path.isdir(path))
        self._inputs.texts = Texts({*searched, *self._beside})
        self._inputs.problems += self._found.problems + self._given.problems
        return self._inputs

    def _needed(self, directories: list[tuple[str, list[SourceFile], bool]]) -> list[Directory]:
        """The directories that concern ECS, those that call them, and those that these call."""
        real = {name: os.path.realpath(name) for name, _, _ in directories}
        callers: dict[str, set[str]] = {}
        for caller, called in self._given.calls.items():
            for module in called:
                callers.setdefault(module, set()).add(caller)
        # what is called and is not here may concern ECS
        away = {
            caller for module in callers.keys() - set(real.values()) for caller in callers[module]
        }
        concern = {real[name] for name, _, concerns in directories if concerns}
        relevant = _reached(concern | away, callers)
        needed = _reached(relevant, self._given.calls)
        return [
            Directory(
                name,
                tuple(files),
                self._given.names(real[name]),
                self._given.files(real[name]),
                real[name],
                frozenset(self._given.calls.get(real[name], ())),
                real[name] in relevant,
            )
            for name, files, _ in directories
            if real[name] in needed
        ]

    def _searched(self) -> Iterator[tuple[str, list[SourceFile], bool]]:
        """The modules that were found, with the files of them that were named too."""
        for real, (shown, names) in self._found.modules.items():
            named = self._named.get(real, {})
            prefix = "" if shown == os.curdir else shown
            files = [
                file
                for name in names
                if name not in named
                and (file := self._read(os.path.join(prefix, name), real, inside=True))
            ]
            concerns = real in self._named or not self._irrelevant(files)
            named = self._named.pop(real, {})
            files += [file for path in named.values() if (file := self._read(path, real))]
            yield shown, sorted(files, key=lambda file: file.name), concerns

    def _others(self) -> Iterator[tuple[str, list[SourceFile], bool]]:
        """The files that were named and are in no directory that was searched."""
        for real, named in self._named.items():
            files = [file for path in named.values() if (file := self._read(path, real))]
            if files:
                self._found.values += values_in(real)
                yield os.path.dirname(files[0].name) or os.curdir, files, True

    def _read(self, path: str, directory: str, *, inside: bool = False) -> SourceFile | None:
        """Read a Terraform file; one that was found has to be inside the given paths."""
        self._inputs.seen += 1
        file = terraform_file(path, self._roots if inside else None)
        if isinstance(file, Problem):
            self._inputs.problems.append(file)
            return None
        self._given.note_calls(file, directory)
        return file

    def _irrelevant(self, files: list[SourceFile]) -> bool:
        if any(self._relevant.search(file.text) for file in files):
            return False
        return all(not file.name.endswith(".json") and whole(file.text) for file in files)

    def _read_stdin(self, stdin: BinaryIO) -> None:
        self._inputs.seen += 1
        try:
            self._inputs.plans.append(PlanFile("<stdin>", stdin.read(LARGEST_PLAN)))
        except OSError as error:
            self._inputs.problems.append(failed("<stdin>", error))

    def _read_plan(self, path: str) -> None:
        self._inputs.seen += 1
        try:
            self._inputs.plans.append(PlanFile(path, contents(path, LARGEST_PLAN)))
        except InputError as error:
            self._inputs.problems.append(error.problem)
        except (OSError, ValueError) as error:
            self._inputs.problems.append(failed(path, error))


def _reached(start: set[str], steps: Mapping[str, set[str]]) -> set[str]:
    """What steps lead to, with where they start."""
    found = set(start)
    waiting = list(start)
    while waiting:
        fresh = steps.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def chunks(directories: list[Directory], parts: int) -> Iterator[list[Directory]]:
    """The directories in order, in parts of about the same size."""
    share = sum(directory.size for directory in directories) / parts
    part: list[Directory] = []
    filled = 0.0
    for directory in directories:
        part.append(directory)
        filled += directory.size
        if filled >= share:
            yield part
            part, filled = [], 0.0
    if part:
        yield part
