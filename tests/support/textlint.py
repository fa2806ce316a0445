"""Runs textlint as `make lint` does, on texts of a test."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from support.needed import needs
from support.paths import ROOT

SCRIPTS = {"ja": "textlint", "en": "textlint-en"}
INSTALLED = (ROOT / "node_modules/.bin/textlint").exists() and shutil.which("npm") is not None

needs_textlint = [
    needs(INSTALLED, "textlint is not installed: `make lint` installs it"),
    pytest.mark.xdist_group("textlint"),
]


def lint(language: str, texts: dict[str, str], directory: Path) -> dict[str, list[dict[str, Any]]]:
    """textlint's messages on the texts, by their file name; it takes seconds to start.

    Raises:
        AssertionError: textlint did not run, or read another set of files.
    """
    for name, text in texts.items():
        (directory / name).write_text(text, encoding="utf-8")
    run = subprocess.run(
        ["npm", "run", "--silent", SCRIPTS[language], "--", "--format", "json", str(directory)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout, run.stderr
    results = {Path(page["filePath"]).name: page["messages"] for page in json.loads(run.stdout)}
    assert results.keys() == texts.keys()
    return results


def paragraphs(lines: list[str]) -> str:
    """A page with each line in a paragraph of its own: line n of the list is line 2n + 1."""
    return "".join(f"{line}\n\n" for line in lines)
