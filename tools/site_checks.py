"""Guards over the built site: what a browser or a search engine would stumble over.

Run them with `python -m tools.site_checks SITE_DIR SITE_URL`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html as lxml_html
from lxml.html import HtmlElement

from tools.docs_checks import LANGUAGES, OTHER
from tools.guards import Guards, Problem
from tools.site.theme_css import removed_classes
from tools.tokens import JAPANESE

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

    def having(self, attribute: str, *names: str) -> list[HtmlElement]:
        return [t for t in self.tags if attribute in t.attrib and (not names or t.tag in names)]

    @cached_property
    def anchors(self) -> frozenset[str]:
        named = [tag.get("name") for tag in self.having("name", "a")]
        return frozenset([*(tag.get("id") for tag in self.having("id")), *named])

    def problem(self, tag: HtmlElement | None, message: str) -> Problem:
        return Problem(self.path, tag.sourceline if tag is not None else 1, message)


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


guard = GUARDS = Guards[Site]()
check = GUARDS.check


# --- Addresses -----------------------------------------------------------------------------------

CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
CSS_URL = re.compile(r"""\b(?:url|src)\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)""", re.I)
# The string forms of @import and of image-set().
CSS_STRING = re.compile(r"""(?:@import\s*|image-set\(\s*)(?:"([^"]*)"|'([^']*)')""", re.I)


def css_urls(css: str) -> Iterator[tuple[int, str]]:
    """The addresses in a style sheet, with their line."""
    css = CSS_COMMENT.sub(lambda match: "\n" * match[0].count("\n"), css)
    for pattern in (CSS_URL, CSS_STRING):
        for match in pattern.finditer(css):
            url = next((group for group in match.groups() if group), "")
            if url:
                yield css.count("\n", 0, match.start()) + 1, url


FOLLOWED = {"canonical", "alternate", "prev", "next", "license", "author"}


def requested(html: Html) -> Iterator[tuple[HtmlElement, str]]:
    """What a browser asks for by itself when it shows the page."""
    for attribute in ("src", "poster", "data", "background"):
        for tag in html.having(attribute):
            yield tag, tag.get(attribute)
    for tag in [*html.having("srcset"), *html.having("imagesrcset")]:
        for candidate in (tag.get("srcset") or tag.get("imagesrcset")).split(","):
            yield tag, candidate.split()[0] if candidate.split() else ""
    for tag in html.having("href", "link"):
        if set(_rel(tag)) - FOLLOWED:
            yield tag, tag.get("href")
    for tag in html.named("use", "image", "feimage", "script", "lineargradient", "radialgradient"):
        yield tag, tag.get("href") or tag.get("xlink:href") or ""
    for tag in html.elements:
        css = tag.text_content() if tag.tag == "style" else tag.get("style", "")
        css += "".join(f" {tag.get(name, '')}" for name in ("fill", "stroke", "filter", "mask"))
        yield from ((tag, url) for _, url in css_urls(css))


def followed(html: Html) -> Iterator[tuple[HtmlElement, str]]:
    """What a reader can go to."""
    yield from ((tag, tag.get("href")) for tag in html.having("href", "a", "area"))
    yield from ((tag, tag.get("action")) for tag in html.having("action", "form"))
    for tag in html.having("href", "link"):
        if {"alternate", "prev", "next"} & set(_rel(tag)):
            yield tag, tag.get("href")


def _rel(tag: HtmlElement) -> list[str]:
    return tag.get("rel", "").split()


@guard("links-lead-somewhere")
def links_lead_somewhere(site: Site) -> Iterator[Problem]:
    for html in site.documents.values():
        for tag, url in [*requested(html), *followed(html)]:
            if fault := _dead(site, html.url, url):
                yield html.problem(tag, f"<{tag.tag}> leads to {url!r}: {fault}")
        for tag in (t for t in html.having("id", "script") if t.get("id") == "__config"):
            worker = json.loads(tag.text_content())["search"]
            if fault := _dead(site, html.url, worker):
                yield html.problem(tag, f"search worker {worker!r}: {fault}")
    for path, css in site.files("*.css"):
        for line, url in css_urls(css):
            if fault := _dead(site, site.url_of(path), url):
                yield Problem(path, line, f"style sheet asks for {url!r}: {fault}")


