"""`make serve`: MkDocs' own live preview, which looks for saved files five times as often.

`mkdocs serve` does the same but for looking every half second, and that wait is a good part of the
time from a save to the page in the browser.
"""

import sys
from functools import partial

from mkdocs.__main__ import cli
from mkdocs.commands import serve
from mkdocs.livereload import LiveReloadServer

POLLING_SECONDS = 0.1

if __name__ == "__main__":
    serve.LiveReloadServer = partial(LiveReloadServer, polling_interval=POLLING_SECONDS)
    cli(["serve", "--no-strict", *sys.argv[1:]])
