"""Guards over what programs read: the twins in Markdown, the lists of them, and the feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin
from xml.etree import ElementTree

from tools.checks.guard import Guards, Problem
from tools.checks.site.addresses import dead
from tools.checks.site.document import Site, rel
from tools.site import LANGUAGES

guard = GUARDS = Guards[Site]()

ATOM = "{http://www.w3.org/2005/Atom}"
WRITTEN = ("*.md", "llms*.txt")
# A block of code, or a span, has no links.
CODE = re.compile(r"^( *(?:> ?)*)(`{3,})[^\n]*\n.*?^\1\2`*$|(`+)(?!`).*?(?<!`)\3(?!`)", re.S | re.M)
LINK = re.compile(r"(?<!\\)\]\(([^()\s]*)\)")
HOW = "run `python -m tools.site.finish` on the site"


def links(text: str) -> Iterator[tuple[int, str]]:
    """The addresses in a Markdown text, with their line."""
    bare = CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in LINK.finditer(bare):
        yield bare.count("\n", 0, match.start()) + 1, match[1]


@guard("links-in-markdown-lead-somewhere")
def links_in_markdown_lead_somewhere(site: Site) -> Iterator[Problem]:
    for path, text in (file for pattern in WRITTEN for file in site.files(pattern)):
        for line, url in links(text):
            if not re.match(r"https?://|mailto:", url):
                yield Problem(path, line, f"{url!r} is not absolute: the text is read elsewhere")
            elif fault := dead(site, site.url, url):
                yield Problem(path, line, f"leads to {url!r}: {fault}")


@guard("pages-have-a-twin-in-markdown")
def pages_have_a_twin_in_markdown(site: Site) -> Iterator[Problem]:
    for language, base in LANGUAGES.items():
        file = site.root / base / "llms.txt"
        if not file.is_file():
            yield Problem(f"{base}llms.txt", 1, f"there is no such list: {HOW}")
            continue
        listed = [url for _, url in links(file.read_text(encoding="utf-8"))]
        for html in site.pages:
            if html.language != language:
                continue
            found = [
                urljoin(html.url, url)
                for tag, url in html.having("href", "link")
                if "alternate" in rel(tag) and tag.get("type") == "text/markdown"
            ]
            twin = urljoin(html.url, "index.md")
            if found != [twin]:
                named = ", ".join(found) or "nothing"
                yield html.problem(None, f"the page names {named} as its Markdown, not {twin}")
            if listed.count(twin) != 1:
                yield html.problem(None, f"{base}llms.txt has {twin} {listed.count(twin)} times")


@guard("feeds-can-be-read")
def feeds_can_be_read(site: Site) -> Iterator[Problem]:
    for base in LANGUAGES.values():
        path = f"{base}feed.xml"
        file = site.root / path
        if not file.is_file():
            yield Problem(path, 1, f"there is no feed: {HOW}")
            continue
        try:
            root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
        except ElementTree.ParseError as error:
            yield Problem(path, error.position[0], f"not XML: {error}")
            continue
        entries = root.findall(f"{ATOM}entry")
        for element in (root, *entries):
            lacking = [n for n in ("id", "title", "updated") if not element.findtext(ATOM + n)]
            if lacking:
                yield Problem(path, 1, f"<{element.tag.removeprefix(ATOM)}> lacks {lacking}")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        if not ids or len(set(ids)) < len(ids):
            yield Problem(path, 1, "the feed needs entries, each with an id of its own")
        for link in root.iter(f"{ATOM}link"):
            if fault := dead(site, site.url, link.get("href", "")):
                yield Problem(path, 1, f"leads to {link.get('href')!r}: {fault}")
