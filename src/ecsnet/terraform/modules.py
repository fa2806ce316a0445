"""Which files of a directory Terraform reads as one module."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from ecsnet.diagnostics import Problem, Text
from ecsnet.source import SourceFile
from ecsnet.terraform.directory import ParsedFile, parsed
from ecsnet.terraform.syntax.tree import RawBlock

_OVERRIDABLE = re.compile(r"aws_|locals|variable")


def modules(files: Sequence[SourceFile]) -> tuple[list[Problem], list[list[ParsedFile]]]:
    """The files of a directory as Terraform's module, or one by one where they cannot be one.

    Returns:
        What is wrong with them as a whole, and the files that are to be read together.
    """
    overrides = list(_overrides(files))
    if overrides:
        return overrides, []
    whole = list(map(parsed, files))
    twice = _declared_twice(block for file in whole for block in file.blocks)
    return ([], [whole]) if twice is None else ([twice], [[file] for file in whole])


def _overrides(files: Iterable[SourceFile]) -> Iterator[Problem]:
    """Override files, which Terraform lays over the rest argument by argument.

    That is not done here, so a directory where they could change a verdict is left alone.
    """
    for file in files:
        stem = os.path.basename(file.name).removesuffix(".json").removesuffix(".tf")
        if (stem == "override" or stem.endswith("_override")) and _OVERRIDABLE.search(file.text):
            message = Text(
                en="overrides declarations in other files; this directory is not checked",
                ja="ほかのファイルの宣言を上書きするため、このディレクトリは検査しません。",
            )
            yield Problem(file.name, 0, 0, message, "notice")


def _declared_twice(blocks: Iterable[RawBlock]) -> Problem | None:
    """What is wrong when files cannot be one module, as in a folder of examples."""
    first: dict[tuple[str, ...], str] = {}
    for block in blocks:
        if block.type != "resource":
            continue
        before = first.setdefault(block.labels, block.at.file)
        if before != block.at.file:
            address = ".".join(block.labels)
            message = Text(
                en=f"{address} is also declared in {before}; the files in this directory are "
                "checked one by one",
                ja=f"{address} を {before} も宣言しているため、このディレクトリのファイルは"
                " 1 つずつ検査します。",
            )
            return Problem(block.at.file, block.at.line, 0, message, "notice")
    return None
