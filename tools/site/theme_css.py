"""Write the style sheet of the site's theme: Material's own, minus what no page here uses.

`python -m tools.site.theme_css` rewrites docs/assets/stylesheets/material.css. A first visit to a
page may weigh 64 KiB, and Material's style sheets alone are 25 of them, more than half for
components that are switched off in mkdocs.yml, or that its script makes, which the pages do not
load.
"""

import re
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

from tools import ROOT

TARGET = ROOT / "docs" / "assets" / "stylesheets" / "material.css"
LICENSE_NAME = "material.LICENSE.txt"

# A component stands for its class and for the classes of its parts (name__part, name--modifier).
UNUSED_COMPONENTS = (
    # What only Material's script makes or uses
    "focus-visible",
    "md-clipboard",
    "md-code__button",
    "md-code__content",
    "md-code__nav",
    "md-header__title--active",
    "md-nav__link--passed",
    "md-option",
    "md-search-result__icon",
    "md-search-result__more",
    "md-search-result__terms",
    "md-toggle--indeterminate",
    "md-top",
    "md-typeset__scrollwrap",
    "md-typeset__table",
    # Plugins and settings of Material that mkdocs.yml does not switch on
    "md-banner",
    "md-consent",
    "md-content__button",
    "md-draft",
    "md-feedback",
    "md-header--lifted",
    "md-header__source",
    "md-nav--integrated",
    "md-nav--lifted",
    "md-nav__source",
    "md-path",
    "md-progress",
    "md-search__suggest",
    "md-select",
    "md-social",
    "md-source",
    "md-source-file",
    "md-status",
    "md-tabs",
    "md-tag",
    "md-tag-icon",
    "md-tag-shadow",
    "md-tags",
    "md-version",
    # The blog
    "md-author",
    "md-content--post",
    "md-meta",
    "md-pagination",
    "md-pin",
    "md-post",
    "md-profile",
    "md-sidebar--post",
    # Markdown extensions that are not enabled, or that the pages do not use
    "arithmatex",
    "critic",
    "emojione",
    "footnote",
    "footnote-backref",
    "footnote-ref",
    "gemoji",
    "giscus",
    "grid",
    "highlighttable",
    "inline",
    "katex-html",
    "keys",
    "linenodiv",
    "linenos",
    "lg",
    "md-annotation",
    "md-annotation-list",
    "md-button",
    "md-input",
    "md-tooltip",
    "md-tooltip2",
    "mermaid",
    "middle",
    "result",
    "tabbed-block",
    "tabbed-button",
    "tabbed-content",
    "tabbed-control",
    "tabbed-labels",
    "tabbed-set",
    "task-list-control",
    "task-list-indicator",
    "task-list-item",
    "twemoji",
    "xl",
    "xxl",
    "xxxl",
    # Admonitions other than note, tip, warning and danger
    "abstract",
    "bug",
    "example",
    "failure",
    "info",
    "question",
    "quote",
    "success",
)

# Selectors without a class of their own: text from right to left, collapsible blocks in a page,
# images for one colour scheme, sortable tables, and no outline on what has the focus, because
# Material's script is not there to say when it came with the keyboard.
UNUSED_SELECTORS = re.compile(
    r"\[dir=rtl\]|\.md-typeset (details|summary)\b|#(gh-)?(only|light|dark)-"
    r"|\[role=columnheader\]|:not\(\.focus-visible\)"
)

CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NEGATION = re.compile(r":not\([^()]*\)")
VARIABLE = re.compile(r"(--[\w-]+):((?:url\((?:\"[^\"]*\"|'[^']*')\)|[^;{}])+);?")


class Rule(NamedTuple):
    prelude: str
    body: str | None  # None for a statement such as @charset


def _end_of(css: str, start: int, stops: str) -> int:
    """Index of the first of `stops` from `start` on that is not in a string or brackets."""
    depth, quote, i = 0, "", start
    while i < len(css):
        char = css[i]
        if char == "\\":
            i += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif depth == 0 and char in stops:
            return i
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        i += 1
    return len(css)


def _rules(css: str) -> Iterator[Rule]:
    start = 0
    while (end := _end_of(css, start, "{;")) < len(css):
        prelude = css[start:end].strip()
        if css[end] == ";":
            yield Rule(prelude, None)
        else:
            closing = _end_of(css, end + 1, "}")
            yield Rule(prelude, css[end + 1 : closing])
            end = closing
        start = end + 1


def _split(selectors: str) -> Iterator[str]:
    start = 0
    while start < len(selectors):
        end = _end_of(selectors, start, ",")
        yield selectors[start:end].strip()
        start = end + 1


def _prune(css: str, is_used: Callable[[str], bool]) -> str:
    kept = []
    for prelude, body in _rules(css):
        if not body and body is not None:
            continue
        if body is None:
            kept.append(f"{prelude};")
        elif prelude.startswith(("@media", "@supports")):
            if inner := _prune(body, is_used):
                kept.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@"):
            kept.append(f"{prelude}{{{body}}}")
        elif selectors := ",".join(filter(is_used, _split(prelude))):
            kept.append(f"{selectors}{{{body}}}")
    return "".join(kept)


def _drop_unread_variables(css: str) -> str:
    """Without the values, mostly icons, that only the removed rules read."""
    read = frozenset(re.findall(r"var\((--[\w-]+)", css))
    smaller = VARIABLE.sub(lambda match: match[0] if match[1] in read else "", css)
    return css if smaller == css else _drop_unread_variables(smaller)


def _source() -> str:
    folder = Path(str(distribution("mkdocs-material").locate_file("material"))) / "templates"
    [path] = (folder / "assets" / "stylesheets").glob("main.*.min.css")
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", path.read_text("utf-8")).strip()


def removed_classes() -> frozenset[str]:
    """The classes of Material that material.css has no style for."""
    unused = re.compile(rf"({'|'.join(UNUSED_COMPONENTS)})((__|--)[\w-]+)?")
    return frozenset(name for name in CLASS.findall(_source()) if unused.fullmatch(name))


def generate() -> str:
    removed = removed_classes()

    def is_used(selector: str) -> bool:
        positive = NEGATION.sub("", selector)
        return not UNUSED_SELECTORS.search(selector) and removed.isdisjoint(CLASS.findall(positive))

    charset, css = _source().split(";", 1)
    material = distribution("mkdocs-material")
    notice = (
        f"/*! Parts of Material for MkDocs {material.version}, by tools/site/theme_css.py: do not"
        f" edit.\n * Copyright (c) 2016-2025 Martin Donath; MIT License, see {LICENSE_NAME} */"
    )
    return f"{charset};\n{notice}\n{_prune(_drop_unread_variables(_prune(css, is_used)), bool)}\n"


def license_text() -> str:
    text = distribution("mkdocs-material").read_text("licenses/LICENSE")
    if text is None:
        raise FileNotFoundError("mkdocs-material is installed without its licence")
    return text


def write(path: Path = TARGET) -> None:
    path.write_text(generate(), "utf-8")
    path.with_name(LICENSE_NAME).write_text(license_text(), "utf-8")


if __name__ == "__main__":
    write()
