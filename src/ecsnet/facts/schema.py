"""The shapes of the facts: dataclasses whose type hints say what a file may hold.

:mod:`ecsnet.facts.reader` reads TOML by these hints. A field with a default may be left out, what
stands in ``Annotated`` limits the values, and a derived field is not in the file.
"""

# No `from __future__ import annotations`: hints that are strings take the reader 3 ms to evaluate.

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, TypeVar, get_args

from ecsnet.diagnostics import Text
from ecsnet.facts.chooser_schema import Chooser
from ecsnet.facts.deployments_schema import Deployments
from ecsnet.facts.evidence_schema import Evidence
from ecsnet.facts.figures import FargateSize, Trunking
from ecsnet.facts.glossary_schema import Glossary
from ecsnet.facts.limits import (
    DERIVED,
    Citations,
    Https,
    Keys,
    Name,
    Pattern,
)
from ecsnet.facts.modules_schema import RegistryModule
from ecsnet.facts.needs_schema import Needs
from ecsnet.facts.numbers_schema import Number
from ecsnet.facts.questions_schema import Questions
from ecsnet.facts.quotas_schema import Quotas
from ecsnet.facts.search_schema import Search
from ecsnet.facts.symptoms_schema import Symptom

Mode = Literal["awsvpc", "bridge", "host", "none", "default"]
LaunchType = Literal["ec2_linux", "ec2_windows", "fargate", "managed_instances", "external"]
Group = Literal["usage", "addressing", "ports", "traffic", "discovery", "containers", "operations"]
Level = Literal["error", "warning"]
Speaker = Literal["aws", "terraform", "botocore", "cdk", "copilot", "ecspresso"]
# What a value answers: each kind has a mark of its own on the site.
Kind = Literal["yes", "no", "required", "conditional", "unconfirmed"]

MODES: tuple[str, ...] = get_args(Mode)
LAUNCH_TYPES: tuple[str, ...] = get_args(LaunchType)
GROUPS: tuple[str, ...] = get_args(Group)
# Who says a message: AWS, Terraform with its AWS provider, or another tool from its own checks.
SPEAKERS: Mapping[Speaker, str] = {
    "aws": "AWS",
    "terraform": "Terraform",
    "botocore": "AWS CLI",
    "cdk": "AWS CDK",
    "copilot": "AWS Copilot",
    "ecspresso": "ecspresso",
}
# What a rule can decide besides a property: a column of compatibility.toml, or the sizes.
TABLES = (*LAUNCH_TYPES, "fargate_sizes")
UNCONFIRMED = "unconfirmed"

T = TypeVar("T")
ByMode = Annotated[Mapping[str, T], Keys(MODES)]
ByLaunchType = Annotated[Mapping[str, T], Keys(LAUNCH_TYPES)]


# --- the matrices -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The label of a value that rules decide with, and what it answers, if it is an answer."""

    label: Text
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table: a value that rules decide with, a text, or both.

    The value is shown by its label, so that prose cannot contradict what the rules decide with.
    """

    value: str | None = None
    text: Text | None = None
    evidence: Citations
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A row of the mode matrix."""

    id: str
    name: Text
    group: Group
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeMatrix:
    """Mode by property, with the labels of the values."""

    groups: Mapping[str, Text]
    values: Mapping[str, Value]
    properties: Mapping[str, Property]

    def cell(self, property_id: str, mode: str) -> Cell:
        """Return the cell of a property for a mode.

        Raises:
            KeyError: there is no such property or mode.
        """
        return self.properties[property_id].cells[mode]

    def value(self, property_id: str, mode: str) -> str | None:
        """Return the machine value of a cell.

        Raises:
            KeyError: there is no such property or mode.
        """
        return self.cell(property_id, mode).value


