"""Which mode to take for a place, needs, a number of tasks per instance and an instance type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ecsnet.choose.density import limits
from ecsnet.facts import MODES, facts

Met = Literal["yes", "no", "unconfirmed"]
Fit = Literal["yes", "trunking", "no", "unknown"]

# AWS recommends awsvpc unless another mode is needed; the next best leave a task most of its own.
PREFERENCE = ("awsvpc", "bridge", "default", "host", "none")
# Which need speaks first where several have a row in choices.toml.
ROWS = ("host_network", "no_network", "public_ip", "own_address", "many_tasks")
MANY = "many_tasks"
PLACE, TASKS = "place", "tasks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a reader asked: ids of chooser.toml; the number and the type may be missing."""

    place: str
    needs: tuple[str, ...] = ()
    tasks: int | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Out:
    """A mode that is ruled out, by the place, the number of tasks, or needs it may not meet."""

    mode: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """The tasks on one instance: a number, or "unlimited", "unsupported", "unknown", "absent"."""

    name: str
    holds: int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The mode to take; everything is named by ids.

    Attributes:
        met: whether the mode meets all that was asked; "no" makes it the closest one.
        trunking: whether it takes ENI trunking to hold that many tasks.
        unmet: what it fails: needs, or "tasks".
        unconfirmed: the needs that AWS does not say it meets.
        row: the need of choices.toml whose reason and example belong to this answer.
        out: the other modes that are ruled out; ``also`` those that would do as well.
        types: the smallest instance types, of families read again lately, that hold the tasks.
    """

    mode: str
    met: Met
    trunking: bool
    unmet: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    row: str
    out: tuple[Out, ...]
    also: tuple[str, ...]
    bars: tuple[Bar, ...]
    types: tuple[str, ...]


def allowed(mode: str, place: str) -> bool:
    """Whether a mode runs in a place at all."""
    at = facts().chooser.places[place]
    runs = facts().compatibility.value(mode, at.launch_type) in ("yes", "required")
    return runs and (mode in ("awsvpc", "default") if at.windows else mode != "default")


def meets(mode: str, need: str, place: str) -> Met:
    """Whether a mode meets a need in a place, by the matrix."""
    chooser = facts().chooser
    if (absence := chooser.absence(place, need)) and absence.confirmed:
        return "no"
    asked = chooser.needs[need]
    value = facts().modes.value(asked.property, mode)
    if value not in (*asked.values, *asked.at.get(place, ())):
        return "unconfirmed" if value in (None, "unconfirmed") else "no"
    return "unconfirmed" if absence else "yes"


def decide(question: Question) -> Answer:
    """The mode to take, with all that was ruled out."""
    here = [mode for mode in PREFERENCE if allowed(mode, question.place)]
    unmet = {mode: tuple(_unmet(mode, question)) for mode in here}
    doubt = {
        mode: tuple(n for n in question.needs if meets(mode, n, question.place) == "unconfirmed")
        for mode in here
    }
    mode = _best(question, here, unmet, doubt)
    # What is not confirmed of a mode is no reason to say that it works.
    barred: dict[str, tuple[str, ...]] = {n: (PLACE,) for n in MODES if n not in here}
    barred |= {name: unmet[name] or doubt[name] for name in here}
    met: Met = "no" if unmet[mode] else "unconfirmed" if doubt[mode] else "yes"
    return Answer(
        mode=mode,
        met=met,
        trunking=mode == "awsvpc" and _fit(question) == "trunking",
        unmet=unmet[mode],
        unconfirmed=doubt[mode],
        row=_row(question, mode),
        out=tuple(Out(name, barred[name]) for name in MODES if name != mode and barred[name]),
        also=tuple(name for name in here if name != mode and not barred[name]),
        bars=tuple(_bars(question)),
        types=_types(question, unmet),
    )


def _unmet(mode: str, question: Question) -> Iterator[str]:
    """What a mode fails of what was asked."""
    for need in question.needs:
        if meets(mode, need, question.place) == "no":
            yield need
    if _many(question):
        one_copy = facts().modes.value("copies_per_instance", mode) == "impossible"
        if one_copy or (mode == "awsvpc" and _fit(question) == "no"):
            yield TASKS


def _many(question: Question) -> bool:
    """Whether the number of tasks says anything: Fargate has no instance."""
    instances = facts().chooser.places[question.place].instances
    return instances and question.tasks is not None and question.tasks > 1


def _fit(question: Question) -> Fit:
    """Whether `awsvpc` holds the tasks on one instance."""
    if not _many(question) or question.tasks is None:
        return "yes"
    known = limits().get(question.type or "")
    if known is None:
        return "unknown"
    if question.tasks <= known.bare:
        return "yes"
    if facts().chooser.places[question.place].trunking == "none" or known.trunked is False:
        return "no"
    if known.trunked is None:
        return "unknown"
    return "trunking" if question.tasks <= known.trunked else "no"


def _best(
    question: Question,
    here: list[str],
    unmet: dict[str, tuple[str, ...]],
    doubt: dict[str, tuple[str, ...]],
) -> str:
    """The mode that fails least; among equals what the decision table says, or the usual order."""
    fewest = min((len(unmet[mode]), len(doubt[mode])) for mode in here)
    equal = [mode for mode in here if (len(unmet[mode]), len(doubt[mode])) == fewest]
    rows = _asked(question)
    # Whether awsvpc holds that many is not known: the table then has the mode without ENIs.
    if fewest[0] == 0 and not (MANY in rows and _fit(question) == "unknown"):
        return equal[0]
    table = facts().choices.cells[question.place]
    named = [table[row].mode for row in rows if table[row].mode in equal]
    return named[0] if named else equal[0]


def _asked(question: Question) -> list[str]:
    """The rows of the decision table that were asked about, the one that speaks first first."""
    asked = {facts().chooser.needs[need].row for need in question.needs}
    if _many(question):
        asked.add(MANY)
    return [row for row in ROWS if row in asked]


def _row(question: Question, mode: str) -> str:
    """The row that explains the mode: of those asked about, or else any of this place."""
    table = facts().choices.cells[question.place]
    rows = [*_asked(question), "own_address", *ROWS]
    return next(row for row in rows if table[row].mode == mode)


def _bars(question: Question) -> Iterator[Bar]:
    """How many tasks fit on one instance, by mode."""
    place = facts().chooser.places[question.place]
    if not place.instances:
        return
    known = limits().get(question.type or "")
    here = allowed("awsvpc", question.place)
    yield Bar("awsvpc", "absent" if not here else known.bare if known else "unknown")
    trunked: int | str = "unknown" if known is None or known.trunked is None else known.trunked
    if place.trunking == "none" or trunked is False:
        trunked = "unsupported"
    yield Bar("trunking", trunked if here else "absent")
    other = "default" if place.windows else "bridge"
    yield Bar(other, "unlimited" if allowed(other, question.place) else "absent")


def _types(question: Question, unmet: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The smallest types that hold the tasks, where nothing but their number is in the way."""
    only_number = set(unmet.get("awsvpc", (PLACE,))) <= {TASKS}
    if not only_number or _fit(question) in ("yes", "trunking"):
        return ()
    found: dict[str, str] = {}
    trunks = facts().chooser.places[question.place].trunking != "none"
    for name, limit in limits().items():
        family = name.partition(".")[0]
        holds = limit.trunked if trunks and limit.trunked else limit.bare
        if family in facts().trunking.reread.families and holds >= (question.tasks or 0):
            found.setdefault(family, name)
    return tuple(found.values())
