"""Guards over the names of pages: each has one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import yaml

from tools.checks.guard import Guards, Problem
from tools.checks.page import Heading, Page
from tools.checks.repo import Repo

guard = GUARDS = Guards[Repo]()

# The page of a language that begins with a promise; its title is the name of the site.
HOME = "index.md"
HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*(?:\{[^}]*\}[ \t]*)?$")


@guard("page-has-one-name")
def page_has_one_name(repo: Repo) -> Iterator[Problem]:
    """Its heading, its title and, as the navigation takes the title, its entry there.

    The home page alone has three: a promise, the name of the site, and "Home".
    """
    for page in repo.pages:
        heading, title = _heading(page), title_of(page)
        is_home = page.path == f"docs/{page.language}/{HOME}"
        if heading and title and heading[1] != title and not is_home:
            message = f"the title is “{title}” and the heading “{heading[1]}”: use one name"
            yield Problem(page.path, heading[0], message)
    names: dict[tuple[str | None, str], str] = {}
    for page in repo.pages:
        title = plain(title_of(page))
        first = names.setdefault((page.language, title), page.path)
        if title and first != page.path:
            line = page.front_matter_lines.get("title", 1)
            message = f"{first} has the title “{title_of(page)}” too: name one of the two otherwise"
            yield Problem(page.path, line, message)
    yield from _named_in_nav(repo)


def _heading(page: Page) -> tuple[int, str] | None:
    """The first heading with its line, code marked as it is written."""
    first = next((heading for heading in page.headings if heading.level == 1), None)
    return (first.line, as_written(page, first)) if first else None


def as_written(page: Page, heading: Heading) -> str:
    """The heading with its code, which its text has only marks for."""
    written = HEADING.match(page.text.split("\n")[heading.line - 1])
    return written[1] if written else heading.text


def title_of(page: Page) -> str:
    return str(page.front_matter.get("title") or "").strip()


def plain(text: str) -> str:
    """Within a sentence a name has small letters, and code may be marked as such."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("`", "").split()).casefold()


class _Loader(yaml.SafeLoader):
    """YAML whose tags (!ENV, !relative) are of no interest."""


_Loader.add_multi_constructor("!", lambda loader, tag, node: None)


def _named_in_nav(repo: Repo) -> Iterator[Problem]:
    file = repo.root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    named = _nav((yaml.load(text, _Loader) or {}).get("nav"))
    for name, path in ((name, path) for name, path in named if path != HOME):
        lines = text.split("\n")
        line = next((n for n, line in enumerate(lines, 1) if path in line and name in line), 1)
        message = f"the navigation calls {path} “{name}”: leave the name to the page's title"
        yield Problem("mkdocs.yml", line, message)


def _nav(items: Any) -> Iterator[tuple[str, str]]:
    for item in items if isinstance(items, list) else ():
        for name, inner in item.items() if isinstance(item, dict) else ():
            if isinstance(inner, str):
                yield name, inner
            yield from _nav(inner)
