"""Reading files: what is no text, and what is not there."""

import json
import os
from pathlib import Path

import pytest
from support.command import TASK, write

from ecsnet.diagnostics import Problem
from ecsnet.inputs.read import terraform_file
from ecsnet.source import SourceFile


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        (b"\xff", (1, 1), "not valid UTF-8 (byte 0)"),
        (b"a = 1\n  \xff", (2, 3), "not valid UTF-8 (byte 8)"),
        (b"\xff\xfe\x00", (0, 0), "UTF-16 text; Terraform files must be UTF-8"),
    ],
)
def test_what_is_no_text_is_a_problem_with_its_place(
    tmp_path: Path, content: bytes, place: tuple[int, int], message: str
) -> None:
    file = tmp_path / "main.tf"
    file.write_bytes(content)
    problem = terraform_file(str(file))
    assert isinstance(problem, Problem)
    assert (problem.file, problem.line, problem.column) == (str(file), *place)
    assert problem.message.en == message


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    problem = terraform_file(str(tmp_path / "none.tf"))
    assert isinstance(problem, Problem)
    assert problem.message.en == "no such file or directory"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "main.tf"
    file.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert terraform_file(str(file)) == SourceFile(str(file), "a = 1\n")


def test_a_byte_order_mark_is_fine(run) -> None:
    write("main.tf", b"\xef\xbb\xbf" + TASK.encode())
    found = json.loads(run("check", "--format", "json").out)["findings"]
    assert [(f["line"], f["column"]) for f in found] == [(5, 73)]


def test_an_error_of_the_system_is_named(run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("main.tf")

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ecsnet.inputs.read.contents", refuse)
    result = run("check")
    assert (result.status, result.err) == (2, "error: main.tf: permission denied\n")


def test_a_pipe_is_not_waited_for(run) -> None:
    os.mkfifo("main.tf")
    assert run("check").err == "error: main.tf: not a regular file\n"
