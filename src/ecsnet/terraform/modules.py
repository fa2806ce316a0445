"""Which files of a directory Terraform reads as one module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ecsnet.diagnostics import Problem, Text
from ecsnet.source import SourceFile
from ecsnet.terraform.directory import ParsedFile, parsed
from ecsnet.terraform.syntax.tree import RawBlock

_OVERRIDE = re.compile(r"(?:.*[/\\])?(?:[^/\\]*_)?override\.(?:tf|tofu)(?:\.json)?")


def modules(files: Sequence[SourceFile]) -> tuple[list[Problem], list[list[ParsedFile]]]:
    """The files of a directory as Terraform's module, or one by one where they cannot be one.

    Returns:
        What is wrong with them as a whole, and the files that are to be read together.
    """
    whole = [parsed(file) for file in files if not _OVERRIDE.fullmatch(file.name)]
    over = [parsed(file) for file in files if _OVERRIDE.fullmatch(file.name)]
    twice = _declared_twice(block for file in whole for block in file.blocks)
    if twice is None:
        return [], [_laid_over(whole, over)]
    return [twice], [[file] for file in (*whole, *over)]


def _laid_over(files: list[ParsedFile], overrides: list[ParsedFile]) -> list[ParsedFile]:
    """The files with what override files say instead, as Terraform does it, in their order."""
    for override in sorted(overrides, key=lambda file: file.source.name):
        instead: dict[tuple[str, ...], RawBlock] = {}
        for block in override.blocks:
            if block.labels:
                before = instead.get((block.type, *block.labels))
                instead[block.type, *block.labels] = _over(before, block) if before else block
        files = [
            replace(
                file,
                blocks=tuple(
                    _over(block, instead[key])
                    if block.labels and (key := (block.type, *block.labels)) in instead
                    else block
                    for block in file.blocks
                ),
            )
            for file in files
        ]
        # Names of locals count where they stand last.
        rest = tuple(block for block in override.blocks if not block.labels)
        files.append(replace(override, blocks=rest))
    return files


def _over(base: RawBlock, override: RawBlock) -> RawBlock:
    """A block with the arguments of another one, whose nested blocks stand for all of a type."""
    kinds = set(map(_made, override.blocks))
    kept = tuple(block for block in base.blocks if _made(block) not in kinds)
    attributes = {**base.attributes, **override.attributes}
    return replace(base, attributes=attributes, blocks=kept + override.blocks)


def _made(block: RawBlock) -> str:
    """The type of the blocks that a nested block is or makes."""
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type


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
