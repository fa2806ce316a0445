"""The packet path of each network mode, drawn as SVG with text in the page's language."""

import re
import tomllib
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
MODES = ("awsvpc", "bridge", "host", "none", "windows")
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
    # Markdown ends a raw block at a blank line.
    return "\n".join(line.strip() for line in filled.splitlines() if line.strip()) + "\n"


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
