"""`make serve`: MkDocs' live preview, which builds again only the pages that a save changes.

`mkdocs serve` does the same but builds all pages of both languages after every save. MkDocs has
`--dirty` for this, which knows nothing of what a page includes, and forgets the titles of the pages
it leaves alone; that is mended here, and after each build the Terraform to take along and the index
of our search are written.
"""

import logging
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.__main__ import cli
from mkdocs.commands import build, serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from ecsnet.sections import includes
from tools.site import search, tf, vendor

ROOT = Path.cwd()
log = logging.getLogger("mkdocs.commands.serve")
POLLING_SECONDS = 0.1
# What every page is made with.
SHARED = ("mkdocs.yml", "theme")


def sources(file: Path) -> Iterator[Path]:
    """A page or a fragment, and what it includes."""
    yield file
    if file.suffix in (".md", ".svg"):
        for include in includes(file.read_text(encoding="utf-8")):
            if (ROOT / include.path).is_file():
                yield from sources(ROOT / include.path)


def is_modified(file: File) -> bool:
    """Whether a file of docs/ is newer than what was built from it."""
    built = Path(file.abs_dest_path)
    if not built.exists() or file.abs_src_path is None:
        return True
    shared = (path for name in SHARED for path in [ROOT / name, *(ROOT / name).rglob("*")])
    newest = max(path.stat().st_mtime_ns for path in [*sources(Path(file.abs_src_path)), *shared])
    return newest >= built.stat().st_mtime_ns


def populate(page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
    """Read every page, for the titles in the navigation, but convert only what changed."""
    if dirty and not page.file.is_modified():
        page.read_source(config)
    else:
        populate_whole(page, config, files)


def build_and_index(config: MkDocsConfig, **how: Any) -> None:
    """Build both languages, and write what follows; a writer sees the page all the same without."""
    build.build(config, **how)
    tf.write(Path(config.site_dir))
    try:
        search.write(Path(config.site_dir))
    except (search.Unknown, vendor.Refused) as refused:
        log.warning("%s", refused)


populate_whole = build._populate_page

# The parts of MkDocs that are replaced.
REPLACED: tuple[tuple[object, str, object], ...] = (
    (File, "is_modified", is_modified),
    (build, "_populate_page", populate),
    (serve, "build", build_and_index),
    (serve, "LiveReloadServer", partial(LiveReloadServer, polling_interval=POLLING_SECONDS)),
)

if __name__ == "__main__":
    for owner, name, ours in REPLACED:
        setattr(owner, name, ours)
    # static-i18n builds the second language, and looks for the option among the arguments
    sys.argv[1:1] = ["serve", "--no-strict", "--dirty"]
    cli()
