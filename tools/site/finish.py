"""All that follows MkDocs: what is made of the built pages and lies beside them.

`python -m tools.site.finish SITE`, in `make build`; `make serve` does the same after each build,
but sends scripts and style sheets as they are written.
"""

import sys
from pathlib import Path

from tools.site import breaks, checker, editor, feed, lean, llms, search, terms, tf, vendor

# In this order; a step that refuses leaves those before it done.
STEPS = (
    tf.write,
    llms.write,
    feed.write,
    search.write,
    terms.write,
    breaks.write,
    checker.write,
    editor.write,
)
Refused = (search.Unknown, vendor.Refused)


def finish(site: Path, *, preview: bool = False) -> None:
    """Write everything into a built site.

    Args:
        site: the folder that MkDocs wrote.
        preview: whether scripts and style sheets keep their comments.

    Raises:
        search.Unknown: facts/search.toml names what the site does not have.
        vendor.Refused: a library of the site is not there, or is another.
    """
    for step in STEPS:
        step(site)
    if not preview:
        lean.write(site)


def main(arguments: list[str]) -> int:
    """Finish the sites that are named; returns the exit status."""
    try:
        for name in arguments:
            finish(Path(name))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
