"""The command as a program: its command line, its version."""

import pytest
from support.command import BAD, process

import ecsnet


@pytest.mark.parametrize("arguments", [["check", "--format", "xml"], ["check", "--nonsense"], []])
def test_a_wrong_command_line_is_one_clear_answer(run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.status == 2
    assert "ecsnet" in result.err
    assert result.err.count("\n") == 2


def test_the_version_is_the_package_s(run) -> None:
    assert run("--version").out == f"ecsnet {ecsnet.__version__}\n"


def test_the_module_runs_as_a_program() -> None:
    result = process("check", BAD)
    assert (result.returncode, result.stderr) == (1, "")
    assert "error[ENM003]" in result.stdout
