"""Source code that the facts cite: is the file there, with the symbol and the quoted words?"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from ecsnet.facts import SourceEvidence
from tools.freshness.cited import Shown
from tools.freshness.finding import Finding, Unreadable

AGENT = "aws/amazon-ecs-agent"


class Tree:
    """A checkout, or what HEAD is in a git directory."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise Unreadable(f"{path}: no directory")
        self._path = path
        self._bare = (path / "HEAD").is_file() and (path / "objects").is_dir()
        if self._bare and self._git("rev-parse", "--verify", "HEAD") is None:
            raise Unreadable(f"{path}: a git directory without a commit")
        if not self._bare and not any(path.iterdir()):
            raise Unreadable(f"{path}: empty")

    def text(self, file: str) -> str | None:
        """The text of a file; None where there is no such file."""
        if self._bare:
            return self._git("show", f"HEAD:{file}")
        found = self._path / file
        return found.read_text(encoding="utf-8", errors="replace") if found.is_file() else None

    def _git(self, *command: str) -> str | None:
        run = subprocess.run(
            ["git", f"--git-dir={self._path}", *command],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        return run.stdout if run.returncode == 0 else None


def change(tree: Tree, item: SourceEvidence) -> str | None:
    """What is no longer there of a piece of evidence."""
    text = tree.text(item.path)
    if text is None:
        return f"{item.repository} has no {item.path}"
    if item.symbol not in text:
        return f"{item.path} has no {item.symbol}"
    if item.quote and " ".join(item.quote.split()) not in " ".join(text.split()):
        return f"{item.path} no longer says “{item.quote}”"
    return None


def changes(trees: dict[str, Tree], shown: Shown) -> Iterator[Finding]:
    """Each place in the repositories that is not as it was."""
    for item in _cited(shown):
        if item.repository in trees and (said := change(trees[item.repository], item)):
            yield shown.changed(item.id, said)


def unchecked(trees: dict[str, Tree], shown: Shown) -> list[str]:
    """The repositories that facts cite and nobody gave."""
    return sorted({AGENT, *(item.repository for item in _cited(shown))} - trees.keys())


def _cited(shown: Shown) -> Iterator[SourceEvidence]:
    return (item for item in shown.facts.evidence.values() if isinstance(item, SourceEvidence))
