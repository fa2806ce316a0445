"""What it costs to import the package: no parser, and nothing on the disk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import environment

LOADED = "import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"


@pytest.mark.parametrize("module", ["ecsnet", "ecsnet.report", "ecsnet.report.as_text"])
def test_importing_loads_no_parser_and_writes_nothing(tmp_path: Path, module: str) -> None:
    for name in ("home", "cache", "here"):
        (tmp_path / name).mkdir()
    own = {"HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    # -B: that Python keeps what it compiled is no doing of the package
    imported = subprocess.run(
        [sys.executable, "-B", "-c", LOADED.format(module=module)],
        env=environment() | own,
        cwd=tmp_path / "here",
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in json.loads(imported.stdout)}
    assert "ecsnet" in loaded
    assert loaded & {"hcl2", "lark"} == set()
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["cache", "here", "home"]


def test_the_first_file_that_is_parsed_loads_the_parser_and_keeps_its_tables(
    tmp_path: Path,
) -> None:
    program = (
        "import sys, ecsnet; before = 'lark' in sys.modules;"
        " ecsnet.check_text('# aws_ecs_service\\nlocals {\\n}\\n');"
        " print(before, 'lark' in sys.modules)"
    )
    parsed = subprocess.run(
        [sys.executable, "-B", "-c", program],
        env=environment() | {"XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert parsed.stdout == "False True\n"
    assert os.listdir(tmp_path) == ["ecsnet"]