def _dead(site: Site, base: str, url: str) -> str | None:
    try:
        absolute, fragment = urldefrag(urljoin(base, url.strip()))
        elsewhere = site.is_elsewhere(absolute)
    except ValueError:
        return "this is not an address"
    if elsewhere or urlsplit(absolute).scheme not in ("http", "https"):
        return None
    path = site.path_of(absolute)
    if path is None:
        return f"outside of {site.url}"
    if not (site.root / path).is_file():
        return f"there is no {path}"
    target = site.documents.get(path)
    fragment = unquote(fragment).partition(":~:")[0]
    if target and fragment and fragment not in target.anchors:
        return f"{path} has no id {fragment}"
    return None


# Our scripts need no address elsewhere, and what one does with a text is hard to tell.
SCRIPT_ADDRESS = re.compile(r"""["'`]((?:https?:|wss?:)?//[^"'`\s]+)""")
# Material's scripts know the addresses of mermaid and of code hosts, but use them only on a page
# with the elements that the guard looks for.
MATERIAL_SCRIPTS = re.compile(r"^assets/javascripts/(?:bundle|workers|lunr)\b")


@guard("nothing-is-asked-of-other-origins")
def nothing_is_asked_of_other_origins(site: Site) -> Iterator[Problem]:
    advice = "serve it from this site, or leave it out"
    for html in site.documents.values():
        hints = ((tag, tag.get("action")) for tag in html.having("action", "form"))
        for tag, url in [*requested(html), *hints]:
            if site.is_elsewhere(urljoin(html.url, url)):
                yield html.problem(tag, f"<{tag.tag}> asks {url}: {advice}")
        for tag in html.elements:
            mermaid = "mermaid" in tag.get("class", "").split()
            if mermaid or tag.get("data-md-component") == "source":
                what = "mermaid" if mermaid else "repo_url"
                message = f"{what} makes Material's script ask another origin: {advice}"
                yield html.problem(tag, message)
        for tag in (t for t in html.named("script") if "src" not in t.attrib):
            for _, url in _script_requests(site, html.url, tag.text_content()):
                yield html.problem(tag, f"script asks {url}: {advice}")
    for path, css in site.files("*.css"):
        for line, url in css_urls(css):
            if site.is_elsewhere(urljoin(site.url_of(path), url)):
                yield Problem(path, line, f"style sheet asks {url}: {advice}")
    for path, svg in site.files("*.svg"):
        for line, url in [*css_urls(svg), *_svg_references(svg)]:
            if site.is_elsewhere(urljoin(site.url_of(path), url)):
                yield Problem(path, line, f"drawing asks {url}: {advice}")
    for path, script in [*site.files("*.js"), *site.files("*.mjs")]:
        if not MATERIAL_SCRIPTS.match(path):
            for line, url in _script_requests(site, site.url_of(path), script):
                yield Problem(path, line, f"script asks {url}: {advice}")


def _svg_references(svg: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"""\b(?:href|src)\s*=\s*["']([^"']+)""", svg, re.I):
        yield svg.count("\n", 0, match.start()) + 1, match[1]


def _script_requests(site: Site, base: str, script: str) -> Iterator[tuple[int, str]]:
    for match in SCRIPT_ADDRESS.finditer(script):
        if site.is_elsewhere(urljoin(base, match[1])):
            yield script.count("\n", 0, match.start()) + 1, match[1]


# --- The head of each page -----------------------------------------------------------------------


@guard("pages-state-their-language")
def pages_state_their_language(site: Site) -> Iterator[Problem]:
    for html in site.pages:
        found = html.root.get("lang") or "none"
        if found.split("-")[0] != html.language:
            message = f"<html> has the language {found}: this page is in {html.language}"
            yield html.problem(html.root, message)


