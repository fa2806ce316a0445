"""Links the terms of the glossary where a section first uses them, for terms.js to explain.

Written over the built pages: the texts of the search and the Markdown have none of it. The words
that most readers know are left alone (`hint` in facts/glossary.toml), and so are a few pages.
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from ecsnet.facts import GlossaryTerm, facts
from tools.site import LANGUAGES
from tools.site.breaks import PART
from tools.site.pages import files

GLOSSARY = "glossary/"
# The first two say what they say in the words of the glossary, or about it; the home page is a way
# in, and the page of errors is about as heavy as a page may be.
LEFT_OUT = (GLOSSARY, "style/*", "contributing/", "sources/", "", "errors/*")
# Where running text is, and what in it is a control, a name, a title or another language.
RUNNING = {"p", "li"}
APART = {"a", "button", "code", "dl", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "kbd"}
APART |= {"label", "nav", "summary", "table", "template"}
# The steps of a drawing are pressed themselves.
APART_WITH = re.compile(r' lang="| class="steps"')
NO_END = {"br", "hr", "img", "input", "wbr"}
NAME = re.compile(r"</?([\w-]+)")
KANA = "[ァ-ヶー]"
ASSETS = re.compile(r'<link rel="stylesheet" href="([^"]*)assets/stylesheets/site\.css">')


@cache
def _terms(language: str) -> tuple[re.Pattern[str], dict[str, GlossaryTerm]]:
    """What finds a term, the longest that stands there, and which term it is."""
    known = {_plain(term.term[language]).lower(): term for term in facts().glossary.term}
    ways = "|".join(re.escape(way) for way in sorted(known, key=len, reverse=True))
    plural = "s?" if language == "en" else ""
    # A word goes on with letters of its own kind: 動的ポート is no part of 動的ポートマッピング.
    around = (
        rf"(?<![\w-])(?:({ways}){plural})(?![\w-])"
        if language == "en"
        else (rf"(?<!{KANA})(?<![A-Za-z0-9-])({ways})(?!{KANA})(?![A-Za-z0-9-])")
    )
    return re.compile(around, re.IGNORECASE), known


def _plain(text: str) -> str:
    return text.replace("`", "")


def page(source: str, address: str, language: str) -> str:
    """A page with these links, and with what explains them if there are any."""
    start, end = source.find("<article"), source.rfind("</article>")
    assets = ASSETS.search(source)
    if start < 0 or not assets or any(fnmatch(address, left_out) for left_out in LEFT_OUT):
        return source
    up = "../" * address.count("/")
    article = "".join(_linked(source[start:end], f"{up}{GLOSSARY}", language))
    if article == source[start:end]:
        return source
    style = f'{assets[0]}<link rel="stylesheet" href="{assets[1]}assets/stylesheets/terms.css">'
    script = f'<script type="module" src="{assets[1]}assets/javascripts/terms.js"></script>'
    head, tail = source[:start].replace(assets[0], style), source[end:]
    return f"{head}{article}{tail.replace('</body>', f'{script}</body>')}"


def _linked(article: str, glossary: str, language: str) -> Iterator[str]:
    tokens = PART.split(article)
    texts, tags = tokens[::3], ["", *tokens[1::3]]
    pattern, known = _terms(language)
    within: list[tuple[str, bool]] = []
    said: set[str] = set()
    sources = False

    def link(found: re.Match[str]) -> str:
        term = known[found[1].lower()]
        if not term.hint or term.id in said:
            return found[0]
        said.add(term.id)
        return f'<a class="term" href="{glossary}#term-{term.id}">{found[0]}</a>'

    for tag, text in zip(tags, texts, strict=True):
        if named := NAME.match(tag):
            name = named[1]
            if tag.startswith("<h2"):
                said.clear()
                # The titles of AWS's pages
                sources = 'id="sources"' in tag
            if tag.startswith("</"):
                while within and within.pop()[0] != name:
                    pass
            elif name not in NO_END and not tag.endswith("/>") and f"</{name}" not in tag:
                within.append((name, name in APART or bool(APART_WITH.search(tag))))
        yield tag
        running = any(name in RUNNING for name, _ in within)
        apart = sources or any(apart for _, apart in within)
        yield pattern.sub(link, text) if running and not apart else text


def write(site: Path) -> None:
    """Write the pages of a built site again."""
    for language in LANGUAGES:
        for address, file in files(site, language):
            source = file.read_text(encoding="utf-8")
            file.write_text(page(source, address, language), encoding="utf-8")
