"""The guard that holds the changelogs of both languages together, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from tools.changelog import CHANGELOGS, KIND, RELEASE, Change, changes
from tools.checks.guard import Guards, Problem
from tools.checks.repo import Repo
from tools.checks.tokens import Token, code_token, missing, tokens

guard = GUARDS = Guards[Repo]()

# The headings of Keep a Changelog, in Japanese.
HEADINGS = {
    "未リリース": "Unreleased",
    "追加": "Added",
    "変更": "Changed",
    "非推奨": "Deprecated",
    "削除": "Removed",
    "修正": "Fixed",
    "セキュリティ": "Security",
}
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Section:
    """What follows a heading, up to the next one."""

    file: str
    line: int
    heading: str
    """In English, as the other language has it too."""
    entries: tuple[Change, ...]


@guard("changelogs-match")
def changelogs_match(repo: Repo) -> Iterator[Problem]:
    files = [repo.root / name for name in CHANGELOGS.values()]
    present = [file for file in files if file.is_file()]
    if len(present) == 1:
        absent = next(file.name for file in files if file not in present)
        yield Problem(present[0].name, 1, f"there is no {absent}: write it")
    if len(present) < len(files):
        return
    ja, en = (_sections(file.name, file.read_text(encoding="utf-8")) for file in files)
    for here, there in zip_longest(ja, en):
        if here is None or there is None or here.heading != there.heading:
            for section, other in ((here, en), (there, ja)):
                if section:
                    yield _no_counterpart(section, other)
            return
        yield from _entries_match(here, there)


def _sections(file: str, text: str) -> list[Section]:
    headings = [
        (number, heading)
        for number, line in enumerate(text.split("\n"), start=1)
        if (heading := _heading(line))
    ]
    ends = [number for number, _ in headings[1:]] + [text.count("\n") + 2]
    entries = list(changes(text))
    return [
        Section(file, line, heading, tuple(e for e in entries if line < e.lines.start < end))
        for (line, heading), end in zip(headings, ends, strict=True)
    ]


def _heading(line: str) -> str:
    if release := RELEASE.match(line):
        day = f" - {release['day']}" if release["day"] else ""
        return f"## {HEADINGS.get(release['name'], release['name'])}{day}"
    kind = KIND.match(line)
    return f"### {HEADINGS.get(kind['kind'].strip(), kind['kind'].strip())}" if kind else ""


def _no_counterpart(section: Section, others: list[Section]) -> Problem:
    file = others[0].file if others else "the other changelog"
    message = f"“{section.heading}” has no counterpart at its place of {file}: make them the same"
    return Problem(section.file, section.line, message)


def _entries_match(ja: Section, en: Section) -> Iterator[Problem]:
    for entry in ja.entries:
        if len(entry.lines) > 1:
            message = "a Japanese entry has no line breaks, which become spaces: join the lines"
            yield Problem(ja.file, entry.lines.start, message)
    if len(ja.entries) != len(en.entries):
        for here, there in ((ja, en), (en, ja)):
            counted = f"“{here.heading}” has {len(here.entries)} entries"
            message = f"{counted}, and {there.file} has {len(there.entries)}: make them the same"
            yield Problem(here.file, here.line, message)
        return
    for mine, theirs in zip(ja.entries, en.entries, strict=True):
        yield from _facts_match(ja.file, mine, en.file, theirs)
        yield from _facts_match(en.file, theirs, ja.file, mine)


def _facts_match(file: str, mine: Change, other: str, theirs: Change) -> Iterator[Problem]:
    for token in missing(_tokens(mine.text), _tokens(theirs.text)):
        message = f"{token} is not in {other}:{theirs.lines.start}: correct one of the two"
        yield Problem(file, mine.lines.start, message)


def _tokens(text: str) -> list[Token]:
    found = tokens(CODE.sub(" ", text))
    for code in CODE.findall(text):
        inside = [Token(token.kind, token.value, demanded=False) for token in tokens(code)]
        found += [token for token in [code_token(code)] if token] + inside
    return found
