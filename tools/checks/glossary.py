"""Guards over the glossary: it explains what the pages say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from ecsnet.facts import LANGUAGES, line_of
from tools.checks.guard import Guards, Problem
from tools.checks.names import plain
from tools.checks.repo import Repo

guard = GUARDS = Guards[Repo]()

TERMS = "src/ecsnet/facts/glossary.toml"
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# What no reader sees: where links lead, tags, attributes, comments.
UNSEEN = re.compile(r"\]\([^)\s]*\)|<[/a-z!][^>]*>|https?://[^\s)>|]+|\{[#.:][^}]*\}")


@guard("glossary-terms-occur")
def glossary_terms_occur(repo: Repo) -> Iterator[Problem]:
    """Each term stands on a page of its language other than the glossary; plurals count.

    Of a name with its abbreviation in brackets, one of the two does.
    """
    file = repo.root / TERMS
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    terms = tomllib.loads(text).get("term", [])
    for language in LANGUAGES if terms else ():
        said = _said(repo, language)
        for term in terms:
            name = plain(term["term"][language])
            bracketed = re.fullmatch(r"(.+?) ?\((.+)\)", name)
            ways = (name, *(bracketed.groups() if bracketed else ()))
            if not any(re.search(rf"(?<![a-z0-9]){re.escape(way)}", said) for way in ways):
                line = line_of(text, [term["id"]])
                message = f"no page of docs/{language} says “{term['term'][language]}”"
                advice = "remove the term, or correct it to what the pages say"
                yield Problem(TERMS, line, f"{message}: {advice}")


def _said(repo: Repo, language: str) -> str:
    pages = [page for page in repo.documents.values() if page.language == language]
    texts = [page.text for page in pages if not page.path.endswith("/glossary.md")]
    return "\n".join(plain(UNSEEN.sub(" ", FRONT_MATTER.sub("", text))) for text in texts)
