"""What a run tells its user: texts in both languages, findings, problems, results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ecsnet.model import Location

LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    ja: str
    en: str

    def __getitem__(self, language: str) -> str:
        if language not in LANGUAGES:
            raise KeyError(language)
        return self.ja if language == "ja" else self.en

    @classmethod
    def same(cls, text: str) -> Text:
        """What another program says, such as Python's JSON reader: the same in both languages."""
        return cls(ja=text, en=text)


@dataclass(frozen=True, slots=True)
class Setting:
    """An argument with its value, which each format of configuration writes in its own way."""

    name: str
    value: str | bool | None


@dataclass(frozen=True, slots=True)
class Mode:
    """The network mode of a task: as written, or what it is where it is ``omitted``."""

    name: str
    omitted: bool = False


Param = str | int | Setting | Mode | tuple[str | Setting, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found.

    ``params`` fill the rule's message, a tuple as a list of code; ``level`` and ``errors``
    (what AWS answers, ids of ``facts/errors/``) are set where they differ from the rule's own, and
    ``case`` names which of the rule's mistakes it is where they are not worded alike. ``of_api``
    says that the input is JSON of the API of ECS, whose members have other names.
    """

    rule: str
    at: Location
    resource: str
    params: Mapping[str, Param] = field(default_factory=dict)
    level: str | None = None
    errors: tuple[str, ...] | None = None
    case: str = ""
    of_api: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the input, in one line.

    An ``error`` is input that cannot be used, a ``notice`` something that does not stop the run and
    that its user should know. ``line`` and ``column`` count from 1; ``line`` is 0 when the whole
    file is meant, ``column`` when the whole line is. ``resource`` is the address of the resource
    that could not be read in full, and empty where it is about anything else.
    """

    file: str
    line: int
    column: int
    message: Text
    severity: Literal["error", "notice"] = "error"
    resource: str = ""

    def shown(self, language: str) -> str:
        """The problem as a line, with its place."""
        line = f":{self.line}" if self.line else ""
        column = f":{self.column}" if self.line and self.column else ""
        return f"{self.file}{line}{column}: {self.message[language]}"


class InputError(Exception):
    """Input that cannot be used; ``problem`` says why."""

    def __init__(self, file: str, line: int, column: int, message: Text) -> None:
        self.problem = Problem(file, line, column, message)
        super().__init__(self.problem.shown("en"))


@dataclass(slots=True)
class Result:
    """What a run, or a part of one, found.

    Attributes:
        findings: what the rules found.
        problems: what is wrong with the input; the rest of it was checked.
        sources: source text by file name, of the files that have findings.
        files: number of Terraform files and plans that were read, parsed or not.
    """

    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    files: int = 0

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Input that cannot be used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What does not stop the run."""
        return tuple(problem for problem in self.problems if problem.severity == "notice")

    @property
    def unread(self) -> int:
        """How many resources could not be read in full."""
        return len(
            {(problem.file, problem.resource) for problem in self.notices if problem.resource}
        )

    def add(self, other: Result) -> None:
        """Take in what another part of the run found."""
        self.findings += other.findings
        self.problems += other.problems
        self.sources |= other.sources
        self.files += other.files

    def sort(self) -> None:
        """Put findings and problems in the order of file, line and column."""
        self.findings.sort(key=lambda finding: (finding.at, finding.rule, finding.resource))
        self.problems.sort(key=lambda p: (p.file, p.line, p.column, p.message.en))


JSONNET = Text(
    en="Jsonnet is not read; check the output of 'ecspresso render'",
    ja="Jsonnet は読み取れません。'ecspresso render' の出力を検査してください。",
)
TOO_DEEP = Text(
    en="expressions are nested too deeply to read",
    ja="式の入れ子が深すぎて、読み取れません。",
)


def not_utf8(position: int) -> Text:
    """Bytes that are no text; ``position`` counts from 0."""
    return Text(
        en=f"not valid UTF-8 (byte {position})",
        ja=f"UTF-8 の文字列ではありません（バイト {position}）。",
    )


def written_twice(argument: str, first: int) -> Text:
    """An argument that is there before, on the line ``first``."""
    return Text(
        en=f"argument {argument!r} is set twice (first on line {first})",
        ja=f"引数 {argument!r} が重複しています（最初は {first} 行目）。",
    )
