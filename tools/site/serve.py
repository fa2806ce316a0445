"""`make serve`: MkDocs' live preview, which builds again only the pages that a save changes.

`mkdocs serve` does the same but builds all pages of both languages after every save. MkDocs has
`--dirty` for this, which knows nothing of what a page includes, and forgets the titles and the
search entries of the pages it leaves alone; that is mended here.
"""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

# mkdocs-material ships neither types nor stubs.
from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]
from mkdocs.__main__ import cli
from mkdocs.commands import build, serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from ecsnet.sections import includes

ROOT = Path.cwd()
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


def generate_search_index(index: SearchIndex, previous: SearchIndex | None) -> str:
    """Keep the entries of the pages that were left alone, and of each entry the newest."""
    entries = [*(previous.entries if previous else []), *index.entries]
    index.entries = list({entry["location"]: entry for entry in entries}.values())
    whole: str = generate_whole(index, None)
    return whole


populate_whole = build._populate_page
generate_whole = SearchIndex.generate_search_index

# The parts of MkDocs and of its search plugin that are replaced.
REPLACED: tuple[tuple[object, str, object], ...] = (
    (File, "is_modified", is_modified),
    (build, "_populate_page", populate),
    (SearchIndex, "generate_search_index", generate_search_index),
    (serve, "LiveReloadServer", partial(LiveReloadServer, polling_interval=POLLING_SECONDS)),
)

if __name__ == "__main__":
    for owner, name, ours in REPLACED:
        setattr(owner, name, ours)
    # static-i18n builds the second language, and looks for the option among the arguments
    sys.argv[1:1] = ["serve", "--no-strict", "--dirty"]
    cli()
