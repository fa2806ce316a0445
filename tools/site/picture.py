"""Takes the picture of the README: `python -m tools.site.picture`.

The comparison page in both languages, side by side, from a fresh build. Run it again when the page
looks different; the same site, Chromium and fonts give the same bytes.
"""

import sys

from tools import ROOT
from tools.site import LANGUAGES, chromium
from tools.site.build import built_and_served

PICTURE = ROOT / "docs/assets/images/site.png"
PAGE = "compare/#matrix"
WIDTH, HEIGHT = 1600, 840
MAX_BYTES = 200_000
FRAME = '<iframe src="{}" style="flex:1;border:0;border-right:1px solid #8fa1ae"></iframe>'


def main() -> int:
    """Take the picture and write it; returns the exit status."""
    try:
        picture = _picture()
    except chromium.Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    if len(picture) > MAX_BYTES:
        message = f"the picture has {len(picture)} bytes: at most {MAX_BYTES} are wanted"
        print(message, file=sys.stderr)
        return 1
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(picture)
    print(f"{PICTURE.relative_to(ROOT)}: {len(picture)} bytes")
    return 0


def _picture() -> bytes:
    with chromium.started("--hide-scrollbars") as browser, built_and_served() as url:
        # The policy of the site allows a page no frames and no styles of its own.
        page = browser.new_page(
            bypass_csp=True,
            viewport={"width": WIDTH, "height": HEIGHT},
            color_scheme="light",
            reduced_motion="reduce",
        )
        # The frames have to be of the origin of the page around them, or they have no storage.
        page.goto(url)
        frames = "".join(FRAME.format(f"{url}{base}{PAGE}") for base in LANGUAGES.values())
        page.set_content(f'<body style="margin:0;display:flex;height:100vh">{frames}')
        page.wait_for_load_state("networkidle")
        return page.screenshot()


if __name__ == "__main__":
    sys.exit(main())
