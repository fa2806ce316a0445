"""Canonical formatting, by Terraform itself or by the same formatter from npm."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from support.oracles.terraform_cli import environment
from support.paths import ROOT

_SCRIPT = ROOT / "tools" / "lint" / "hclfmt.mjs"
_PACKAGE = ROOT / "node_modules" / "@cdktn" / "hcl-tools"


class Unavailable(Exception):
    """Neither formatter is installed; says what to install."""


def canonical(paths: Sequence[Path]) -> Mapping[Path, str]:
    """The canonical text of each file.

    Raises:
        Unavailable: there is neither a ``terraform`` binary nor the npm formatter.
    """
    if terraform := shutil.which("terraform"):
        return by_terraform(terraform, paths)
    if program := node():
        return by_node(program, paths)
    raise Unavailable("needs terraform on the PATH, or Node.js and 'npm ci'")


def node() -> str | None:
    """Node.js, when the npm formatter is installed too."""
    return shutil.which("node") if _SCRIPT.is_file() and _PACKAGE.is_dir() else None


def by_terraform(terraform: str, paths: Sequence[Path]) -> Mapping[Path, str]:
    """``terraform fmt``, once over copies of all files."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        copies = {path: directory / f"{i}.tf" for i, path in enumerate(paths)}
        for path, copy in copies.items():
            shutil.copyfile(path, copy)
        run = subprocess.run(
            [terraform, "fmt", "-no-color", "-list=false", str(directory)],
            capture_output=True,
            text=True,
            env=environment(directory),
            check=False,
        )
        if run.returncode:
            raise AssertionError(f"terraform fmt failed:\n{run.stderr}")
        return {path: copy.read_text(encoding="utf-8") for path, copy in copies.items()}


def by_node(program: str, paths: Sequence[Path]) -> Mapping[Path, str]:
    """``tools/lint/hclfmt.mjs``, which prints ``{path: formatted}``."""
    run = subprocess.run(
        [program, str(_SCRIPT), *map(str, paths)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise AssertionError(f"{_SCRIPT.name} failed:\n{run.stderr}")
    formatted = json.loads(run.stdout)
    return {path: formatted[str(path)] for path in paths}
