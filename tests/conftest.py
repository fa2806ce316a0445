import gc
import os
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadGroupScheduling

ROOT = Path(__file__).resolve().parent.parent

# Node.js as make lays it, where the machine has none or an older one.
os.environ["PATH"] = f"{ROOT / '.venv' / 'node'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"

# Syntax trees and pages are many small objects that live long: looking through them again and again
# for cycles takes a sixth of the time of all tests.
gc.set_threshold(100_000, 50, 100)


class ByFunction(LoadGroupScheduling):
    """Hands out the tests of a group, or of a function, together.

    With each of thousands of tests handed out alone, xdist looks through all of them after each.
    """

    def _split_scope(self, nodeid: str) -> str:
        group = super()._split_scope(nodeid)
        return nodeid.partition("[")[0] if group == nodeid else group


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFunction:
    return ByFunction(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that share something costly: last, they would run alone."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long text by its parameter: an id is there to be read."""
    return argname if isinstance(val, str | bytes) and len(val) > 80 else None
