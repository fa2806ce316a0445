"""Guards over the prose: Japanese pages are in Japanese, English ones in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.checks.guard import OTHER, Guards, Problem
from tools.checks.page import BREAK_MARK, CODE_MARK, Page
from tools.checks.repo import Repo
from tools.checks.tokens import JAPANESE

guard = GUARDS = Guards[Repo]()


@guard("marked-language-ends")
def marked_language_ends(repo: Repo) -> Iterator[Problem]:
    """No check reads what is marked as the other language, so it has to end somewhere."""
    for page in repo.documents.values():
        for element in page.elements:
            if "lang" in element.attributes and not element.closed:
                message = f"<{element.tag} lang> is not closed: add </{element.tag}>"
                yield Problem(page.path, element.line, message)


@guard("no-japanese-on-english-pages")
def no_japanese_on_english_pages(repo: Repo) -> Iterator[Problem]:
    advice = 'translate it, or write <span lang="ja">…</span>'
    for page in (p for p in repo.documents.values() if p.language == "en"):
        for key in ("title", "description"):
            if found := _japanese(str(page.front_matter.get(key, ""))):
                number = page.front_matter_lines.get(key, 1)
                yield Problem(page.path, number, f"Japanese “{found}” in the {key}: translate it")
        lines = page.prose_without(*page.foreign("ja")).split("\n")
        for number, line in [*enumerate(lines, start=1), *page.attribute_texts]:
            if found := _japanese(line):
                yield Problem(page.path, number, f"Japanese “{found}” on an English page: {advice}")


def _japanese(text: str) -> str | None:
    match = re.search(rf"{JAPANESE.pattern}(?:.{{0,18}}{JAPANESE.pattern})?", text)
    return match[0] if match else None


# Words that make a sentence of a row of names: "Application Load Balancer, Network Load Balancer"
# has none of them.
FUNCTION_WORDS = frozenset(
    """
    a an are as at be been but by can cannot could do does each from had has have how if in into is
    it its may must no not on only or per should than that the their then there these they this to
    was were what when where which will with without would you your
    """.split()  # noqa: SIM905
)
LATIN_RUN = re.compile(
    r"[A-Za-z][A-Za-z'’-]*"
    rf"(?:(?:[ \t*_,.;:'\"’“”()!?0-9{CODE_MARK}]|\n(?![ \t]*\n))+[A-Za-z][A-Za-z'’-]*){{5,}}"
)


@guard("no-english-sentences-on-japanese-pages")
def no_english_sentences_on_japanese_pages(repo: Repo) -> Iterator[Problem]:
    """A run of English words is a sentence; fewer of them count when the English page has the same.

    The text of a link to another site may be that page's English title: a title is a name.
    """
    for page in (p for p in repo.documents.values() if p.language == "ja"):
        for key in ("title", "description"):
            if found := next(english_sentences(str(page.front_matter.get(key, ""))), None):
                line = page.front_matter_lines.get(key, 1)
                yield Problem(page.path, line, f"English “{found[1]}” in the {key}: translate it")
        for line, text in page.attribute_texts:
            if not JAPANESE.search(text) and any(_phrases(text)):
                yield Problem(page.path, line, f"English “{text}” in an attribute: translate it")
        yield from _english_prose(page, repo.counterpart(page))


def _english_prose(page: Page, other: Page | None) -> Iterator[Problem]:
    advice = 'translate it, or write <span lang="en">…</span>'
    prose = _own_prose(page, "en")
    lines = set()
    for offset, sentence in english_sentences(prose):
        lines.add(page.line_of(offset))
        message = f"English “{sentence}” on a Japanese page: {advice}"
        yield Problem(page.path, page.line_of(offset), message)
    if other is None:
        return
    english = {text for _, text in _phrases(_own_prose(other, "ja"))}
    for line, text in _phrases(prose):
        if text in english and line not in lines:
            yield Problem(page.path, line, f"“{text}” as in {other.path}: {advice}")


def _own_prose(page: Page, other_language: str) -> str:
    """The prose without what is marked as the other language and without links to other sites."""
    titles = [(link.start, link.end) for link in page.links if "://" in link.target]
    return page.prose_without(*page.foreign(other_language), *titles)


PHRASE_END = re.compile(rf"[|{BREAK_MARK}]|(?<=[.!?:。：])\s+|(?<=[。：])")
BEFORE_PHRASE = re.compile(r"\A[\s#>*+-]*(?:\d+[.)]\s)?")


def _phrases(prose: str) -> Iterator[tuple[int, str]]:
    """The sentences, headings and cells of 2 or more English words that are not all names."""
    for number, line in enumerate(prose.split("\n"), start=1):
        for part in PHRASE_END.split(re.sub(r"\{[^}]*\}", "", line)):
            words = BEFORE_PHRASE.sub("", part, count=1).replace(CODE_MARK, " … ").split()
            latin = [word for word in words if re.search(r"[A-Za-z]", word)]
            if len(latin) > 1 and any(re.fullmatch(r"[a-z][a-z'’]+\W?", word) for word in latin):
                yield number, " ".join(words)


def english_sentences(text: str) -> Iterator[tuple[int, str]]:
    for match in LATIN_RUN.finditer(text):
        words = re.findall(r"[A-Za-z][A-Za-z'’-]*", match[0])
        plain = [word for word in words[1:] if word.islower()]
        if len(plain) >= 3 or any(word.lower() in FUNCTION_WORDS for word in words):
            yield match.start(), " ".join(words[:6]) + " …"


@guard("glossaries-match")
def glossaries_match(repo: Repo) -> Iterator[Problem]:
    """A row of a glossary names its term in both languages, in either order."""
    glossaries = {page.language: page for page in repo.pages if page.path.endswith("/glossary.md")}
    terms = {language: _terms(repo, page) for language, page in glossaries.items()}
    for language, page in glossaries.items():
        if not terms[language]:
            yield Problem(page.path, 1, "no terms found: list them in a table, one term a row")
        other = glossaries.get(OTHER[str(language)])
        known = {key for key, _, _ in terms.get(OTHER[str(language)], [])}
        for key, file, line in terms[language]:
            if other and key not in known:
                name = " / ".join(sorted(key))
                message = f"term {name} is not in the glossary {other.path}: add it there"
                yield Problem(file, line, message)


def _terms(repo: Repo, page: Page) -> list[tuple[frozenset[str], str, int]]:
    included = {include.path for _, include in repo.reached(page)}
    documents = [page, *(repo.documents[path] for path in included if path in repo.documents)]
    return [
        (frozenset(_plain(cell) for cell in row.cells[:2]), document.path, row.line)
        for document in documents
        for table in document.tables
        for row in table.rows[1:]
    ]


def _plain(cell: str) -> str:
    cell = re.sub(r"<[^>]*>|\{[^}]*\}", "", cell)
    cell = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", cell)
    return " ".join(re.sub(r"[*`]", "", cell).casefold().split())
