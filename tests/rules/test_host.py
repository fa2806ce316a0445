"""The rules of the topic host, one by one, against hand-made models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.models import CONTAINER_PORT, HOST_PORT, PORTS, Part, container, found, port, task
from support.rule_cases import (
    Broken,
    Mutation,
    Refusal,
    assert_complete,
    assert_mutation_caught,
    assert_refused,
    assert_silent_on_unknown,
    numbered,
)

from ecsnet.model import OMITTED, UNKNOWN

MUTATIONS: list[Mutation] = [
    ("ENM040", '"aoc"', '"0"'),
    ("ENM042", ", hostPort = 4317", ""),
]

BROKEN: list[Broken] = [
    (
        "ENM040",
        task("host", container(user="root")),
        {"network_mode", "containers", "containers.user"},
    ),
    ("ENM042", task("host", container(port(80))), PORTS | {CONTAINER_PORT, HOST_PORT}),
]

REFUSALS: list[Refusal] = [
    ("ENM040", lambda mode: task(mode, container(user="root")), {"host"}),
    ("ENM042", lambda mode: task(mode, container(port(80))), {"host"}),
]


def test_every_rule_of_the_topic_has_its_cases() -> None:
    assert_complete("host", MUTATIONS, BROKEN)


@pytest.mark.parametrize(("rule_id", "old", "new"), MUTATIONS, ids=numbered(MUTATIONS))
def test_a_mutation_of_the_good_example_is_caught(
    tmp_path: Path, rule_id: str, old: str, new: str
) -> None:
    assert_mutation_caught(tmp_path, rule_id, old, new)


@pytest.mark.parametrize(("rule_id", "broken", "reads"), BROKEN, ids=numbered(BROKEN))
def test_a_rule_is_silent_where_its_verdict_depends_on_an_unknown_value(
    rule_id: str, broken: Part, reads: set[str]
) -> None:
    assert_silent_on_unknown(rule_id, broken, reads)


@pytest.mark.parametrize(("rule_id", "build", "refusing"), REFUSALS, ids=numbered(REFUSALS))
def test_a_rule_applies_in_its_modes_only(
    rule_id: str, build: Callable[[str], Part], refusing: set[str]
) -> None:
    assert_refused(rule_id, build, refusing)


@pytest.mark.parametrize(
    ("user", "ids"),
    [
        ("root", ["ENM040"]),
        ("0", ["ENM040"]),
        ("0:0", ["ENM040"]),
        ("root:docker", ["ENM040"]),
        ("1000:0", []),
        ("aoc", []),
        ("", []),
        (OMITTED, []),
        (UNKNOWN, []),
    ],
)
def test_only_a_written_root_is_one(user: Any, ids: list[str]) -> None:
    assert found(task("host", container(user=user))) == ids
    assert found(task("bridge", container(user=user))) == []
