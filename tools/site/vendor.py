"""The library of the search: copied from npm's folder into the site, if it is the one we read.

Only the search loads it. Of its comments, which are most of its size, the notice of its licence is
what remains; the licence lies beside it.
"""

import hashlib
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
    """The library is not there, or is another than the one that was read."""


def module(source: bytes) -> str:
    """The library without its comments.

    Raises:
        Refused: it is not the one that was read.
    """
    if hashlib.sha256(source).hexdigest() != SHA256:
        raise Refused(
            f"{PACKAGE.relative_to(ROOT)}/{MODULE} is not the file that SHA256 in"
            " tools/site/vendor.py names: read what changed, then name it there"
        )
    return NOTICE + lean.COMMENT.sub("", source.decode("utf-8"))


def copy(site: Path) -> None:
    """Copy the library and its licence into a built site.

    Raises:
        Refused: it is not there, or is another than the one that was read.
    """
    try:
        source = (PACKAGE / MODULE).read_bytes()
        text = (PACKAGE / LICENSE).read_text(encoding="utf-8")
    except FileNotFoundError as missing:
        raise Refused(f"{missing.filename} is missing: run `npm ci --omit=optional`") from missing
    target = site / TARGET
    target.write_text(module(source), encoding="utf-8")
    target.with_name("minisearch.LICENSE.txt").write_text(text, encoding="utf-8")
