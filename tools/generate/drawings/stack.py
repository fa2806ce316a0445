"""The drawing of a stack, laid out from its rows of nodes and its arrows.

Everything is placed on a grid 340 units wide, the width of a phone, so that text keeps its size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

WIDTH = 340
MARGIN = 12
GAP = 16
NODE = 48
ROW = 84
#: What a frame adds above its nodes, for its name, and below them. A row has a `head` of its own
#: where arrows end below a long name.
HEAD, FOOT = 26, 12


class StackDrawingError(ValueError):
    """A drawing that cannot be laid out."""


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float = NODE

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def render(name: str, title: str, drawing: Mapping[str, Any], language: str) -> str:
    """A figure as one raw HTML block.

    Args:
        name: of the stack; it begins the ids of the drawing.
        title: what a reader who does not see it hears first.
        drawing: the ``drawing`` of its entry in stacks.toml.
        language: ``ja`` or ``en``.

    Raises:
        StackDrawingError: an arrow names no node of the drawing.
    """
    boxes: dict[str, Box] = {}
    shapes: list[str] = []
    texts: list[str] = []
    y = 2.0
    for row in drawing["rows"]:
        frame = row.get("frame")
        top = y
        y += row.get("head", HEAD) if frame else 0
        nodes = row["nodes"]
        inner = WIDTH - 2 * MARGIN - GAP * (len(nodes) - 1)
        for column, (key, node) in enumerate(nodes.items()):
            width = inner / len(nodes)
            box = Box(MARGIN + column * (width + GAP), y, width)
            boxes[key] = box
            shapes.append(_rect(box, "var(--d-accent-fill)" if frame else "var(--d-surface)"))
            texts += _label(box, node, language)
        y += NODE
        if frame:
            y += FOOT
            shapes.insert(0, _rect(Box(2, top, WIDTH - 4, y - top), "var(--d-surface-2)"))
            # An arrow into the frame may pass below its name.
            texts.append(
                f'<text x="{MARGIN}" y="{top + 18:g}" paint-order="stroke" stroke-width="5"'
                f' stroke="var(--d-surface-2)" data-w="{WIDTH - 2 * MARGIN}">'
                f"{escape(frame[language])}</text>"
            )
        y += ROW - NODE
    arrows = [_arrow(arrow["way"], boxes, name) for arrow in drawing.get("arrows", [])]
    height = y - (ROW - NODE) + 2
    lines = [
        '<figure class="drawing">',
        f'<svg viewBox="0 0 {WIDTH} {height:g}" font-size="13" role="img"'
        f' aria-labelledby="{name}-title {name}-desc" fill="var(--d-ink)">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(drawing["desc"][language])}</desc>',
        "<defs>",
        _marker(f"{name}-a", "var(--d-accent)"),
        _marker(f"{name}-b", "var(--d-ink)"),
        "</defs>",
        f'<g stroke="var(--d-line)">{"".join(shapes)}</g>',
        *arrows,
        *texts,
        "</svg>",
        f"<figcaption>{escape(drawing['caption'][language], quote=False)}</figcaption>",
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


def _rect(box: Box, fill: str) -> str:
    return (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"'
        f' rx="6" fill="{fill}"/>'
    )


def _label(box: Box, node: Mapping[str, str], language: str) -> Iterator[str]:
    detail = node.get("detail")
    y = box.y + (21 if detail else 29)
    yield (
        f'<text x="{box.middle:g}" y="{y:g}" text-anchor="middle" font-weight="700"'
        f' data-w="{box.width - 8:g}">{escape(node[language])}</text>'
    )
    if detail:
        yield (
            f'<text x="{box.middle:g}" y="{y + 17:g}" text-anchor="middle" font-family="monospace"'
            f' data-w="{box.width - 8:g}">{escape(detail)}</text>'
        )


def _arrow(way: str, boxes: Mapping[str, Box], name: str) -> str:
    """A packet's way goes down the left half of its boxes, a task's way out up the right half."""
    out = " .> " in way
    first, _, last = way.partition(" .> " if out else " > ")
    if missing := [key for key in (first, last) if key not in boxes]:
        raise StackDrawingError(f"{name}: {way}: no node {', '.join(missing)}")
    a, b = boxes[first], boxes[last]
    if a.y == b.y:
        x1, x2 = (a.x + a.width, b.x - 1) if a.x < b.x else (a.x, b.x + b.width + 1)
        y1 = y2 = a.y + NODE / 2
    else:
        side = 14 if out else -14
        x1, x2 = a.middle + side, b.middle + side
        y1, y2 = (a.y + NODE, b.y - 1) if a.y < b.y else (a.y, b.y + NODE + 1)
    colour, width, end = ("var(--d-ink)", "1.5", "b") if out else ("var(--d-accent)", "2", "a")
    return (
        f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{colour}" stroke-width="{width}"'
        f' marker-end="url(#{name}-{end})"/>'
    )


def _marker(id: str, colour: str) -> str:
    return (
        f'<marker id="{id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6"'
        f' orient="auto"><path d="M0 0l8 4-8 4z" fill="{colour}"/></marker>'
    )
