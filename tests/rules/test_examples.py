"""Each rule against its snippets."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from support.rule_cases import SNIPPETS
from support.terraform import configuration

import ecsnet
from ecsnet import facts, rules, terraform

RULES = sorted(rules.registry())


@pytest.mark.parametrize("rule_id", RULES)
def test_the_bad_example_breaks_its_rule_and_no_other(rule_id: str) -> None:
    path = SNIPPETS / rule_id / "bad.tf"
    result = ecsnet.check([path])
    assert not result.problems
    (finding,) = result.findings
    assert finding.rule == rule_id


@pytest.mark.parametrize("rule_id", RULES)
def test_the_good_example_breaks_no_rule(rule_id: str) -> None:
    part = configuration(SNIPPETS / rule_id / "good.tf")
    assert not part.problems
    good = terraform.build(part)
    assert good.task_definitions
    assert rules.check(good) == []


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("rule_id", RULES)
def test_messages_take_what_the_finding_gives(rule_id: str) -> None:
    (finding,) = ecsnet.check([SNIPPETS / rule_id / "bad.tf"]).findings
    for language in facts.LANGUAGES:
        assert placeholders(facts.facts().rules[rule_id].message[language]) == set(finding.params)


@pytest.mark.parametrize("rule_id", RULES)
def test_fixes_are_printed_as_they_are(rule_id: str) -> None:
    rule = facts.facts().rules[rule_id]
    for fix in (rule.fix, *(case.fix for case in rule.cases.values() if case.fix)):
        assert not placeholders(fix.ja) | placeholders(fix.en)


def case_names(source: str) -> set[str]:
    """The strings of a module of rules, which name the cases among them."""
    nodes = ast.walk(ast.parse(source))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


@pytest.mark.parametrize("rule_id", [i for i in RULES if facts.facts().rules[i].cases])
def test_cases_are_named_by_the_module_and_take_what_the_message_takes(rule_id: str) -> None:
    rule = facts.facts().rules[rule_id]
    module = Path(rules.__file__).parent / f"{rule.topic}.py"
    assert set(rule.cases) <= case_names(module.read_text(encoding="utf-8"))
    given = placeholders(rule.message.en)
    for name, case in rule.cases.items():
        for text in (case.message, case.fix):
            if text:
                assert placeholders(text.ja) | placeholders(text.en) <= given, name
                assert text not in (rule.message, rule.fix), f"{name} is no case of its own"


def sections(path: Path) -> dict[str, list[str]]:
    """The marked sections of a snippet, without the markers of sections inside them."""
    open_sections: list[str] = []
    lines: dict[str, list[str]] = {}
    for line in path.read_text().splitlines():
        marker = line.strip().removeprefix("# --8<-- ")
        if marker == line.strip():
            for name in open_sections:
                lines[name].append(line)
            continue
        edge, _, name = marker.strip("[]").partition(":")
        if edge == "start":
            open_sections.append(name)
            lines[name] = []
        else:
            assert (edge, name) == ("end", open_sections.pop())
    assert not open_sections
    return lines


@pytest.mark.parametrize("rule_id", RULES)
def test_examples_have_the_sections_that_pages_include(rule_id: str) -> None:
    bad, good = (sections(SNIPPETS / rule_id / name) for name in ("bad.tf", "good.tf"))
    assert set(bad) == {"example", "mistake"}
    assert set(good) == {"example"}
    assert 5 <= len(bad["mistake"]) <= 15
    assert bad["example"] != good["example"]