@guard("canonical-addresses-are-their-own")
def canonical_addresses_are_their_own(site: Site) -> Iterator[Problem]:
    for html in site.pages:
        tags = [tag for tag in html.having("href", "link") if "canonical" in _rel(tag)]
        if [tag.get("href") for tag in tags] != [html.url]:
            found = ", ".join(tag.get("href") for tag in tags) or "none"
            message = f"canonical address is {found}: it has to be {html.url}"
            yield html.problem(tags[0] if tags else None, message)


@guard("titles-and-descriptions-are-unique")
def titles_and_descriptions_are_unique(site: Site) -> Iterator[Problem]:
    titles: dict[tuple[str, str], str] = {}
    descriptions: dict[str, str] = {}
    for html in site.pages:
        found = [tag for tag in html.named("title") if tag.getparent().tag == "head"]
        title = found[0].text_content().strip() if len(found) == 1 else ""
        if not title:
            yield html.problem(None, f"the page needs one <title>, and has {len(found)}")
        elif first := titles.get((html.language, title)):
            yield html.problem(found[0], f"title “{title}” is already that of {first}")
        titles.setdefault((html.language, title), html.path)
        meta = [tag for tag in html.having("name", "meta") if tag.get("name") == "description"]
        description = meta[0].get("content", "").strip() if len(meta) == 1 else ""
        if not description:
            yield html.problem(None, f"the page needs one description, and has {len(meta)}")
        elif first := descriptions.get(description):
            yield html.problem(meta[0], f"description “{description}” is already that of {first}")
        descriptions.setdefault(description, html.path)


@guard("pages-have-one-h1")
def pages_have_one_h1(site: Site) -> Iterator[Problem]:
    for html in site.documents.values():
        headings = html.named("h1")
        if len(headings) != 1:
            second = headings[1] if headings else None
            yield html.problem(second, f"the page has {len(headings)} <h1>: it needs exactly one")


@guard("hreflang-links-are-absolute")
def hreflang_links_are_absolute(site: Site) -> Iterator[Problem]:
    for html in site.documents.values():
        for tag in html.having("hreflang", "link"):
            url = tag.get("href")
            if url and "alternate" in _rel(tag) and not url.startswith(site.url):
                message = f"hreflang link to {url} is relative: search engines reject it"
                yield html.problem(tag, f"{message}; leave it to sitemap.xml")


# --- Two languages -------------------------------------------------------------------------------

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@guard("sitemap-lists-both-languages")
def sitemap_lists_both_languages(site: Site) -> Iterator[Problem]:
    file = site.root / "sitemap.xml"
    if not file.is_file():
        yield Problem("sitemap.xml", 1, "there is no sitemap.xml")
        return
    text = file.read_text(encoding="utf-8")
    try:
        entries = ElementTree.fromstring(text).findall(f"{SITEMAP}url")
    except ElementTree.ParseError as error:
        yield Problem("sitemap.xml", error.position[0], f"not XML: {error}")
        return
    found = [(entry.findtext(f"{SITEMAP}loc", ""), _alternates(entry)) for entry in entries]
    expected = {html.url: _expected_alternates(site, html) for html in site.pages}
    counts = Counter(loc for loc, _ in found)
    for loc, alternates in found:
        line = text[: text.find(f"<loc>{loc}<")].count("\n") + 1
        if loc not in expected:
            yield Problem("sitemap.xml", line, f"{loc} is no page of the site")
        elif counts[loc] > 1:
            yield Problem("sitemap.xml", line, f"{loc} is listed {counts[loc]} times")
        elif alternates != expected[loc]:
            message = f"{loc} has the hreflang links {alternates}, not {expected[loc]}"
            yield Problem("sitemap.xml", line, message)
    for url in expected.keys() - counts.keys():
        yield Problem("sitemap.xml", 1, f"{url} is not listed")


