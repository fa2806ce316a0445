"""Guards over the two languages of the built site, and the ways between them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin

from ecsnet.facts import LANGUAGES
from tools.checks.guard import OTHER, Guards, Problem
from tools.checks.site.document import NOT_FOUND, Html, Site
from tools.checks.tokens import JAPANESE
from tools.site import LANGUAGES as LANGUAGES_AT
from tools.site.search import LIST

guard = GUARDS = Guards[Site]()

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
        marked = [tag for tag, lang in html.having("lang") if lang == language]
        texts = [tag.text_content() for tag in marked if tag is not html.root]
        # Names of languages in a menu are marked too: look for a sentence.
        spoken = [
            t for t in texts if len(t) > 20 and bool(JAPANESE.search(t)) == (language == "ja")
        ]
        if not spoken:
            yield html.problem(None, f'no text of the 404 page is marked lang="{language}"')
        root = site.url_of("index.html" if language == "ja" else "en/index.html")
        if root not in {urljoin(html.url, url) for _, url in html.having("href", "a")}:
            yield html.problem(None, f"the 404 page does not link to {root}")


@guard("language-switch-stays-on-the-page")
def language_switch_stays_on_the_page(site: Site) -> Iterator[Problem]:
    for html in site.pages:
        counterpart = site.counterpart(html)
        if counterpart not in site.documents:
            yield html.problem(None, f"there is no {counterpart} for this page")
            continue
        other = OTHER[html.language]
        switches = [tag for tag, language in html.having("hreflang", "a") if language == other]
        targets = {site.path_of(urljoin(html.url, tag.get("href", ""))) for tag in switches}
        if targets != {counterpart}:
            found = ", ".join(sorted(map(str, targets))) or "nothing"
            message = f"the language switch leads to {found}: it has to lead to {counterpart}"
            yield html.problem(switches[0] if switches else None, message)


@guard("search-knows-every-page")
def search_knows_every_page(site: Site) -> Iterator[Problem]:
    for language, base in LANGUAGES_AT.items():
        file = site.root / "search" / f"{language}.json"
        if not file.is_file():
            message = "there is no such index: run `python -m tools.site.finish` on the site"
            yield Problem(f"search/{language}.json", 1, message)
            continue
        home = site.url_of(f"{base}index.html")
        pages = json.loads(file.read_text(encoding="utf-8"))["pages"]
        indexed = {urljoin(home, page["url"]) for page in pages}
        listed = {e[0] for page in pages if page["url"] == LIST for e in page["sections"]}
        for html in site.pages:
            if html.language != language or html.url in indexed:
                continue
            # What a page below the list has in full is found where the list opens it.
            in_full = [id for _, id in html.having("id", "h2")]
            below = in_full and html.url.startswith(urljoin(home, LIST))
            for missing in sorted({*in_full} - listed) if below else [None]:
                what = f"#{missing}" if missing else "the page"
                yield html.problem(None, f"{what} is not in search/{language}.json")
