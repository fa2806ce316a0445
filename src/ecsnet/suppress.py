"""Comments that silence a finding: ``# ecsnet:ignore ENM003 reason``.

A comment counts for its own line and for the line below it, so that it can end the line it is about
or stand above it. Terraform's JSON syntax has no comments.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from ecsnet.model import Finding
from ecsnet.tidy import Tidied
from ecsnet.wording import Said, said

_IGNORE = re.compile(r"(?:#|//)[ \t]*ecsnet:ignore\b[ \t:]*(.*)$")
_IDS = re.compile(r"([A-Za-z]+\d+(?:[ \t]*,[ \t]*[A-Za-z]+\d+)*)[ \t,]*(.*)$")


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """Something that does not stop the run and that its user should know.

    ``line`` is 0 when the whole file is meant.
    """

    file: str
    line: int
    message: str

    def shown(self, language: str) -> str:
        """The notice as a line, with its place."""
        place = f":{self.line}" if self.line else ""
        return f"{self.file}{place}: {said(self.message, language)}"


@dataclass(slots=True)
class _Comment:
    line: int
    rules: tuple[str, ...]
    used: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Filtered:
    """Findings that are left, and what is wrong with the comments."""

    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]


def apply(
    findings: Iterable[Finding],
    file: str,
    text: str,
    known: Collection[str],
    checked: Collection[str],
) -> Filtered:
    """Leave out what the comments of a file silence.

    A comment without a reason works and is reported: the reason is for the next reader. So is a
    comment that names no rule or an unknown one, and one that silences nothing.

    Args:
        findings: the findings of this file.
        file: its name.
        text: its source.
        known: ids of all rules.
        checked: ids of the rules that ran; a comment for another one is not called unused.
    """
    ignores, notices = _read(file, text, known)
    left = []
    for finding in findings:
        hits = [
            comment
            for comment in ignores
            if finding.rule in comment.rules and finding.at.line - comment.line in (0, 1)
        ]
        for comment in hits:
            comment.used.add(finding.rule)
        if not hits:
            left.append(finding)
    for comment in ignores:
        for rule in comment.rules:
            if rule in checked and rule not in comment.used:
                message = Said(
                    f"ecsnet:ignore {rule} silences nothing here; remove it",
                    f"ecsnet:ignore {rule} が抑える指摘はありません。コメントを削除してください。",
                )
                notices.append(Notice(file, comment.line, message))
    return Filtered(tuple(left), tuple(sorted(notices)))


def _read(file: str, text: str, known: Collection[str]) -> tuple[list[_Comment], list[Notice]]:
    ignores: list[_Comment] = []
    notices: list[Notice] = []
    if "ecsnet:ignore" not in text or file.endswith(".json"):
        return ignores, notices
    for number, comment in Tidied(text).comments:
        found = _IGNORE.search(comment.rstrip("\r"))
        if found is None:
            continue
        named = _IDS.match(found[1])
        if named is None:
            message = Said(
                "ecsnet:ignore names no rule; nothing is silenced",
                "ecsnet:ignore に規則の ID がないため、何も抑えていません。",
            )
            notices.append(Notice(file, number, message))
            continue
        ids = tuple(dict.fromkeys(part.strip().upper() for part in named[1].split(",")))
        for unknown in (rule for rule in ids if rule not in known):
            message = Said(
                f"ecsnet:ignore: there is no rule {unknown}",
                f"ecsnet:ignore の {unknown} という規則はありません。",
            )
            notices.append(Notice(file, number, message))
        if not named[2].strip():
            message = Said(
                f"ecsnet:ignore {named[1]} gives no reason; write it after the rule",
                f"ecsnet:ignore {named[1]} に理由がありません。ID の後に書いてください。",
            )
            notices.append(Notice(file, number, message))
        ignores.append(_Comment(number, tuple(rule for rule in ids if rule in known)))
    return ignores, notices
