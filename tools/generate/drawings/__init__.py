"""The packet path of each network mode, drawn as SVG with text in the page's language.

The miniatures in small/ say the same in the size of a card: no words, so one for both languages.
"""

import re
import tomllib
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
MODES = ("awsvpc", "bridge", "host", "none", "windows")
# What the home page shows; the default mode of Windows has a line there and no card.
MINIATURES = ("awsvpc", "bridge", "host", "none")
PLACEHOLDER = re.compile(r"\{\{\s*(.*?)\s*\}\}")


class DrawingError(ValueError):
    """A template and its texts do not fit together."""


def render(mode: str, language: str, folder: Path = HERE) -> str:
    """Return the drawing as one raw HTML block that Markdown passes through unchanged."""
    if mode not in MODES:
        raise DrawingError(f"{mode}: no such drawing; there are {', '.join(MODES)}")
    svg = (folder / f"{mode}.svg").read_text(encoding="utf-8")
    caption = "<figcaption>{{caption}}</figcaption>"
    figure = f'<figure class="drawing">\n{svg}\n{caption}\n</figure>'
    texts = _texts(mode, language, folder, used=set(PLACEHOLDER.findall(figure)))
    filled = PLACEHOLDER.sub(lambda match: escape(texts[match[1]], quote=False), figure)
    return _raw_block(filled)


def steps(mode: str, language: str, folder: Path = HERE) -> str:
    """Return the steps of the packet path as a raw list; steps.js shows each in the drawing."""
    tables = tomllib.loads((folder / "steps.toml").read_text(encoding="utf-8"))
    svg = (folder / f"{mode}.svg").read_text(encoding="utf-8")
    items, before = [], ""
    for step in tables[mode]:
        parts = [f"{mode}-{part}" for part in step["parts"]]
        if missing := [part for part in parts if f'id="{part}"' not in svg]:
            raise DrawingError(f"steps.toml [{mode}]: not in {mode}.svg: {', '.join(missing)}")
        path = (
            "" if step["path"] == before else f"<b>{tables['paths'][step['path']][language]}</b> "
        )
        before = step["path"]
        text = escape(step["text"][language], quote=False)
        items.append(f'<li data-parts="{" ".join(parts)}">{path}{text}</li>')
    texts = tomllib.loads((folder / "texts.toml").read_text(encoding="utf-8"))
    title = escape(texts[mode]["title"][language])
    return "\n".join([f'<ol class="steps" aria-label="{title}">', *items, "</ol>"]) + "\n"


def miniature(mode: str, folder: Path = HERE) -> str:
    """Return the small drawing of a mode, for beside the words that say the same."""
    if mode not in MINIATURES:
        raise DrawingError(f"{mode}: no such miniature; there are {', '.join(MINIATURES)}")
    svg = (folder / "small" / f"{mode}.svg").read_text(encoding="utf-8")
    return _raw_block(f'<div class="miniature">\n{svg}\n</div>')


def _raw_block(html: str) -> str:
    """Markdown ends a raw block at a blank line."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip()) + "\n"


def _texts(mode: str, language: str, folder: Path, used: set[str]) -> dict[str, str]:
    tables = tomllib.loads((folder / "texts.toml").read_text(encoding="utf-8"))
    own, common = tables.get(mode, {}), tables.get("common", {})
    if twice := sorted(own.keys() & common.keys()):
        raise DrawingError(f"texts.toml: in [common] and again in [{mode}]: {', '.join(twice)}")
    if unused := sorted(own.keys() - used):
        raise DrawingError(f"texts.toml [{mode}]: not used by {mode}.svg: {', '.join(unused)}")
    texts = {key: text.get(language) for key, text in (common | own).items()}
    if missing := sorted(key for key in used if not texts.get(key)):
        raise DrawingError(f"{mode}.svg: no {language} text for {', '.join(missing)}")
    return texts
