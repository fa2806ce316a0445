"""What programs read instead of the pages: Markdown twins, and lists of them (https://llmstxt.org/).

Beside each page lies `index.md`; `/llms.txt` names all of a language with their descriptions, and
`/llms-full.txt` has them in one file. Japanese is at the root, English below `/en/`.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from ecsnet.facts import facts
from tools.site import LANGUAGES, search
from tools.site.pages import TWIN, Page, pages

LIST, WHOLE = "llms.txt", "llms-full.txt"
DATA = ("modes", "errors", "choose")
# What explains comes first, what the site says about itself last.
KINDS = ("topic", "mode", "build", "rule", "error", "fix", "about", "contributing")


def twin(page: Page, language: str) -> str:
    """A page as Markdown, with a head that says what it is."""
    head = {
        "title": page.title,
        "description": page.description,
        "url": page.url,
        "language": language,
        "verified": page.verified,
    }
    # A string of JSON is one of YAML.
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items() if value
    ]
    return "\n".join(["---", *lines, "---", "", page.text])


def root_of(site: Sequence[Page], language: str) -> str:
    """The address of the site, from that of the home page of a language."""
    return site[0].url.removesuffix(LANGUAGES[language])


def contents(found: Sequence[Page], language: str, other: Page | None) -> str:
    """The list of the pages of a language, by kind; ``other`` is the other language's home page."""
    said = {key: text[language] for key, text in facts().words.machines.items()}
    home, root = found[0], root_of(found, language)
    lines = [
        f"# {home.site_name}",
        "",
        f"> {home.description}",
        "",
        said["as_markdown"],
        "",
        f"- [{said['in_one_file']}]({home.url}{WHOLE})",
    ]
    if other:
        lines.append(f"- [{other.site_name}]({other.url}{LIST}): {said['other_language']}")
    kinds = facts().search.kinds
    for id in sorted(kinds, key=lambda id: [*KINDS, id].index(id)):
        listed = [page for page in found if search.kind_of(page.address) == id]
        lines += ["", f"## {kinds[id].name[language]}", "", *map(_line, listed)]
    lines += ["", f"## {said['data']}", ""]
    for name in DATA:
        file = f"choose-{language}.json" if name == "choose" else f"{name}.json"
        schema = f"[JSON Schema]({root}data/{name}.schema.json)"
        lines.append(f"- [{file}]({root}data/{file}): {said[name]} ({schema})")
    lines += [f"- [feed.xml]({home.url}feed.xml): {said['feed']}", ""]
    return "\n".join(lines)


def _line(page: Page) -> str:
    title = page.title.replace("[", r"\[").replace("]", r"\]")
    return f"- [{title}]({page.twin}): {page.description}"


def files(site: Path) -> Iterator[tuple[str, str]]:
    """All of it: path below the site, and content."""
    of = {language: pages(site, language) for language in LANGUAGES}
    for language, base in LANGUAGES.items():
        found = of[language]
        if not found:
            continue
        twins = {f"{base}{page.address}{TWIN}": twin(page, language) for page in found}
        yield from twins.items()
        [other] = (of[name] for name in LANGUAGES if name != language)
        yield f"{base}{LIST}", contents(found, language, next(iter(other), None))
        yield f"{base}{WHOLE}", "\n".join(twins.values())


def write(site: Path) -> None:
    """Write all of it into a built site."""
    for path, content in files(site):
        (site / path).write_text(content, encoding="utf-8")
