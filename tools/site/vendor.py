"""What the site has from npm's folder, if it is what we read; here, the library of the search.

Only the search loads it. Of its comments, which are most of its size, the notice of its licence is
what remains; the licence lies beside it.
"""

import hashlib
import shutil
from pathlib import Path

from tools import ROOT
from tools.site import lean

PACKAGE = ROOT / "node_modules/minisearch"
MODULE = "dist/es/index.js"
LICENSE = "LICENSE.txt"
SHA256 = "0393b3ba253b809d5e55707c7b0875ef9b518a296a006c6739b28876e154edb3"
TARGET = Path("assets/javascripts/minisearch.js")
NOTICE = "/*! MiniSearch; Copyright Luca Ongaro; MIT License, see minisearch.LICENSE.txt */\n"


class Refused(Exception):
    """A library or Node.js is not there, or a library is another than the one that was read."""


def read(file: Path) -> bytes:
    """A file of npm's folder.

    Raises:
        Refused: it is not there.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError as missing:
        raise Refused(f"{file} is missing: run `npm ci --omit=optional`") from missing


def verify(content: bytes, sha256: str, name: str, where: str) -> None:
    """Compare what is called ``name`` with the hash that is written in a file of ours, ``where``.

    Raises:
        Refused: it is another.
    """
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise Refused(
            f"{name} is not what {where} names: read what changed, then name {found} there"
        )


def node() -> str:
    """Node.js, on the PATH or as `make` lays it.

    Raises:
        Refused: there is none.
    """
    found = shutil.which("node") or shutil.which("node", path=ROOT / ".venv/node")
    if not found:
        raise Refused("Node.js is missing: `make build` lays it")
    return found


def module(source: bytes) -> str:
    """The library without its comments.

    Raises:
        Refused: it is not the one that was read.
    """
    verify(
        source, SHA256, f"{PACKAGE.relative_to(ROOT)}/{MODULE}", "SHA256 in tools/site/vendor.py"
    )
    return NOTICE + lean.COMMENT.sub("", source.decode("utf-8"))


def copy(site: Path) -> None:
    """Copy the library and its licence into a built site.

    Raises:
        Refused: it is not there, or is another than the one that was read.
    """
    target = site / TARGET
    target.write_text(module(read(PACKAGE / MODULE)), encoding="utf-8")
    target.with_name("minisearch.LICENSE.txt").write_bytes(read(PACKAGE / LICENSE))
