"""Guards over the addresses in the built site: each leads somewhere, none to another origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from tools.checks.guard import Guards, Problem
from tools.checks.site.document import Html, Site, rel

guard = GUARDS = Guards[Site]()

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
        yield from html.having(attribute)
    for tag, candidates in [*html.having("srcset"), *html.having("imagesrcset")]:
        for candidate in candidates.split(","):
            yield tag, candidate.split()[0] if candidate.split() else ""
    for tag, url in html.having("href", "link"):
        if set(rel(tag)) - FOLLOWED:
            yield tag, url
    for tag in html.named("use", "image", "feimage", "script", "lineargradient", "radialgradient"):
        yield tag, tag.get("href") or tag.get("xlink:href") or ""
    for tag in html.elements:
        css = tag.text_content() if tag.tag == "style" else tag.get("style", "")
        css += "".join(f" {tag.get(name, '')}" for name in ("fill", "stroke", "filter", "mask"))
        yield from ((tag, url) for _, url in css_urls(css))


def followed(html: Html) -> Iterator[tuple[HtmlElement, str]]:
    """What a reader can go to."""
    yield from html.having("href", "a", "area")
    yield from html.having("action", "form")
    for tag, url in html.having("href", "link"):
        if {"alternate", "prev", "next"} & set(rel(tag)):
            yield tag, url


@guard("links-lead-somewhere")
def links_lead_somewhere(site: Site) -> Iterator[Problem]:
    for html in site.documents.values():
        for tag, url in [*requested(html), *followed(html)]:
            if fault := dead(site, html.url, url):
                yield html.problem(tag, f"<{tag.tag!s}> leads to {url!r}: {fault}")
    for path, css in site.files("*.css"):
        for line, url in css_urls(css):
            if fault := dead(site, site.url_of(path), url):
                yield Problem(path, line, f"style sheet asks for {url!r}: {fault}")


def dead(site: Site, base: str, url: str) -> str | None:
    """Why an address on a page leads nowhere; one of another origin is not followed."""
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
# Pyodide knows where its packages are, of which the page loads none, and the editor the namespace
# of SVG: tests/site/test_checker.py sees that they ask for nothing.
CHECKER_SCRIPTS = re.compile(r"^assets/checker/")


LEAVE_OUT = "serve it from this site, or leave it out"


@guard("nothing-is-asked-of-other-origins")
def nothing_is_asked_of_other_origins(site: Site) -> Iterator[Problem]:
    for html in site.documents.values():
        yield from _asked_by_page(site, html)
    for path, css in site.files("*.css"):
        yield from _asked(site, path, "style sheet", css_urls(css))
    for path, svg in site.files("*.svg"):
        yield from _asked(site, path, "drawing", [*css_urls(svg), *_svg_references(svg)])
    for path, script in [*site.files("*.js"), *site.files("*.mjs")]:
        if not MATERIAL_SCRIPTS.match(path) and not CHECKER_SCRIPTS.match(path):
            yield from _asked(site, path, "script", _script_addresses(script))


def _asked(site: Site, path: str, what: str, urls: Iterable[tuple[int, str]]) -> Iterator[Problem]:
    for line, url in urls:
        if site.is_elsewhere(urljoin(site.url_of(path), url)):
            yield Problem(path, line, f"{what} asks {url}: {LEAVE_OUT}")


def _asked_by_page(site: Site, html: Html) -> Iterator[Problem]:
    for tag, url in [*requested(html), *html.having("action", "form")]:
        if site.is_elsewhere(urljoin(html.url, url)):
            yield html.problem(tag, f"<{tag.tag!s}> asks {url}: {LEAVE_OUT}")
    for tag in html.elements:
        mermaid = "mermaid" in tag.get("class", "").split()
        if mermaid or tag.get("data-md-component") == "source":
            what = "mermaid" if mermaid else "repo_url"
            message = f"{what} makes Material's script ask another origin: {LEAVE_OUT}"
            yield html.problem(tag, message)
    for tag in (t for t in html.named("script") if "src" not in t.attrib):
        for _, url in _script_addresses(tag.text_content()):
            if site.is_elsewhere(urljoin(html.url, url)):
                yield html.problem(tag, f"script asks {url}: {LEAVE_OUT}")


def _svg_references(svg: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"""\b(?:href|src)\s*=\s*["']([^"']+)""", svg, re.I):
        yield svg.count("\n", 0, match.start()) + 1, match[1]


def _script_addresses(script: str) -> Iterator[tuple[int, str]]:
    for match in SCRIPT_ADDRESS.finditer(script):
        yield script.count("\n", 0, match.start()) + 1, match[1]
