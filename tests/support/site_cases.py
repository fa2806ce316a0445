"""A small built site that no guard reports, and changes to it that one does."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.checks.guard import Guards
from tools.checks.site.document import Site

URL = "https://example.test/ecs/"


def page(language: str, path: str, body: str = "", head: str = "", depth: str = "") -> str:
    """A page of 12 lines; its body is line 10."""
    other = "en" if language == "ja" else "ja"
    counterpart = f"{depth}en/{path}" if other == "en" else f"../{depth}{path}"
    own = f"{URL}{'en/' if language == 'en' else ''}{path}"
    return f"""<!doctype html>
<html lang="{language}"><head>
<title>{language} {path}</title>
<meta name="description" content="{language} {path}">
<link rel="canonical" href="{own}"><link rel="alternate" type="text/markdown" href="index.md">
{head}
<script id="__config" type="application/json">{{}}</script>
</head><body>
<h1 id="title">T</h1><a href="{counterpart or "./"}" hreflang="{other}">{other}</a>
{body}
</body></html>
"""


def url_entry(path: str, **links: str) -> str:
    alternates = {"ja": path.removeprefix("en/"), "en": f"en/{path.removeprefix('en/')}"}
    alternates |= {"x-default": alternates["en"]} | links
    lines = [
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{URL}{target}"/>'
        for language, target in sorted(alternates.items())
    ]
    return "\n".join(["<url>", f"<loc>{URL}{path}</loc>", *lines, "</url>"])


def sitemap(*entries: str) -> str:
    spaces = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
    head = f'<urlset xmlns="{spaces[0]}" xmlns:xhtml="{spaces[1]}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *entries, "</urlset>"])


def index(*addresses: str) -> str:
    return json.dumps({"pages": [{"url": address} for address in addresses]})


def contents(base: str, *more: str) -> str:
    """A list of the pages of a language; its first link is in line 3."""
    links = [f"- [P]({URL}{base}{path}index.md)" for path in ("", "a/")]
    return "\n".join(["# Site", "", *links, *more, ""])


TWIN = f"# T\n\n[A]({URL}a/#x) `[no](link)`\n\n```\n[none](either)\n```\n"
ENTRY = "<title>T</title><updated>2026-01-02T00:00:00Z</updated>"
FEED = f"""<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id>{ENTRY}
<entry><id>1</id>{ENTRY}<link href="{URL}a/"/></entry>
<entry><id>2</id>{ENTRY}</entry>
</feed>
"""

NOT_FOUND = f"""<html lang="en"><head><title>404</title></head><body>
<h1>404</h1>
<p lang="ja">ページが見つかりません。<a href="{URL}">日本語のトップページ</a>へどうぞ。</p>
<p lang="en">There is no such page. <a href="/ecs/en/">English home page</a></p>
</body></html>
"""

GOOD = {
    "index.html": page(
        "ja",
        "",
        '<a href="a/#x">A</a> <a href="https://aws.example/">AWS</a> <a href="#title">T</a>'
        '<img src="i.png" srcset="i.png 1x, i.png 2x" alt=""><a href="mailto:a@example.test">@</a>',
        '<link rel="stylesheet" href="s.css?v=1"><style>a{background:url(i.png)}</style>',
    ),
    "a/index.html": page("ja", "a/", '<h2 id="x">X</h2>', depth="../"),
    "en/index.html": page("en", ""),
    "en/a/index.html": page("en", "a/", depth="../"),
    "404.html": NOT_FOUND,
    "sitemap.xml": sitemap(*map(url_entry, ("", "a/", "en/", "en/a/"))),
    "search/ja.json": index("", "a/"),
    "search/en.json": index("", "a/"),
    **{f"{base}{path}index.md": TWIN for base in ("", "en/") for path in ("", "a/")},
    "llms.txt": contents(""),
    "en/llms.txt": contents("en/"),
    "feed.xml": FEED,
    "en/feed.xml": FEED,
    "i.png": "",
    "w.js": 'fetch("data.json"); // https://example.org/\n',
    "s.css": '/* url(none.png) */\na{background:url("i.png");b:url(#a);c:url(data:,x)}\n',
}


@dataclass(frozen=True)
class Case:
    """What changes in the good site, and where the guard has to find what it says of it."""

    guard: str
    files: Mapping[str, str | None]
    expected: tuple[tuple[str, int], ...]
    says: str

    def __str__(self) -> str:
        return f"{self.guard}: {self.says}"


def bad(guard: str, files: dict[str, str | None], *where: tuple[str, int], says: str) -> Case:
    return Case(guard, files, where, says)


def on_index(guard: str, body: str, says: str) -> Case:
    return bad(guard, {"index.html": page("ja", "", body)}, ("index.html", 10), says=says)


def replaced(path: str, old: str, new: str) -> dict[str, str | None]:
    assert old in GOOD[path]
    return {path: GOOD[path].replace(old, new)}


def build(root: Path, changes: Mapping[str, str | None] | None = None) -> Site:
    for name, text in (GOOD | dict(changes or {})).items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return Site(root, URL)


def examples_hold(
    guards: Guards[Site], cases: Sequence[Case]
) -> tuple[Callable[..., None], Callable[..., None], Callable[[], None]]:
    """The tests that hold guards to examples: bad ones, the good site, and one for each guard."""

    @pytest.mark.parametrize("case", cases, ids=str)
    def bad_site_is_reported(case: Case, tmp_path: Path) -> None:
        problems = list(guards[case.guard](build(tmp_path, case.files)))
        assert sorted((p.file, p.line) for p in problems) == sorted(case.expected), problems
        assert all(case.says in problem.message for problem in problems), problems

    @pytest.mark.parametrize("guard", guards)
    def good_site_is_not_reported(guard: str, tmp_path: Path) -> None:
        assert list(guards[guard](build(tmp_path))) == []

    def every_guard_has_a_bad_example() -> None:
        assert {case.guard for case in cases} == guards.keys()

    return bad_site_is_reported, good_site_is_not_reported, every_guard_has_a_bad_example
