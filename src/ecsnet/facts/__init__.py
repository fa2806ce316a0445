"""What is true about ECS network modes: the TOML files beside this module, typed.

Everything else in the project reads these tables: the rules decide with them and the pages
show them. Loading is strict, because a misspelt key in a table of facts is a wrong fact.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NoReturn, Self

MODES = ("awsvpc", "bridge", "host", "none", "default")
LAUNCH_TYPES = ("ec2_linux", "ec2_windows", "fargate", "managed_instances", "external")
LANGUAGES = ("ja", "en")
GROUPS = (
    "usage",
    "addressing",
    "ports",
    "traffic",
    "discovery",
    "containers",
    "operations",
)
LEVELS = ("error", "warning")
# Who says a message: AWS itself, or Terraform and its AWS provider before they ask AWS.
SPEAKERS = {"aws": "AWS", "terraform": "Terraform"}
OPERATING_SYSTEMS = ("linux", "windows")
# What a rule can decide besides a property: a column of compatibility.toml, or the sizes.
TABLES = (*LAUNCH_TYPES, "fargate_sizes")
UNCONFIRMED = "unconfirmed"


class FactsError(Exception):
    """A facts file says something that cannot be accepted; names the file and the key."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    ja: str
    en: str

    def __getitem__(self, language: str) -> str:
        if language not in LANGUAGES:
            raise KeyError(language)
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class ApiEvidence:
    """A sentence, or an enum, of AWS's own model of the ECS API as botocore ships it."""

    id: str
    shape: str
    member: str | None
    sentence: str | None
    enum: tuple[str, ...]
    kind: str = field(default="api", init=False)


@dataclass(frozen=True, slots=True)
class GuideEvidence:
    """A page of documentation."""

    id: str
    url: str
    title: str
    checked: date
    note: Text | None
    kind: str = field(default="guide", init=False)


@dataclass(frozen=True, slots=True)
class IssueEvidence:
    """A public thread that quotes or confirms what AWS does."""

    id: str
    url: str
    checked: date
    note: Text | None
    kind: str = field(default="issue", init=False)


@dataclass(frozen=True, slots=True)
class RunEvidence:
    """What a tool did when it was run."""

    id: str
    tool: str
    what: Text
    checked: date
    kind: str = field(default="run", init=False)


