"""Guards over what prose says of an example: the values it names stand in the code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ecsnet import sections
from ecsnet.sections import Include, notes, without_notes
from tools.checks.guard import Guards, Problem
from tools.checks.page import CODE_MARK, Fence, Page, Section
from tools.checks.repo import Repo

guard = GUARDS = Guards[Repo]()

BESIDE = "beside_example"
COMMENT = re.compile(r"(?m)(?:#|//)(?!.*\").*$")
STRING = re.compile(r'"([^"\n]*)"')
NUMBER = re.compile(r"(?<![\w.\-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w\-]|\.\d)")
PAIR = re.compile(r'\b(\w+)"?\s*[=:]\s*(?:"([^"]*)"|([\w.]+)|\[([^\[\]{}]*)\])')
ASSIGNMENT = re.compile(r'(\w+)\s*=\s*"?([^"\s]+?)"?')
# What a code span names instead of a value: an argument, an operation, an option, a command.
NAME = re.compile(r"[a-z]+(?:_[a-z0-9]+)+|(?:[A-Z][a-z0-9]+){2,}|-.*|.*[\s(){}\[\]<>$].*|ENM\d+")
# Between an argument and its value: what one language says and what the other does.
LINK = re.compile(r"(?: (?:is|of|to|=) | ?(?:の|は|が|に|を|＝) ?| )")
BACK = re.compile(r"(?: (?:for|in|into|of|as|is the default of) | ?(?:を|の) ?)")
AFTER = re.compile(f"{LINK.pattern}({NUMBER.pattern})")
ITEM = re.compile(r"^(\d+)\. ")
SPAN = re.compile(f"{CODE_MARK}+")


@dataclass(frozen=True)
class Example:
    """The code that a section of a page includes."""

    values: frozenset[str]
    by_key: dict[str, set[str]]


def example(text: str) -> Example:
    """The values in some Terraform code, without its comments."""
    code = COMMENT.sub("", text)
    by_key: dict[str, set[str]] = defaultdict(set)
    for key, string, word, items in PAIR.findall(code):
        by_key[key] |= {string or word} if string or word else set(re.findall(r"[\w.]+", items))
    values = {value for found in by_key.values() for value in found}
    # A template is no value; its quotes are paired all the same.
    values |= {string for string in STRING.findall(code) if "$" not in string}
    values |= {*NUMBER.findall(code)}
    return Example(frozenset(values), dict(by_key))


@guard("examples-say-it")
def examples_say_it(repo: Repo) -> Iterator[Problem]:
    """A value that a sentence beside an example names is in the example, under its argument.

    What the example need not have, such as a value that is refused, stands in the front matter of
    the page under ``beside_example``, by section.
    """
    examples = {path: example(text) for path, text in repo.snippets.items()}
    names = {key for found in examples.values() for key in found.by_key}
    needed: set[tuple[str, str, str]] = set()
    for page in repo.pages:
        leave = {(section, str(v)) for section, v in _leave(page)}
        for section, includes in _sections(page):
            shown = [examples[include.path] for include in includes if include.path in examples]
            for line, key, value in _claims(page, section, names):
                if any(_has(found, key, value) for found in shown):
                    continue
                needed.add((page.path, section.id, value))
                if (section.id, value) not in leave:
                    where = " or ".join(dict.fromkeys(include.path for include in includes))
                    said = f"{key} is {value}" if key else value
                    message = f"{said}, and {where} does not say so: correct one of the two, or"
                    place = f"{section.id} in {BESIDE}"
                    yield Problem(page.path, line, f"{message} add {value} to {place}")
        for section_id, value in sorted(leave):
            if (page.path, section_id, value) not in needed:
                line = page.front_matter_lines.get(BESIDE, 1)
                message = f"{BESIDE} has {value} for {section_id}, which needs no leave: remove it"
                yield Problem(page.path, line, message)


def _leave(page: Page) -> Iterator[tuple[str, object]]:
    given = page.front_matter.get(BESIDE, {})
    yield from ((section, value) for section, values in given.items() for value in values)


@guard("comments-say-it")
def comments_say_it(repo: Repo) -> Iterator[Problem]:
    """A number of two digits or more in a comment of a snippet stands in its code."""
    for path, text in repo.snippets.items():
        values = example(text).values
        for number, line in enumerate(without_notes(text).split("\n"), start=1):
            comment = COMMENT.search(line)
            for value in NUMBER.findall(comment[0]) if comment else ():
                if len(value) > 1 and value not in values:
                    yield Problem(path, number, f"the comment says {value} and the code does not")


@guard("notes-match")
def notes_match(repo: Repo) -> Iterator[Problem]:
    """The notes of an example are numbered from 1, and its page has each below its code."""
    for path, text in repo.snippets.items():
        numbers = notes(text)
        if numbers != list(range(1, len(numbers) + 1)):
            yield Problem(path, 1, f"notes {_listed(numbers)}: number them from 1, in their order")
    for page in repo.pages:
        includes = {include.line: include for include in page.includes}
        for fence in page.fences if {"modes", "build"} & {*page.path.split("/")} else ():
            shown = [includes[n] for n in range(fence.line, fence.end_line) if n in includes]
            needed = [n for include in shown for n in _notes_of(repo, include)]
            found = _items_below(page, fence)
            if needed and needed != found:
                message = f"code with the notes {_listed(needed)}, and a list of {_listed(found)}"
                yield Problem(page.path, fence.line, f"{message} below it: correct one of the two")


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"


def _notes_of(repo: Repo, include: Include) -> list[int]:
    text = repo.snippets.get(include.path, "")
    try:
        return notes(sections.section(text, include.section) if include.section else text)
    except ValueError:
        return []  # includes-resolve says that there is no such section


def _items_below(page: Page, fence: Fence) -> list[int]:
    """The numbers of the list that follows a block."""
    found = []
    for line in page.text.split("\n")[fence.end_line + 1 :]:
        if not (item := ITEM.match(line)):
            break
        found.append(int(item[1]))
    return found


def _sections(page: Page) -> Iterator[tuple[Section, list[Include]]]:
    for section in page.sections:
        lines = range(section.line, section.end_line + 1)
        includes = [i for i in page.includes if i.line in lines and i.path.startswith("snippets/")]
        if includes:
            yield section, includes


def _has(found: Example, key: str | None, value: str) -> bool:
    """Whether the example has the value, or a directory that it is in."""
    values = found.by_key.get(key or "", found.values)
    return value in values or any(len(v) > 1 and value.startswith(f"{v}/") for v in values)


def _claims(page: Page, section: Section, names: set[str]) -> Iterator[tuple[int, str | None, str]]:
    """Line, argument if one stands beside it, and value of what a section's prose says."""
    fenced = {n for fence in page.fences for n in range(fence.line, fence.end_line + 1)}
    for number in range(section.line + 1, section.end_line + 1):
        if number in fenced:
            continue
        spans = [span.text for span in page.code_spans if span.line == number]
        prose = ITEM.sub("", page.prose_lines[number - 1])
        yield from ((number, key, value) for key, value in _said(prose, spans, names))


