"""What Terraform plans to do at each step of a migration, as its page says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from support.stacks import MIGRATIONS, Applied, Run, Variant, Workplace

from tools.generate.migrations import ACTIONS, migrations

pytestmark = pytest.mark.xdist_group("stacks")

MANAGED = "ec2-to-managed-instances"
#: What the provider of the mirrors (5.100.0) does not know, and so does not plan.
NEWER = {MANAGED: "aws_ecs_capacity_provider.managed"}
FARGATE = "ec2-to-fargate"
#: A change of the capacity provider strategy without a forced deployment: its name and no step.
UNFORCED = (FARGATE, "steps", -1)
LAST = max(len(migration["steps"]) for migration in migrations().values())
#: The migrations whose pages show the way back after the last step.
RETURNING = {name: migration for name, migration in migrations().items() if "back" in migration}
BACK = max(len(migration["back"]) for migration in RETURNING.values())
WAYS = [
    (name, way, number)
    for name in MIGRATIONS
    for way in ("steps", "back")
    for number in range(len(migrations()[name].get(way, ())))
]


def variant(name: str, folder: str, forced: bool) -> Variant:
    """The configuration of a step, without what is newer than the provider."""
    stack = f"migrations/{name}/{folder}"
    if not forced:
        switch = "force_new_deployment = "
        return Variant(stack, mistake=("service.tf", f"{switch}true", f"{switch}false"))
    if name not in NEWER:
        return Variant(stack)
    return Variant(
        stack,
        # Another capacity provider than the one before, as the page has it.
        mistake=("service.tf", f"{NEWER[name]}.name", '"FARGATE"'),
        without=(
            ("managed_instances.tf", 'resource "aws_ecs_capacity_provider" "managed"'),
            ("service.tf", "requires_compatibilities"),
        ),
    )


def step(name: str, number: int) -> Mapping[str, Any] | None:
    """The step of a migration with a number, where the last step of each has the same one."""
    *others, last = migrations()[name]["steps"]
    if number == LAST - 1:
        return last
    return others[number] if number < len(others) else None


def actions(plan: Run) -> dict[str, dict[str, set[str]]]:
    """The resources by module, and by what is planned for them."""
    found: dict[str, dict[str, set[str]]] = {}
    for message in plan.messages:
        if message["type"] != "planned_change" or message["change"]["action"] == "read":
            continue
        resource, action = message["change"]["resource"], message["change"]["action"]
        module = resource["module"].removeprefix("module.")
        address = resource["addr"].removeprefix(f"module.{module}.")
        found.setdefault(module, {}).setdefault(action, set()).add(address)
    return found


@pytest.fixture(scope="module")
def planned(applied: Applied) -> Mapping[tuple[str, str, int], Mapping[str, set[str]]]:
    """What is planned, by migration, way and step: all at once, each step after the other."""
    unforced = {FARGATE: migrations()[FARGATE]["steps"][0]}
    found = {UNFORCED: take(applied.place, unforced, apply=False, forced=False)[FARGATE]}
    for number in range(LAST):
        steps = {name: taken for name in MIGRATIONS if (taken := step(name, number))}
        # The last one is applied only where the way back begins with it.
        ended = {name for name in steps if number == LAST - 1 and name not in RETURNING}
        for names, apply in ((ended, False), (steps.keys() - ended, True)):
            chosen = {name: steps[name] for name in steps if name in names}
            plan = take(applied.place, chosen, apply) if chosen else {}
            for name, taken in chosen.items():
                found[name, "steps", migrations()[name]["steps"].index(taken)] = plan.get(name, {})
    for number in range(BACK):
        steps = {name: migration["back"][number] for name, migration in RETURNING.items()}
        plan = take(applied.place, steps, apply=number < BACK - 1)
        for name in steps:
            found[name, "back", number] = plan.get(name, {})
    return found


def take(
    place: Workplace, steps: Mapping[str, Mapping[str, Any]], apply: bool, forced: bool = True
) -> dict[str, dict[str, set[str]]]:
    """Plan a step of some migrations, and apply it if that is asked for."""
    variables = []
    for name, taken in steps.items():
        variant(name, taken["folder"], forced).write(place.directory / name)
        values = [f'  {key} = "{value}"' for key, value in taken.get("variables", {}).items()]
        variables.append("\n".join([f'module "{name}" {{', *values, "}"]))
    override = place.directory / "variables_override.tf"
    override.write_text("\n".join(variables) + "\n", encoding="utf-8")
    targets = [f"-target=module.{name}" for name in steps]
    # Its lines say what is planned. `show` would start the provider once more to say it.
    plan = actions(place.run("plan", "-refresh=false", "-json", "-out=step", *targets))
    if apply:
        place.run("apply", "-parallelism=30", "step")
    override.unlink()
    return plan


@pytest.mark.parametrize(("name", "way", "number"), WAYS)
def test_the_plan_is_what_the_page_says(
    planned: Mapping[tuple[str, str, int], Mapping[str, set[str]]], name: str, way: str, number: int
) -> None:
    said = migrations()[name][way][number]
    expected = {action: {*said[action]} - {NEWER.get(name)} for action in ACTIONS if action in said}
    assert planned[name, way, number] == expected


def test_a_strategy_changes_in_place_only_with_a_forced_deployment(
    planned: Mapping[tuple[str, str, int], Mapping[str, set[str]]],
) -> None:
    assert "aws_ecs_service.web" in planned[UNFORCED]["replace"]
    assert "aws_ecs_service.web" in planned[FARGATE, "steps", 0]["update"]
