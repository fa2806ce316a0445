"""The fix of each cause of an error, beside the code and the commands that stand under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from support.paths import SNIPPETS

from ecsnet.facts import LANGUAGES, ErrorMessage, Text, facts
from ecsnet.sections import shown_lines

IGNORED = re.compile(r"ignore_changes\s*=\s*\[")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{3,}")
# A name that readers cannot have, where a variable says what belongs there.
MADE_UP = re.compile(r"-[0-9a-f]{17}\b|--(?:cluster|services?|service-name) [^\"$]")

# Fixes that take away all that they name, or name what is not in Terraform.
SHOWN_BY_ABSENCE = {
    *("E9.1", "E10.1", "E11.1", "E14.1", "E17.1", "E18.1", "E49.1", "E70.1", "E78.1", "E331.1"),
    "E22.1",  # a port that another container does not have
    "E61.1",  # App Mesh, which the code leaves
    "E110.2",  # a script of Windows
    "E122.1",  # a Classic Load Balancer, which the code leaves
}


@dataclass(frozen=True)
class Shown:
    """A fix with the code under it."""

    name: str
    fix: Text
    code: str


def section(snippet: str) -> str:
    path, _, name = snippet.partition(":")
    text = (SNIPPETS / path).read_text(encoding="utf-8")
    lines = text.split("\n")
    return "\n".join(lines[number - 1] for number in shown_lines(text, name))


def shown() -> list[Shown]:
    found = []
    for error in facts().errors.values():
        for number, cause in enumerate(error.causes, 1):
            rule = facts().rules.get(cause.rule or "")
            fix = cause.fix or (rule.fix if rule else None)
            snippet = cause.snippet
            if rule and not (snippet or cause.command or cause.no_code):
                snippet = f"rules/{rule.id}/good.tf:example"
            if fix and snippet:
                found.append(Shown(f"{error.id}.{number}", fix, section(snippet)))
    return found


SHOWN = shown()
IDS = [item.name for item in SHOWN]


@pytest.mark.parametrize("item", SHOWN, ids=IDS)
def test_code_that_terraform_ignores_is_not_all_of_a_fix(item: Shown) -> None:
    if IGNORED.search(item.code):
        for language in LANGUAGES:
            assert "ignore_changes" in item.fix[language]


@pytest.mark.parametrize("item", SHOWN, ids=IDS)
def test_code_has_something_that_the_fix_names(item: Shown) -> None:
    quoted = " ".join(re.findall(r"`([^`]+)`", item.fix.en))
    names = set(NAME.findall(quoted))
    in_code = not names or any(name in item.code for name in names)
    assert in_code != (item.name in SHOWN_BY_ABSENCE)


@pytest.mark.parametrize("error", facts().errors.values(), ids=lambda error: error.id)
def test_commands_ask_for_what_the_reader_has(error: ErrorMessage) -> None:
    check = error.check.command if error.check else ""
    for command in (check, *(cause.command or "" for cause in error.causes)):
        assert MADE_UP.findall(command) == []
