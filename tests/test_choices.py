"""The decision table: one recommendation for every place and need, none that a fact rules out."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from ecsnet import facts
from ecsnet.facts import Choice

ROOT = Path(__file__).parents[1]
LAUNCH_TYPE = {"external_linux": "external", "external_windows": "external"}
# The mode that meets a need, wherever it is met: the other two need no particular mode.
MEETING = {"own_address": "awsvpc", "host_network": "host", "no_network": "none"}


def problems(choice: Choice) -> list[str]:
    """What is wrong with a recommendation, by the compatibility matrix and the snippets."""
    found = []
    launch_type = LAUNCH_TYPE.get(choice.place, choice.place)
    support = facts.compatibility().value(choice.mode, launch_type)
    if support not in ("yes", "required"):
        found.append(f"{choice.mode} is {support} on {launch_type}")
    windows = choice.place.endswith("windows")
    if windows and choice.mode not in ("awsvpc", "default"):
        found.append(f"{choice.mode} is no Windows mode")
    if not windows and choice.mode == "default":
        found.append("default is a Windows mode")
    wanted = MEETING.get(choice.need)
    if wanted is not None and choice.met != (choice.mode == wanted):
        found.append(f"{choice.need} is met by {wanted}, not by {choice.mode}")
    if not (ROOT / "snippets" / choice.start).is_file():
        found.append(f"there is no snippets/{choice.start}")
    return found


TABLE = facts.choices()
NAMED = {f"{place}-{need}": choice for (place, need), choice in TABLE.cells.items()}


def test_every_combination_has_exactly_one_recommendation() -> None:
    assert set(TABLE.cells) == set(product(TABLE.places, TABLE.needs))
    assert len(TABLE.cells) == 30


@pytest.mark.parametrize("name", NAMED)
def test_recommendation_is_possible(name: str) -> None:
    assert problems(NAMED[name]) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"mode": "bridge"}, "bridge is no on fargate"),
        ({"place": "ec2_windows", "mode": "host"}, "host is no Windows mode"),
        ({"place": "ec2_linux", "mode": "default"}, "default is a Windows mode"),
        ({"met": False}, "own_address is met by awsvpc, not by awsvpc"),
        ({"start": "modes/gone.tf"}, "there is no snippets/modes/gone.tf"),
    ],
)
def test_an_impossible_recommendation_is_noticed(change: dict[str, object], problem: str) -> None:
    assert problem in problems(replace(TABLE.cells["fargate", "own_address"], **change))
