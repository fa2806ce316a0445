"""Every stack, applied: the second plan changes nothing, and ecsnet has nothing to say of it.

One process for all tests of this folder: they share one run of Terraform (conftest.py).
"""

from __future__ import annotations

import pytest
from support.stacks import SOUND, Applied

pytestmark = pytest.mark.xdist_group("stacks")


@pytest.mark.parametrize("module", SOUND)
def test_the_second_plan_changes_nothing(applied: Applied, module: str) -> None:
    changed = {
        change["address"]: change["change"]["actions"]
        for change in applied.plan["resource_changes"]
        if change["module_address"] == f"module.{module}"
        and change["change"]["actions"] != ["no-op"]
    }
    assert changed == {}


@pytest.mark.parametrize("module", SOUND)
def test_the_plan_has_no_findings(applied: Applied, module: str) -> None:
    assert [line for line in applied.findings.splitlines() if f"module.{module}." in line] == []
