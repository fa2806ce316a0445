"""What the facts must keep beyond their types: references that lead somewhere, and either-or.

Each check yields the key at fault and the reason; :mod:`ecsnet.facts.load` adds file and line.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping

from ecsnet.diagnostics import LANGUAGES, Text
from ecsnet.facts.chooser_schema import Absence, Addresses, Chooser, Rolling, Subnets
from ecsnet.facts.deployments_schema import (
    PinnedService,
    PlacementSetting,
    RollingCases,
    SubnetCases,
)
from ecsnet.facts.evidence_schema import ApiEvidence, Evidence, RunEvidence, SourceEvidence
from ecsnet.facts.figures import (
    FargateSize,
    Interfaces,
    Reread,
    Trunking,
    TrunkingTable,
    WithoutTrunking,
)
from ecsnet.facts.glossary_schema import GlossaryTerm
from ecsnet.facts.numbers_schema import Number
from ecsnet.facts.questions_schema import Question
from ecsnet.facts.quotas_schema import Quota
from ecsnet.facts.schema import (
    LAUNCH_TYPES,
    MODES,
    TABLES,
    UNCONFIRMED,
    Cause,
    Cell,
    Choice,
    Choices,
    Compatibility,
    ErrorMessage,
    Facts,
    OtherCheck,
    OtherMessage,
    Rule,
    Statement,
    Unconfirmed,
)
from ecsnet.facts.symptoms_schema import Symptom

Fault = tuple[str, str]

CITING = (
    Cell,
    FargateSize,
    TrunkingTable,
    Reread,
    Interfaces,
    WithoutTrunking,
    Quota,
    ErrorMessage,
    OtherMessage,
    OtherCheck,
    Rule,
    Statement,
    Unconfirmed,
    Choice,
    Absence,
    Subnets,
    Addresses,
    Rolling,
    RollingCases,
    SubnetCases,
    PlacementSetting,
    Symptom,
    Number,
)


# A title alone tells what is required: in Japanese it ends in the plain form of a verb.
_DEMAND_EN = re.compile(r"\b(?:must|only|cannot)\b", re.IGNORECASE)
_DEMAND_JA = re.compile(r"(?:[うくぐつぬぶむる]|(?<![でま])す|(?<!でき)ない)$")
_KANJI = re.compile("[一-龠々]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def faults(item: object, facts: Facts) -> Iterator[Fault]:
    """What is wrong with one thing that was read.

    Args:
        item: a dataclass of :mod:`ecsnet.facts.schema`.
        facts: everything that was read.

    Yields:
        The key within the item, with dots between the keys of inner tables, and the reason.
    """
    if isinstance(item, CITING):
        yield from _unknown("evidence", "evidence", item.evidence, facts.evidence)
    if isinstance(item, Evidence) and not item.id.startswith(f"{item.kind}-"):
        # The site's script finds the page of a piece of evidence by its id.
        yield "", f"evidence of kind {item.kind!r} has an id that begins with {item.kind}-"
    match item:
        case ApiEvidence() if (item.sentence is None) == (not item.enum):
            yield "sentence", "api evidence has either a sentence or an enum"
        case RunEvidence() if [bool(item.tool), bool(item.what.en)] != [item.lab is None] * 2:
            yield "lab", "a run names its lab or, if it is of none, the tool and what it did"
        case Cell():
            yield from _cell(item, facts)
        case Compatibility():
            yield from _compatibility(item)
        case PinnedService() if item.instances < item.tasks:
            yield "instances", "a static host port needs an instance for each task"
        case Trunking():
            yield from _trunking(item)
        case Quota():
            yield from _quota(item, facts)
        case Number():
            yield from _number(item, facts)
        case Cause():
            yield from _cause(item)
        case ErrorMessage():
            yield from _message(item, facts)
        case Rule():
            yield from _rule(item, facts)
        case GlossaryTerm() if item.field not in facts.glossary.field:
            yield "field", f"there is no field {item.field!r}"
        case GlossaryTerm() if bool(_KANJI.search(item.term.ja)) != bool(item.reading):
            yield "reading", "a term with kanji, and no other, is also given in kana"
        case GlossaryTerm() if item.reading and _KANJI.search(item.reading):
            yield "reading", "a reading has no kanji"
        case GlossaryTerm() if item.confirmed and item.seen is None:
            yield "seen", "a confirmed word names the page it was seen on"
        case GlossaryTerm() if item.seen and not item.confirmed:
            yield "confirmed", "a word that was seen is confirmed"
        case Choices():
            yield from _choices(item)
        case Chooser():
            yield from _chooser(item, facts)
        case OtherCheck():
            yield from _other_check(item, facts)
        case Question():
            yield from _question(item, facts)
        case Symptom():
            yield from _symptom(item, facts)


def _cell(cell: Cell, facts: Facts) -> Iterator[Fault]:
    if cell.value is not None and cell.value not in facts.modes.values:
        yield "value", f"{cell.value!r} has no label in modes.toml"
    if cell.value is None and cell.text is None:
        yield "value", "a cell has a value, a text or both"
    if cell.value == UNCONFIRMED and cell.text is None:
        yield "text", "an unconfirmed cell says what is known"


def _compatibility(table: Compatibility) -> Iterator[Fault]:
    for mode, row in table.cells.items():
        for launch_type, cell in row.items():
            if cell.value is None:
                yield f"cells.{mode}.{launch_type}", "a compatibility cell has a value"


def _quota(item: Quota, facts: Facts) -> Iterator[Fault]:
    if item.group not in facts.quotas.groups:
        yield "group", f"there is no group {item.group!r}"
    if (item.service is None) != (item.quota is None):
        yield "quota", "a name in Service Quotas and its service go together"
    yield from _unknown("modes", "mode", item.modes, MODES)
    yield from _unknown("errors", "message", item.errors, {*facts.errors, *facts.other_messages})


def _number(item: Number, facts: Facts) -> Iterator[Fault]:
    if sum(map(bool, (item.table, item.file, item.evidence))) != 1:
        yield "evidence", "a number has evidence or, instead, the table or the file that states it"
    elif (item.checked is None) == bool(item.evidence):
        yield "checked", "evidence was checked on a day; a table has a day of its own, a file none"
    if not _figures(item.value):
        yield "value", "has no number"
    if item.table:
        try:
            stated = _texts(_at(facts, item.table))
        except (AttributeError, KeyError):
            yield "table", f"the facts have no {item.table}"
            return
    else:
        cited = [facts.evidence[name] for name in item.evidence if name in facts.evidence]
        stated = [" ".join(map(_said, cited))]
        if not cited or not all(map(_said, cited)):
            return  # nobody can look: what a page or a thread says is not in the evidence
    for figure in sorted(_figures(item.value)):
        if not all(figure in _figures(text) for text in stated):
            yield "value", f"{figure} is not in {item.table or 'the words of its evidence'}"


def _said(evidence: Evidence) -> str:
    """The words of a piece of evidence; empty where it only says where they are."""
    match evidence:
        case ApiEvidence():
            return evidence.sentence or " ".join(evidence.enum)
        case SourceEvidence(quote=str(quote)):
            return f"{quote} {evidence.note.en}" if evidence.note else quote
        case RunEvidence():
            return f"{evidence.tool} {evidence.what.en}".strip()
        case _:
            return ""


def _figures(text: str) -> set[str]:
    found = (figure.replace(",", "") for figure in _FIGURE.findall(text))
    return {re.sub(r"^(\d+)\.0$", r"\1", figure) for figure in found}


def _texts(found: object) -> list[str]:
    """What is found in a table: of a text, each language."""
    return [found[name] for name in LANGUAGES] if isinstance(found, Text) else [str(found)]


def _at(facts: Facts, keys: str) -> object:
    found: object = facts
    for key in keys.split("."):
        found = found[key] if isinstance(found, Mapping) else getattr(found, key)
    return found


def _message(item: ErrorMessage, facts: Facts) -> Iterator[Fault]:
    by_hand = [cause for cause in item.causes if cause.rule is None]
    if by_hand and item.check is None and item.speaker == "aws":
        yield "check", "a cause that no rule finds needs a check"
    if not any(cause.rule or cause.see for cause in item.causes):
        yield "see", "names neither a rule nor a section of a page"
    yield from _shared_fixes(item, facts)


def _shared_fixes(item: ErrorMessage, facts: Facts) -> Iterator[Fault]:
    """Whoever has told two causes apart wants to read what each of them needs."""
    for language in LANGUAGES:
        told: dict[str, int] = {}
        for number, cause in enumerate(item.causes, start=1):
            rule = facts.rules.get(cause.rule or "")
            fix = cause.fix or (rule.fix if rule else None)
            if fix is None:
                continue
            first = told.setdefault(" ".join(fix[language].split()), number)
            if first != number:
                whose = f"the {language} fix of causes {first} and {number} is the same"
                where = f" (that of {cause.rule})" if cause.fix is None else ""
                yield f"causes[{number}].fix", f"{whose}{where}: write what each of them needs"


def _cause(cause: Cause) -> Iterator[Fault]:
    shown = cause.snippet or cause.command
    if cause.rule is None:
        if cause.fix is None:
            yield "fix", "a cause has a rule, a fix or both"
        if (shown is None) == (cause.no_code is None):
            yield "snippet", "a fix has a snippet, a command or, in no_code, why it has neither"
    elif (shown or cause.no_code) and cause.fix is None:
        yield "fix", "beside a rule stands a fix of the cause's own, with or without code"
    elif shown and cause.no_code:
        yield "no_code", "a fix has code, or says why it has none"


def _rule(rule: Rule, facts: Facts) -> Iterator[Fault]:
    if rule.accepted and (rule.errors or rule.level == "error"):
        yield "accepted", "what AWS accepts is a warning, and no message refuses it"
    if rule.undocumented and (rule.errors or rule.level == "error" or rule.accepted):
        yield "undocumented", "this is for a warning whose answer of AWS nobody knows"
    if rule.level == "warning" and not (rule.errors or rule.accepted or rule.undocumented):
        reason = "a warning without a message says whether AWS accepts the code: write accepted"
        yield "accepted", f"{reason} = true or, if AWS does not document it, undocumented = true"
    if not _DEMAND_EN.search(rule.title.en):
        yield "title.en", "the title of a rule demands: it has the word must, only or cannot"
    if not _DEMAND_JA.search(rule.title.ja):
        yield "title.ja", "the title of a rule ends in a verb that demands, such as する or しない"
    yield from _unknown("errors", "message", rule.errors, facts.errors)
    known = {*facts.modes.properties, *TABLES}
    yield from _unknown("claims", "property or table", rule.claims, known)


def _other_check(check: OtherCheck, facts: Facts) -> Iterator[Fault]:
    if not check.covered_by and check.why is None:
        yield "why", "a check that no rule covers says why"
    yield from _unknown("covered_by", "rule", check.covered_by, facts.rules)


def _symptom(item: Symptom, facts: Facts) -> Iterator[Fault]:
    yield from _unknown("modes", "mode", item.modes, MODES)
    yield from _unknown("errors", "message", item.errors, facts.errors)
    yield from _unknown("rules", "rule", item.rules, facts.rules)
    if item.diff is not None and item.diff not in item.rules:
        yield "diff", "a rule whose diff is shown is among the rules"


def _trunking(item: Trunking) -> Iterator[Fault]:
    refused = {*item.unsupported.t_families, *item.unsupported.families}
    for family, sizes in item.guide.tasks.items():
        if family in refused:
            yield f"guide.tasks.{family}", "also among the families without trunking"
        for size in sizes:
            if f"{family}.{size}" in item.unsupported.types:
                yield f"guide.tasks.{family}.{size}", "also among the types without trunking"
            if size in item.interfaces.enis.get(family, {}):
                yield f"interfaces.enis.{family}.{size}", "the table has this type"
    for family in item.reread.families:
        if family not in item.guide.tasks:
            yield "reread.families", f"the table has no {family!r}"


def _choices(table: Choices) -> Iterator[Fault]:
    yield from _same_keys("cells", table.cells, table.places)
    for place, row in table.cells.items():
        yield from _same_keys(f"cells.{place}", row, table.needs)


def _chooser(table: Chooser, facts: Facts) -> Iterator[Fault]:
    yield from _same_keys("places", table.places, facts.choices.places)
    for name, place in table.places.items():
        if place.launch_type not in LAUNCH_TYPES:
            yield f"places.{name}.launch_type", f"there is no launch type {place.launch_type!r}"
    for name, need in table.needs.items():
        for row in {need.property, *need.also} - set(facts.modes.properties):
            yield f"needs.{name}", f"modes.toml has no {row!r}"
        for value in {*need.values, *(v for more in need.at.values() for v in more)}:
            if value not in facts.modes.values:
                yield f"needs.{name}.values", f"{value!r} has no label in modes.toml"
        if need.row is not None and need.row not in facts.choices.needs:
            yield f"needs.{name}.row", f"choices.toml has no {need.row!r}"
        for place_name in set(need.at) - set(table.places):
            yield f"needs.{name}.at", f"there is no place {place_name!r}"
    for absence in table.absent:
        for unknown in {*absence.places} - set(table.places) | {*absence.needs} - set(table.needs):
            yield "absent", f"there is no {unknown!r}"


def _same_keys(where: str, found: Iterable[str], wanted: Iterable[str]) -> Iterator[Fault]:
    there, due = set(found), set(wanted)
    yield from ((f"{where}.{key}", "missing") for key in sorted(due - there))
    yield from ((f"{where}.{key}", "unknown key") for key in sorted(there - due))


def _question(item: Question, facts: Facts) -> Iterator[Fault]:
    if item.field not in facts.questions.field:
        yield "field", f"there is no field {item.field!r}"
    if "#" not in item.answer:
        yield "answer", "a question is answered by a section, not by a whole page"
    yield from _unknown("modes", "mode", item.modes, MODES)
    yield from _unknown("rules", "rule", item.rules, facts.rules)
    yield from _unknown("errors", "message", item.errors, facts.errors)


def _unknown(key: str, what: str, names: Iterable[str], known: Container[str]) -> Iterator[Fault]:
    """The names of a key that stand for nothing known."""
    for name in names:
        if name not in known:
            yield key, f"no {what} is called {name!r}"
