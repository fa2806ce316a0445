"""A lab as it is written: the commands of a script, and what is expected of them.

``labs/<mode>.sh`` has the commands, in named sections (``# --8<-- [start:name]``), so that a page
can show one. A line ``# expect: <id>`` stands before a command of which something is expected.
``labs/<mode>.toml`` says what, and what it shows, in both languages.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LABS = ROOT / "labs"
MODES = ("bridge", "awsvpc", "host", "none")

_EDGE = re.compile(r"# --8<-- \[(start|end):([a-z][a-z-]*)\]")
_EXPECT = re.compile(r"# expect: ([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in both languages."""

    ja: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of one command."""

    id: str
    claim: str
    """The page and the heading that make the claim: ``modes/bridge.md#ports``."""
    shows: Text
    output: re.Pattern[str]
    """Is found in what the command prints."""
    fails: bool
    """Whether the command ends with a status other than 0."""

    def met(self, output: str, status: int) -> bool:
        """Whether a command did what is expected of it."""
        return (status != 0) is self.fails and self.output.search(output) is not None


@dataclass(frozen=True, slots=True)
class Step:
    """One command, with what is expected of it."""

    command: str
    line: int
    """Of the script, from 1."""
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Commands that show one thing."""

    name: str
    title: Text
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Lab:
    """The script of a mode."""

    mode: str
    title: Text
    sections: tuple[Section, ...]

    @property
    def expectations(self) -> tuple[Expectation, ...]:
        """All of them, in the order of the commands."""
        return tuple(
            expectation
            for section in self.sections
            for step in section.steps
            for expectation in step.expectations
        )


def load(mode: str) -> Lab:
    """The lab of a mode, as the repository has it."""
    return parse(
        mode,
        (LABS / f"{mode}.sh").read_text(encoding="utf-8"),
        (LABS / f"{mode}.toml").read_text(encoding="utf-8"),
    )


def parse(mode: str, script: str, expected: str) -> Lab:
    """A lab from the text of its two files.

    Raises:
        ValueError: they do not fit: an expectation that no command has, or that stands nowhere, a
            section without a title, a command outside a section.
    """
    table = tomllib.loads(expected)
    titles: dict[str, Text] = {}
    open_: dict[str, Expectation] = {}
    for section in table["section"]:
        titles[section["name"]] = _text(section["title"])
        for entry in section["expectation"]:
            expectation = _expectation(entry)
            if expectation.id in open_:
                raise ValueError(f"{mode}: {expectation.id} is there twice")
            open_[expectation.id] = expectation

    sections = []
    for name, steps in _sections(mode, script):
        if name not in titles:
            raise ValueError(f"{mode}: section {name} has no title")
        found = []
        for line, command, ids in steps:
            missing = [id_ for id_ in ids if id_ not in open_]
            if missing:
                raise ValueError(f"{mode}.sh:{line}: no expectation is left for {missing[0]}")
            found.append(Step(command, line, tuple(open_.pop(id_) for id_ in ids)))
        sections.append(Section(name, titles.pop(name), tuple(found)))
    if open_ or titles:
        raise ValueError(f"{mode}: not in the script: {', '.join([*open_, *titles])}")
    return Lab(mode, _text(table["title"]), tuple(sections))


def _text(value: dict[str, str]) -> Text:
    return Text(ja=value["ja"], en=value["en"])


def _expectation(entry: dict[str, object]) -> Expectation:
    unknown = entry.keys() - {"id", "claim", "output", "fails", "ja", "en"}
    if unknown:
        raise ValueError(f"{entry['id']}: unknown {', '.join(sorted(unknown))}")
    return Expectation(
        id=str(entry["id"]),
        claim=str(entry["claim"]),
        shows=Text(ja=str(entry["ja"]), en=str(entry["en"])),
        output=re.compile(str(entry["output"]), re.M),
        fails=bool(entry.get("fails", False)),
    )


def _sections(
    mode: str, script: str
) -> Iterator[tuple[str, list[tuple[int, str, tuple[str, ...]]]]]:
    """The sections of a script: line, command and ids of expectations of each step."""
    name = ""
    steps: list[tuple[int, str, tuple[str, ...]]] = []
    ids: list[str] = []
    lines = iter(enumerate(script.splitlines(), start=1))
    for number, line in lines:
        if edge := _EDGE.fullmatch(line):
            if ids:
                raise ValueError(f"{mode}.sh:{number}: no command follows {ids[0]}")
            if (edge[1] == "start") is bool(name) or (edge[1] == "end" and edge[2] != name):
                raise ValueError(f"{mode}.sh:{number}: {line} where section is {name or 'none'}")
            if edge[1] == "end":
                yield name, steps
            name, steps = (edge[2], []) if edge[1] == "start" else ("", [])
        elif expect := _EXPECT.fullmatch(line):
            ids.append(expect[1])
        elif line and not line.startswith("#"):
            if not name:
                raise ValueError(f"{mode}.sh:{number}: a command outside a section")
            command = line
            while command.endswith("\\"):
                command += "\n" + next(lines)[1]
            steps.append((number, command, tuple(ids)))
            ids.clear()
    if name:
        raise ValueError(f"{mode}.sh: the end of {name} is missing")
