"""Reads and checks the TOML files of a directory of facts.

:mod:`ecsnet.facts.reader` holds each file against the type hints of :mod:`ecsnet.facts.schema`,
:mod:`ecsnet.facts.checks` what was read against the rest.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from ecsnet.diagnostics import Text
from ecsnet.facts.checks import faults
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
    """Read and check the facts of one directory.

    Raises:
        FactsError: a file cannot be read, or says something that cannot be accepted; it begins
            with file and line.
    """
    try:
        return _load(directory)
    except Refused as refused:
        file, *keys = refused.at
        if not keys:
            raise FactsError(str(refused)) from refused
        path = directory / file
        names = [name for key in keys for name in re.sub(r"\[\d+\]$", "", key).split(" ", 1)]
        line = line_of(path.read_text(encoding="utf-8"), names)
        raise FactsError(f"{path}:{line}: {refused}") from None


def _load(directory: Path) -> Facts:
    log: Log = []

    def read(file: str, hint: Any) -> Any:
        return reader(hint)(_toml(directory, file), (file,), log)

    def read_array(file: str, key: str, hint: Any) -> Any:
        return read(file, Annotated[Mapping[str, tuple[hint, ...]], Keys([key])])[key]

    modes: _Modes = read("modes.toml", _Modes)
    compatibility: Compatibility = read("compatibility.toml", Compatibility)
    words: Words = read("words.toml", Words)
    topics: Mapping[str, Topic] = read("topics.toml", Mapping[str, Topic])
    facts = Facts(
        evidence=_folder(directory, "evidence", Evidence, read),
        modes=_matrix(modes, compatibility),
        compatibility=compatibility,
        fargate_sizes=read_array("fargate.toml", "size", FargateSize),
        trunking=read("trunking.toml", Trunking),
        deployments=read("deployments.toml", Deployments),
        quotas=read("quotas.toml", Quotas),
        registry_modules=_folder(directory, "modules", RegistryModule, read),
        numbers=read_array("numbers.toml", "number", Number),
        errors=_folder(directory, "errors", ErrorMessage, read, "group"),
        other_messages=read("other_messages.toml", Mapping[str, OtherMessage]),
        contradictions=read_array("contradictions.toml", "contradiction", Contradiction),
        glossary=read("glossary.toml", Glossary),
        unconfirmed=read_array("unconfirmed.toml", "item", Unconfirmed),
        topics=topics,
        rules=_rules(directory, topics, read),
        choices=read("choices.toml", Choices),
        chooser=read("chooser.toml", Chooser),
        other_checks=read_array("other_linters.toml", "check", OtherCheck),
        words=replace(
            words,
            command={**words.shared, **words.command},
            report={**words.shared, **words.report},
            pages={**words.shared, **words.pages},
        ),
        search=read("search.toml", Search),
        questions=read("questions.toml", Questions),
        needs=read("needs.toml", Needs),
        symptoms=read("symptoms.toml", Mapping[str, Symptom]),
    )
    for at, item in log:
        if type(item) is Text:  # of thousands of these there is nothing to check
            continue
        for key, reason in faults(item, facts):
            raise Refused((*at, *key.split(".")), reason)
    return facts


def _toml(directory: Path, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads((directory / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused((file,), "missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise Refused((file,), str(failure)) from failure


def _matrix(file: _Modes, compatibility: Compatibility) -> ModeMatrix:
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
            cells = {mode: compatibility.cell(mode, str(row.launch_type)) for mode in MODES}
        rows[row.id] = Property(id=row.id, name=row.name, group=row.group, cells=cells)
    return ModeMatrix(groups=file.groups, values=file.values, properties=rows)


def _rules(
    directory: Path, topics: Mapping[str, Topic], read: Callable[[str, Any], Any]
) -> dict[str, Rule]:
    """The rules of all topics, in the order of their ids."""
    for file in sorted(entry.name for entry in (directory / "rules").iterdir()):
        if file.removesuffix(".toml") not in topics:
            raise Refused((f"rules/{file}",), f"topics.toml has no {file.removesuffix('.toml')!r}")
    for topic in topics:
        _toml(directory, f"rules/{topic}.toml")
    return dict(sorted(_folder(directory, "rules", Rule, read, "topic").items()))


def _folder(
    directory: Path, folder: str, hint: Any, read: Callable[[str, Any], Any], name_in: str = ""
) -> dict[str, Any]:
    """The entries of all files of a folder; ``name_in`` is the field that takes the file's name."""
    entries: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for name in sorted(entry.name for entry in (directory / folder).iterdir()):
        file = f"{folder}/{name}"
        for key, entry in read(file, Mapping[str, hint]).items():
            if key in entries:
                raise Refused((file, key), f"{key!r} is in {origin[key]} too")
            origin[key] = file
            named = {name_in: name.removesuffix(".toml")} if name_in else {}
            entries[key] = replace(entry, **named)
    return entries


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
