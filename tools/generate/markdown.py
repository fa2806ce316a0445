"""The Markdown that the generated tables and entries are made of."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape

from ecsnet.facts import LANGUAGES, MODES, Cell, IssueEvidence, Rule, facts
from tools import ROOT

_HEADING = re.compile(r"^(##+) (.+) \{#([\w-]+)\}$", re.MULTILINE)

MODE_PAGES = {mode: mode for mode in MODES} | {"default": "windows"}


@cache
def words(language: str) -> Mapping[str, str]:
    """The words of the pages in a language."""
    return {key: text[language] for key, text in facts().words.pages.items()}


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A pipe table; a pipe inside a cell is escaped."""
    head = list(header)
    lines = [head, ["---"] * len(head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines
    )


def wide(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table with a column for each mode or place, as wide as the page."""
    return f'<div class="matrix" markdown>\n\n{table(header, rows)}\n</div>\n'


def section(title: str, anchor: str, body: str) -> str:
    """A third-level heading and what stands under it."""
    return f"### {title} {{#{anchor}}}\n\n{body}"


def aside(text: str, language: str) -> str:
    """Text in the brackets of the language."""
    return words(language)["aside"].format(text)


def mark(kind: str | None, label: str) -> str:
    """A label with the mark that the site's CSS has for answers of its kind."""
    return f'<span class="v v-{kind}">{label}</span>' if kind else f"**{label}**"


def cell_parts(cell: Cell, language: str) -> list[str]:
    """The label of a cell with its mark, and its text; a cell may lack one of them."""
    parts = []
    if cell.value is not None:
        value = facts().modes.values[cell.value]
        parts.append(mark(value.kind, value.label[language]))
    if cell.text is not None:
        parts.append(cell.text[language])
    return parts


def in_line(cell: Cell, parts: Iterable[str], language: str, between: str) -> str:
    """The parts of a cell in one line: brackets hold whatever may narrow an answer."""
    label, *rest = parts
    if cell.value is not None and facts().modes.values[cell.value].kind in ("yes", "no"):
        return label + "".join(aside(text, language) for text in rest)
    return between.join([label, *rest])


def cell_value(cell: Cell, language: str) -> str:
    """A cell of a wide table: its label, then its text below."""
    return "<br>".join(cell_parts(cell, language))


def mode_name(mode: str, language: str) -> str:
    """What a mode is called in a sentence or a table."""
    return words(language)["default_mode"] if mode == "default" else f"`{mode}`"


def mode_link(mode: str, language: str, up: str = "") -> str:
    """The name of a mode, which leads to its page; what is in brackets is no part of the link."""
    to_page = rf"[\g<0>]({up}modes/{MODE_PAGES[mode]}.md)"
    return re.sub("`.+?`", to_page, mode_name(mode, language))


def file_of(address: str, up: str = "") -> str:
    """The path to a section whose address is given below the home page of a language.

    Raises:
        FileNotFoundError: there is no such page.
    """
    page, mark, anchor = address.partition("#")
    docs = ROOT / "docs" / LANGUAGES[0]
    for file in (f"{page.removesuffix('/')}.md", f"{page}index.md"):
        if (docs / file).is_file():
            return f"{up}{file}{mark}{anchor}"
    raise FileNotFoundError(f"there is no page {page!r}")


def title_of(address: str, language: str) -> str:
    """The title of a page, from its front matter.

    Raises:
        FileNotFoundError: there is no such page.
    """
    return _part(r"\A---\ntitle: (.+)$", file_of(address), language)


def page_heading(file: str, language: str) -> str:
    """The heading of the page that a file below docs/<language>/ is, with or without a section."""
    return _part(r"\A---\n(?s:.+?)\n---\n+# (.+)$", file, language)


def heading(section: str, language: str) -> str:
    """The heading of a section, given as the file of the page and its anchor."""
    page, _, anchor = section.partition("#")
    if rule := facts().rules.get(anchor.upper()):
        return f"{rule.id}{words(language)['colon']}{rule.title[language]}"
    return next(title for _, title, found in _sections(page, language) if found == anchor)


def _part(pattern: str, file: str, language: str) -> str:
    """What a pattern has in its group, in the page that a file below docs/<language>/ is."""
    page = ROOT / "docs" / language / file.partition("#")[0]
    return "".join(re.findall(pattern, page.read_text(encoding="utf-8"), re.MULTILINE)[:1])


@cache
def headings(page: str, language: str) -> Mapping[str, str]:
    """The headings that the file of a page has, by their ids.

    A mere name below the second level follows the heading above it: "EC2" does not say what of EC2.
    """
    found, above = {}, ""
    for level, title, anchor in _sections(page, language):
        if level == "##":
            above = title
        mere = level != "##" and title.isascii() and " " not in title
        found[anchor] = above + words(language)["colon"] + title if mere else title
    return found


@cache
def _sections(page: str, language: str) -> Sequence[tuple[str, str, str]]:
    """The sections of a page in order: signs of the level, heading, id."""
    text = (ROOT / "docs" / language / page).read_text(encoding="utf-8")
    found: list[tuple[str, str, str]] = _HEADING.findall(text)
    return found


def topic_page(rule: Rule) -> str:
    """The page of docs/*/rules/ that has the entry of a rule."""
    return f"{facts().topics[rule.topic].slug}.md"


def entry(evidence: str, up: str = "") -> str:
    """The address of a piece of evidence: each kind has a page of its own."""
    return f"{up}sources/{facts().evidence[evidence].kind}.md#ev-{evidence}"


def links(evidence: Iterable[str], language: str, up: str = "") -> str:
    """Links to pieces of evidence, numbered within each kind: API 1, API 2."""
    found = numbered_links(evidence, language, up).values()
    return f'<span class="ev">{words(language)["comma"].join(found)}</span>'


def numbered_links(evidence: Iterable[str], language: str, up: str = "") -> dict[str, str]:
    """The link to each piece of evidence, by its id."""
    known, numbers = facts().evidence, Counter[str]()
    found = {}
    for evidence_id in dict.fromkeys(evidence):
        kind = known[evidence_id].kind
        numbers[kind] += 1
        label = f"{words(language)[kind]} {numbers[kind]}"
        found[evidence_id] = f"[{label}]({entry(evidence_id, up)})"
    return found


def thread(item: IssueEvidence) -> str:
    """The short name of an issue or pull request, owner/repository#number, or of another page.

    A title in an address, which stands there in percent signs, is left out.
    """
    name = item.url.removeprefix("https://").removeprefix("github.com/")
    if "%" in name:
        name = name[: name.index("%")].rpartition("/")[0]
    return name.replace("/issues/", "#").replace("/pull/", "#")


def as_html(text: str) -> str:
    """A text with names in code, where Markdown is not read."""
    return re.sub("`(.+?)`", r"<code>\1</code>", escape(text, quote=False))


def quoted(text: str) -> str:
    """AWS's words as text, not markup: the API reference writes `<default>`."""
    return f'<span lang="en">{escape(text, quote=False)}</span>'
