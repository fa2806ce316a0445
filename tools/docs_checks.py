"""Guards over the pages: what a build would not notice and a reader would.

Each guard yields the problems it sees, with file and line, and says what to do about them.
Run all of them with `python -m tools.docs_checks`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import cached_property
from html import unescape
from itertools import groupby
from pathlib import Path

from ecsnet.sections import Include, markers, section_lines
from tools.guards import Guards, Problem
from tools.pages import (
    BREAK_MARK,
    CODE_MARK,
    TOP_SECTION,
    Fence,
    Link,
    Page,
    Table,
    read_page,
)
from tools.tokens import JAPANESE, Token, code_token, missing, tokens

LANGUAGES = ("ja", "en")
OTHER = {"ja": "en", "en": "ja"}


@dataclass(frozen=True)
class Repo:
    root: Path
    today: date

    @cached_property
    def documents(self) -> dict[str, Page]:
        """Pages and generated fragments, by path."""
        paths = [
            path
            for language in LANGUAGES
            for pattern in ("docs/{}/**/*.md", "generated/{}/**/*.md", "generated/{}/**/*.svg")
            for path in sorted(self.root.glob(pattern.format(language)))
        ]
        return {page.path: page for page in (read_page(self.root, path) for path in paths)}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(page for path, page in self.documents.items() if path.startswith("docs/"))

    @cached_property
    def mode_pages(self) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.path.split("/")[2] == "modes")

    @cached_property
    def snippets(self) -> dict[str, str]:
        paths = sorted(self.root.glob("snippets/**/*.tf"))
        return {
            path.relative_to(self.root).as_posix(): path.read_text(encoding="utf-8")
            for path in paths
        }

    def counterpart(self, page: Page) -> Page | None:
        return self.documents.get(counterpart_path(page.path))

    @cached_property
    def pairs(self) -> tuple[tuple[Page, Page], ...]:
        """Each document that exists in both languages, seen from either side."""
        sides = ((page, self.counterpart(page)) for page in self.documents.values())
        return tuple((here, there) for here, there in sides if there)

    def reached(self, page: Page) -> Iterator[tuple[Include, Include]]:
        """Every include below a page, with the include of the page itself that leads there."""
        for include in page.includes:
            seen: set[str] = set()
            waiting = [include]
            while waiting:
                current = waiting.pop(0)
                yield include, current
                fragment = self.documents.get(current.path)
                if fragment and current.path not in seen:
                    seen.add(current.path)
                    waiting += fragment.includes


guard = GUARDS = Guards[Repo]()
check = GUARDS.check


def counterpart_path(path: str) -> str:
    top, language, rest = path.split("/", 2)
    return f"{top}/{OTHER[language]}/{rest}"


# --- Terraform code ------------------------------------------------------------------------------

HCL_LANGUAGES = frozenset({"hcl", "terraform", "tf", "tfvars"})
# A language of its own, such as "tofu" or "json5", would be one that no check knows.
OTHER_LANGUAGES = frozenset({"bash", "console", "html", "json", "markdown", "toml", "yaml"})
PLAIN_LANGUAGES = frozenset({"", "text", "diff"})
HCL_RESOURCE = re.compile(r'^[>\s]*(?:resource|data)\s+"\w+"\s+"[^"]+"|^.*"resource"\s*:\s*[\[{]')
HCL_LINE = re.compile(
    HCL_RESOURCE.pattern
    + r'|^[>\s]*(?:module|variable|output|provider|check|ephemeral)\s+"[^"]+".*\{'
    + r"|^[>\s]*(?:terraform|locals|moved|removed|import|[a-z]+_[a-z_]+)\s*\{\s*$"
    + r"|^[>\s]*[a-z]\w*\s+=\s+(?:[\"\[{]|[a-z]+\(|(?:var|local|data|module|each|aws_\w+)\.|<<"
    + r"|(?:true|false|null|\d+)\s*(?:#.*)?$)"
)
MOVE_HCL = "move it to a file under snippets/ and include it"


@guard("hcl-is-included")
def hcl_is_included(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        included = {include.line: include for include in page.includes}
        for fence in page.fences:
            yield from _hcl_in_fence(page, fence, included)
        for number, line in enumerate(page.markup_lines, start=1):
            if HCL_LINE.match(line):
                yield Problem(page.path, number, f"Terraform code outside a fence: {MOVE_HCL}")
        for element in page.elements:
            source = unescape(page.text[element.start : element.end])
            if element.tag == "pre" and any(HCL_LINE.match(line) for line in source.split("\n")):
                yield Problem(page.path, element.line, f"Terraform code in <pre>: {MOVE_HCL}")


def _hcl_in_fence(page: Page, fence: Fence, included: dict[int, Include]) -> Iterator[Problem]:
    is_hcl = fence.language in HCL_LANGUAGES
    if not is_hcl and fence.language not in OTHER_LANGUAGES | PLAIN_LANGUAGES:
        known = ", ".join(sorted({"hcl", "text"} | OTHER_LANGUAGES))
        message = f"code block in {fence.language}, which no check reads: write one of {known}"
        yield Problem(page.path, fence.line, message)
    pattern = HCL_LINE if fence.language in PLAIN_LANGUAGES else HCL_RESOURCE
    for number, line in enumerate(fence.body, start=fence.line + 1):
        include = included.get(number)
        if include and is_hcl and not include.path.startswith("snippets/"):
            yield Problem(page.path, number, f"Terraform code from {include.path}: {MOVE_HCL}")
        elif include is None and line.strip():
            code = re.sub(r"^\s*[+-]", "", line) if fence.language == "diff" else line
            if is_hcl or pattern.match(code):
                yield Problem(page.path, number, f"Terraform code written in the page: {MOVE_HCL}")
                return
    if is_hcl and not any(line.strip() for line in fence.body):
        yield Problem(page.path, fence.line, "empty Terraform block: include a snippet")


# --- Includes ------------------------------------------------------------------------------------


@guard("includes-resolve")
def includes_resolve(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        for include in page.includes:
            if message := _include_fault(repo, page, include):
                yield Problem(page.path, include.line, message)
            elif include.path.startswith("snippets/"):
                yield from _snippet_fence(page, include)
        for fence in page.fences:
            yield from _fence_title(page, fence)
    fragments = {p: d.text for p, d in repo.documents.items() if p.startswith("generated/")}
    for path, text in {**repo.snippets, **fragments}.items():
        yield from _marker_faults(path, text)


def _include_fault(repo: Repo, page: Page, include: Include) -> str | None:
    path = include.path
    if not include.working:
        return (
            f'include that does not work: write --8<-- "{path}" with double quotes and nothing else'
            " on the line, not even a space after it"
        )
    if include.line_range:
        return f"include of a line range: mark a section in {path} and include it by name"
    if not path.startswith(("snippets/", f"generated/{page.language}/")):
        return f"include of {path}: only snippets/ and generated/{page.language}/ are for this page"
    file = repo.root / path
    if ".." in Path(path).parts or not file.is_file():
        return f"included file {path} does not exist"
    if include.section is None:
        return None
    if section_lines(file.read_text(encoding="utf-8"), include.section) is None:
        return f"{path} has no section {include.section}: add [start:{include.section}] there"
    return None


def _snippet_fence(page: Page, include: Include) -> Iterator[Problem]:
    inside = (f for f in page.fences if f.line < include.line < f.end_line)
    fence = next(inside, None)
    if fence is None or fence.language not in HCL_LANGUAGES or fence.title is None:
        message = f'show a snippet in a block ```hcl title="{include.path}"'
        yield Problem(page.path, include.line, message)


def _fence_title(page: Page, fence: Fence) -> Iterator[Problem]:
    paths = [i.path for i in page.includes if fence.line < i.line < fence.end_line]
    snippets = [path for path in paths if path.startswith("snippets/")]
    titled = fence.title is not None and fence.title.startswith("snippets/")
    if (titled or (fence.title and snippets)) and fence.title not in paths:
        message = f"block titled {fence.title} does not include that file: correct its title"
        yield Problem(page.path, fence.line, message)


def _marker_faults(path: str, text: str) -> Iterator[Problem]:
    found = markers(text)
    for index, edge in enumerate(found):
        line, kind, name = edge.line, edge.kind, edge.name
        earlier = [other.kind for other in found[:index] if other.name == name]
        later = [other.kind for other in found[index + 1 :] if other.name == name]
        if kind in earlier:
            yield Problem(path, line, f"second [{kind}:{name}]: only the first counts; rename it")
        elif kind == "start" and "end" not in later:
            message = f"section {name} runs to the end of the file: add [end:{name}] after it"
            yield Problem(path, line, message)
        elif kind == "end" and "start" not in earlier:
            yield Problem(path, line, f"[end:{name}] without [start:{name}] before it")


@guard("snippets-used-by-both-languages")
def snippets_used_by_both_languages(repo: Repo) -> Iterator[Problem]:
    used: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for page in repo.pages:
        used[str(page.language)] |= {include.path for _, include in repo.reached(page)}
    for path in repo.snippets:
        without = [language for language in LANGUAGES if path not in used[language]]
        if without:
            where = " or ".join(f"docs/{language}" for language in without)
            message = f"no page of {where} includes this snippet: include it there, or remove it"
            yield Problem(path, 1, message)


# --- The same in both languages ------------------------------------------------------------------


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


@guard("tables-are-whole")
def tables_are_whole(repo: Repo) -> Iterator[Problem]:
    """Markdown prints a table as text after a line of prose, and drops or invents cells."""
    for page in (p for p in repo.documents.values() if p.path.endswith(".md")):
        lines = page.text.split("\n")
        for table in page.tables:
            width = len(table.rows[0].cells) if table.rows else 0
            if "|" in lines[table.line - 1]:
                yield from _beside_rows(page, table, lines, width)
            for row in table.rows[1:]:
                if len(row.cells) != width:
                    message = f"{len(row.cells)} cells in a table of {width} columns"
                    yield Problem(page.path, row.line, f"{message}: a | within a cell is \\|")


def _beside_rows(page: Page, table: Table, lines: list[str], width: int) -> Iterator[Problem]:
    before = lines[table.line - 2].strip() if table.line > 1 else ""
    if before and not before.startswith("<"):
        message = "a table needs an empty line before it: without one it is printed as text"
        yield Problem(page.path, table.line, message)
    rule = lines[table.line].strip().strip("|").count("|") + 1
    if rule != width:
        message = f"{rule} columns under {width} headers: make them equal"
        yield Problem(page.path, table.line + 1, message)


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
    for ja in (page for page in repo.documents.values() if page.language == "ja"):
        en = repo.counterpart(ja)
        if en is None or len(ja.fences) != len(en.fences):
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


@guard("rule-links-lead-to-their-rule")
def rule_links_lead_to_their_rule(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        for link in page.links:
            named = re.fullmatch(r"ENM\d{3}", page.prose[link.start : link.end].strip())
            if named and not link.target.endswith(f"#{named[0].lower()}"):
                message = f"the link {named[0]} leads to {link.target}: correct one of the two"
                yield Problem(page.path, link.line, message)


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
            Part(link.line, f"link to {_any_language(link.target)}", page.section_at(link.line))
            for link in page.links
        ]
        return links + [Part(i.line, "image", page.section_at(i.line)) for i in page.images]

    return _parts_match(repo, parts, ordered=False)


def _any_language(url: str) -> str:
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
    for ja in (page for page in repo.documents.values() if page.language == "ja"):
        if en := repo.counterpart(ja):
            sections = {s.id for s in ja.sections} & {s.id for s in en.sections} | {None}
            for section in sorted(sections, key=str):
                mine, theirs = (
                    [part for part in parts(page) if part.section == section] for page in (ja, en)
                )
                here, there = unmatched(mine, theirs)
                yield from (_no_counterpart(ja, part, en) for part in here)
                yield from (_no_counterpart(en, part, ja) for part in there)


def _no_counterpart(page: Page, part: Part, other: Page) -> Problem:
    where = f" in section {part.section}" if part.section else " at its place"
    message = f"{part.key} has no counterpart{where} of {other.path}: make them the same"
    return Problem(page.path, part.line, message)


def _unaligned(here: list[Part], there: list[Part]) -> tuple[list[Part], list[Part]]:
    keys = [[part.key for part in parts] for parts in (here, there)]
    changes = [c for c in SequenceMatcher(None, *keys, False).get_opcodes() if c[0] != "equal"]
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
        items = [f.items_of(lines) for f, lines in ((mine, here), (theirs, there))]
        yield from _alike(*items, mine, f"list item of {theirs.page.path}", told)


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


# --- The parts of a page -------------------------------------------------------------------------

MODE_SECTIONS = (
    "what-it-is",
    "addresses-and-security-groups",
    "ports",
    "load-balancing-and-discovery",
    "when-to-use-it",
    "limits",
    "terraform",
    "common-mistakes",
    "sources",
)


@guard("mode-page-sections")
def mode_page_sections(repo: Repo) -> Iterator[Problem]:
    for page in repo.mode_pages:
        present = [(h.line, h.id) for h in page.headings if h.level == 2 and h.id in MODE_SECTIONS]
        ids = [id for _, id in present]
        for id in MODE_SECTIONS:
            if id not in ids:
                yield Problem(page.path, 1, f"a mode page needs a section ## … {{#{id}}}")
        highest = -1
        for line, id in present:
            position = MODE_SECTIONS.index(id)
            if position < highest:
                message = f"section {id} comes after {MODE_SECTIONS[highest]}: move it before that"
                yield Problem(page.path, line, message)
            highest = max(highest, position)


@guard("mode-pages-are-filled")
def mode_pages_are_filled(repo: Repo) -> Iterator[Problem]:
    for page in repo.mode_pages:
        yield from _unfilled(page)


def _unfilled(page: Page) -> Iterator[Problem]:
    lines = page.text.split("\n")
    for section in (s for s in page.sections if s.id in MODE_SECTIONS):
        if not any(line.strip() for line in lines[section.line : section.end_line]):
            message = (
                f"section {section.id} says nothing: write it, if only to say that it is empty"
            )
            yield Problem(page.path, section.line, message)
    paths = [include.path for include in page.includes]
    for folder, what in (
        ("snippets/", "a snippet"),
        (f"generated/{page.language}/drawings/", "its drawing"),
    ):
        if not any(path.startswith(folder) for path in paths):
            yield Problem(page.path, 1, f"a mode page includes {what}: add one from {folder}")


@guard("front-matter")
def front_matter(repo: Repo) -> Iterator[Problem]:
    for page in repo.pages:
        if page.front_matter_error:
            message = f"front matter is not YAML: {page.front_matter_error}"
            yield Problem(page.path, 1, message)
            continue
        for key, fault in _front_matter_faults(page, repo.today):
            yield Problem(page.path, page.front_matter_lines.get(key, 1), fault)
        other = repo.counterpart(page)
        if page.language == "ja" or other is None or other.front_matter_error:
            continue
        for key in ("verified", "sources"):
            if _checked(page, key) != _checked(other, key):
                message = f"{key} differs from {other.path}: correct one of the two"
                yield Problem(page.path, page.front_matter_lines.get(key, 1), message)


def _checked(page: Page, key: str) -> object:
    value = page.front_matter.get(key)
    return sorted(_document(str(url)) for url in value) if isinstance(value, list) else value


def _front_matter_faults(page: Page, today: date) -> Iterator[tuple[str, str]]:
    data = page.front_matter
    for key in ("title", "description"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            yield key, f"front matter lacks {key}: add a line {key}: …"
    verified = data.get("verified")
    if not isinstance(verified, date) or isinstance(verified, datetime):
        yield "verified", "front matter lacks a valid date: add a line verified: YYYY-MM-DD"
    elif verified > today:
        yield "verified", f"verified: {verified} is in the future: give the day of the last check"
    sources = data.get("sources")
    if not isinstance(sources, list) or not sources:
        yield "sources", "front matter lacks sources: add a list of addresses"
    elif bad := [s for s in sources if not isinstance(s, str) or not s.startswith("https://")]:
        yield "sources", f"source {bad[0]!r} is not an https address"


@guard("mode-page-sources-are-linked")
def mode_page_sources_are_linked(repo: Repo) -> Iterator[Problem]:
    for page in repo.mode_pages:
        linked = {_document(link.target) for link in _links_of_section(repo, page, "sources")}
        sources = page.front_matter.get("sources")
        for source in sources if isinstance(sources, list) else []:
            if _document(str(source)) not in linked:
                line = _line_with(page, str(source)) or page.front_matter_lines.get("sources", 1)
                message = f"{source} is not linked in section sources: link it there"
                yield Problem(page.path, line, message)


def _document(url: str) -> str:
    return _any_language(url).partition("#")[0].rstrip("/")


def _line_with(page: Page, text: str) -> int | None:
    lines = page.text.split("\n")
    return next((n for n, line in enumerate(lines, start=1) if text in line), None)


def _links_of_section(repo: Repo, page: Page, id: str) -> Iterator[Link]:
    yield from (link for link in page.links if page.section_at(link.line) == id)
    for first, include in repo.reached(page):
        fragment = repo.documents.get(include.path)
        if fragment and page.section_at(first.line) == id:
            yield from fragment.links


ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@guard("headings-have-ids")
def headings_have_ids(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        titles = [heading for heading in page.headings if heading.level == 1]
        for heading in page.headings:
            if heading.level == 1:
                if heading.id:
                    message = "the title of a page has no id: remove it, and link to the page"
                    yield Problem(page.path, heading.line, message)
            elif heading.id is None or not ID.fullmatch(heading.id):
                message = f"heading “{heading.text}” needs an ASCII id: add {{#some-words}}"
                yield Problem(page.path, heading.line, message)
        if page in repo.pages and not titles:
            yield Problem(page.path, 1, "the page has no title: add # … as its first heading")
        for heading in titles if page not in repo.pages else titles[1:]:
            message = "a page has one # heading, its own: make this one ##"
            yield Problem(page.path, heading.line, message)


@guard("ids-are-unique")
def ids_are_unique(repo: Repo) -> Iterator[Problem]:
    for page in repo.pages:
        seen: set[str] = set()
        for line, id, origin in sorted(_ids_of_page(repo, page)):
            if id in seen:
                message = f"id {id}{origin} is already used in this page: rename one of the two"
                yield Problem(page.path, line, message)
            seen.add(id)


def _ids_of_page(repo: Repo, page: Page) -> Iterator[tuple[int, str, str]]:
    yield from ((line, id, "") for line, id in page.ids())
    for first, include in repo.reached(page):
        fragment = repo.documents.get(include.path)
        if fragment:
            whole = range(fragment.text.count("\n") + 2)
            part = section_lines(fragment.text, include.section) if include.section else whole
            for line, id in fragment.ids():
                if line in (part or whole):
                    yield first.line, id, f" (from {include.path}:{line})"


# --- Languages -----------------------------------------------------------------------------------


@guard("marked-language-ends")
def marked_language_ends(repo: Repo) -> Iterator[Problem]:
    """No check reads what is marked as the other language, so it has to end somewhere."""
    for page in repo.documents.values():
        for element in page.elements:
            if "lang" in element.attributes and not element.closed:
                message = f"<{element.tag} lang> is not closed: add </{element.tag}>"
                yield Problem(page.path, element.line, message)


@guard("no-japanese-on-english-pages")
def no_japanese_on_english_pages(repo: Repo) -> Iterator[Problem]:
    advice = 'translate it, or write <span lang="ja">…</span>'
    for page in (p for p in repo.documents.values() if p.language == "en"):
        for key in ("title", "description"):
            if found := _japanese(str(page.front_matter.get(key, ""))):
                line = page.front_matter_lines.get(key, 1)
                yield Problem(page.path, line, f"Japanese “{found}” in the {key}: translate it")
        lines = page.prose_without(*page.foreign("ja")).split("\n")
        for number, line in [*enumerate(lines, start=1), *page.attribute_texts]:
            if found := _japanese(line):
                yield Problem(page.path, number, f"Japanese “{found}” on an English page: {advice}")


def _japanese(text: str) -> str | None:
    match = re.search(rf"{JAPANESE.pattern}(?:.{{0,18}}{JAPANESE.pattern})?", text)
    return match[0] if match else None


# Words that make a sentence of a row of names: "Application Load Balancer, Network Load Balancer"
# has none of them.
FUNCTION_WORDS = frozenset(
    """
    a an are as at be been but by can cannot could do does each from had has have how if in into is
    it its may must no not on only or per should than that the their then there these they this to
    was were what when where which will with without would you your
    """.split()  # noqa: SIM905
)
LATIN_RUN = re.compile(
    r"[A-Za-z][A-Za-z'’-]*"
    rf"(?:(?:[ \t*_,.;:'\"’“”()!?0-9{CODE_MARK}]|\n(?![ \t]*\n))+[A-Za-z][A-Za-z'’-]*){{5,}}"
)


@guard("no-english-sentences-on-japanese-pages")
def no_english_sentences_on_japanese_pages(repo: Repo) -> Iterator[Problem]:
    """A run of English words is a sentence; fewer of them count when the English page has the same.

    The text of a link to another site may be that page's English title: a title is a name.
    """
    advice = 'translate it, or write <span lang="en">…</span>'
    for page in (p for p in repo.documents.values() if p.language == "ja"):
        for key in ("title", "description"):
            if found := next(english_sentences(str(page.front_matter.get(key, ""))), None):
                line = page.front_matter_lines.get(key, 1)
                yield Problem(page.path, line, f"English “{found[1]}” in the {key}: translate it")
        prose = _own_prose(page, "en")
        lines = set()
        for offset, sentence in english_sentences(prose):
            lines.add(page.line_of(offset))
            message = f"English “{sentence}” on a Japanese page: {advice}"
            yield Problem(page.path, page.line_of(offset), message)
        for line, text in page.attribute_texts:
            if not JAPANESE.search(text) and any(_phrases(text)):
                yield Problem(page.path, line, f"English “{text}” in an attribute: translate it")
        other = repo.counterpart(page)
        english = {text for _, text in _phrases(_own_prose(other, "ja"))} if other else set()
        for line, text in _phrases(prose):
            if text in english and line not in lines:
                yield Problem(page.path, line, f"“{text}” as in {other.path}: {advice}")


def _own_prose(page: Page, other_language: str) -> str:
    """The prose without what is marked as the other language and without links to other sites."""
    titles = [(link.start, link.end) for link in page.links if "://" in link.target]
    return page.prose_without(*page.foreign(other_language), *titles)


PHRASE_END = re.compile(rf"[|{BREAK_MARK}]|(?<=[.!?:。：])\s+|(?<=[。：])")
BEFORE_PHRASE = re.compile(r"[\s#>*+-]*(?:\d+[.)]\s)?")


def _phrases(prose: str) -> Iterator[tuple[int, str]]:
    """The sentences, headings and cells of 2 or more English words that are not all names."""
    for number, line in enumerate(prose.split("\n"), start=1):
        for part in PHRASE_END.split(re.sub(r"\{[^}]*\}", "", line)):
            words = part[BEFORE_PHRASE.match(part).end() :].replace(CODE_MARK, " … ").split()
            latin = [word for word in words if re.search(r"[A-Za-z]", word)]
            if len(latin) > 1 and any(re.fullmatch(r"[a-z][a-z'’]+\W?", word) for word in latin):
                yield number, " ".join(words)


def english_sentences(text: str) -> Iterator[tuple[int, str]]:
    for match in LATIN_RUN.finditer(text):
        words = re.findall(r"[A-Za-z][A-Za-z'’-]*", match[0])
        plain = [word for word in words[1:] if word.islower()]
        if len(plain) >= 3 or any(word.lower() in FUNCTION_WORDS for word in words):
            yield match.start(), " ".join(words[:6]) + " …"


@guard("glossaries-match")
def glossaries_match(repo: Repo) -> Iterator[Problem]:
    """A row of a glossary names its term in both languages, in either order."""
    glossaries = {page.language: page for page in repo.pages if page.path.endswith("/glossary.md")}
    terms = {language: _terms(repo, page) for language, page in glossaries.items()}
    for language, page in glossaries.items():
        if not terms[language]:
            yield Problem(page.path, 1, "no terms found: list them in a table, one term a row")
        other = glossaries.get(OTHER[str(language)])
        known = {key for key, _, _ in terms.get(OTHER[str(language)], [])}
        for key, file, line in terms[language]:
            if other and key not in known:
                name = " / ".join(sorted(key))
                message = f"term {name} is not in the glossary {other.path}: add it there"
                yield Problem(file, line, message)


def _terms(repo: Repo, page: Page) -> list[tuple[frozenset[str], str, int]]:
    included = {include.path for _, include in repo.reached(page)}
    documents = [page, *(repo.documents[path] for path in included if path in repo.documents)]
    return [
        (frozenset(_plain(cell) for cell in row.cells[:2]), document.path, row.line)
        for document in documents
        for table in document.tables
        for row in table.rows[1:]
    ]


def _plain(cell: str) -> str:
    cell = re.sub(r"<[^>]*>|\{[^}]*\}", "", cell)
    cell = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", cell)
    return " ".join(re.sub(r"[*`]", "", cell).casefold().split())


# --- What the site does without ------------------------------------------------------------------

# The folders that static-i18n takes for languages, and leaves out when they are not.
LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]{4})?(-[A-Z]{2})?|[a-z]{2}_[A-Z]{2}")


@guard("docs-folders-are-not-languages")
def docs_folders_are_not_languages(repo: Repo) -> Iterator[Problem]:
    for path in sorted((repo.root / "docs").glob("*")):
        if path.is_dir() and path.name not in LANGUAGES and LOCALE.fullmatch(path.name):
            message = "static-i18n takes this folder for a language and drops it: rename it"
            yield Problem(f"docs/{path.name}", 1, message)


ADMONITION_TYPES = ("note", "tip", "warning", "danger")
EXCLUDED = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r'^\s*===[!+]{0,2}\s+"', "content tab: write headings or a table"),
        (r"^\s*\?\?\?\+?\s", "collapsible block: write an admonition, or leave it out"),
        (r"\{[^}]*\.annotate\b", "annotations: explain the code in the text beside it"),
        (r"^\s*///", "block syntax: use an admonition or plain Markdown"),
        (r"^\[\^[^\]]+\]:|(?<=\S)\[\^[^\]]+\]", "footnote: put it into the sentence"),
        (r"^\s*[-*+]\s+\[[ xX]\]\s", "task list: write a plain list"),
        (
            r"\]\s*\[[^\]]*\](?!\()|\]\s+\([^)\s]+\.md\b|\]\(\s*\)",
            "link that is printed: write [text](page.md)",
        ),
        (r'^\s*!{1,2}\s+\w+\s+"', "admonition that is printed: it begins with !!!"),
        (r"(?<![\w:]):[a-z][a-z0-9_+-]*[a-z0-9]:(?![\w:])", "emoji shortcode: write words"),
    )
)
ANNOTATION = re.compile(r"(?:#|//)\s*\(\d+\)!?\s*$")


@guard("excluded-features")
def excluded_features(repo: Repo) -> Iterator[Problem]:
    for page in (p for p in repo.documents.values() if p.path.endswith(".md")):
        for number, line in enumerate(page.markup_lines, start=1):
            for pattern, message in EXCLUDED:
                if pattern.search(line):
                    yield Problem(page.path, number, message)
        yield from _admonition_faults(page)
        for fence in page.fences:
            if fence.language == "mermaid":
                yield Problem(page.path, fence.line, "mermaid loads a script: draw an SVG instead")
            yield from _annotations(page.path, fence.line + 1, fence.body)
    for path, text in repo.snippets.items():
        yield from _annotations(path, 1, text.split("\n"))


def _admonition_faults(page: Page) -> Iterator[Problem]:
    for admonition in page.admonitions:
        if admonition.type not in ADMONITION_TYPES:
            message = f"admonition of type {admonition.type}: use {', '.join(ADMONITION_TYPES)}"
            yield Problem(page.path, admonition.line, message)
        if not (admonition.title or "").strip():
            message = 'admonition without a title: write !!! note "…" in the page\'s language'
            yield Problem(page.path, admonition.line, message)


def _annotations(path: str, first: int, lines: Iterable[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines, start=first):
        if ANNOTATION.search(line):
            message = "code annotation: explain the code in the text beside it"
            yield Problem(path, number, message)


@guard("images-have-alternatives")
def images_have_alternatives(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        for image in page.images:
            if image.alt is None:
                message = f"image {image.target} has no alternative text: say what it shows"
                yield Problem(page.path, image.line, message)


@guard("drawings-have-names")
def drawings_have_names(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        drawings = [element for element in page.elements if element.tag == "svg"]
        for svg in drawings:
            nested = any(outer.start < svg.start < outer.end for outer in drawings)
            if nested or svg.attributes.get("aria-hidden") == "true":
                continue
            inside = [e for e in page.elements if svg.start <= e.start <= svg.end]
            ids = {e.attributes.get("id") for e in inside if page.text[e.start : e.end].strip()}
            labels = svg.attributes.get("aria-labelledby", "").split()
            named = svg.attributes.get("aria-label", "").strip() or (labels and ids >= set(labels))
            if svg.attributes.get("role") != "img" or not named:
                message = (
                    'a screen reader can not name this drawing: give <svg> role="img" and an'
                    " aria-labelledby with the id of its <title>"
                )
                yield Problem(page.path, svg.line, message)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.docs_checks", description=__doc__)
    parser.add_argument("guards", nargs="*", metavar="GUARD", help="all of them when none is named")
    root = Path(__file__).resolve().parent.parent
    parser.add_argument("--root", type=Path, default=root, help="the repository")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.guards if name not in GUARDS]:
        parser.error(f"no guard named {unknown[0]}: choose from {', '.join(GUARDS)}")
    problems = check(Repo(options.root.resolve(), date.today()), options.guards)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