def _alternates(entry: ElementTree.Element) -> dict[str, str]:
    links = entry.findall(f"{XHTML}link")
    return {link.get("hreflang", ""): link.get("href", "") for link in links}


def _expected_alternates(site: Site, html: Html) -> dict[str, str]:
    urls = {html.language: html.url, OTHER[html.language]: site.url_of(site.counterpart(html))}
    return {"en": urls["en"], "ja": urls["ja"], "x-default": urls["en"]}


@guard("the-404-page-speaks-both-languages")
def the_404_page_speaks_both_languages(site: Site) -> Iterator[Problem]:
    html = site.documents.get(NOT_FOUND)
    if html is None:
        yield Problem(NOT_FOUND, 1, "there is no 404.html")
        return
    for language in LANGUAGES:
        marked = [tag for tag in html.having("lang") if tag.get("lang") == language]
        texts = [tag.text_content() for tag in marked if tag is not html.root]
        # Names of languages in a menu are marked too: look for a sentence.
        spoken = [
            t for t in texts if len(t) > 20 and bool(JAPANESE.search(t)) == (language == "ja")
        ]
        if not spoken:
            yield html.problem(None, f'no text of the 404 page is marked lang="{language}"')
        root = site.url_of("index.html" if language == "ja" else "en/index.html")
        if root not in {urljoin(html.url, a.get("href")) for a in html.having("href", "a")}:
            yield html.problem(None, f"the 404 page does not link to {root}")


@guard("language-switch-stays-on-the-page")
def language_switch_stays_on_the_page(site: Site) -> Iterator[Problem]:
    for html in site.pages:
        counterpart = site.counterpart(html)
        if counterpart not in site.documents:
            yield html.problem(None, f"there is no {counterpart} for this page")
            continue
        other = OTHER[html.language]
        switches = [tag for tag in html.having("hreflang", "a") if tag.get("hreflang") == other]
        targets = {site.path_of(urljoin(html.url, tag.get("href", ""))) for tag in switches}
        if targets != {counterpart}:
            found = ", ".join(sorted(map(str, targets))) or "nothing"
            message = f"the language switch leads to {found}: it has to lead to {counterpart}"
            yield html.problem(switches[0] if switches else None, message)


@guard("search-knows-every-page")
def search_knows_every_page(site: Site) -> Iterator[Problem]:
    indexed: set[str] = set()
    for path in sorted(site.root.rglob("search_index.json")):
        base = site.url_of(path.relative_to(site.root).as_posix())
        # The index lies in search/ below the folder its locations start from.
        for entry in json.loads(path.read_text(encoding="utf-8"))["docs"]:
            indexed.add(urldefrag(urljoin(urljoin(base, ".."), entry["location"]))[0])
    for html in site.pages:
        if html.url not in indexed:
            message = "the page is in no search index: let the search plugin see it"
            yield html.problem(None, message)


# --- The body of each page -----------------------------------------------------------------------


@guard("html-ids-are-unique")
def html_ids_are_unique(site: Site) -> Iterator[Problem]:
    for html in site.documents.values():
        seen: set[str] = set()
        for tag in html.having("id"):
            id = tag.get("id")
            if id in seen:
                yield html.problem(tag, f"id {id} is already used in this page: rename one")
            seen.add(id)


@guard("styles-exist-for-every-class")
def styles_exist_for_every_class(site: Site) -> Iterator[Problem]:
    removed = removed_classes()
    for html in site.documents.values():
        for tag in html.elements:
            for name in sorted(removed.intersection(tag.get("class", "").split())):
                message = f"class {name} has no style: take it out of UNUSED_COMPONENTS"
                yield html.problem(
                    tag, f"{message} in tools/site/theme_css.py and write the file anew"
                )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.site_checks", description=__doc__)
    parser.add_argument("site_dir", type=Path, help="the built site")
    parser.add_argument("site_url", help="the site_url it was built with")
    options = parser.parse_args(arguments)
    problems = check(Site(options.site_dir.resolve(), options.site_url.rstrip("/") + "/"))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
