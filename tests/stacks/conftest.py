"""The stacks, applied once for all tests: apply, second plan, read back, destroy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.needed import no_provider
from support.oracles import terraform_cli
from support.stacks import MISTAKES, SOUND, Applied, findings, workplace


@pytest.fixture(scope="session")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Applied]:
    directory = tmp_path_factory.mktemp("stacks")
    try:
        with workplace(directory, SOUND | MISTAKES) as place:
            place.run("apply", "-auto-approve", "-parallelism=30")
            place.run("plan", "-detailed-exitcode", "-out=second")
            plan = place.json("second")
            yield Applied(place, plan, findings(plan, directory))
            place.run("destroy", "-auto-approve", "-parallelism=30")
            assert "values" not in place.json()
    except terraform_cli.Unavailable as error:
        no_provider(error)