@dataclass(frozen=True, slots=True, kw_only=True)
class Compatibility:
    """Mode by launch type."""

    launch_types: ByLaunchType[Text]
    cells: ByMode[ByLaunchType[Cell]]

    def cell(self, mode: str, launch_type: str) -> Cell:
        """Return the cell of a mode for a launch type.

        Raises:
            KeyError: there is no such mode or launch type.
        """
        return self.cells[mode][launch_type]

    def value(self, mode: str, launch_type: str) -> str | None:
        """Return the machine value of a cell.

        Raises:
            KeyError: there is no such mode or launch type.
        """
        return self.cell(mode, launch_type).value


# --- messages and rules -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What brings a message about, with the rule that finds it or, where there is none, the fix.

    ``snippet`` is a section of a file in ``snippets/``, ``command`` a command line that mends it,
    ``see`` a section of a page in ``docs/``. A fix without either says in ``no_code`` why neither
    Terraform nor a command mends it. Where the fix of its rule answers other causes too, a cause
    has a ``fix`` of its own, and a ``snippet`` or ``no_code`` if the good example of the rule does
    not show it.
    ``brief`` is the fix where it is read without its cause: what is mended, and how, in a line.
    """

    text: Text
    rule: str | None = None
    fix: Text | None = None
    brief: Text | None = None
    snippet: str | None = None
    command: str | None = None
    no_code: Text | None = None
    see: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How to see which cause it is: a command to paste and what its output tells."""

    command: str
    text: Text


