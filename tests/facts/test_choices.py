"""The decision table: one recommendation for every place and need, none that a fact rules out."""

from dataclasses import replace
from itertools import product

import pytest
from support.paths import SNIPPETS

from ecsnet import facts
from ecsnet.facts import Choice

LAUNCH_TYPE = {"external_linux": "external", "external_windows": "external"}
# The mode that meets a need, wherever it is met: the other two need no particular mode.
MEETING = {"own_address": "awsvpc", "host_network": "host", "no_network": "none"}


def problems(place: str, need: str, choice: Choice) -> list[str]:
    """What is wrong with a recommendation, by the compatibility matrix and the snippets."""
    found = []
    launch_type = LAUNCH_TYPE.get(place, place)
    support = facts.facts().compatibility.value(choice.mode, launch_type)
    if support not in ("yes", "required"):
        found.append(f"{choice.mode} is {support} on {launch_type}")
    windows = place.endswith("windows")
    if windows and choice.mode not in ("awsvpc", "default"):
        found.append(f"{choice.mode} is no Windows mode")
    if not windows and choice.mode == "default":
        found.append("default is a Windows mode")
    wanted = MEETING.get(need)
    if wanted is not None and choice.met != (choice.mode == wanted):
        found.append(f"{need} is met by {wanted}, not by {choice.mode}")
    if not (SNIPPETS / choice.start).is_file():
        found.append(f"there is no snippets/{choice.start}")
    return found


TABLE = facts.facts().choices
NAMED = {
    f"{place}-{need}": (place, need, choice)
    for place, row in TABLE.cells.items()
    for need, choice in row.items()
}


def test_every_combination_has_exactly_one_recommendation() -> None:
    there = {(place, need) for place, need, _ in NAMED.values()}
    assert there == set(product(TABLE.places, TABLE.needs))
    assert len(NAMED) == 30


@pytest.mark.parametrize("name", NAMED)
def test_recommendation_is_possible(name: str) -> None:
    assert problems(*NAMED[name]) == []


@pytest.mark.parametrize(
    ("place", "change", "problem"),
    [
        ("fargate", {"mode": "bridge"}, "bridge is no on fargate"),
        ("ec2_windows", {"mode": "host"}, "host is no Windows mode"),
        ("ec2_linux", {"mode": "default"}, "default is a Windows mode"),
        ("fargate", {"met": False}, "own_address is met by awsvpc, not by awsvpc"),
        ("fargate", {"start": "modes/gone.tf"}, "there is no snippets/modes/gone.tf"),
    ],
)
def test_an_impossible_recommendation_is_noticed(
    place: str, change: dict[str, object], problem: str
) -> None:
    choice = replace(TABLE.cells["fargate"]["own_address"], **change)
    assert problem in problems(place, "own_address", choice)
