"""The table of functions beside those that Terraform has."""

import json
import subprocess
from pathlib import Path

from support.needed import no_terraform
from support.oracles.terraform_cli import Unavailable, binary, environment

from tools.generate import functions


def test_no_function_is_in_two_rows() -> None:
    listed = [name for names in functions.READ.values() for name in names] + [*functions.UNREAD]
    assert sorted(listed) == sorted(set(listed))
    assert functions.overview("ja").count("`") == functions.overview("en").count("`")


def test_every_function_of_terraform_is_listed(tmp_path: Path) -> None:
    try:
        command = [binary(), "metadata", "functions", "-json"]
    except Unavailable as error:
        no_terraform(error)
    run = subprocess.run(
        command, env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    names = {name for name in json.loads(run.stdout)["function_signatures"] if "::" not in name}
    listed = {name for found in functions.READ.values() for name in found}
    assert names - listed == {*functions.UNREAD}
    assert listed - names == set()
