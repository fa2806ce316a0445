"""The tables on deployments: worked by hand, and held against what else computes the same."""

from dataclasses import replace

import pytest
from support.models import container, found, port, service, task

from ecsnet.choose import Demand, plan
from ecsnet.facts import LANGUAGES, facts
from ecsnet.facts.deployments_schema import Percentages, PinnedService
from tools.generate import deployments
from tools.generate.deployments import Room, most_tasks, room
from tools.generate.markdown import words

DEMAND = Demand(
    type="m5.large", tasks=1, trunking=False, instances=1, zones=1, prefix=28, maximum=200
)


@pytest.mark.parametrize(
    ("tasks", "instances", "minimum", "maximum", "expected"),
    [
        # The examples of AWS's own texts
        (4, 8, 100, 200, Room(starts=4, stops=0)),
        (4, 4, 50, 200, Room(starts=0, stops=2)),
        (2, 2, 75, 200, Room(starts=0, stops=0)),
        # One instance
        (1, 1, 100, 200, Room(starts=0, stops=0)),
        (1, 1, 50, 200, Room(starts=0, stops=0)),
        (1, 1, 0, 100, Room(starts=0, stops=1)),
        # Rounded up, and rounded down
        (3, 3, 50, 200, Room(starts=0, stops=1)),
        (3, 9, 100, 150, Room(starts=1, stops=0)),
        (3, 9, 100, 100, Room(starts=0, stops=0)),
    ],
)
def test_the_first_step_of_a_rolling_update(
    tasks: int, instances: int, minimum: int, maximum: int, expected: Room
) -> None:
    pinned = PinnedService(tasks=tasks, instances=instances)
    assert room(pinned, Percentages(minimum=minimum, maximum=maximum)) == expected


@pytest.mark.parametrize("tasks", range(1, 7))
@pytest.mark.parametrize("minimum", [0, 33, 50, 67, 75, 99, 100])
def test_a_deployment_without_a_free_instance_is_stuck_where_the_rule_says_so(
    tasks: int, minimum: int
) -> None:
    first = room(
        PinnedService(tasks=tasks, instances=tasks), Percentages(minimum=minimum, maximum=200)
    )
    asked = service(
        task("bridge", container(port(80, 8080))),
        desired_count=tasks,
        minimum_healthy_percent=minimum,
    )
    assert found(asked) == (["ENM038"] if first == Room(starts=0, stops=0) else [])


@pytest.mark.parametrize("prefix", facts().deployments.subnets.prefixes)
@pytest.mark.parametrize("maximum", facts().deployments.subnets.maximum)
def test_one_task_more_and_the_subnet_is_full(prefix: int, maximum: int) -> None:
    demand = replace(DEMAND, prefix=prefix, maximum=maximum)
    most = most_tasks(prefix, maximum)
    fits, more = (plan(replace(demand, tasks=number)) for number in (most, most + 1))
    assert fits.peak <= fits.usable < more.peak


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_row_for_each_service_and_says_what_is_stuck(language: str) -> None:
    cases, stuck = facts().deployments.rolling, words(language)["stuck"]
    header, _, *rows = deployments.rolling(language).splitlines()
    assert len(rows) == len(cases.services)
    assert header.count("%") == 2 * len(cases.percentages)
    assert [row.count(stuck) for row in rows] == [
        sum(room(pinned, pair) == Room(0, 0) for pair in cases.percentages)
        for pinned in cases.services
    ]
    # By default, an instance less decides
    assert [stuck in row.split(" | ")[1] for row in rows[:2]] == [True, False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_in_the_table_with_its_evidence(language: str) -> None:
    table = deployments.placement(language)
    for setting in facts().deployments.setting.values():
        assert setting.ports[language] in table
        assert setting.enis[language] in table
        assert all(f"#ev-{evidence})" in table for evidence in setting.evidence)
