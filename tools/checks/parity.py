"""Guards that hold the parts of the two languages together: headings, tables, code, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ecsnet.sections import Include
from tools.checks.guard import Guards, Problem
from tools.checks.page import Page
from tools.checks.repo import Repo, counterpart_path
from tools.checks.tokens import JAPANESE

guard = GUARDS = Guards[Repo]()


@guard("pages-exist-in-both-languages")
def pages_exist_in_both_languages(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        if repo.counterpart(page) is None:
            other = counterpart_path(page.path)
            yield Problem(page.path, 1, f"there is no {other}: write it, or remove this file")


@dataclass(frozen=True, slots=True)
class Part:
    line: int
    key: str
    section: str | None = None
    """None compares the part with the whole of the other page."""


@guard("headings-match")
def headings_match(repo: Repo) -> Iterator[Problem]:
    return _parts_match(
        repo,
        lambda page: [
            Part(h.line, f"level-{h.level} heading" + (f" {{#{h.id}}}" if h.id else ""))
            for h in page.headings
        ],
    )


@guard("tables-match")
def tables_match(repo: Repo) -> Iterator[Problem]:
    return _parts_match(
        repo,
        lambda page: [
            Part(
                table.line,
                f"table of {len(table.rows)} rows and {len(table.rows[0].cells)} columns",
                page.section_at(table.line),
            )
            for table in page.tables
            if table.rows
        ],
    )


@guard("includes-match")
def includes_match(repo: Repo) -> Iterator[Problem]:
    return _parts_match(
        repo,
        lambda page: [
            Part(i.line, f"include {_without_language(i)}", page.section_at(i.line))
            for i in page.includes
        ],
    )


def _without_language(include: Include) -> str:
    path = re.sub(r"^generated/(?:ja|en)/", "generated/…/", include.path)
    return f"{path}:{include.section}" if include.section else path


@guard("fences-match")
def fences_match(repo: Repo) -> Iterator[Problem]:
    """Code with Japanese in it is an example that is written anew; the rest is the same."""
    yield from _parts_match(
        repo,
        lambda page: [
            Part(f.line, f"{f.language or 'unlabelled'} code block", page.section_at(f.line))
            for f in page.fences
        ],
    )
    for ja, en in _from_japanese(repo):
        if len(ja.fences) != len(en.fences):
            continue
        included = {include.line for include in en.includes}
        for here, there in zip(ja.fences, en.fences, strict=True):
            if len(here.body) != len(there.body) or JAPANESE.search("".join(here.body)):
                continue
            for number, (mine, theirs) in enumerate(zip(here.body, there.body, strict=True), 1):
                if mine != theirs and there.line + number not in included:
                    message = f"this line of code differs from {ja.path}:{here.line + number}"
                    yield Problem(
                        en.path, there.line + number, f"{message}: correct one of the two"
                    )


@guard("admonitions-match")
def admonitions_match(repo: Repo) -> Iterator[Problem]:
    return _parts_match(
        repo,
        lambda page: [
            Part(a.line, f"admonition of type {a.type}", page.section_at(a.line))
            for a in page.admonitions
        ],
    )


@guard("links-match")
def links_match(repo: Repo) -> Iterator[Problem]:
    def parts(page: Page) -> list[Part]:
        links = [
            Part(link.line, f"link to {any_language(link.target)}", page.section_at(link.line))
            for link in page.links
        ]
        return links + [Part(i.line, "image", page.section_at(i.line)) for i in page.images]

    return _parts_match(repo, parts, ordered=False)


def any_language(url: str) -> str:
    """AWS and GitHub serve the Japanese edition of a page at an address of its own.

    The published data lies at the root of the site, 1 folder further up for the English pages.
    """
    url = re.sub(r"^(?:\.\./)+(?=data/)", "", url)
    url = re.sub(r"^(https://docs\.aws\.amazon\.com)/ja_jp/", r"\1/", url)
    url = re.sub(r"^(https://(?:[\w-]+\.)*aws(?:\.amazon)?\.com)/jp/", r"\1/", url)
    return re.sub(r"\.ja\.md(?=$|#)", ".md", url)


def _parts_match(
    repo: Repo, parts: Callable[[Page], list[Part]], ordered: bool = True
) -> Iterator[Problem]:
    unmatched = _unaligned if ordered else _surplus
    for ja, en in _from_japanese(repo):
        sections = {s.id for s in ja.sections} & {s.id for s in en.sections} | {None}
        all_mine, all_theirs = parts(ja), parts(en)
        for section in sorted(sections, key=str):
            mine, theirs = (
                [part for part in side if part.section == section]
                for side in (all_mine, all_theirs)
            )
            here, there = unmatched(mine, theirs)
            yield from (_no_counterpart(ja, part, en) for part in here)
            yield from (_no_counterpart(en, part, ja) for part in there)


def _from_japanese(repo: Repo) -> Iterator[tuple[Page, Page]]:
    return (pair for pair in repo.pairs if pair[0].language == "ja")


def _no_counterpart(page: Page, part: Part, other: Page) -> Problem:
    where = f" in section {part.section}" if part.section else " at its place"
    message = f"{part.key} has no counterpart{where} of {other.path}: make them the same"
    return Problem(page.path, part.line, message)


def _unaligned(here: list[Part], there: list[Part]) -> tuple[list[Part], list[Part]]:
    mine, theirs = ([part.key for part in parts] for parts in (here, there))
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    return (
        [part for _, start, end, _, _ in changes for part in here[start:end]],
        [part for _, _, _, start, end in changes for part in there[start:end]],
    )


def _surplus(here: list[Part], there: list[Part]) -> tuple[list[Part], list[Part]]:
    return _left_over(here, there), _left_over(there, here)


def _left_over(here: list[Part], there: list[Part]) -> list[Part]:
    left = Counter(part.key for part in there)
    found: list[Part] = []
    for part in here:
        if left[part.key] == 0:
            found.append(part)
        left[part.key] -= 1
    return found
