"""Where the tables of python-hcl2's parser are kept.

They take seconds to build, so python-hcl2 keeps them, in the directory it is installed in. Where
that belongs to someone else, as in an image or with an installation for all users, every run would
build them again; the user's cache has them then.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from hcl2 import parser


def keep() -> None:
    """Name the file before the first file is parsed; does nothing where python-hcl2 can write."""
    file = getattr(parser, "PARSER_FILE", None)
    if not isinstance(file, Path) or file.exists() or os.access(file.parent, os.W_OK):
        return
    directory = _cache()
    if directory is not None:
        parser.PARSER_FILE = directory / "hcl2-parser.bin"


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