# A message about bad input hides that the same command changes AWS without it.
_TAKES_EFFECT = re.compile(r" (run-|register-|create-|update-)| (apply|deploy)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorMessage:
    """A message, word for word, with the call that AWS answers so or the command that prints it.

    Only messages that somebody quoted or that a public program prints: a refusal whose text nobody
    published is in unconfirmed.toml.

    Attributes:
        group: the name of the file that it is in, and of its section on the errors page.
        text: the message; ``...`` stands for a name or number that was left out.
        pattern: finds the message in a pasted text: a regular expression that Python and
            JavaScript read alike, over text without quotes, white space and capitals
            (:mod:`ecsnet.error_search`). Its own spaces are for its reader and are taken out.
            A short one says with ``[^a-z_]`` that the word begins and ends there.
        speaker: one of :data:`SPEAKERS`: ``terraform``, or the tool, where the text is not AWS's
            but what it prints itself before or after it asks AWS.
        call: the operations that answer so, or a key of ``calls`` in words.toml.
        code: the error code, where the source gives it.
        evidence: where the message was seen.
        causes: empty where no source explains the message.
        check: missing where the rule of each cause finds it in the code.
    """

    id: Name
    group: str = field(default="", metadata=DERIVED)
    title: Text
    text: str
    pattern: Pattern
    speaker: Speaker = "aws"
    call: str
    code: str | None = None
    evidence: Citations
    check: Check | None = None
    causes: tuple[Cause, ...]

    @property
    def command(self) -> str | None:
        """The reader's own command that prints the message, where running it again is the check."""
        return None if self.speaker == "aws" or self.check else self.call.split(", ")[0]

    @property
    def again(self) -> str | None:
        """The key, in words.toml, of what to know before that command is run once more."""
        if not _TAKES_EFFECT.search(self.command or ""):
            return None
        return "dry_run" if self.speaker == "botocore" else "takes_effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherMessage:
    """A message of ECS that has nothing to do with networks, and the page that explains it."""

    id: Name
    text: str
    pattern: Pattern
    about: Text
    evidence: Citations
    url: Https


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a page of rules is about; ``slug`` is the name of that page."""

    id: Name
    slug: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a finding says where a rule finds more than one mistake; else it is the rule's own."""

    message: Text | None = None
    fix: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The texts and the standing of one rule; its function is in ecsnet.rules.

    ``topic`` is the name of the file that it is in, ``claims`` are the properties and
    :data:`TABLES` by which it decides. Without ``errors``, AWS's wording is not known, or it is
    ``accepted``: AWS takes what the rule warns of. ``cases`` are named by the rule's function.
    """

    id: Name
    name: str
    topic: str = field(default="", metadata=DERIVED)
    level: Level
    since: str
    errors: tuple[str, ...]
    accepted: bool = False
    undocumented: bool = False
    """AWS does not say whether it accepts the code: for a warning that has no errors."""
    evidence: Citations
    claims: tuple[str, ...]
    title: Text
    what: Text
    why: Text
    message: Text
    fix: Text
    cases: Mapping[str, Case] = field(default_factory=dict)


# --- what is not settled ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One side of a contradiction."""

    text: Text
    evidence: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two or three statements of AWS that cannot hold together, and our advice."""

    id: Name
    topic: Text
    a: Statement
    b: Statement
    c: Statement | None = None
    advice: Text
    checked: date

    @property
    def sides(self) -> tuple[Statement, ...]:
        """The statements, in the order of their letters."""
        return tuple(side for side in (self.a, self.b, self.c) if side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """Something that nobody may state as true yet."""

    id: Name
    text: Text
    evidence: tuple[str, ...] = ()


# --- the decision table -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What to take in one place for one need: a mode and the snippet to start from.

    ``met`` is False where the place cannot meet the need and ``mode`` is the nearest there is.
    ``stack`` is the folder of snippets/stacks that has all of it.
    """

    mode: Mode
    met: bool
    start: str
    stack: str | None = None
    reason: Text
    evidence: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The decision table: a choice for every place and need, ``cells[place][need]``."""

    places: Mapping[str, Text]
    needs: Mapping[str, Text]
    cells: Mapping[str, Mapping[str, Choice]]


# --- what other tools check ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCheck:
    """A check of another tool, the rules here that cover it, and why not where they do not."""

    tool: str
    check: str
    what: Text
    covered_by: tuple[str, ...] = ()
    why: Text | None = None
    evidence: Citations


# --- what readers see go wrong ------------------------------------------------------------------


# --- everything ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of the project's own voice, by key, under where they are shown.

    ``facts().words.pages["fix"]["ja"]``: words in braces are filled in by who shows them.

    Attributes:
        shared: what more than one of the following says, and how a list is joined; ``command``,
            ``report`` and ``pages`` have these words beside their own.
        command: headings and last line of ``ecsnet``.
        report: what stands around a finding on the terminal.
        pages: tables and labels of generated pages.
        calls: what pages call that which answers and is no call of ECS; by the call of a message.
        tags: the same in a word or two; by the call, or by the speaker, of a message.
        search: the search dialog.
        chooser: the form and the answers of the chooser, and of the calculator.
        home: what the home page writes around the facts it shows.
        paste: the field for a pasted error, on the home page and on the errors page.
        checker: the checker in the page.
        machines: what is written for programs: the lists of pages and data, the feed of changes.
    """

    shared: Mapping[str, Text]
    command: Mapping[str, Text]
    report: Mapping[str, Text]
    pages: Mapping[str, Text]
    calls: Mapping[str, Text]
    tags: Mapping[str, Text]
    search: Mapping[str, Text]
    chooser: Mapping[str, Text]
    home: Mapping[str, Text]
    paste: Mapping[str, Text]
    checker: Mapping[str, Text]
    machines: Mapping[str, Text]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything the TOML files of one directory say."""

    evidence: Mapping[str, Evidence]
    modes: ModeMatrix
    compatibility: Compatibility
    fargate_sizes: tuple[FargateSize, ...]
    trunking: Trunking
    deployments: Deployments
    quotas: Quotas
    registry_modules: Mapping[str, RegistryModule]
    numbers: tuple[Number, ...]
    errors: Mapping[str, ErrorMessage]
    other_messages: Mapping[str, OtherMessage]
    contradictions: tuple[Contradiction, ...]
    glossary: Glossary
    unconfirmed: tuple[Unconfirmed, ...]
    topics: Mapping[str, Topic]
    rules: Mapping[str, Rule]
    choices: Choices
    chooser: Chooser
    other_checks: tuple[OtherCheck, ...]
    words: Words
    search: Search
    questions: Questions
    needs: Needs
    symptoms: Mapping[str, Symptom]
