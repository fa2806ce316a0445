"""The search index of each language: what the built pages say, section by section.

Written after MkDocs, from its HTML (tools/site/finish.py). The words that a page does not say
itself and the kinds of pages are from facts/search.toml, the usual questions from
facts/questions.toml. The browser makes the inverted index of it
(docs/assets/javascripts/search-engine.js), so that what is typed and what was written are cut with
one dictionary of words.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from ecsnet.facts import ErrorMessage, facts
from tools.site import LANGUAGES, vendor
from tools.site.pages import files

# What is no prose: controls, drawings, names of files, numbers of evidence, labels, and what the
# theme adds; code but for commands, and what mends an error, which is looked for by its cause.
LEFT_OUT = (
    "form|button|nav|svg|script|style|template|*[@hidden][not(self::section)]"
    "|*[@data-search-exclude]|*[contains(@class,'unsearched')]"
    "|span[contains(@class,'filename')]|span[@class='ev']|div[@class='fix']/p"
    "|div[contains(@class,'highlight')][not(contains(@class,'language-bash'))]"
    "|a[contains(@class,'headerlink')]|p[contains(@class,'about-page')]"
    "|p[not(normalize-space(text()[1][not(preceding-sibling::*)]))]/strong[not(preceding-sibling::*)]"
)
HEADINGS = ("h1", "h2", "h3")
INLINE = {"a", "abbr", "b", "br", "code", "em", "i", "kbd", "mark", "span", "strong", "sub", "sup"}
INLINE |= {"time", "wbr", "small", "del", "ins", "q", "cite"}
# Lists what the pages below it have in full, each by its anchor. It opens an entry in place, so the
# results lead there.
LIST = "errors/"
# What is left around numbers of evidence.
NOTHING = re.compile(r"（[\s、]*）| ?\([\s,]*\)")
# The names in code, each once: nobody searches its brackets.
NAME = re.compile(r"[A-Za-z][\w.-]*[A-Za-z0-9]|\d[\d.:/-]*\d")
# The words that somebody types: of Japanese those of katakana and of kanji.
WORD = re.compile(r"[A-Za-z][\w.:/-]*\w|[ァ-ヶー]{2,}|[一-龠々]{2,}")


class Unknown(Exception):
    """The facts name a section that the site does not have."""


@dataclass
class Section:
    """A heading with what follows it, up to the next one. The page itself has no anchor.

    ``names`` are the names in commands, and in paragraphs that say nothing else.
    """

    anchor: str
    title: str = ""
    text: list[str] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)


@cache
def _sections(path: Path, changed: int) -> tuple[Section, ...]:
    """The sections of a page; ``changed`` is the time of the file, so that a save is seen."""
    root = html.fromstring(path.read_text(encoding="utf-8"))
    found = root.xpath("//article")
    if not found:
        return ()
    for part in (*LEFT_OUT.split("|"), *(["table"] if "sources" in path.parts[-3:-1] else [])):
        for element in found[0].xpath(f".//{part}"):
            element.drop_tree()
    for line_break in found[0].iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    sections = [Section("")]
    _read(found[0], sections)
    return tuple(sections)


def _read(element: HtmlElement, sections: list[Section]) -> None:
    for child in element.iterchildren():
        if not isinstance(child.tag, str):
            pass
        elif child.tag in HEADINGS and (child.tag == "h1" or child.get("id")):
            if child.tag != "h1":
                sections.append(Section(child.get("id", "")))
            sections[-1].title = _plain(child.text_content())
        elif child.tag == "details" and (anchor := _anchor_of(child)):
            sections.append(Section(anchor, _title_of(child)))
            _read(child, sections)
            continue
        elif child.tag == "pre" or (child.tag == "p" and _is_names(child)):
            sections[-1].names.update(dict.fromkeys(NAME.findall(child.text_content())))
        elif child.tag == "summary":
            pass
        elif child.tag not in INLINE:
            sections[-1].text.append(child.text or "")
            _read(child, sections)
            sections[-1].text.append("\n")
        else:
            sections[-1].text.append(child.text_content())
        sections[-1].text.append(child.tail or "")


def _is_names(paragraph: HtmlElement) -> bool:
    """Whether a paragraph only names things: calls and exceptions, or the level and the name."""
    codes = paragraph.findall("code")
    around = [paragraph.text or "", *(code.tail or "" for code in codes)]
    if paragraph.xpath("./span[contains(@class, 'level')]"):
        return True
    return 0 < len(codes) == len(paragraph) and not any(map(str.isalnum, "".join(around)))


def _anchor_of(details: HtmlElement) -> str:
    """The anchor of a folded section: its own, or that of all that is folded."""
    within = details.xpath("./div[not(preceding-sibling::div)]/@id")
    return details.get("id") or "".join(within)


def _title_of(details: HtmlElement) -> str:
    """What a folded section is called: the heading in its summary, or all of the summary."""
    for summary in details.iterchildren("summary"):
        heading = next(summary.iter(*HEADINGS), summary)
        title = _plain(heading.text_content())
        summary.drop_tree()
        return title
    return ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def pages(site: Path, language: str) -> Iterator[tuple[str, tuple[Section, ...]]]:
    """The address of each page of a language, from that of its home page, and its sections."""
    for address, file in files(site, language):
        if sections := _sections(file, file.stat().st_mtime_ns):
            yield address, sections


def _listed_in_full(site: Path, language: str) -> Iterator[tuple[str, tuple[Section, ...]]]:
    """The pages, with each entry once: in full, and on the page that opens it in place."""
    found = dict(pages(site, language))
    below = [found.pop(address) for address in [*found] if fnmatch(address, f"{LIST}?*")]
    whole = {section.anchor: section for sections in below for section in sections[1:]}
    for address, sections in found.items():
        is_list = address == LIST
        yield address, tuple(whole.get(s.anchor, s) if is_list else s for s in sections)


def kind_of(address: str) -> str:
    """The kind of a page: the first that names it."""
    return next(
        id
        for id, kind in facts().search.kinds.items()
        if any(fnmatch(address, p) for p in kind.pages)
    )


def _is_repeated(section: Section, kind: str) -> bool:
    """Whether a section says on another page what a rule says on its own, or lists links only."""
    is_rule = section.anchor.upper() in facts().rules
    return (is_rule and kind != "rule") or (section.anchor == "sources" and kind != "about")


@cache
def _errors() -> Mapping[str, ErrorMessage]:
    """The messages by the anchors of their entries: an id may end in a small letter."""
    return {id.lower(): error for id, error in facts().errors.items()}


def _lead(text: str, most: int) -> tuple[str, list[str]]:
    """A text up to the end of its last sentence or word within ``most``, and what words follow."""
    if len(text) <= most:
        return text, []
    end = max(text.rfind(mark, most // 2, most) for mark in "。 ") + 1 or most
    lead = text[:end].rstrip()
    told = lead.lower()
    return lead, [w for w in dict.fromkeys(WORD.findall(text[end:])) if w.lower() not in told]


def _entry(section: Section, kind: str, words: str) -> list[str]:
    """A section as a list: anchor, title, text, names and keywords, up to the last there is.

    Of a long text the names are the words of its end, each once: they are found, but not shown.
    """
    error = _errors().get(section.anchor) if kind == "error" else None
    lead = facts().search.kinds[kind].lead
    text, end = _lead(NOTHING.sub("", _plain("".join(section.text))), lead)
    names = [*section.names, *(word for word in end if word not in section.names)]
    if error:
        calls = "" if error.call in facts().words.calls else error.call
        names = [*filter(None, [error.text, calls, error.code]), *end]
    if not lead:
        text, names = "", []
    entry = [section.anchor, section.title, text, " ".join(names), words]
    while not entry[-1]:
        entry.pop()
    return entry


def index(site: Path, language: str) -> dict[str, Any]:
    """The index of a language.

    Raises:
        Unknown: facts/search.toml or facts/questions.toml names a page or a section that is not
            there.
    """
    said = facts().search
    listed, known = [], set()
    for address, sections in _listed_in_full(site, language):
        kind = kind_of(address)
        entries = []
        for section in sections:
            name = address + (f"#{section.anchor}" if section.anchor else "")
            known.add(name)
            if not _is_repeated(section, kind):
                words = said.keywords.get(name)
                entries.append(_entry(section, kind, ", ".join(words[language] if words else ())))
        listed.append({"url": address, "kind": kind, "sections": entries})
    questions = facts().questions.question.values()
    for file, names in (
        ("search.toml", {*said.keywords}),
        ("questions.toml", {question.answer for question in questions}),
    ):
        if wrong := names - known:
            missing = ", ".join(sorted(wrong))
            raise Unknown(f"facts/{file}: the site has no {missing} ({language})")
    return {
        "language": language,
        "words": {key: text[language] for key, text in facts().words.search.items()},
        "kinds": {
            id: {"name": kind.name[language], "weight": kind.weight}
            for id, kind in said.kinds.items()
        },
        "questions": [{"text": q.text[language], "url": q.answer} for q in questions if q.usual],
        "synonyms": [
            *(list(group.words) for group in said.synonym),
            *([term.term.ja, term.term.en] for term in facts().glossary.term),
        ],
        "pages": listed,
    }


def write(site: Path) -> None:
    """Write the index of each language, and the library that reads it, into a built site."""
    vendor.copy(site)
    for language in LANGUAGES:
        file = site / "search" / f"{language}.json"
        file.parent.mkdir(exist_ok=True)
        data = json.dumps(index(site, language), ensure_ascii=False, separators=(",", ":"))
        file.write_text(data, encoding="utf-8")