def _said(prose: str, spans: list[str], names: set[str]) -> Iterator[tuple[str | None, str]]:
    yield from ((a[1], a[2]) for a in map(ASSIGNMENT.fullmatch, spans) if a)
    parts = SPAN.split(prose)
    told: set[str] = set()
    # Otherwise a code span goes on in the next line, and what stands beside it is not known.
    if len(parts) == len(spans) + 1:
        for key, value in _beside(parts, spans, names):
            told.add(value)
            yield key, value
    loose = [span for span in spans if _is_value(span, names)]
    loose += [number for number in NUMBER.findall(prose) if len(number) > 1]
    yield from ((None, value) for value in loose if value not in told)


def _beside(parts: list[str], spans: list[str], names: set[str]) -> Iterator[tuple[str, str]]:
    """Each argument with the value that stands before or after it."""
    for index, span in enumerate(spans):
        if span not in names:
            continue
        before, after = parts[index], parts[index + 1]
        if number := AFTER.match(after):
            yield span, number[1]
        if LINK.fullmatch(after) and _is_value(spans[index + 1], names):
            yield span, spans[index + 1]
        if index and BACK.fullmatch(before) and _is_value(spans[index - 1], names):
            yield span, spans[index - 1]


def _is_value(span: str, names: set[str]) -> bool:
    return span not in names and not NAME.fullmatch(span) and not ASSIGNMENT.fullmatch(span)
