"""The built site, page by page, as the guards look at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html as lxml_html
from lxml.html import HtmlElement

from tools.checks.guard import Problem

NOT_FOUND = "404.html"


@dataclass(frozen=True)
class Html:
    path: str
    """Relative to the site."""
    url: str
    root: HtmlElement

    @property
    def language(self) -> str:
        return "en" if self.path.startswith("en/") else "ja"

    @cached_property
    def elements(self) -> tuple[HtmlElement, ...]:
        return tuple(self.root.iter("*"))

    @cached_property
    def tags(self) -> tuple[HtmlElement, ...]:
        """All elements that have an attribute but a class: highlighted code is mostly the rest."""
        return tuple(tag for tag in self.elements if set(tag.keys()) - {"class"})

    def named(self, *names: str) -> list[HtmlElement]:
        return [tag for tag in self.elements if tag.tag in names]

    def having(self, attribute: str, *names: str) -> list[tuple[HtmlElement, str]]:
        """The elements with an attribute, and its value; those of these names, or all."""
        found = ((tag, tag.get(attribute)) for tag in self.tags if not names or tag.tag in names)
        return [(tag, value) for tag, value in found if value is not None]

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(id for _, id in [*self.having("id"), *self.having("name", "a")])

    def problem(self, tag: HtmlElement | None, message: str) -> Problem:
        line = tag.sourceline if tag is not None else None
        return Problem(self.path, line or 1, message)


@dataclass(frozen=True)
class Site:
    root: Path
    url: str
    """As in site_url, with a slash at its end."""

    @cached_property
    def documents(self) -> dict[str, Html]:
        """Every HTML file, the 404 page included."""
        paths = sorted(self.root.rglob("*.html"))
        return {html.path: html for html in map(self._read, paths)}

    @cached_property
    def pages(self) -> tuple[Html, ...]:
        return tuple(html for path, html in self.documents.items() if path != NOT_FOUND)

    def _read(self, file: Path) -> Html:
        path = file.relative_to(self.root).as_posix()
        parser = lxml_html.HTMLParser(encoding="utf-8")
        return Html(path, self.url_of(path), lxml_html.fromstring(file.read_bytes(), parser=parser))

    def url_of(self, path: str) -> str:
        return urljoin(self.url, re.sub(r"(^|/)index\.html$", r"\1", path))

    def path_of(self, url: str) -> str | None:
        """The file behind an address of this site; None when it is not below site_url."""
        bare = urldefrag(url)[0].partition("?")[0]
        if not bare.startswith(self.url):
            return None
        path = unquote(bare.removeprefix(self.url))
        return f"{path}index.html" if path == "" or path.endswith("/") else path

    def is_elsewhere(self, url: str) -> bool:
        here, there = urlsplit(self.url), urlsplit(url)
        return there.scheme in ("http", "https", "ws", "wss") and (
            (there.scheme, there.netloc) != (here.scheme, here.netloc)
        )

    def files(self, pattern: str) -> Iterator[tuple[str, str]]:
        for path in sorted(self.root.rglob(pattern)):
            yield path.relative_to(self.root).as_posix(), path.read_text(encoding="utf-8")

    def counterpart(self, html: Html) -> str:
        return html.path.removeprefix("en/") if html.language == "en" else f"en/{html.path}"


def rel(tag: HtmlElement) -> list[str]:
    return str(tag.get("rel", "")).split()
