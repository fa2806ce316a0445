"""Guards over the body of each page of the built site."""

from __future__ import annotations

from collections.abc import Iterator

from tools.checks.guard import Guards, Problem
from tools.checks.site.document import Site
from tools.site.theme_css import removed_classes

guard = GUARDS = Guards[Site]()


@guard("html-ids-are-unique")
def html_ids_are_unique(site: Site) -> Iterator[Problem]:
    for html in site.documents.values():
        seen: set[str] = set()
        for tag, id in html.having("id"):
            if id in seen:
                yield html.problem(tag, f"id {id} is already used in this page: rename one")
            seen.add(id)


@guard("styles-exist-for-every-class")
def styles_exist_for_every_class(site: Site) -> Iterator[Problem]:
    removed = removed_classes()
    for html in site.documents.values():
        for tag in html.elements:
            for name in sorted(removed.intersection(tag.get("class", "").split())):
                message = (
                    f"class {name} has no style: take it out of UNUSED_COMPONENTS"
                    " in tools/site/theme_css.py and write the file anew"
                )
                yield html.problem(tag, message)
