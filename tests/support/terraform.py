"""Files of a test as Terraform's configuration, before any rule sees it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ecsnet import terraform
from ecsnet.source import SourceFile
from ecsnet.terraform import Configuration


def configuration(*paths: Path, given: Collection[str] = frozenset()) -> Configuration:
    """The files read and evaluated as one module."""
    files = [SourceFile(str(path), path.read_text(encoding="utf-8-sig")) for path in paths]
    return terraform.configuration(files, given)
