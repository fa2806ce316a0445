"""What `make lab` prints, writes and returns."""

import subprocess
import sys
from contextlib import contextmanager

import pytest
from support.lab import EXPECTED, SCRIPT

from tools.labs import __main__ as command
from tools.labs import run as running
from tools.labs.script import parse
from tools.labs.stage import Stage, StageError


@contextmanager
def plain_shell():
    with subprocess.Popen(
        ["bash", "--noprofile", "--norc"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        yield Stage(process)
        process.stdin.close()


@pytest.fixture
def labs(tmp_path, monkeypatch):
    """A lab that needs no stage, and a folder for its transcript."""
    monkeypatch.setattr(command, "obstacle", lambda: None)
    monkeypatch.setattr(command, "stage", plain_shell)
    monkeypatch.setattr(command, "load", lambda mode: parse(mode, SCRIPT, EXPECTED))
    monkeypatch.setattr(running, "LABS", tmp_path)
    monkeypatch.setattr(command.signal, "signal", lambda *_: None)
    return tmp_path


def main(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["labs", *arguments])
    return command.main()


def test_a_lab_is_printed_and_written(labs, monkeypatch, capsys):
    assert main(monkeypatch, "none", "--language", "en") == 0

    printed = capsys.readouterr().out
    assert "## Title: Section" in printed
    assert "$ echo three\nthree\n  -> ok: It is three. [lab-three]" in printed
    assert "none: 1 expectations, 0 not met" in printed
    assert "$ echo three\nthree\n" in (labs / "transcripts/none.txt").read_text()


def test_in_japanese(labs, monkeypatch, capsys):
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")

    assert main(monkeypatch, "none") == 0
    assert "三です。" in capsys.readouterr().out


def test_without_a_mode_it_runs_all(labs, monkeypatch):
    assert main(monkeypatch) == 0
    assert len([*(labs / "transcripts").iterdir()]) == 4


def test_what_is_not_met_is_said_and_nothing_is_written(labs, monkeypatch, capsys):
    wrong = SCRIPT.replace("echo three", "echo four")
    monkeypatch.setattr(command, "load", lambda mode: parse(mode, wrong, EXPECTED))

    assert main(monkeypatch, "none", "--language", "en") == 1

    printed = capsys.readouterr()
    assert "  -> NOT AS EXPECTED: It is three. [lab-three]" in printed.out
    assert printed.err == "labs: not as expected: lab-three\n"
    assert not (labs / "transcripts").exists()


def test_an_unknown_mode(monkeypatch, capsys):
    with pytest.raises(SystemExit) as ended:
        main(monkeypatch, "briddge")

    assert ended.value.code == 2
    assert "no lab: briddge" in capsys.readouterr().err


def test_where_no_lab_can_be_run(labs, monkeypatch, capsys):
    monkeypatch.setattr(command, "obstacle", lambda: "a reason")

    assert main(monkeypatch) == 2
    assert capsys.readouterr().err == "labs: a reason\n"


def test_a_stage_that_breaks_down(labs, monkeypatch, capsys):
    @contextmanager
    def broken():
        raise StageError("a reason")
        yield

    monkeypatch.setattr(command, "stage", broken)

    assert main(monkeypatch, "none") == 2
    assert capsys.readouterr().err == "labs: a reason\n"
