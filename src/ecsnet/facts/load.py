"""Reads and checks the TOML files of a directory of facts.

:mod:`ecsnet.facts.reader` holds each file against the type hints of :mod:`ecsnet.facts.schema`,
:mod:`ecsnet.facts.checks` what was read against the rest.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any

from ecsnet.diagnostics import Text
from ecsnet.facts.chooser_schema import Chooser
from ecsnet.facts.deployments_schema import Deployments
from ecsnet.facts.evidence_schema import Evidence
from ecsnet.facts.figures import FargateSize, Trunking
from ecsnet.facts.glossary_schema import Glossary
from ecsnet.facts.limits import Keys, Name
from ecsnet.facts.modules_schema import RegistryModule
from ecsnet.facts.needs_schema import Needs
from ecsnet.facts.numbers_schema import Number
from ecsnet.facts.questions_schema import Questions
from ecsnet.facts.quotas_schema import Quotas
from ecsnet.facts.reader import Log, Refused, reader
from ecsnet.facts.schema import (
    GROUPS,
    MODES,
    ByMode,
    Cell,
    Choices,
    Compatibility,
    Contradiction,
    ErrorMessage,
    Facts,
    Group,
    LaunchType,
    ModeMatrix,
    OtherCheck,
    OtherMessage,
    Property,
    Rule,
    Topic,
    Unconfirmed,
    Value,
    Words,
)
from ecsnet.facts.search_schema import Search
from ecsnet.facts.symptoms_schema import Symptom


class FactsError(Exception):
    """A facts file says something that cannot be accepted; names the file and the key."""


# modes.toml is not quite what it says: a row may show a column of compatibility.toml.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: Name
    name: Text
    group: Group
    launch_type: LaunchType | None = None
    cells: ByMode[Cell] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Modes:
    groups: Annotated[Mapping[str, Text], Keys(GROUPS)]
    values: Mapping[str, Value]
    property: Mapping[str, _Row]


def load_facts(directory: Path) -> Facts:
    """Read all facts of one directory and hold each against the rest.

    Raises:
        FactsError: a file cannot be read, or says something that cannot be accepted; it begins
            with file and line.
    """
    facts, log = _on_demand(directory)
    for table in fields(Facts):
        getattr(facts, table.name)
    from ecsnet.facts.checks import faults  # whoever checks Terraform has no use for them

    for at, item in log:
        if type(item) is Text:  # of thousands of these there is nothing to check
            continue
        for key, reason in faults(item, facts):
            raise _located(directory, Refused((*at, *key.split(".")), reason))
    return facts


def facts_on_demand(directory: Path) -> Facts:
    """The facts of one directory, each table read when it is first asked for.

    What a table says of another is not checked: that is what :func:`load_facts` does.

    Returns:
        Facts whose attributes raise :class:`FactsError` where a file cannot be read or does not
        have the types of :mod:`ecsnet.facts.schema`.
    """
    return _on_demand(directory)[0]


class _OnDemand(Facts):
    """Facts with a directory in place of values."""

    def __getattr__(self, name: str) -> Any:
        if name not in _TABLES:
            raise AttributeError(name)
        directory: _Directory = self.__dict__["directory"]
        try:
            return self.__dict__.setdefault(name, _TABLES[name](directory, self))
        except Refused as refused:
            raise _located(directory.path, refused) from refused


def _on_demand(directory: Path) -> tuple[Facts, Log]:
    """The facts, and the log of what is read for them."""
    facts, log = object.__new__(_OnDemand), Log()
    facts.__dict__["directory"] = _Directory(directory, log)
    return facts, log


def _located(directory: Path, refused: Refused) -> FactsError:
    file, *keys = refused.at
    if not keys:
        return FactsError(str(refused))
    path = directory / file
    names = [name for key in keys for name in re.sub(r"\[\d+\]$", "", key).split(" ", 1)]
    line = line_of(path.read_text(encoding="utf-8"), names)
    return FactsError(f"{path}:{line}: {refused}")


@dataclass(frozen=True, slots=True)
class _Directory:
    """Reads files by type hints.

    Attributes:
        path: where they are.
        log: takes what is read, with its place.
    """

    path: Path
    log: Log

    def file(self, name: str, hint: Any) -> Any:
        return reader(hint)(self.toml(name), (name,), self.log)

    def array(self, name: str, key: str, hint: Any) -> Any:
        return self.file(name, Annotated[Mapping[str, tuple[hint, ...]], Keys([key])])[key]

    def folder(self, name: str, hint: Any, name_in: str = "") -> dict[str, Any]:
        """The entries of all files of a folder.

        Args:
            name: the folder.
            hint: the type of an entry.
            name_in: the field that takes the file's name.
        """
        entries: dict[str, Any] = {}
        origin: dict[str, str] = {}
        for path in sorted((self.path / name).iterdir()):
            file = f"{name}/{path.name}"
            for key, entry in self.file(file, Mapping[str, hint]).items():
                if key in entries:
                    raise Refused((file, key), f"{key!r} is in {origin[key]} too")
                origin[key] = file
                entries[key] = replace(entry, **{name_in: path.stem}) if name_in else entry
        return entries

    def toml(self, file: str) -> dict[str, Any]:
        try:
            return tomllib.loads((self.path / file).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Refused((file,), "missing") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
            raise Refused((file,), str(failure)) from failure


def _modes(directory: _Directory, facts: Facts) -> ModeMatrix:
    file: _Modes = directory.file("modes.toml", _Modes)
    rows = {}
    for row in file.property.values():
        at = ("modes.toml", f"property {row.id}", "cells")
        if row.launch_type is None and row.cells is None:
            raise Refused(at, "missing")
        if row.launch_type is not None and row.cells is not None:
            raise Refused(at, "unknown key")
        if row.cells is not None:
            cells = row.cells
        else:
            cells = {mode: facts.compatibility.cell(mode, str(row.launch_type)) for mode in MODES}
        rows[row.id] = Property(id=row.id, name=row.name, group=row.group, cells=cells)
    return ModeMatrix(groups=file.groups, values=file.values, properties=rows)


def _rules(directory: _Directory, facts: Facts) -> dict[str, Rule]:
    """The rules of all topics, in the order of their ids."""
    for file in sorted(path.name for path in (directory.path / "rules").iterdir()):
        if file.removesuffix(".toml") not in facts.topics:
            raise Refused((f"rules/{file}",), f"topics.toml has no {file.removesuffix('.toml')!r}")
    for topic in facts.topics:
        if not (directory.path / f"rules/{topic}.toml").exists():
            raise Refused((f"rules/{topic}.toml",), "missing")
    return dict(sorted(directory.folder("rules", Rule, "topic").items()))


def _words(directory: _Directory, _facts: Facts) -> Words:
    words: Words = directory.file("words.toml", Words)
    return replace(
        words,
        command={**words.shared, **words.command},
        report={**words.shared, **words.report},
        pages={**words.shared, **words.pages},
    )


# The fields of Facts, and how each is read.
_TABLES: Mapping[str, Callable[[_Directory, Facts], Any]] = {
    "evidence": lambda at, _: at.folder("evidence", Evidence),
    "modes": _modes,
    "compatibility": lambda at, _: at.file("compatibility.toml", Compatibility),
    "fargate_sizes": lambda at, _: at.array("fargate.toml", "size", FargateSize),
    "trunking": lambda at, _: at.file("trunking.toml", Trunking),
    "deployments": lambda at, _: at.file("deployments.toml", Deployments),
    "quotas": lambda at, _: at.file("quotas.toml", Quotas),
    "registry_modules": lambda at, _: at.folder("modules", RegistryModule),
    "numbers": lambda at, _: at.array("numbers.toml", "number", Number),
    "errors": lambda at, _: at.folder("errors", ErrorMessage, "group"),
    "other_messages": lambda at, _: at.file("other_messages.toml", Mapping[str, OtherMessage]),
    "contradictions": lambda at, _: at.array("contradictions.toml", "contradiction", Contradiction),
    "glossary": lambda at, _: at.file("glossary.toml", Glossary),
    "unconfirmed": lambda at, _: at.array("unconfirmed.toml", "item", Unconfirmed),
    "topics": lambda at, _: at.file("topics.toml", Mapping[str, Topic]),
    "rules": _rules,
    "choices": lambda at, _: at.file("choices.toml", Choices),
    "chooser": lambda at, _: at.file("chooser.toml", Chooser),
    "other_checks": lambda at, _: at.array("other_linters.toml", "check", OtherCheck),
    "words": _words,
    "search": lambda at, _: at.file("search.toml", Search),
    "questions": lambda at, _: at.file("questions.toml", Questions),
    "needs": lambda at, _: at.file("needs.toml", Needs),
    "symptoms": lambda at, _: at.file("symptoms.toml", Mapping[str, Symptom]),
}


def line_of(text: str, names: Iterable[str]) -> int:
    """The line of an entry in the text of a facts file.

    Args:
        text: the TOML.
        names: the id, table or key of the entry, after those of the entries it is in.

    Returns:
        The line of the innermost name that is found, or 1.
    """
    position = 0
    for name in names:
        word = re.escape(name)
        table = re.compile(rf'^(?:(?:id|type|vcpu) = "{word}"$|\[+(?:.*\.)?{word}\])', re.MULTILINE)
        key = re.compile(rf"^{word}(?:\.\w+)? =", re.MULTILINE)
        following = re.compile(r"^\[", re.MULTILINE).search(text, position + 1)
        end = following.start() if following else len(text)
        if match := table.search(text, position) or key.search(text, position, end):
            position = match.start()
    return text.count("\n", 0, position) + 1
