"""The list of the rules: ids, names, topics."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.models import AT, attr, checked, container, found, module, port, task
from support.rule_cases import SNIPPETS

from ecsnet import facts, rules
from ecsnet.model import Attr
from ecsnet.rules.rule import rule


def test_every_rule_has_a_function_an_entry_and_snippets() -> None:
    directories = {path.name for path in SNIPPETS.iterdir()}
    assert set(rules.registry()) == set(facts.facts().rules) == directories
    for name in directories:
        assert {p.name for p in (SNIPPETS / name).iterdir()} == {"bad.tf", "good.tf"}


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in facts.facts().rules.values()]
    assert len(set(names)) == len(names)


def test_a_rule_is_in_the_module_of_its_topic() -> None:
    topics = {
        rule_id: f"ecsnet.rules.{rule.topic}" for rule_id, rule in facts.facts().rules.items()
    }
    assert {rule_id: run.__module__ for rule_id, run in rules.registry().items()} == topics


def test_an_id_cannot_be_registered_twice() -> None:
    with pytest.raises(ValueError, match="ENM003 is registered twice"):
        rule("ENM003")(lambda module: iter(()))


def test_only_the_rules_asked_for_run() -> None:
    wrong = task("awsvpc", container(port(80, 8080), hostname="web"))
    assert found(wrong) == ["ENM003", "ENM016"]
    assert [f.rule for f in rules.check(module(wrong), ["ENM016"])] == ["ENM016"]
    with pytest.raises(KeyError):
        rules.check(module(wrong), ["ENM999"])


def test_findings_are_sorted_by_place() -> None:
    def at(line: int) -> Attr[Any]:
        return attr("web", replace(AT, line=line))

    late, early = container(hostname=at(20)), container(hostname=at(10))
    findings = checked(task("awsvpc", late, early))
    assert [finding.at.line for finding in findings] == [10, 20]


def test_every_topic_has_a_file_of_cases() -> None:
    tests = {path.name for path in Path(__file__).parent.glob("test_*.py")}
    assert {f"test_{topic}.py" for topic in facts.facts().topics} <= tests
