"""Templates: what their parts write together, as text or as the JSON that the text is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from ecsnet.model import UNKNOWN, Location, Missing
from ecsnet.terraform.scope import Evaluator
from ecsnet.terraform.syntax import json_reader
from ecsnet.terraform.syntax.places import Lines
from ecsnet.terraform.syntax.tree import Choice, Inserted, Literal, Name, Node, Repeat
from ecsnet.terraform.values import (
    LONGEST_TEXT,
    Data,
    Failed,
    Joined,
    Json,
    Partial,
    Reference,
    Unsettled,
    Value,
    Written,
    as_boolean,
    exact_text,
    is_scalar,
)

# What no configuration needs, and what would take the checker's time without end.
_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Verbatim(Value):
    """Text that a template has between its expressions."""

    data: str


def pieces(evaluator: Evaluator, parts: Iterable[Node]) -> Iterator[Value]:
    """What the parts of a template write; unknown for a directive that is not settled."""
    for part in parts:
        try:
            if isinstance(part, Choice):
                chosen = as_boolean(evaluator.settled(part.condition).data)
                yield from pieces(evaluator, part.then if chosen else part.otherwise)
            elif isinstance(part, Repeat):
                for turn in evaluator.turned(part.names, part.collection):
                    if turn is None:
                        raise Unsettled
                    yield from pieces(turn, part.body)
            elif isinstance(part, Literal) and isinstance(part.value, str):
                yield Verbatim(part.value, part.at)
            else:
                yield evaluator.value(part)
        except Unsettled:
            yield Value(UNKNOWN, part.at)


def joined(evaluator: Evaluator, parts: list[Value]) -> Data:
    """The pieces of a template as one: text, a reference, JSON, or the parts of JSON.

    Raises:
        Failed: one of them cannot become text.
    """
    if len(parts) == 1 and not isinstance(parts[0], Verbatim):
        return parts[0].data
    named = _task_definition([part.data for part in parts])
    if named is not None:
        return replace(named, path=("arn",))
    known = [evaluator.scalar(part) for whole in parts for part in whole.parts]
    texts = [exact_text(part.data) for part in known if is_scalar(part.data)]
    if sum(map(len, texts)) > LONGEST_TEXT or len(known) > _PARTS:
        return UNKNOWN
    if len(texts) == len(known):
        whole = "".join(texts)
        return Written(whole, _places(known, texts)) if any(map(_verbatim, known)) else whole
    if any(part.data is None or isinstance(part.data, tuple | dict) for part in known):
        raise Failed
    return _assembled(evaluator, known)


def _task_definition(parts: list[Data]) -> Reference | None:
    """The task definition that parts name, by its family, or by a revision of it.

    ``"${x.family}:${x.revision}"`` names it just as ``x.arn`` does, and so does the later one of
    two revisions, ``"${x.family}:${max(x.revision, data.y.revision)}"``, or the family in an ARN.
    """
    match parts:
        case [*_, str(before), Reference(path=("revision",)) as revision] if before[-1:] == ":":
            return revision
        case [Reference(path=("family",)) as family, ":", Reference() | Missing()]:
            return family
        case [*_, str(before), Reference(path=("family",)) as family]:
            return family if before.endswith(":task-definition/") else None
    return None


def _assembled(evaluator: Evaluator, parts: list[Value]) -> Data:
    """JSON of which the parts are texts, JSON, or unknown; or the parts, for more of it."""
    first = parts[0].data
    if isinstance(first, str) and first.lstrip()[:1] in ("[", "{"):
        made = _json(evaluator, parts)
        if made is not None:
            return made
    return Joined(tuple(parts)) if any(isinstance(p.data, Json) for p in parts) else UNKNOWN


def _json(evaluator: Evaluator, parts: list[Value]) -> Json | None:
    """The JSON that parts are together; None when they are none."""
    texts: list[str] = []
    holes: dict[str, Value] = {}
    for part in parts:
        if is_scalar(part.data):
            texts.append(exact_text(part.data).replace("${", "$${").replace("%{", "%%{"))
        else:
            # no name of a configuration begins with a sign
            texts.append(f"${{${len(holes)}}}")
            holes[f"${len(holes)}"] = part
    place = _places(parts, texts)
    found = json_reader.encoded(
        "".join(texts), place, lambda name, start: Name(name, place(start, start + 1))
    )
    return None if found is None else Json(evaluator.binding(holes).value(found))


def _places(parts: list[Value], texts: list[str]) -> json_reader.Locate:
    """Where the characters of joined texts stand, from one offset up to another.

    Args:
        parts: what wrote the texts; where one is written in no template, that is all of a place.
        texts: the texts.
    """
    starts = [0, *accumulate(map(len, texts))]
    lines: dict[int, Lines] = {}

    def one(index: int, start: int, end: int) -> Location:
        begins = parts[index].at
        if not _verbatim(parts[index]):
            return begins
        if index not in lines:
            lines[index] = Lines(texts[index], begins.file, begins.line)
        found = lines[index].at(start - starts[index], end - starts[index])
        if found.line > begins.line:
            return found
        shift = begins.column - 1
        return replace(found, column=found.column + shift, end=found.end and found.end + shift)

    def place(start: int, end: int) -> Location:
        # what is empty may stand behind the last of them
        first, last = (
            min(bisect_right(starts, offset), len(parts)) - 1
            for offset in (start, max(start, end - 1))
        )
        if first == last:
            return one(first, start, end)
        begin = one(first, start, starts[first + 1])
        return begin.joined(one(last, end - 1, end))

    return place


def _verbatim(part: Value) -> bool:
    """Whether a text stands as it is at its place, which one of a quoted string does not."""
    if not isinstance(part, Verbatim):
        return False
    end = part.at.end
    return end - part.at.column == len(part.data) if end else "\n" in part.data


def items(evaluator: Evaluator, node: Inserted) -> tuple[Value, ...] | None:
    """The items that a template writes into a list of JSON; None when that is not known."""
    value = evaluator.settled(node.expression)
    if isinstance(value.data, str | Joined):
        begin, end = (Value(sign, node.at) for sign in "[]")
        made = _json(evaluator, [begin, *value.parts, end])
        found = None if made is None else made.value.data
        return found if isinstance(found, tuple) and not isinstance(found, Partial) else None
    inserted = evaluator.value(node)
    return None if inserted.data is UNKNOWN else (inserted,)
