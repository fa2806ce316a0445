"""The style sheet of the site's theme: Material's own, minus what no page here uses.

`make generate` writes it. A first visit to a page may weigh 48 KiB, and Material's style sheets
alone are 25 of them, more than half for components that are switched off in mkdocs.yml, or that its
script makes, which the pages do not load.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, LiteralToken, Node, QualifiedRule

STYLE_SHEET = Path("docs/assets/stylesheets/material.css")
LICENSE = STYLE_SHEET.with_name("material.LICENSE.txt")

# A component stands for its class and for the classes of its parts (name__part, name--modifier).
UNUSED_COMPONENTS = (
    # What only Material's script makes or uses
    "focus-visible",
    "md-clipboard",
    "md-code__button",
    "md-code__content",
    "md-code__nav",
    "md-dialog",
    "md-header__title--active",
    "md-nav__link--passed",
    "md-option",
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
    "md-header__option",
    "md-header__source",
    "md-nav--integrated",
    "md-nav--lifted",
    "md-nav__source",
    "md-path",
    "md-progress",
    "md-search",
    "md-search-result",
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
    # Code: the output of a session or of diff
    "gd",
    "ge",
    "gh",
    "gi",
    "gr",
    "gs",
    "gt",
    "gu",
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
# Material's script is not there to say when it came with the keyboard. Code that on a phone goes to
# the edges of the screen, where tables do not. What follows a table, for which a browser computes
# the style of an article again each time a script adds an element to it. The lines of code that are
# marked, which answer.css marks.
UNUSED_SELECTORS = re.compile(
    r"\[dir=rtl\]|\.md-typeset (details|summary)\b|#(gh-)?(only|light|dark)-"
    r"|\[data-linenos\]|\[role=columnheader\]|:not\(\.focus-visible\)|\+\*|\.hll\b"
    r"|\.md-content__inner>(\.highlight|pre)"
)

CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NEGATION = re.compile(r":not\([^()]*\)")
READ = re.compile(r"var\((--[\w-]+)")


def _pruned(rules: Iterable[Node], is_used: Callable[[str], bool], read: frozenset[str]) -> str:
    """Rules as text, without the selectors that are not used and the variables that are not read.

    Raises:
        ValueError: the style sheet has a fault; tinycss2 would leave that part out.
    """
    kept = []
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = ",".join(filter(is_used, _split(rule.prelude)))
            body = _body(rule.content, read)
            if selectors and body:
                kept.append(f"{selectors}{{{body}}}")
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports"):
            inner = _pruned(tinycss2.parse_rule_list(rule.content or []), is_used, read)
            if inner:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        elif isinstance(rule, AtRule):
            kept.append(rule.serialize())
        else:
            raise ValueError(f"{rule.source_line}:{rule.source_column}: {rule!r}")
    return "".join(kept)


def _split(prelude: Iterable[Node]) -> Iterator[str]:
    """The selectors of a rule."""
    selector: list[Node] = []
    for node in prelude:
        if isinstance(node, LiteralToken) and node.value == ",":
            yield tinycss2.serialize(selector).strip()
            selector = []
        else:
            selector.append(node)
    yield tinycss2.serialize(selector).strip()


def _body(content: Iterable[Node], read: frozenset[str]) -> str:
    kept = []
    for node in tinycss2.parse_blocks_contents(content, skip_whitespace=True):
        if not isinstance(node, Declaration):
            raise ValueError(f"{node.source_line}:{node.source_column}: {node!r}")
        if not node.name.startswith("--") or node.name in read:
            kept.append(node.serialize())
    return ";".join(kept)


def _without_unread_variables(css: str, is_used: Callable[[str], bool]) -> str:
    """Prune until every value that is left, mostly icons, is read by a rule that is left."""
    read = frozenset(READ.findall(css))
    smaller = _pruned(tinycss2.parse_stylesheet(css), is_used, read)
    return css if smaller == css else _without_unread_variables(smaller, is_used)


def _source() -> str:
    folder = Path(str(distribution("mkdocs-material").locate_file("material"))) / "templates"
    [path] = (folder / "assets" / "stylesheets").glob("main.*.min.css")
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", path.read_text("utf-8")).strip()


def removed_classes() -> frozenset[str]:
    """The classes of Material that material.css has no style for."""
    unused = re.compile(rf"({'|'.join(UNUSED_COMPONENTS)})((__|--)[\w-]+)?")
    return frozenset(name for name in CLASS.findall(_source()) if unused.fullmatch(name))


def generated_files() -> dict[Path, str]:
    """The style sheet and its licence: path from the repository root to content.

    Raises:
        FileNotFoundError: mkdocs-material is installed without its licence.
    """
    removed = removed_classes()

    def is_used(selector: str) -> bool:
        positive = NEGATION.sub("", selector)
        return not UNUSED_SELECTORS.search(selector) and removed.isdisjoint(CLASS.findall(positive))

    charset, css = _source().split(";", 1)
    material = distribution("mkdocs-material")
    notice = (
        f"/*! Parts of Material for MkDocs {material.version}, by tools/site/theme_css.py: do not"
        f" edit.\n * Copyright (c) 2016-2025 Martin Donath; MIT License, see {LICENSE.name} */"
    )
    license_text = material.read_text("licenses/LICENSE")
    if license_text is None:
        raise FileNotFoundError("mkdocs-material is installed without its licence")
    style_sheet = f"{charset};\n{notice}\n{_without_unread_variables(css, is_used)}\n"
    return {STYLE_SHEET: style_sheet, LICENSE: license_text}
