"""How many tasks and addresses: worked by hand, and what must hold whatever is asked."""

from dataclasses import replace

import pytest
from support.choosing import demands

from ecsnet.choose import Demand, Limit, limits, plan
from ecsnet.facts import facts

USUAL = Demand(
    type="m5.xlarge", tasks=40, trunking=True, instances=None, zones=2, prefix=24, maximum=200
)


def test_every_type_of_the_figures_has_its_limit() -> None:
    assert len(limits()) == len(list(facts().trunking.limits()))
    assert limits()["m5.large"] == Limit(2, 10)
    assert limits()["t3.large"] == Limit(2, False)
    assert limits()["m7i.large"] == Limit(2, None)


def test_a_service_on_as_many_instances_as_it_takes() -> None:
    found = plan(USUAL)
    assert (found.per_instance, found.instances) == (20, 2)
    assert (found.peak, found.instances_at_peak) == (80, 4)
    # 80 tasks, and 4 instances with a primary and a trunk interface each
    assert found.addresses == 80 + 4 * 2
    assert found.usable == 2 * (256 - 5)
    # 227 tasks in each zone, beside 12 of the 23 instances; one task more and a subnet is full
    assert found.most_by_addresses == 454
    assert found.first == ""


def test_what_runs_out_first() -> None:
    found = plan(replace(USUAL, instances=2))
    assert (found.first, found.most_by_enis) == ("enis", 40)
    found = plan(replace(USUAL, prefix=27))
    # 27 addresses in each subnet, of which 2 of the 3 instances take 4
    assert (found.first, found.most_by_addresses) == ("addresses", 2 * 23)
    assert plan(replace(USUAL, instances=2, maximum=100)).first == ""


@pytest.mark.parametrize(
    ("instance_type", "trunking", "per_instance", "state"),
    [
        ("m5.xlarge", False, 3, "off"),
        ("m5.xlarge", True, 20, "on"),
        ("t3.large", True, 2, "unsupported"),
        ("m7i.large", False, 2, "off"),
        ("m7i.large", True, None, "unknown"),
        ("zz9.large", False, None, "unknown"),
        ("toString", False, None, "unknown"),
    ],
)
def test_nothing_is_guessed(
    instance_type: str, trunking: bool, per_instance: int | None, state: str
) -> None:
    found = plan(replace(USUAL, type=instance_type, trunking=trunking))
    assert (found.per_instance, found.trunking) == (per_instance, state)
    counted = (found.instances, found.instances_at_peak, found.addresses, found.most_by_addresses)
    assert (None in counted) == (per_instance is None)
    if per_instance is None:
        assert found.first == ""


def test_the_update_is_rounded_down() -> None:
    assert plan(replace(USUAL, tasks=7, maximum=150)).peak == 10


def test_what_is_said_to_fit_can_be_laid_out() -> None:
    for demand in demands():
        found = plan(demand)
        if found.per_instance is None:
            continue
        count = demand.instances or found.instances_at_peak or 0
        own = 2 if found.trunking == "on" else 1
        free = [2 ** (32 - demand.prefix) - 5] * demand.zones
        for index in range(count):
            free[index % demand.zones] -= own
        # Evenly, the fullest zone first to run out
        for index in range(found.peak):
            free[index % demand.zones] -= 1
        fits = min(free) >= 0 and count * found.per_instance >= found.peak
        if found.first == "":
            assert fits, demand
        elif found.first == "enis":
            assert count * found.per_instance < found.peak, demand
        else:
            assert found.most_by_addresses is not None
            assert not min(free) >= 0, demand
            assert found.most_by_addresses < found.peak, demand