Evidence = ApiEvidence | GuideEvidence | IssueEvidence | RunEvidence


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: a value that rules decide with, a text, or both."""

    value: str | None
    label: Text | None
    text: Text | None
    evidence: tuple[str, ...]
    checked: date

    def render(self, language: str) -> str:
        """Label and text as one string; prose cannot contradict the value, which is its label."""
        parts = [text[language] for text in (self.label, self.text) if text is not None]
        return " — ".join(parts)


@dataclass(frozen=True, slots=True)
class Property:
    """A row of the mode matrix."""

    id: str
    name: Text
    group: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class ModeMatrix:
    """Mode by property, with the labels of the values."""

    groups: Mapping[str, Text]
    values: Mapping[str, Text]
    properties: tuple[Property, ...]

    def property(self, property_id: str) -> Property:
        """Return the row with this id."""
        for candidate in self.properties:
            if candidate.id == property_id:
                return candidate
        raise KeyError(property_id)

    def cell(self, property_id: str, mode: str) -> Cell:
        """Return the cell of a property for a mode."""
        return self.property(property_id).cells[mode]

    def value(self, property_id: str, mode: str) -> str | None:
        """Return the machine value of a cell."""
        return self.cell(property_id, mode).value


@dataclass(frozen=True, slots=True)
class Compatibility:
    """Mode by launch type."""

    launch_types: Mapping[str, Text]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, mode: str, launch_type: str) -> Cell:
        """Return the cell of a mode for a launch type."""
        return self.cells[mode, launch_type]

    def value(self, mode: str, launch_type: str) -> str | None:
        """Return the machine value of a cell."""
        return self.cell(mode, launch_type).value


@dataclass(frozen=True, slots=True)
class FargateSize:
    """One vCPU size of Fargate with the memory, in MiB, that goes with it."""

    cpu: int
    vcpu: str
    memory: tuple[int, ...]
    os: tuple[str, ...]
    platform_version: str | None
    evidence: tuple[str, ...]
    checked: date


@dataclass(frozen=True, slots=True)
class TrunkingLimit:
    """ENI figures of one instance type; `with_trunking` is None where trunking is refused."""

    type: str
    enis: int
    without_trunking: int
    with_trunking: int | None
    reread: date | None
    evidence: tuple[str, ...]
    checked: date


@dataclass(frozen=True, slots=True)
class Cause:
    """What brings a message about, with the rule that finds it or, where there is none, the fix.

    ``snippet`` is a section of a file in ``snippets/``, ``see`` a section of a page in ``docs/``. A
    fix without a snippet says in ``no_code`` why no Terraform code mends it.
    """

    text: Text
    rule: str | None
    fix: Text | None
    snippet: str | None
    no_code: Text | None
    see: str | None


@dataclass(frozen=True, slots=True)
class ErrorMessage:
    """A message, word for word, with the call that AWS answers so or the command that prints it.

    ``speaker`` is one of :data:`SPEAKERS`. ``pattern`` finds the message in a pasted text
    (:mod:`ecsnet.matching`). There are no causes where the source explains none.
    """

    id: str
    title: Text
    text: str
    pattern: str
    speaker: str
    call: str
    code: str | None
    evidence: tuple[str, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One side of a contradiction."""

    text: Text
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements of AWS that cannot both hold, and our advice."""

    id: str
    topic: Text
    a: Statement
    b: Statement
    advice: Text
    checked: date


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """`seen` is the Japanese AWS page the word was read on; None means not confirmed."""

    id: str
    term: Text
    definition: Text
    seen: str | None

    @property
    def confirmed(self) -> bool:
        """Whether the Japanese word was seen in AWS's own Japanese documentation."""
        return self.seen is not None


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Something that nobody may state as true yet."""

    id: str
    text: Text
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page of rules is about; ``slug`` is the name of that page."""

    id: str
    slug: str
    title: Text


@dataclass(frozen=True, slots=True)
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
        evidence: headings of the kinds of evidence, by kind.
    """

    shared: Mapping[str, Text]
    command: Mapping[str, Text]
    report: Mapping[str, Text]
    pages: Mapping[str, Text]
    calls: Mapping[str, Text]
    evidence: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Rule:
    """The texts and the standing of one rule; its function is in ecsnet.rules."""

    id: str
    name: str
    topic: str
    level: str
    since: str
    errors: tuple[str, ...]
    evidence: tuple[str, ...]
    claims: tuple[str, ...]
    title: Text
    what: Text
    why: Text
    message: Text
    fix: Text


@dataclass(frozen=True, slots=True)
class Choice:
    """What to take in one place for one need: a mode and the snippet to start from.

    ``met`` is False where the place cannot meet the need and ``mode`` is the nearest there is.
    """

    place: str
    need: str
    mode: str
    met: bool
    start: str
    reason: Text
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The decision table: a choice for every place and need."""

    places: Mapping[str, Text]
    needs: Mapping[str, Text]
    cells: Mapping[tuple[str, str], Choice]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the TOML files of one directory say."""

    evidence: Mapping[str, Evidence]
    modes: ModeMatrix
    compatibility: Compatibility
    fargate_sizes: tuple[FargateSize, ...]
    trunking: tuple[TrunkingLimit, ...]
    errors: Mapping[str, ErrorMessage]
    contradictions: tuple[Contradiction, ...]
    glossary: tuple[GlossaryTerm, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    topics: Mapping[str, Topic]
    rules: Mapping[str, Rule]
    choices: Choices
    words: Words

    def citations(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every fact with the evidence it rests on, each once: (name of the fact, ids)."""
        for prop in self.modes.properties:
            for mode, cell in prop.cells.items():
                yield f"modes {prop.id}/{mode}", cell.evidence
        for (mode, launch_type), cell in self.compatibility.cells.items():
            yield f"compatibility {mode}/{launch_type}", cell.evidence
        for size in self.fargate_sizes:
            yield f"fargate {size.cpu}", size.evidence
        for limit in self.trunking:
            yield f"trunking {limit.type}", limit.evidence
        for error in self.errors.values():
            yield f"errors {error.id}", error.evidence
        for item in self.contradictions:
            yield f"contradictions {item.id}/a", item.a.evidence
            yield f"contradictions {item.id}/b", item.b.evidence
        for entry in self.unconfirmed:
            yield f"unconfirmed {entry.id}", entry.evidence
        for rule in self.rules.values():
            yield f"rules {rule.id}", rule.evidence
        for choice in self.choices.cells.values():
            yield f"choices {choice.place}/{choice.need}", choice.evidence


