"""A guard over the numbers of the pages: each stands in numbers.toml, for its section."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ecsnet import sections
from ecsnet.facts import line_of
from ecsnet.sections import Include
from tools.checks.figures import Figure, Said, figures_of, said
from tools.checks.guard import Guards, Problem
from tools.checks.page import TOP_SECTION, Page
from tools.checks.repo import Repo
from tools.checks.tokens import NUMBER

guard = GUARDS = Guards[Repo]()

FILE = "src/ecsnet/facts/numbers.toml"
# These pages are about how the project is written.
ABOUT_US = ("contributing.md", "style/")


@dataclass(frozen=True, slots=True)
class Number:
    """An entry of numbers.toml, as far as the guard reads it."""

    id: str
    what: str
    figures: tuple[Figure, ...]
    at: tuple[str, ...]
    file: str | None


@guard("numbers-from-facts")
def numbers_from_facts(repo: Repo) -> Iterator[Problem]:
    """A number of a section is one that the facts have for it, and what they have, it says."""
    path = repo.root / FILE
    text = path.read_text("utf-8") if path.is_file() else ""
    numbers = [_number(entry) for entry in tomllib.loads(text).get("number", ())]
    by_place: dict[str, list[Number]] = defaultdict(list)
    for number in numbers:
        for place in number.at:
            by_place[place].append(number)
    places: set[str] = set()
    for page in repo.pages:
        by_section: dict[str, list[Said]] = defaultdict(list)
        for figure in said(page):
            by_section[page.section_at(figure.line)].append(figure)
        shown = _shown(repo, page)
        for section in page.sections:
            place, found = _place(page, section.id), by_section[section.id]
            places.add(place)
            if not place.startswith(ABOUT_US):
                yield from _unknown(page, place, found, by_place[place], shown)
            for number in by_place[place]:
                for fact in number.figures:
                    if not any(there.figure.states(fact) for there in found):
                        message = f"{section.id} does not say {fact} ({number.what})"
                        where = f"as {number.id} in {FILE} does: correct one of the two"
                        yield Problem(page.path, section.line, f"{message}, {where}")
    yield from _misplaced(repo, text, numbers, places)


def _unknown(
    page: Page, place: str, found: list[Said], numbers: list[Number], shown: set[str]
) -> Iterator[Problem]:
    facts = [fact for number in numbers for fact in number.figures]
    # Any number may happen to be in the code: it excuses none in a unit that the facts have here.
    units = {fact.unit for fact in facts if fact.unit}
    for there in found:
        figure = there.figure
        coded = figure.value in shown and figure.unit not in units
        if not (there.counts or coded or any(figure.states(fact) for fact in facts)):
            message = f"the facts have no {figure} for {place}: correct it, or give the section to"
            yield Problem(page.path, there.line, f"{message} an entry of {FILE}")


def _misplaced(repo: Repo, text: str, numbers: list[Number], places: set[str]) -> Iterator[Problem]:
    """Sections that no page has, and files of the project that do not say what they decide."""
    for number in numbers:
        for place in sorted({*number.at} - places):
            line = line_of(text, [number.id, "at"])
            yield Problem(FILE, line, f"no page has {place}: name a section of a page")
        if number.file is None:
            continue
        path = repo.root / number.file
        stated = {*figures_of(path.read_text("utf-8"))} if path.is_file() else set()
        for fact in number.figures:
            if Figure(fact.value) not in stated:
                line = line_of(text, [number.id, "value"])
                yield Problem(
                    FILE, line, f"{number.file} has no {fact.value}: correct one of the two"
                )


def _number(entry: dict[str, Any]) -> Number:
    figures = figures_of(entry["value"], entry.get("unit"))
    what = entry["what"]["en"]
    return Number(entry["id"], what, figures, tuple(entry["at"]), entry.get("file"))


def _place(page: Page, section: str) -> str:
    path = page.path.split("/", 2)[2]
    return path if section == TOP_SECTION else f"{path}#{section}"


def _shown(repo: Repo, page: Page) -> set[str]:
    """The numbers of the code that a page shows: its prose may take them up."""
    code = ["\n".join(fence.body) for fence in page.fences]
    for _, include in repo.reached(page):
        fragment = repo.documents.get(include.path)
        if fragment is None:
            code.append(_included(repo, include))
        else:
            code += ["\n".join(fence.body) for fence in fragment.fences]
    return {number for text in code for number in NUMBER.findall(text)}


def _included(repo: Repo, include: Include) -> str:
    path = repo.root / include.path
    text = path.read_text("utf-8") if path.is_file() else ""
    try:
        return sections.section(text, include.section) if include.section else text
    except ValueError:
        return ""  # includes-resolve says that there is no such section
