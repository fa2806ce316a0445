"""`make serve`: MkDocs' live preview, which builds again only the pages that a save changes.

`mkdocs serve` does the same but builds all pages of both languages after every save. MkDocs has
`--dirty` for this, which knows nothing of what a page includes, and forgets the titles of the pages
it leaves alone; that is mended here, and what follows MkDocs follows each build.
"""

import logging
import re
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
from tools.site import finish, policy

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


def build_and_finish(config: MkDocsConfig, **how: Any) -> None:
    """Build both languages, and what follows; a writer sees the page all the same without."""
    build.build(config, **how)
    try:
        finish.finish(Path(config.site_dir), preview=True)
    except finish.Refused as refused:
        log.warning("%s", refused)


class Server(LiveReloadServer):
    """Lets the script pass that it adds to each page, which the policy of the site forbids."""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        injected: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        script = injected.rpartition(b"<script>")[2].partition(b"</script>")[0].decode("utf-8")
        allowed = f"script-src {policy.digest(script)} ".encode()
        return re.sub(rb"script-src ", allowed, injected, count=1)


populate_whole = build._populate_page

# The parts of MkDocs that are replaced.
REPLACED: tuple[tuple[object, str, object], ...] = (
    (File, "is_modified", is_modified),
    (build, "_populate_page", populate),
    (serve, "build", build_and_finish),
    (serve, "LiveReloadServer", partial(Server, polling_interval=POLLING_SECONDS)),
)

if __name__ == "__main__":
    for owner, name, ours in REPLACED:
        setattr(owner, name, ours)
    # static-i18n builds the second language, and looks for the option among the arguments
    sys.argv[1:1] = ["serve", "--no-strict", "--dirty"]
    cli()
