"""Guards over links: whoever links to a page uses its name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache

from ecsnet.facts import MODES, facts
from tools.checks.guard import Guards, Problem
from tools.checks.names import as_written, plain, title_of
from tools.checks.page import Link, Page
from tools.checks.repo import Repo

guard = GUARDS = Guards[Repo]()

# The page of each mode; that of Windows has another name than its mode.
MODE_PAGES = {f"modes/{mode}.md": mode for mode in MODES} | {"modes/windows.md": "default"}


@guard("link-text-is-title")
def link_text_istitle_of(repo: Repo) -> Iterator[Problem]:
    """A link to a whole page has that page's name as text, a link with that name leads there.

    A link to a section may say what its sentence needs, but not the heading of another section.
    """
    titles = {page.path: title for page in repo.pages if (title := title_of(page))}
    headings = cache(lambda path: _headings(repo, path))
    for page in repo.pages:
        names = {
            plain(t): path for path, t in titles.items() if path.split("/")[1] == page.language
        }
        for document, link in _links(repo, page):
            path, _, section = link.target.partition("#")
            if "://" in path or (path and not path.endswith(".md")):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
            target = target if path else page.path
            text = document.text[link.start : link.end]
            if not section and target in titles:
                if not _names(text, titles[target], target, page.language):
                    message = f"“{text}” leads to the page “{titles[target]}”: use its name"
                    yield Problem(document.path, link.line, message)
            elif section and (there := headings(target)):
                own = there.get(section, "")
                named = names.get(plain(text), "")
                if plain(text) == plain(own):
                    continue
                if named:
                    message = f"“{text}” is the name of {named}, and #{section} is a section"
                    yield Problem(document.path, link.line, f"{message}: use its heading {own}")
                elif own and text in there.values():
                    message = f"“{text}” is the heading of another section than #{section}"
                    yield Problem(document.path, link.line, f"{message}, which is “{own}”")


def _links(repo: Repo, page: Page) -> Iterator[tuple[Page, Link]]:
    """The links of a page and of what it includes: these are relative to the page as well."""
    yield from ((page, link) for link in page.links)
    paths = dict.fromkeys(include.path for _, include in repo.reached(page))
    for fragment in (repo.documents.get(path) for path in paths):
        yield from ((fragment, link) for link in fragment.links) if fragment else ()


def _names(text: str, title: str, path: str, language: str | None) -> bool:
    if plain(text) == plain(title):
        return True
    mode = MODE_PAGES.get(path.split("/", 2)[2])
    return plain(text) in (plain(mode), plain(_default_mode(language, mode))) if mode else False


@cache
def _default_mode(language: str | None, mode: str) -> str:
    return facts().words.pages["default_mode"][language] if language and mode == "default" else mode


def _headings(repo: Repo, path: str) -> dict[str, str]:
    """The headings of a page and of what it includes, by their ids."""
    page = repo.documents.get(path)
    if page is None:
        return {}
    parts = [page, *(repo.documents.get(include.path) for _, include in repo.reached(page))]
    return {
        heading.id: as_written(part, heading)
        for part in parts
        if part
        for heading in part.headings
        if heading.id
    }
