"""Guards that hold the two languages together by what they state: numbers, dates, names, code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tools.checks.guard import Guards, Problem
from tools.checks.page import TOP_SECTION, Page, Table
from tools.checks.repo import Repo
from tools.checks.tokens import Token, code_token, missing, tokens

guard = GUARDS = Guards[Repo]()

LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


@dataclass(frozen=True)
class Facts:
    page: Page
    by_line: dict[int, list[Token]]
    """Line 0 holds the title and the description."""

    def on(self, lines: Iterable[int]) -> list[Token]:
        return [token for line in lines for token in self.by_line.get(line, [])]

    def lines_of(self, section: str) -> list[int]:
        sections = [s for s in self.page.sections if s.id == section]
        front = [0] if section == TOP_SECTION else []
        return front + [n for s in sections for n in range(s.line, s.end_line + 1)]

    def blocks_of(self, section: str) -> list[list[int]]:
        """The lines between empty ones, without the front matter."""
        lines = self.page.text.split("\n")
        numbers = [n for n in self.lines_of(section) if n and n <= len(lines)]
        groups = groupby(numbers, key=lambda number: bool(lines[number - 1].strip()))
        return [list(block) for filled, block in groups if filled]

    def items_of(self, block: list[int]) -> list[tuple[int, list[Token]]]:
        """The items of a list, each with the lines that go on with it."""
        starts = [n for n in block if LIST_ITEM.match(self.page.prose_lines[n - 1])]
        ends = [*starts[1:], block[-1] + 1]
        return [(a, self.on(range(a, b))) for a, b in zip(starts, ends, strict=False)]

    def tables_of(self, section: str) -> list[Table]:
        return [t for t in self.page.tables if self.page.section_at(t.line) == section]


@guard("facts-match")
def facts_match(repo: Repo) -> Iterator[Problem]:
    """Numbers, dates, names and code spans, by section, paragraph, list item and table row."""
    facts = {path: _facts(page) for path, page in repo.documents.items()}
    for here, there in repo.pairs:
        mine, theirs = facts[here.path], facts[there.path]
        for section in dict.fromkeys(section.id for section in here.sections):
            if theirs.lines_of(section):
                problems, told = _section_facts(section, mine, theirs)
                yield from problems
                yield from _block_facts(section, mine, theirs, told)
                yield from _table_facts(section, mine, theirs, told)


def _facts(page: Page) -> Facts:
    texts = (str(page.front_matter.get(key, "")) for key in ("title", "description"))
    found = {0: [token for text in texts for token in tokens(text)]}
    found |= {number: tokens(line) for number, line in enumerate(page.prose_lines, start=1)}
    included = {include.line for include in page.includes}
    for fence in page.fences:
        for number, line in enumerate(fence.body, start=fence.line + 1):
            if number not in included:
                found[number] = tokens(line)
    for span in page.code_spans:
        if token := code_token(span.text):
            inside = [Token(t.kind, t.value, demanded=False) for t in tokens(span.text)]
            found[span.line] += [token, *inside]
    return Facts(page, found)


def _section_facts(section: str, mine: Facts, theirs: Facts) -> tuple[list[Problem], set[Token]]:
    answers = theirs.on(theirs.lines_of(section))
    problems: list[Problem] = []
    told: set[Token] = set()
    for line in mine.lines_of(section):
        for token in missing(mine.on([line]), answers):
            if token not in told:
                told.add(token)
                where = "the front matter" if line == 0 else f"section {section}"
                message = f"{token} is not in {where} of {theirs.page.path}"
                problems.append(_one_of_two(mine, max(line, 1), message))
    return problems, told


def _block_facts(section: str, mine: Facts, theirs: Facts, told: set[Token]) -> Iterator[Problem]:
    """Paragraphs, where both languages have as many, are compared in order; list items in any."""
    blocks = [mine.blocks_of(section), theirs.blocks_of(section)]
    if len(blocks[0]) != len(blocks[1]):
        return
    for here, there in zip(*blocks, strict=True):
        for line in here:
            for token in missing(mine.on([line]), theirs.on(there)):
                if token not in told:
                    told.add(token)
                    message = f"{token} is not in the same paragraph of {theirs.page.path}"
                    yield _one_of_two(mine, line, message)
        more = _long_numbers(mine.on(here)) - _long_numbers(theirs.on(there))
        for token in (token for token in more if token not in told):
            line = [n for n in here if token in mine.on([n])][-1]
            message = f"{token} stands more often than in the same paragraph of {theirs.page.path}"
            yield _one_of_two(mine, line, message)
        items, others = mine.items_of(here), theirs.items_of(there)
        yield from _alike(items, others, mine, f"list item of {theirs.page.path}", told)


def _long_numbers(found: list[Token]) -> Counter[Token]:
    """Ports and the like. A short number may be said twice in one language only."""
    return Counter(t for t in found if t.kind == "number" and t.demanded and len(t.value) > 2)


def _alike(
    rows: list[tuple[int, list[Token]]],
    others: list[tuple[int, list[Token]]],
    mine: Facts,
    what: str,
    told: set[Token],
) -> Iterator[Problem]:
    """They may be sorted differently: each only has to have one like it on the other side."""
    if len(rows) != len(others):
        return
    left = [found for _, found in others]
    unlike = []
    for line, row in rows:
        like = (o for o in left if not missing(row, o) and not missing(o, row))
        if (other := next(like, None)) is None:
            unlike.append((line, row))
        else:
            left.remove(other)
    for (line, row), other in zip(unlike, left, strict=True):
        for token in missing(row, other):
            if token not in told:
                yield _one_of_two(mine, line, f"{token} is not in the same {what}")


def _table_facts(section: str, mine: Facts, theirs: Facts, told: set[Token]) -> Iterator[Problem]:
    for here, there in zip(mine.tables_of(section), theirs.tables_of(section), strict=False):
        rows, others = (
            [(row.line, facts.on(range(row.line, row.end_line + 1))) for row in table.rows]
            for facts, table in ((mine, here), (theirs, there))
        )
        yield from _alike(rows, others, mine, f"row of the table in {theirs.page.path}", told)


def _one_of_two(mine: Facts, line: int, message: str) -> Problem:
    return Problem(mine.page.path, line, f"{message}: correct one of the two")
