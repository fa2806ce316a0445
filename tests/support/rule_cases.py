"""The cases every rule has, and what has to be true of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from support.models import ALL, Part, found, module

import ecsnet
from ecsnet import facts, rules
from ecsnet.model import UNKNOWN, Attr, Location, Missing

SNIPPETS = Path(__file__).parents[2] / "snippets" / "rules"

# (rule, text in its good example, what takes its place and breaks the rule).
Mutation = tuple[str, str, str]

# (rule, what breaks it, the attributes its verdict depends on). Where another attribute is unknown
# the finding holds whatever the value is.
Broken = tuple[str, Part, set[str]]

# (rule, a resource with the setting in question, the modes that refuse it). Said here again, apart
# from the matrix, so that a wrong cell does not bend a rule unnoticed.
Refusal = tuple[str, Callable[[str], Part], set[str]]


def numbered(cases: Iterable[tuple[str, Any, Any]]) -> list[str]:
    """What pytest calls the cases."""
    return [f"{rule_id}-{index}" for index, (rule_id, _, _) in enumerate(cases)]


def claimants(property_id: str) -> list[str]:
    """The rules that read the property."""
    return [rule.id for rule in facts.facts().rules.values() if property_id in rule.claims]


def assert_complete(topic: str, mutations: Iterable[Mutation], broken: Iterable[Broken]) -> None:
    """Every rule of the topic, and no other, has a mutation and a model that breaks it."""
    of_topic = {rule.id for rule in facts.facts().rules.values() if rule.topic == topic}
    assert {rule_id for rule_id, _, _ in mutations} == of_topic
    assert {rule_id for rule_id, _, _ in broken} == of_topic


def assert_mutation_caught(tmp_path: Path, rule_id: str, old: str, new: str) -> None:
    """The change of the good example, along the condition of its rule, breaks the rule."""
    good = (SNIPPETS / rule_id / "good.tf").read_text()
    assert old in good
    file = tmp_path / "main.tf"
    file.write_text(good.replace(old, new))
    result = ecsnet.check([file])
    assert not result.problems
    assert rule_id in {finding.rule for finding in result.findings}


def unknowns(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Copies of a model with one attribute unknown each, and which attribute that is."""
    if isinstance(node, Attr):
        yield path, replace(node, raw=UNKNOWN)
        if not isinstance(node.raw, Missing):
            for name, copy in unknowns(node.raw, path):
                yield name, replace(node, raw=copy)
    elif isinstance(node, tuple):
        for index, item in enumerate(node):
            for name, copy in unknowns(item, path):
                yield name, (*node[:index], copy, *node[index + 1 :])
    elif is_dataclass(node) and not isinstance(node, Location):
        for member in fields(node):
            below = f"{path}.{member.name}".lstrip(".")
            for name, copy in unknowns(getattr(node, member.name), below):
                yield name, replace(node, **{member.name: copy})


def assert_silent_on_unknown(rule_id: str, broken: Part, reads: set[str]) -> None:
    """The rule says nothing once an attribute that decides is unknown, and holds otherwise."""
    assert found(broken) == [rule_id]
    tried: set[str] = set()
    for name, copy in unknowns(broken):
        findings = rules.check(module(copy), [rule_id])
        assert bool(findings) == (name not in reads), name
        tried.add(name)
    assert reads <= tried


def assert_refused(rule_id: str, build: Callable[[str], Part], refusing: set[str]) -> None:
    """The rule finds the setting in these modes and in no other."""
    findings = {mode: rules.check(module(build(mode)), [rule_id]) for mode in ALL}
    assert {mode: len(found) for mode, found in findings.items()} == {
        mode: int(mode in refusing) for mode in ALL
    }
