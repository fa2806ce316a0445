"""The pages, fragments and snippets that the guards look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ecsnet.facts import LANGUAGES
from ecsnet.sections import Include
from tools.checks.guard import OTHER
from tools.checks.page import Page
from tools.checks.reader import read_page
from tools.site.tf import LANGUAGES as EXAMPLES


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
        files = self.root.glob("snippets/**/*")
        paths = sorted(path for path in files if path.suffix in EXAMPLES)
        return {
            path.relative_to(self.root).as_posix(): path.read_text(encoding="utf-8")
            for path in paths
        }

    def counterpart(self, page: Page) -> Page | None:
        return self.documents.get(counterpart_path(page.path))

    @cached_property
    def pairs(self) -> tuple[tuple[Page, Page], ...]:
        """Each document that says the same in both languages, seen from either side."""
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


def counterpart_path(path: str) -> str:
    top, language, rest = path.split("/", 2)
    return f"{top}/{OTHER[language]}/{rest}"
