"""Modules made by chance: Terraform's own values, and ours."""

import json
import subprocess
from pathlib import Path

import pytest
from support import module_trees
from support.needed import no_terraform
from support.oracles import terraform_cli

from ecsnet import inputs, terraform
from ecsnet.run import Modules
from ecsnet.terraform.instance import Instance
from ecsnet.terraform.values import Value

TREES = 30


def ours(directory: Path) -> Value | None:
    """The outputs of a tree as the checker evaluates them; what is unknown has no JSON."""
    read = inputs.collect(
        [str(directory)],
        None,
        ("module",),
    )
    modules = Modules(read)
    (root,) = (one for one in read.directories if one.name == str(directory))
    values, _ = terraform.values(root.values)
    files = modules.of(root)[1][0]
    found = terraform.evaluated(files, root.given, values, root.name, modules.called, modules.texts)
    assert not found.problems
    assert isinstance(found.evaluator.scope, Instance)
    return found.evaluator.scope.gives("all")


def theirs(directory: Path) -> object:
    """The same as ``terraform console`` says it."""
    environment = terraform_cli.environment(directory)
    run = subprocess.run(
        [terraform_cli.binary(), "get"], cwd=directory, env=environment, capture_output=True
    )
    assert run.returncode == 0, run.stderr
    run = subprocess.run(
        [terraform_cli.binary(), "console"],
        cwd=directory,
        env=environment,
        input="jsonencode(module.next)\n",
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(json.loads(run.stdout))


@pytest.mark.parametrize("seed", range(TREES))
def test_values_are_those_of_terraform(tmp_path: Path, seed: int) -> None:
    try:
        terraform_cli.binary()
    except terraform_cli.Unavailable as error:
        no_terraform(error)
    module_trees.make(tmp_path, seed)
    found = ours(tmp_path)
    assert found is not None
    assert found.plain() == theirs(tmp_path)
