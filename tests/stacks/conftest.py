"""The stacks, applied once for all tests: apply, second plan, read back, destroy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.needed import no_provider
from support.oracles import terraform_cli
from support.stacks import MISTAKES, SOUND, Applied, Workplace, findings, workplace


def run(place: Workplace, *arguments: str) -> None:
    done = place.terraform(*arguments)
    print(f"terraform {' '.join(arguments)}: {done.says} ({done.seconds:.0f} s)")
    # 2: what `plan -detailed-exitcode` gives when there is something to change
    assert done.status in (0, 2), done.output


@pytest.fixture(scope="session")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Applied]:
    directory = tmp_path_factory.mktemp("stacks")
    try:
        with workplace(directory, SOUND | MISTAKES) as place:
            run(place, "apply", "-auto-approve", "-parallelism=30")
            run(place, "plan", "-detailed-exitcode", "-out=second")
            plan = place.json("second")
            yield Applied(place.address, plan, findings(plan, directory))
            run(place, "destroy", "-auto-approve", "-parallelism=30")
            assert "values" not in place.json()
    except terraform_cli.Unavailable as error:
        no_provider(error)
