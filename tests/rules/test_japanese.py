"""What the rules say in Japanese of every mistake that the tests know."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from support.models import module
from support.rule_cases import SNIPPETS

import ecsnet
from ecsnet import facts, rules
from ecsnet.diagnostics import Finding
from ecsnet.report import message
from tools.checks.japanese import NULL, bare_words

TOPICS = [topic.id for topic in facts.facts().topics.values()]


def outputs(topic: str) -> Iterator[tuple[Finding, str]]:
    """Every finding in the examples, the mutations and the models, with the code it is about."""
    cases = import_module(f"rules.test_{topic}")
    for rule in (rule for rule in facts.facts().rules.values() if rule.topic == topic):
        bad = (SNIPPETS / rule.id / "bad.tf").read_text(encoding="utf-8")
        yield from ((found, bad) for found in ecsnet.check_text(bad, "bad.tf").findings)
    for rule_id, old, new in cases.MUTATIONS:
        good = (SNIPPETS / rule_id / "good.tf").read_text(encoding="utf-8")
        wrong = good.replace(old, new)
        yield from ((found, wrong) for found in ecsnet.check_text(wrong, "good.tf").findings)
    for rule_id, broken, _ in cases.BROKEN:
        yield from ((found, "") for found in rules.check(module(broken), [rule_id]))


@pytest.mark.parametrize("topic", TOPICS)
def test_messages_say_nothing_that_nobody_wrote(topic: str) -> None:
    """An argument that is not set has no value to show."""
    shown = [
        (language, found.rule, text)
        for found, code in outputs(topic)
        for language in facts.LANGUAGES
        if NULL.search(text := message(found, language)) and not NULL.search(code)
    ]
    assert shown == []


@pytest.mark.parametrize("topic", TOPICS)
def test_japanese_messages_have_no_bare_words(topic: str) -> None:
    texts = {message(found, "ja") for found, _ in outputs(topic)}
    assert texts
    assert {text: words for text in texts if (words := bare_words(text))} == {}