_REQUIRED = object()


class _Table:
    """A TOML table whose keys must all be asked for: what is left over is an unknown key."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, dict):
            raise FactsError(f"{where}: expected a table")
        self._left = dict(data)
        self.where = where

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        if failure is None and self._left:
            self.fail(min(self._left), "unknown key")

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def fail(self, key: str, reason: str) -> NoReturn:
        raise FactsError(f"{self.where}.{key}: {reason}")

    def take(self, key: str, kind: type, default: Any = _REQUIRED) -> Any:
        if key not in self._left:
            if default is _REQUIRED:
                self.fail(key, "missing")
            return default
        value = self._left.pop(key)
        # bool is an int to Python and datetime is a date; neither is what a table means.
        if type(value) is not kind:
            self.fail(key, f"expected {kind.__name__}, found {type(value).__name__}")
        if value in ("", [], {}) and kind is not list:
            self.fail(key, "empty")
        return value

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.take(key, str)
        if value not in allowed:
            self.fail(key, f"unknown value {value!r}, expected one of {', '.join(allowed)}")
        return value

    def strings(self, key: str, default: Any = _REQUIRED) -> tuple[str, ...]:
        return self._items(key, str, default)

    def integers(self, key: str) -> tuple[int, ...]:
        return self._items(key, int, _REQUIRED) or self.fail(key, "empty")

    def _items(self, key: str, kind: type, default: Any) -> tuple[Any, ...]:
        values = self.take(key, list, default)
        if any(type(value) is not kind or value == "" for value in values):
            self.fail(key, f"expected a list of {kind.__name__}")
        if len(set(values)) != len(values):
            self.fail(key, "the same item twice")
        return tuple(values)

    def text(self, key: str) -> Text:
        with self.table(key) as table:
            return Text(ja=table.take("ja", str), en=table.take("en", str))

    def optional_text(self, key: str) -> Text | None:
        return self.text(key) if key in self else None

    def table(self, key: str) -> _Table:
        return _Table(self.take(key, dict), f"{self.where}.{key}")

    def tables(self) -> Iterator[tuple[str, _Table]]:
        """What is left, each key holding a table."""
        for key in list(self._left):
            yield key, self.table(key)

    def nested(self, key: str) -> Iterator[_Table]:
        """An array of tables without names."""
        for position, data in enumerate(self.take(key, list), start=1):
            yield _Table(data, f"{self.where}.{key}[{position}]")

    def array(self, key: str, name: str) -> Iterator[tuple[str, _Table]]:
        """An array of tables, each named by its `name`, which must be unique."""
        seen: set[str] = set()
        for position, data in enumerate(self.take(key, list), start=1):
            table = _Table(data, f"{self.where}.{key}[{position}]")
            identity = table.take(name, str)
            if identity in seen:
                table.fail(name, f"{identity!r} is there twice")
            seen.add(identity)
            table.where = f"{self.where}.{key} {identity}"
            yield identity, table

    def evidence(self, known: Mapping[str, Evidence], *, optional: bool = False) -> tuple[str, ...]:
        ids = self.strings("evidence", [] if optional else _REQUIRED)
        if not ids and not optional:
            self.fail("evidence", "empty")
        for evidence_id in ids:
            if evidence_id not in known:
                self.fail("evidence", f"no evidence is called {evidence_id!r}")
        return ids


def _read(directory: Traversable, name: str) -> _Table:
    try:
        data = tomllib.loads((directory / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FactsError(f"{name}: missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise FactsError(f"{name}: {failure}") from failure
    return _Table(data, name)


def _api(name: str, table: _Table) -> ApiEvidence:
    sentence = table.take("sentence", str, None)
    enum = table.strings("enum", [])
    if (sentence is None) == (not enum):
        table.fail("sentence", "api evidence has either a sentence or an enum")
    member = table.take("member", str, None)
    return ApiEvidence(name, table.take("shape", str), member, sentence, enum)


def _guide(name: str, table: _Table) -> GuideEvidence:
    return GuideEvidence(
        name,
        _url(table),
        table.take("title", str),
        table.take("checked", date),
        table.optional_text("note"),
    )


def _issue(name: str, table: _Table) -> IssueEvidence:
    return IssueEvidence(
        name, _url(table), table.take("checked", date), table.optional_text("note")
    )


def _run(name: str, table: _Table) -> RunEvidence:
    return RunEvidence(
        name, table.take("tool", str), table.text("what"), table.take("checked", date)
    )


_KINDS: dict[str, Callable[[str, _Table], Evidence]] = {
    "api": _api,
    "guide": _guide,
    "issue": _issue,
    "run": _run,
}


def _url(table: _Table, key: str = "url") -> str:
    url = table.take(key, str)
    if not url.startswith("https://"):
        table.fail(key, f"{url!r} is not an https address")
    return url


def _load_evidence(directory: Traversable) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    with _read(directory, "evidence.toml") as file:
        for name, table in file.tables():
            with table:
                found[name] = _KINDS[table.choice("kind", tuple(_KINDS))](name, table)
    return found


def _cell(table: _Table, values: Mapping[str, Text], known: Mapping[str, Evidence]) -> Cell:
    with table:
        value = table.take("value", str, None)
        if value is not None and value not in values:
            table.fail("value", f"{value!r} has no label in modes.toml")
        text = table.optional_text("text")
        if value is None and text is None:
            table.fail("value", "a cell has a value, a text or both")
        if value == UNCONFIRMED and text is None:
            table.fail("text", "an unconfirmed cell says what is known")
        label = values[value] if value is not None else None
        return Cell(value, label, text, table.evidence(known), table.take("checked", date))


def _load_names(file: _Table, key: str) -> dict[str, Text]:
    """A table of labels: the text of each name."""
    values: dict[str, Text] = {}
    with file.table(key) as table:
        for name, label in table.tables():
            with label:
                values[name] = Text(ja=label.take("ja", str), en=label.take("en", str))
    return values


def _load_compatibility(
    directory: Traversable, values: Mapping[str, Text], known: Mapping[str, Evidence]
) -> Compatibility:
    cells: dict[tuple[str, str], Cell] = {}
    with _read(directory, "compatibility.toml") as file:
        with file.table("launch_types") as table:
            launch_types = {key: table.text(key) for key in LAUNCH_TYPES}
        with file.table("cells") as modes_table:
            for mode in MODES:
                with modes_table.table(mode) as row:
                    for key in LAUNCH_TYPES:
                        cells[mode, key] = _cell(row.table(key), values, known)
                        if cells[mode, key].value is None:
                            row.fail(key, "a compatibility cell has a value")
    return Compatibility(launch_types, cells)


def _load_modes(
    directory: Traversable, known: Mapping[str, Evidence]
) -> tuple[ModeMatrix, Compatibility]:
    properties: list[Property] = []
    with _read(directory, "modes.toml") as file:
        values = _load_names(file, "values")
        compatibility = _load_compatibility(directory, values, known)
        with file.table("groups") as table:
            groups = {group: table.text(group) for group in GROUPS}
        for property_id, table in file.array("property", "id"):
            with table:
                name = table.text("name")
                group = table.choice("group", GROUPS)
                if "launch_type" in table:
                    launch_type = table.choice("launch_type", LAUNCH_TYPES)
                    cells = {mode: compatibility.cell(mode, launch_type) for mode in MODES}
                else:
                    with table.table("cells") as row:
                        cells = {mode: _cell(row.table(mode), values, known) for mode in MODES}
                properties.append(Property(property_id, name, group, cells))
    return ModeMatrix(groups, values, tuple(properties)), compatibility


def _load_fargate(directory: Traversable, known: Mapping[str, Evidence]) -> tuple[FargateSize, ...]:
    sizes: list[FargateSize] = []
    with _read(directory, "fargate.toml") as file:
        for vcpu, table in file.array("size", "vcpu"):
            with table:
                systems = table.strings("os")
                if not systems or not set(systems) <= set(OPERATING_SYSTEMS):
                    table.fail("os", f"expected some of {', '.join(OPERATING_SYSTEMS)}")
                sizes.append(
                    FargateSize(
                        table.take("cpu", int),
                        vcpu,
                        table.integers("memory"),
                        systems,
                        table.take("platform_version", str, None),
                        table.evidence(known),
                        table.take("checked", date),
                    )
                )
    return tuple(sizes)


def _load_trunking(
    directory: Traversable, known: Mapping[str, Evidence]
) -> tuple[TrunkingLimit, ...]:
    limits: list[TrunkingLimit] = []
    with _read(directory, "trunking.toml") as file:
        for instance_type, table in file.array("instance", "type"):
            with table:
                supported = table.take("supported", bool)
                limits.append(
                    TrunkingLimit(
                        instance_type,
                        table.take("enis", int),
                        table.take("without_trunking", int),
                        table.take("with_trunking", int) if supported else None,
                        table.take("reread", date, None),
                        table.evidence(known),
                        table.take("checked", date),
                    )
                )
    return tuple(limits)


# What Python and JavaScript read alike, and what no pasted text can keep busy.
_PATTERN = re.compile(r"(?:[a-z0-9=,:_|^$()]|\\\.|\[0-9\]\+|\.\{\d+,\d+\}\?)+")


def _pattern(table: _Table) -> str:
    pattern = table.take("pattern", str).replace(" ", "")
    if not _PATTERN.fullmatch(pattern):
        table.fail("pattern", "uses more than letters, groups, [0-9]+ and .{m,n}?")
    return str(pattern)


def _cause(table: _Table) -> Cause:
    with table:
        cause = Cause(
            table.text("text"),
            table.take("rule", str, None),
            table.optional_text("fix"),
            table.take("snippet", str, None),
            table.optional_text("no_code"),
            table.take("see", str, None),
        )
        if (cause.rule is None) == (cause.fix is None):
            table.fail("fix", "a cause has either a rule or a fix")
        shown = [cause.rule, cause.snippet, cause.no_code]
        if shown.count(None) != len(shown) - 1:
            table.fail("snippet", "a fix has either a snippet or, in no_code, why it has none")
        return cause


def _load_errors(directory: Traversable, known: Mapping[str, Evidence]) -> dict[str, ErrorMessage]:
    errors: dict[str, ErrorMessage] = {}
    with _read(directory, "errors.toml") as file:
        for name, table in file.tables():
            with table:
                errors[name] = ErrorMessage(
                    name,
                    table.text("title"),
                    table.take("text", str),
                    _pattern(table),
                    table.choice("speaker", tuple(SPEAKERS)) if "speaker" in table else "aws",
                    table.take("call", str),
                    table.take("code", str, None),
                    table.evidence(known),
                    tuple(map(_cause, table.nested("causes"))),
                )
    return errors


def _statement(table: _Table, known: Mapping[str, Evidence]) -> Statement:
    with table:
        return Statement(table.text("text"), table.evidence(known))


def _load_contradictions(
    directory: Traversable, known: Mapping[str, Evidence]
) -> tuple[Contradiction, ...]:
    found: list[Contradiction] = []
    with _read(directory, "contradictions.toml") as file:
        for name, table in file.array("contradiction", "id"):
            with table:
                found.append(
                    Contradiction(
                        name,
                        table.text("topic"),
                        _statement(table.table("a"), known),
                        _statement(table.table("b"), known),
                        table.text("advice"),
                        table.take("checked", date),
                    )
                )
    return tuple(found)


def _load_glossary(directory: Traversable) -> tuple[GlossaryTerm, ...]:
    terms: list[GlossaryTerm] = []
    with _read(directory, "glossary.toml") as file:
        for name, table in file.array("term", "id"):
            with table:
                seen = _url(table, "seen") if "seen" in table else None
                if seen is None and table.take("confirmed", bool):
                    table.fail("seen", "a confirmed word names the page it was seen on")
                term = Text(ja=table.take("ja", str), en=table.take("en", str))
                terms.append(GlossaryTerm(name, term, table.text("definition"), seen))
    return tuple(terms)


def _load_unconfirmed(
    directory: Traversable, known: Mapping[str, Evidence]
) -> tuple[Unconfirmed, ...]:
    entries: list[Unconfirmed] = []
    with _read(directory, "unconfirmed.toml") as file:
        for name, table in file.array("item", "id"):
            with table:
                evidence = table.evidence(known, optional=True)
                entries.append(Unconfirmed(name, table.text("text"), evidence))
    return tuple(entries)


def _load_topics(directory: Traversable) -> dict[str, Topic]:
    topics: dict[str, Topic] = {}
    with _read(directory, "topics.toml") as file:
        for name, table in file.tables():
            with table:
                topics[name] = Topic(name, table.take("slug", str), table.text("title"))
    return topics


def _load_words(directory: Traversable) -> Words:
    with _read(directory, "words.toml") as file:
        shared = _load_names(file, "shared")
        return Words(
            shared,
            shared | _load_names(file, "command"),
            shared | _load_names(file, "report"),
            shared | _load_names(file, "pages"),
            _load_names(file, "calls"),
            _load_names(file, "evidence"),
        )


def _load_rules(
    directory: Traversable,
    topics: Mapping[str, Topic],
    known: Mapping[str, Evidence],
    errors: Mapping[str, ErrorMessage],
    matrix: ModeMatrix,
) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    claimable = {prop.id for prop in matrix.properties} | set(TABLES)
    with _read(directory, "rules.toml") as file:
        for name, table in file.tables():
            with table:
                rule = Rule(
                    name,
                    table.take("name", str),
                    table.choice("topic", tuple(topics)),
                    table.choice("level", LEVELS),
                    table.take("since", str),
                    table.strings("errors"),
                    table.evidence(known),
                    table.strings("claims"),
                    table.text("title"),
                    table.text("what"),
                    table.text("why"),
                    table.text("message"),
                    table.text("fix"),
                )
                for error in rule.errors:
                    if error not in errors:
                        table.fail("errors", f"errors.toml has no {error!r}")
                for claim in rule.claims:
                    if claim not in claimable:
                        table.fail("claims", f"no property or table is called {claim!r}")
                rules[name] = rule
    return rules


def _load_choices(directory: Traversable, known: Mapping[str, Evidence]) -> Choices:
    cells: dict[tuple[str, str], Choice] = {}
    with _read(directory, "choices.toml") as file:
        places = _load_names(file, "places")
        needs = _load_names(file, "needs")
        with file.table("choices") as table:
            for place in places:
                with table.table(place) as row:
                    for need in needs:
                        with row.table(need) as cell:
                            cells[place, need] = Choice(
                                place,
                                need,
                                cell.choice("mode", MODES),
                                cell.take("met", bool),
                                cell.take("start", str),
                                cell.text("reason"),
                                cell.evidence(known),
                            )
    return Choices(places, needs, cells)


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
        table = re.compile(rf'^(?:id = "{word}"$|\[+(?:.*\.)?{word}\])', re.MULTILINE)
        key = re.compile(rf"^{word}(?:\.\w+)? =", re.MULTILINE)
        following = re.compile(r"^\[", re.MULTILINE).search(text, position + 1)
        end = following.start() if following else len(text)
        if match := table.search(text, position) or key.search(text, position, end):
            position = match.start()
    return text.count("\n", 0, position) + 1


def load_facts(directory: Traversable) -> Facts:
    """Read and check the facts of one directory.

    Raises:
        FactsError: a file cannot be read, or says something that cannot be accepted; it begins
            with file and line.
    """
    try:
        return _load(directory)
    except FactsError as error:
        named = re.match(r"([\w-]+\.toml)\.([^:]+): ", str(error))
        if not named:
            raise
        names = re.sub(r"\[\d+\]", "", named[2]).replace(" ", ".").split(".")
        line = line_of((directory / named[1]).read_text(encoding="utf-8"), names)
        raise FactsError(f"{directory / named[1]}:{line}: {error}") from None


def _load(directory: Traversable) -> Facts:
    evidence = _load_evidence(directory)
    modes, compatibility = _load_modes(directory, evidence)
    errors = _load_errors(directory, evidence)
    topics = _load_topics(directory)
    return Facts(
        evidence=evidence,
        modes=modes,
        compatibility=compatibility,
        fargate_sizes=_load_fargate(directory, evidence),
        trunking=_load_trunking(directory, evidence),
        errors=errors,
        contradictions=_load_contradictions(directory, evidence),
        glossary=_load_glossary(directory),
        unconfirmed=_load_unconfirmed(directory, evidence),
        topics=topics,
        rules=_load_rules(directory, topics, evidence, errors, modes),
        choices=_load_choices(directory, evidence),
        words=_load_words(directory),
    )


@cache
def facts() -> Facts:
    """Return the facts that ship with the package."""
    return load_facts(resources.files(__name__))


def evidence() -> Mapping[str, Evidence]:
    """Return every piece of evidence by id."""
    return facts().evidence


def modes() -> ModeMatrix:
    """Return the mode matrix."""
    return facts().modes


def compatibility() -> Compatibility:
    """Return the compatibility matrix."""
    return facts().compatibility


def fargate_sizes() -> tuple[FargateSize, ...]:
    """Return the task sizes of Fargate, smallest first."""
    return facts().fargate_sizes


def fargate_memory_options(cpu: int) -> tuple[int, ...]:
    """Memory in MiB that Fargate offers for this many CPU units; empty for a cpu it lacks."""
    return next((size.memory for size in fargate_sizes() if size.cpu == cpu), ())


def trunking() -> tuple[TrunkingLimit, ...]:
    """Return the ENI figures per instance type."""
    return facts().trunking


def errors() -> Mapping[str, ErrorMessage]:
    """Return the messages by id."""
    return facts().errors


def contradictions() -> tuple[Contradiction, ...]:
    """Return where AWS contradicts itself."""
    return facts().contradictions


def glossary() -> tuple[GlossaryTerm, ...]:
    """Return the glossary."""
    return facts().glossary


def unconfirmed() -> tuple[Unconfirmed, ...]:
    """Return what could not be confirmed."""
    return facts().unconfirmed


def rules() -> Mapping[str, Rule]:
    """Return the rules by id."""
    return facts().rules


def choices() -> Choices:
    """Return the decision table."""
    return facts().choices
