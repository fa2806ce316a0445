"""`python -m tools.checks.site`."""

from pathlib import Path

import pytest
from support.site_cases import URL, build

from tools.checks.site import GUARDS, addresses, body, head, languages, machines
from tools.checks.site.__main__ import main

MODULES = (addresses, body, head, languages, machines)


def test_every_guard_is_run() -> None:
    assert sorted(GUARDS) == sorted(name for module in MODULES for name in module.GUARDS)


def test_every_module_has_its_examples() -> None:
    modules = {guard.__module__.rpartition(".")[2] for guard in GUARDS.values()}
    assert modules <= {file.stem.removeprefix("test_") for file in Path(__file__).parent.iterdir()}


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(tmp_path, {"i.png": None, "s.css": ""})
    assert main([str(tmp_path), URL.rstrip("/")]) == 1
    assert capsys.readouterr().out.startswith("index.html:6: <style> leads to 'i.png'")
    build(tmp_path)
    assert main([str(tmp_path), URL]) == 0
