import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Run
from support.paths import ROOT
from xdist.remote import Producer
from xdist.scheduler import LoadGroupScheduling

# Node.js as make lays it, where the machine has none or an older one.
os.environ["PATH"] = f"{ROOT / '.venv' / 'node'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"

# Syntax trees and pages are many small objects that live long: looking through them again and again
# for cycles takes a sixth of the time of all tests.
gc.set_threshold(100_000, 50, 100)


# The tests of a module in this folder share a server and a browser.
SITE = "tests/site/"
STACKS = "tests/stacks/"


class ByFunction(LoadGroupScheduling):
    """Hands out the tests of a group, of a module of the site, or of a function, together.

    With each of thousands of tests handed out alone, xdist looks through all of them after each.
    """

    def _split_scope(self, nodeid: str) -> str:
        group = super()._split_scope(nodeid)
        if group != nodeid:
            return group
        return nodeid.partition("::" if nodeid.startswith(SITE) else "[")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFunction:
    return ByFunction(config, log)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A process more than there are processors: the one that applies the stacks mostly waits."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that share something costly: last, they would run alone.

    The stacks come before all others: they wait for minutes, in which the processors are free.
    """
    items.sort(
        key=lambda item: (
            not item.nodeid.startswith(STACKS),
            item.get_closest_marker("xdist_group") is None and not item.nodeid.startswith(SITE),
        )
    )


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long text by its parameter: an id is there to be read."""
    return argname if isinstance(val, str | bytes) and len(val) > 80 else None


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty directory and an English locale, so that neither decides a test."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(elsewhere: None, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """The command, run in an empty directory."""
    return lambda *arguments: Run(capsys, *arguments)
