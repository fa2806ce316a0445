"""Makes the pictures that a shared link shows: `python -m tools.site.cards`.

One for each kind of page and for each mode, with its name in both languages and the drawing of a
mode. Run it again when a title or a drawing changes; the theme names the picture of a page in
`og:image`.
"""

import re
import sys
from collections.abc import Iterator
from html import escape

from ecsnet.facts import LANGUAGES
from tools import ROOT
from tools.site import chromium

FOLDER = ROOT / "docs/assets/images/cards"
# What theme/main.html calls the kinds, and the page that each is named after.
KINDS = {
    "site": "index",
    **{page.stem: f"modes/{page.stem}" for page in sorted((ROOT / "docs/en/modes").glob("*.md"))},
    "choose": "choose",
    "compare": "compare",
    "errors": "errors",
    "rules": "rules/index",
}
WIDTH, HEIGHT = 1200, 630
MAX_BYTES = 110_000
TITLE = re.compile(r"^# (.+?)(?: \{.*)?$", re.M)
PAGE = """
<style>{css}
body {{ margin: 0; padding: 72px; box-sizing: border-box; width: 1200px; height: 630px;
  display: grid; grid-template-columns: 1fr 460px; gap: 56px; align-items: center;
  background: #fff; color: #1c2b36; border-bottom: 16px solid var(--d-accent);
  font-family: "Noto Sans CJK JP", "Noto Sans JP", sans-serif; }}
p {{ margin: 0; color: #536472; font-size: 26px }}
b {{ display: block; margin: 24px 0 0; font-size: 42px; line-height: 1.25; text-wrap: balance }}
body b[lang] {{ font-family: inherit }}
b:lang(ja) {{ word-break: auto-phrase }}
b + b {{ margin-top: 12px; font-size: 36px; color: var(--d-accent) }}
figcaption {{ display: none }}
svg {{ width: 460px; height: auto; max-height: 486px }}
</style>
<div><p>Amazon ECS</p>{titles}</div>{drawing}
"""


def titles(page: str) -> list[str]:
    """The first heading of a page, in each language."""
    found = []
    for language in LANGUAGES:
        text = (ROOT / "docs" / language / f"{page}.md").read_text(encoding="utf-8")
        heading = TITLE.search(text, text.index("\n---\n"))
        found.append(heading[1].replace("`", "") if heading else "")
    return found


def html(page: str) -> str:
    """The card of a page, as a document."""
    css = (ROOT / "docs/assets/stylesheets/site.css").read_text(encoding="utf-8")
    drawn = page.removeprefix("modes/") if page.startswith("modes/") else "awsvpc"
    drawing = (ROOT / f"generated/en/drawings/{drawn}.svg").read_text(encoding="utf-8")
    named = "".join(
        f'<b lang="{language}">{escape(title)}</b>'
        for language, title in zip(LANGUAGES, titles(page), strict=True)
    )
    return PAGE.format(css=css, titles=named, drawing=drawing)


def main() -> int:
    """Make the pictures and write them; returns the exit status."""
    try:
        pictures = dict(_pictures())
    except chromium.Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    for kind, picture in pictures.items():
        card = FOLDER / f"{kind}.png"
        card.write_bytes(picture)
        print(f"{card.relative_to(ROOT)}: {len(picture)} bytes")
    if max(map(len, pictures.values())) > MAX_BYTES:
        print(f"at most {MAX_BYTES} are wanted", file=sys.stderr)
        return 1
    return 0


def _pictures() -> Iterator[tuple[str, bytes]]:
    with chromium.started() as browser:
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        for kind, page in KINDS.items():
            tab.set_content(html(page))
            yield kind, tab.screenshot()


if __name__ == "__main__":
    sys.exit(main())
