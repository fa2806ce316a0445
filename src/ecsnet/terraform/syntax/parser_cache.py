"""python-hcl2's parser, and where its tables are kept.

They take seconds to build. python-hcl2 keeps them in the directory it is installed in, so that each
environment builds its own, that of a pre-commit hook for one, and where the directory belongs to
someone else every run does. Here they are in the user's cache, for all environments.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import hcl2
import hcl2.parser
import lark
import lark.exceptions
from hcl2.version import __version__ as hcl2_version


def parse_tree(text: str) -> lark.Tree[lark.Token]:
    """The parse tree of a text.

    Raises:
        lark.exceptions.LarkError: the text is not HCL.
        RecursionError: it is nested too deeply.
    """
    _kept()
    return hcl2.parses_to_tree(text)


@cache
def _kept() -> None:
    keep()


def keep() -> None:
    """Name the file of the tables; without a cache python-hcl2's own stays."""
    directory = _cache()
    if directory is not None:
        versions = f"{hcl2_version}-lark-{lark.__version__}-{sys.implementation.cache_tag}"
        hcl2.parser.PARSER_FILE = directory / f"python-hcl2-{versions}.bin"


def _cache() -> Path | None:
    """A directory of the user's own: the file in it is a pickle, so who writes it runs code."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    # a relative one would be in what is checked
    if not os.path.isabs(base) or not hasattr(os, "geteuid"):
        return None
    directory = Path(base, "ecsnet")
    with suppress(OSError):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        info = directory.lstat()
        if info.st_uid == os.geteuid() and not info.st_mode & 0o022:
            return directory
    return None
