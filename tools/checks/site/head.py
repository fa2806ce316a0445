"""Guards over the head of each page of the built site, and over its one title."""

from __future__ import annotations

from collections.abc import Iterator

from tools.checks.guard import Guards, Problem
from tools.checks.site.document import Site, rel

guard = GUARDS = Guards[Site]()


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
        tags = [(tag, url) for tag, url in html.having("href", "link") if "canonical" in rel(tag)]
        urls = [url for _, url in tags]
        if urls != [html.url]:
            found = ", ".join(urls) or "none"
            message = f"canonical address is {found}: it has to be {html.url}"
            yield html.problem(tags[0][0] if tags else None, message)


@guard("titles-and-descriptions-are-unique")
def titles_and_descriptions_are_unique(site: Site) -> Iterator[Problem]:
    titles: dict[tuple[str, str], str] = {}
    descriptions: dict[str, str] = {}
    for html in site.pages:
        found = [tag for head in html.named("head") for tag in head.iterchildren("title")]
        title = found[0].text_content().strip() if len(found) == 1 else ""
        if not title:
            yield html.problem(None, f"the page needs one <title>, and has {len(found)}")
        elif first := titles.get((html.language, title)):
            yield html.problem(found[0], f"title “{title}” is already that of {first}")
        titles.setdefault((html.language, title), html.path)
        meta = [tag for tag, name in html.having("name", "meta") if name == "description"]
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
        for tag, _ in html.having("hreflang", "link"):
            url = tag.get("href")
            if url and "alternate" in rel(tag) and not url.startswith(site.url):
                message = f"hreflang link to {url} is relative: search engines reject it"
                yield html.problem(tag, f"{message}; leave it to sitemap.xml")
