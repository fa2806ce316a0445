"""Guards over the parts of a page: front matter, sections, headings and their ids, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from ecsnet.facts import LANGUAGES
from ecsnet.sections import section_lines
from tools.checks.guard import Guards, Problem
from tools.checks.page import Heading, Link, Page, Table
from tools.checks.parity import any_language
from tools.checks.repo import Repo

guard = GUARDS = Guards[Repo]()


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


@guard("code-blocks-are-closed")
def code_blocks_are_closed(repo: Repo) -> Iterator[Problem]:
    """No check reads what an open block swallows, and the site prints it as text."""
    for page in repo.documents.values():
        for fence in page.fences:
            if not fence.closed:
                message = "code block without an end: close it with the same signs and indentation"
                yield Problem(page.path, fence.line, message)


@guard("rule-links-lead-to-their-rule")
def rule_links_lead_to_their_rule(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        for link in page.links:
            named = re.fullmatch(r"ENM\d{3}|E\d+[a-z]?", page.prose[link.start : link.end].strip())
            if named and not link.target.endswith(f"#{named[0].lower()}"):
                message = f"the link {named[0]} leads to {link.target}: correct one of the two"
                yield Problem(page.path, link.line, message)


MODE_SECTIONS = (
    "when-to-use-it",
    "terraform",
    "what-it-is",
    "ports",
    "addresses-and-security-groups",
    "load-balancing-and-discovery",
    "limits",
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
    return any_language(url).partition("#")[0].rstrip("/")


def _line_with(page: Page, text: str) -> int | None:
    lines = page.text.split("\n")
    return next((n for n, line in enumerate(lines, start=1) if text in line), None)


def _links_of_section(repo: Repo, page: Page, id: str) -> Iterator[Link]:
    yield from (link for link in page.links if page.section_at(link.line) == id)
    for first, include in repo.reached(page):
        fragment = repo.documents.get(include.path)
        if fragment and page.section_at(first.line) == id:
            yield from fragment.links


# Pages that list, explain a message or a rule, or are about this site: nothing of a reader's runs.
WITHOUT_CHECK = re.compile(
    r"(.+/)?index\.md|(contributing|errors|glossary|questions|see-it-run|sources)\.md"
    r"|(errors|rules|sources|style)/.+"
)


@guard("has-check")
def has_check(repo: Repo) -> Iterator[Problem]:
    """A reader who has followed a page can see that it worked, always in the same place."""
    for page in repo.pages:
        if WITHOUT_CHECK.fullmatch(page.path.split("/", 2)[2]):
            continue
        found = [heading for heading in page.headings if heading.id == "check"]
        if len(found) != 1:
            line = found[1].line if found else 1
            message = f"{len(found)} sections {{#check}}: a page has one, with commands to paste"
            yield Problem(page.path, line, message)
        elif not any(line in _part(page, found[0]) for line in _code(repo, page)):
            message = "no code block under {#check}: show a command, and say what it prints"
            yield Problem(page.path, found[0].line, message)


def _part(page: Page, heading: Heading) -> range:
    """The lines of a section, with those of its subsections."""
    later = (h for h in page.headings if h.line > heading.line and h.level <= heading.level)
    end = next((each.line for each in later), page.text.count("\n") + 2)
    return range(heading.line, end)


def _code(repo: Repo, page: Page) -> Iterator[int]:
    """The lines on which a page shows code, of its own or of a fragment."""
    yield from (fence.line for fence in page.fences)
    for first, include in repo.reached(page):
        fragment = repo.documents.get(include.path)
        if fragment and fragment.fences:
            yield first.line


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


# The folders that static-i18n takes for languages, and leaves out when they are not.
LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]{4})?(-[A-Z]{2})?|[a-z]{2}_[A-Z]{2}")


@guard("docs-folders-are-not-languages")
def docs_folders_are_not_languages(repo: Repo) -> Iterator[Problem]:
    for path in sorted((repo.root / "docs").glob("*")):
        if path.is_dir() and path.name not in LANGUAGES and LOCALE.fullmatch(path.name):
            message = "static-i18n takes this folder for a language and drops it: rename it"
            yield Problem(f"docs/{path.name}", 1, message)
