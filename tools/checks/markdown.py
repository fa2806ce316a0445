"""markdown-it-py, set up to see in a page what Python-Markdown makes of it, and where.

The two differ, and a page is what Python-Markdown reads:

- It nests by 4 spaces, CommonMark by the width of the marker. Without code blocks by indentation,
  which no page may have, both read the same.
- It reads Markdown within HTML, CommonMark none in a block of HTML. Without such blocks, tags are
  part of the prose, and so is what stands between them.
- Definitions of links need no empty line before them, so the reader finds them itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt, rules_inline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin

_BLOCKS = ["table", "fence", "blockquote", "hr", "list", "heading", "lheading"]
_MAYBE_SPAN = re.compile(r"[`<]|\]\(")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line that is markup in whole or at both ends; the offsets are those of a text."""

    kind: Literal["code", "link", "image"]
    start: int
    end: int
    inner_start: int
    inner_end: int
    """Where its text begins and ends; an address that is its own text has none."""
    value: str
    """The code, or the address."""


class _Markdown(MarkdownIt):
    def normalizeLink(self, url: str) -> str:
        """Addresses stay as they are written."""
        return url

    def validateLink(self, url: str) -> bool:
        """No address is refused: guards look at all of them."""
        return True


def _angle(state: StateInline, silent: bool) -> bool:
    return rules_inline.autolink(state, silent) or rules_inline.html_inline(state, silent)


Rule = Callable[[StateInline, bool], bool]
# By the character with which a span begins: one look instead of a call of each, at every sign.
_RULES: dict[str, Rule] = {
    "\\": rules_inline.escape,
    "`": rules_inline.backtick,
    "[": rules_inline.link,
    "!": rules_inline.image,
    "<": _angle,
}


def _placed(state: StateInline, silent: bool) -> bool:
    """The rules of spans, which also note on each token where in the text it stands."""
    rule = _RULES.get(state.src[state.pos])
    start, known = state.pos, len(state.tokens)
    if rule is None or not rule(state, silent):
        return False
    for token in state.tokens[known:]:
        if "place" in token.meta:
            continue
        token.meta["place"] = (start, state.pos)
        if rule is rules_inline.link and token.type == "link_open":
            token.meta["label_end"] = state.md.helpers.parseLinkLabel(state, start, True)
    return True


def _reader() -> MarkdownIt:
    reader = _Markdown("zero", {"html": True, "maxNesting": 100})
    reader.use(admon_plugin).enable(_BLOCKS)
    # Lines keep their numbers, and spans are read where the reader of pages wants them.
    reader.core.ruler.enableOnly(["block"])
    reader.inline.ruler.push("placed", _placed)
    return reader


_READER = _reader()


def read_blocks(text: str) -> list[Token]:
    """The blocks of a page; the text in them is not read."""
    return _READER.parse(text)


def read_spans(text: str, offset: int = 0) -> Iterator[Span]:
    """Code, links and images of a paragraph, from the outside in.

    Args:
        text: the lines of the paragraph, with the markers before them.
        offset: where it stands in the text that the offsets are for.
    """
    if _MAYBE_SPAN.search(text):
        yield from _spans(_READER.inline.parse(text, _READER, {}, []), offset)


def _spans(tokens: Iterable[Token], offset: int) -> Iterator[Span]:
    for token in tokens:
        if token.type not in ("code_inline", "link_open", "image"):
            continue
        start, end = token.meta["place"]
        outer = (offset + start, offset + end)
        if token.type == "code_inline":
            width = len(token.markup)
            yield Span("code", *outer, outer[0] + width, outer[1] - width, token.content)
        elif token.type == "image":
            inner = outer[0] + len("![")
            source = str(token.attrs["src"])
            yield Span("image", *outer, inner, inner + len(token.content), source)
            yield from _spans(token.children or (), inner)
        else:
            inner = outer[0] + len("[") if token.info != "auto" else outer[0]
            inner_end = offset + token.meta.get("label_end", start)
            yield Span("link", *outer, inner, inner_end, str(token.attrs["href"]))
