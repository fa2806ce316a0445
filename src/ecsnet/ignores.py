"""Comments that silence a finding: ``# ecsnet:ignore ENM003 reason``.

A comment counts for its own line and for the line below it, so that it can end the line it is about
or stand above it. Terraform's JSON syntax has no comments.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from ecsnet.diagnostics import Finding, Problem, Text

MARK = "ecsnet:ignore"
"""What such a comment has; a file without it has none."""

_IGNORE = re.compile(rf"(?:#|//)[ \t]*{MARK}\b[ \t:]*(.*)$")
_IDS = re.compile(r"([A-Za-z]+\d+(?:[ \t]*,[ \t]*[A-Za-z]+\d+)*)[ \t,]*(.*)$")


@dataclass(slots=True)
class _Comment:
    line: int
    rules: tuple[str, ...]
    used: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Filtered:
    """Findings that are left, and what is wrong with the comments."""

    findings: tuple[Finding, ...]
    notices: tuple[Problem, ...]


def apply(
    findings: Iterable[Finding],
    file: str,
    comments: Iterable[tuple[int, str]],
    known: Collection[str],
    checked: Collection[str],
) -> Filtered:
    """Leave out what the comments of a file silence.

    A comment without a reason works and is reported: the reason is for the next reader. So is a
    comment that names no rule or an unknown one, and one that silences nothing.

    Args:
        findings: the findings of this file.
        file: its name.
        comments: those that end a line of it, with the numbers of their lines.
        known: ids of all rules.
        checked: ids of the rules that ran; a comment for another one is not called unused.
    """
    ignores, notices = _read(file, comments, known)
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
                message = Text(
                    en=f"ecsnet:ignore {rule} silences no finding; remove it",
                    ja=f"ecsnet:ignore {rule} が抑える指摘はありません。"
                    "コメントを削除してください。",
                )
                notices.append(_notice(file, comment.line, message))
    return Filtered(tuple(left), tuple(notices))


def _notice(file: str, line: int, message: Text) -> Problem:
    return Problem(file, line, 0, message, "notice")


def _read(
    file: str, comments: Iterable[tuple[int, str]], known: Collection[str]
) -> tuple[list[_Comment], list[Problem]]:
    ignores: list[_Comment] = []
    notices: list[Problem] = []
    for number, comment in comments:
        found = _IGNORE.search(comment.rstrip("\r"))
        if found is None:
            continue
        named = _IDS.match(found[1])
        if named is None:
            message = Text(
                en="ecsnet:ignore requires a rule ID; no finding is silenced",
                ja="ecsnet:ignore に規則の ID がないため、何も抑えていません。",
            )
            notices.append(_notice(file, number, message))
            continue
        ids = tuple(dict.fromkeys(part.strip().upper() for part in named[1].split(",")))
        for unknown in (rule for rule in ids if rule not in known):
            message = Text(
                en=f"ecsnet:ignore: unknown rule {unknown}",
                ja=f"ecsnet:ignore の {unknown} という規則はありません。",
            )
            notices.append(_notice(file, number, message))
        if not named[2].strip():
            message = Text(
                en=f"ecsnet:ignore {named[1]} has no reason; add one after the rule ID",
                ja=f"ecsnet:ignore {named[1]} に理由がありません。ID の後に追加してください。",
            )
            notices.append(_notice(file, number, message))
        ignores.append(_Comment(number, tuple(rule for rule in ids if rule in known)))
    return ignores, notices
