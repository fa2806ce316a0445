"""Guards over what the site does without, and over what pictures need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tools.checks.guard import Guards, Problem
from tools.checks.page import Element, Page
from tools.checks.repo import Repo

guard = GUARDS = Guards[Repo]()

ADMONITION_TYPES = ("note", "tip", "warning", "danger")
EXCLUDED = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r'^\s*===[!+]{0,2}\s+"', "content tab: write headings or a table"),
        (r"^\s*\?\?\?\+?\s", "collapsible block: write an admonition, or leave it out"),
        (r"\{[^}]*\.annotate\b", "annotations: explain the code in the text beside it"),
        (r"^\s*///", "block syntax: use an admonition or plain Markdown"),
        (r"^\[\^[^\]]+\]:|(?<=\S)\[\^[^\]]+\]", "footnote: put it into the sentence"),
        (r"^\s*[-*+]\s+\[[ xX]\]\s", "task list: write a plain list"),
        (
            r"\]\s*\[[^\]]*\](?!\()|\]\s+\([^)\s]+\.md\b|\]\(\s*\)",
            "link that is printed: write [text](page.md)",
        ),
        (r'^\s*!{1,2}\s+\w+\s+"', "admonition that is printed: it begins with !!!"),
        (r"(?<![\w:]):[a-z][a-z0-9_+-]*[a-z0-9]:(?![\w:])", "emoji shortcode: write words"),
    )
)
ANNOTATION = re.compile(r"(?:#|//)\s*\(\d+\)!?\s*$")


@guard("excluded-features")
def excluded_features(repo: Repo) -> Iterator[Problem]:
    for page in (p for p in repo.documents.values() if p.path.endswith(".md")):
        for number, line in enumerate(page.markup_lines, start=1):
            for pattern, message in EXCLUDED:
                if pattern.search(line):
                    yield Problem(page.path, number, message)
        yield from _admonition_faults(page)
        for fence in page.fences:
            if fence.language == "mermaid":
                yield Problem(page.path, fence.line, "mermaid loads a script: draw an SVG instead")
            yield from _annotations(page.path, fence.line + 1, fence.body)
    for path, text in repo.snippets.items():
        yield from _annotations(path, 1, text.split("\n"))


def _admonition_faults(page: Page) -> Iterator[Problem]:
    for admonition in page.admonitions:
        if admonition.type not in ADMONITION_TYPES:
            message = f"admonition of type {admonition.type}: use {', '.join(ADMONITION_TYPES)}"
            yield Problem(page.path, admonition.line, message)
        if not (admonition.title or "").strip():
            message = 'admonition without a title: write !!! note "…" in the page\'s language'
            yield Problem(page.path, admonition.line, message)


def _annotations(path: str, first: int, lines: Iterable[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines, start=first):
        if ANNOTATION.search(line):
            message = "code annotation: explain the code in the text beside it"
            yield Problem(path, number, message)


@guard("images-have-alternatives")
def images_have_alternatives(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        for image in page.images:
            if image.alt is None:
                message = f"image {image.target} has no alternative text: say what it shows"
                yield Problem(page.path, image.line, message)


@guard("drawings-have-names")
def drawings_have_names(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        drawings = [element for element in page.elements if element.tag == "svg"]
        for svg in drawings:
            nested = any(outer.start < svg.start < outer.end for outer in drawings)
            if not (nested or svg.attributes.get("aria-hidden") == "true" or _is_named(page, svg)):
                message = (
                    'a screen reader can not name this drawing: give <svg> role="img" and an'
                    " aria-labelledby with the id of its <title>"
                )
                yield Problem(page.path, svg.line, message)


def _is_named(page: Page, svg: Element) -> bool:
    inside = [e for e in page.elements if svg.start <= e.start <= svg.end]
    ids = {e.attributes.get("id") for e in inside if page.text[e.start : e.end].strip()}
    labels = svg.attributes.get("aria-labelledby", "").split()
    named = svg.attributes.get("aria-label", "").strip() or (labels and ids >= set(labels))
    return svg.attributes.get("role") == "img" and bool(named)
