"""Each guard over the built site reports a bad example at its file and line, and no good one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.site_checks import GUARDS, Site, check, main

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
<link rel="canonical" href="{own}">
{head}
<script id="__config" type="application/json">{{"search": "/ecs/w.js?x"}}</script>
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


def index(*locations: str) -> str:
    return json.dumps({"docs": [{"location": location} for location in locations]})


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
    "search/search_index.json": index("", "#title", "a/", "en/", "en/a/#x"),
    "i.png": "",
    "w.js": 'fetch("data.json"); // https://example.org/\n',
    "s.css": '/* url(none.png) */\na{background:url("i.png");b:url(#a);c:url(data:,x)}\n',
}


@dataclass(frozen=True)
class Case:
    guard: str
    files: Mapping[str, str | None]
    expected: tuple[tuple[str, int], ...]
    says: str


def bad(guard: str, files: dict[str, str | None], *where: tuple[str, int], says: str) -> Case:
    return Case(guard, files, where, says)


def on_index(guard: str, body: str, says: str) -> Case:
    return bad(guard, {"index.html": page("ja", "", body)}, ("index.html", 10), says=says)


def replaced(path: str, old: str, new: str) -> dict[str, str | None]:
    assert old in GOOD[path]
    return {path: GOOD[path].replace(old, new)}


LINKS, ORIGINS = "links-lead-somewhere", "nothing-is-asked-of-other-origins"

BAD = [
    on_index(LINKS, '<a href="b/">B</a>', "there is no b/index.html"),
    on_index(LINKS, '<a href="a/#y">A</a>', "a/index.html has no id y"),
    on_index(LINKS, '<a href="#y">A</a>', "index.html has no id y"),
    on_index(LINKS, f'<a href="{URL}b.html">B</a>', "there is no b.html"),
    on_index(LINKS, '<a href="/a/">A</a>', "outside of https://example.test/ecs/"),
    on_index(LINKS, '<a href="a">A</a>', "there is no a"),
    on_index(LINKS, '<img src="b.png">', "there is no b.png"),
    on_index(LINKS, '<script src="b.js"></script>', "there is no b.js"),
    on_index(LINKS, '<img src="i.png" srcset="i.png, b.png 2x">', "there is no b.png"),
    on_index(LINKS, '<svg><use href="b.svg#x"/></svg>', "there is no b.svg"),
    on_index(LINKS, '<p style="background:url(b.png)">', "there is no b.png"),
    on_index(LINKS, '<a href="https://[x/">', "not an address"),
    bad(LINKS, {"s.css": "a{}\nb{c:url(b.woff)}"}, ("s.css", 2), says="there is no b.woff"),
    bad(LINKS, {"s.css": '@import "b.css";'}, ("s.css", 1), says="there is no b.css"),
    bad(LINKS, {"404.html": NOT_FOUND.replace("/ecs/en/", "b/")}, ("404.html", 4), says="no b/"),
    bad(
        LINKS,
        replaced("index.html", "w.js?x", "v.js?x"),
        ("index.html", 7),
        says="there is no v.js",
    ),
    on_index(ORIGINS, '<img src="https://a.example/i.png">', "https://a.example/i.png"),
    on_index(ORIGINS, '<img srcset="i.png, //a.example/i.png 2x">', "//a.example/i.png"),
    on_index(ORIGINS, '<iframe src="https://a.example/"></iframe>', "<iframe>"),
    on_index(ORIGINS, '<script src="https://a.example/a.js"></script>', "<script>"),
    on_index(ORIGINS, '<script>fetch("https://a.example/")</script>', "script asks"),
    on_index(ORIGINS, "<style>@import 'https://a.example/a.css'</style>", "<style>"),
    on_index(ORIGINS, '<link rel="preconnect" href="https://a.example">', "<link>"),
    on_index(ORIGINS, '<link rel="preload" href="https://a.example/f">', "<link>"),
    on_index(ORIGINS, '<link rel="stylesheet" href="//a.example/f.css">', "<link>"),
    on_index(ORIGINS, '<form action="https://a.example/"></form>', "<form>"),
    on_index(ORIGINS, '<pre class="mermaid"></pre>', "mermaid"),
    on_index(ORIGINS, '<a data-md-component="source"></a>', "repo_url"),
    bad(ORIGINS, {"s.css": "a{}\nb{c:url(//a.example/f)}"}, ("s.css", 2), says="style sheet"),
    bad(ORIGINS, {"w.js": "a;\nfetch(`https://a.example/`)"}, ("w.js", 2), says="script asks"),
    bad(ORIGINS, {"w.js": 'const a = "https://a.example/"'}, ("w.js", 1), says="script asks"),
    bad(ORIGINS, {"s.css": '@IMPORT"//a.example/f"'}, ("s.css", 1), says="style sheet"),
    bad(ORIGINS, {"s.css": 'a{b:image-set("//a.example/f" 1x)}'}, ("s.css", 1), says="style"),
    bad(ORIGINS, {"d.svg": '<svg>\n<image href="//a.example/i"/>'}, ("d.svg", 2), says="drawing"),
    bad(ORIGINS, {"d.svg": "<style>@import '//a.example/i'"}, ("d.svg", 1), says="drawing asks"),
    on_index(ORIGINS, '<link rel="alternate stylesheet" href="//a.example/f.css">', "<link>"),
    on_index(ORIGINS, '<link rel="prefetch next" href="//a.example/f">', "<link>"),
    on_index(ORIGINS, '<svg><path fill="url(//a.example/f#x)"/></svg>', "<path>"),
    bad(ORIGINS, {"m.mjs": 'import {a} from "https://a.example/"'}, ("m.mjs", 1), says="script"),
    bad(ORIGINS, {"w.js": 'await import("//a.example/b.js")'}, ("w.js", 1), says="script asks"),
    bad(ORIGINS, {"w.js": 'i.src = "https://a.example/"'}, ("w.js", 1), says="script asks"),
    bad(
        "pages-state-their-language",
        replaced("en/a/index.html", 'lang="en"', 'lang="ja"') | replaced("index.html", 'ja"', '"'),
        ("en/a/index.html", 2),
        ("index.html", 2),
        says="language",
    ),
    bad(
        "canonical-addresses-are-their-own",
        replaced("a/index.html", f"{URL}a/", "../a/")
        | replaced("en/index.html", f"{URL}en/", URL)
        | replaced("index.html", 'rel="canonical"', 'rel="x"'),
        ("a/index.html", 5),
        ("en/index.html", 5),
        ("index.html", 1),
        says="canonical",
    ),
    bad(
        "titles-and-descriptions-are-unique",
        replaced("en/index.html", "<title>en </title>", "<title>en a/</title>")
        | replaced("index.html", "<title>ja </title>", "<title> </title>"),
        ("en/index.html", 3),
        ("index.html", 1),
        says="title",
    ),
    bad(
        "titles-and-descriptions-are-unique",
        replaced("en/index.html", 'content="en "', 'content="ja a/"')
        | replaced("index.html", 'name="description"', 'name="x"'),
        ("en/index.html", 4),
        ("index.html", 1),
        says="description",
    ),
    on_index("pages-have-one-h1", "<h1>U</h1>", "2 <h1>"),
    bad(
        "pages-have-one-h1",
        {"404.html": NOT_FOUND.replace("h1", "h2")},
        ("404.html", 1),
        says="0 <h1>",
    ),
    bad(
        "hreflang-links-are-absolute",
        {"index.html": page("ja", "", head='<link rel="alternate" hreflang="en" href="en/">')},
        ("index.html", 6),
        says="relative",
    ),
    bad("sitemap-lists-both-languages", {"sitemap.xml": None}, ("sitemap.xml", 1), says="no site"),
    bad("sitemap-lists-both-languages", {"sitemap.xml": "<a>\n<"}, ("sitemap.xml", 2), says="XML"),
    bad(
        "sitemap-lists-both-languages",
        {"sitemap.xml": sitemap(*map(url_entry, ("", "a/", "en/")))},
        ("sitemap.xml", 1),
        says="https://example.test/ecs/en/a/ is not listed",
    ),
    bad(
        "sitemap-lists-both-languages",
        {"sitemap.xml": sitemap(*map(url_entry, ("b/", "", "a/", "en/", "en/a/")))},
        ("sitemap.xml", 4),
        says="b/ is no page",
    ),
    bad(
        "sitemap-lists-both-languages",
        {"sitemap.xml": GOOD["sitemap.xml"].replace('"x-default"', '"x"')},
        *[("sitemap.xml", line) for line in (4, 10, 16, 22)],
        says="x-default",
    ),
    bad("the-404-page-speaks-both-languages", {"404.html": None}, ("404.html", 1), says="no 404"),
    bad(
        "the-404-page-speaks-both-languages",
        {"404.html": NOT_FOUND.replace('<p lang="ja">', "<p>").replace("/ecs/en/", "/ecs/en")},
        *[("404.html", 1)] * 2,
        says="404 page",
    ),
    bad(
        "language-switch-stays-on-the-page",
        replaced("a/index.html", 'href="../en/a/"', 'href="../en/"')
        | replaced("en/index.html", 'hreflang="ja"', ""),
        ("a/index.html", 9),
        ("en/index.html", 1),
        says="the language switch leads to",
    ),
    bad(
        "language-switch-stays-on-the-page",
        {"en/b/index.html": page("en", "b/")},
        ("en/b/index.html", 1),
        says="there is no b/index.html",
    ),
    bad(
        "search-knows-every-page",
        {"search/search_index.json": index("", "a/", "en/")},
        ("en/a/index.html", 1),
        says="search index",
    ),
    on_index("html-ids-are-unique", '<p id="title">', "id title"),
    on_index("styles-exist-for-every-class", '<p class="a mermaid">', "class mermaid"),
]


def build(root: Path, changes: Mapping[str, str | None] | None = None) -> Site:
    for name, text in (GOOD | dict(changes or {})).items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return Site(root, URL)


@pytest.mark.parametrize("case", BAD, ids=lambda case: f"{case.guard}: {case.says}")
def test_bad_site_is_reported(case: Case, tmp_path: Path) -> None:
    problems = list(GUARDS[case.guard](build(tmp_path, case.files)))
    assert sorted((p.file, p.line) for p in problems) == sorted(case.expected), problems
    assert all(case.says in problem.message for problem in problems), problems


@pytest.mark.parametrize("guard", GUARDS)
def test_good_site_is_not_reported(guard: str, tmp_path: Path) -> None:
    assert check(build(tmp_path), [guard]) == []


@pytest.mark.parametrize("guard", GUARDS)
def test_every_guard_has_a_bad_example(guard: str) -> None:
    assert guard in {case.guard for case in BAD}


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(tmp_path, {"i.png": None, "s.css": ""})
    assert main([str(tmp_path), URL.rstrip("/")]) == 1
    assert capsys.readouterr().out.startswith("index.html:6: <style> leads to 'i.png'")
    build(tmp_path)
    assert main([str(tmp_path), URL]) == 0
