"""The Chromium of this machine, and how it is started: no window, and no requests of its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Missing(Exception):
    """A program that is needed is not there."""


def find() -> str:
    """The executable: the one CHROMIUM names, or else the first known name on the PATH.

    Raises ``Missing`` where there is none.
    """
    candidates = filter(None, (os.environ.get("CHROMIUM"), *NAMES))
    found = next(filter(None, map(shutil.which, candidates)), None)
    if found is None:
        raise Missing(f"there is no Chromium ({', '.join(NAMES)}; or set CHROMIUM)")
    return found


@contextmanager
def started(*arguments: str) -> Iterator[Browser]:
    """A browser of it, until what is done with it has ended.

    Raises ``Missing`` where there is none.
    """
    executable = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=[*ARGUMENTS, *arguments]
        )
        yield browser
        browser.close()
