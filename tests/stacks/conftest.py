"""The stacks, applied once for all tests: apply, second plan, read back, destroy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from support.needed import no_terraform
from support.oracles import terraform_cli
from support.stacks import MISTAKES, SOUND, Applied, findings, workplace

FOLDER = Path(__file__).parent

#: What is applied, until the last test of this folder is done. A fixture of the session would keep
#: it to the end of a process, where nothing else is left to do while it is destroyed.
_APPLIED = ExitStack()


@contextmanager
def _applied(directory: Path) -> Iterator[Applied]:
    with workplace(directory, SOUND | MISTAKES) as place:
        place.run("apply", "-auto-approve", "-parallelism=30")
        place.run("plan", "-detailed-exitcode", "-out=second")
        plan = place.json("second")
        yield Applied(place, plan, findings(plan, directory))
        # What was read back has just been compared: it is not read once more to be destroyed.
        place.run("destroy", "-auto-approve", "-refresh=false", "-parallelism=30")
        assert "values" not in place.json()


@pytest.fixture(scope="session")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Applied:
    try:
        return _APPLIED.enter_context(_applied(tmp_path_factory.mktemp("stacks")))
    except terraform_cli.Unavailable as error:
        no_terraform(error)


def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    if nextitem is None or FOLDER not in nextitem.path.parents:
        _APPLIED.close()
