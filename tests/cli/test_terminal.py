"""Streams: terminals and pipes, closed ones and full ones, and what must not reach them."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.command import BAD, GOOD, TASK, Run, environment, write

from ecsnet import cli
from ecsnet import run as runner


@pytest.mark.parametrize("text", [r"\ud83d", r"\UFFFFFFFF", r"\u001b[31m", "\x1b[31m\x07"])
def test_nothing_that_a_file_says_reaches_the_terminal_as_a_command(run, text: str) -> None:
    write("main.tf", TASK.replace('name = "web"', f'name = "{text}"'))
    result = run("check")
    assert result.status == 1
    assert "\x1b" not in result.out
    result.out.encode()


@pytest.mark.parametrize("character", ["\x1b", "\u202e", "\u2066"])
def test_nothing_that_is_named_reaches_the_log_as_a_command(run, character: str) -> None:
    write(f"a{character}b/main.tf", TASK.replace('"web"', f'"w{character}b"'))
    results = [run("check"), run("check", "--format", "github"), run("check", f"--{character}")]
    write(".ecsnet.toml", f'"\\u{ord(character):04x}" = 1\n')
    results.append(run("check"))
    assert [result.status for result in results] == [1, 1, 2, 2]
    for result in results:
        assert character not in result.out + result.err
        assert "\ufffd" in result.out + result.err


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "ecsnet", "check", str(BAD)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        err = running.stderr.read().decode()
    assert running.returncode == 1
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


@pytest.mark.parametrize(
    ("command", "redirection", "status"),
    [
        ("rules", ">&-", 0),
        ("rules", "2>&-", 0),
        ("rules", "<&-", 0),
        (f'check "{BAD}"', ">&- 2>&- <&-", 1),
    ],
)
def test_a_stream_that_is_closed_is_no_error(command: str, redirection: str, status: int) -> None:
    command = f'"{sys.executable}" -m ecsnet {command} {redirection}'
    result = subprocess.run(
        command, shell=True, capture_output=True, text=True, env=environment(), check=False
    )
    assert result.returncode == status
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", [f'check "{BAD}"', "rules", "explain ENM003"])
def test_output_that_cannot_be_written_is_one_line(command: str) -> None:
    result = subprocess.run(
        f'"{sys.executable}" -m ecsnet {command} > /dev/full',
        shell=True,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert (result.returncode, result.stderr) == (2, "ecsnet: No space left on device\n")


def test_a_file_name_that_is_not_utf_8(run) -> None:
    write(os.fsdecode(b"\xff.tf"))
    for shape in cli.FORMATS:
        result = run("check", "--format", shape)
        assert (result.status, result.err) == (1, ""), shape


def test_a_real_terminal_is_told_from_a_pipe() -> None:
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ecsnet", "check", str(BAD)],
        stdout=follower,
        stderr=follower,
        stdin=follower,
        env=environment() | {"LC_ALL": "C.UTF-8", "TERM": "xterm"},
    ):
        os.close(follower)
        shown = b""
        while select.select([leader], [], [], 60)[0]:
            try:
                part = os.read(leader, 65536)
            except OSError:  # how Linux reports that the other side is closed
                break
            if not part:
                break
            shown += part
    os.close(leader)
    assert b"\x1b[1;31merror[ENM003]\x1b[0m" in shown


@pytest.fixture
def run_on_terminal(run, monkeypatch: pytest.MonkeyPatch):
    """The same, with streams that call themselves a terminal."""
    monkeypatch.setenv("TERM", "xterm")

    def run_there(*arguments: object) -> Run:
        for stream in (sys.stdout, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: True)
        return run(*arguments)

    return run_there


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "vt")])
def test_colour_can_be_refused(
    run_on_terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    shown = run_on_terminal("check", BAD).out
    assert "error[ENM003]" in shown
    assert ("\x1b" in shown) is (value == "vt")


def test_a_terminal_is_told_that_nothing_was_found(run_on_terminal) -> None:
    assert run_on_terminal("check", GOOD).out == "no findings (files checked: 1)\n"


def test_a_run_that_could_not_read_everything_is_no_clean_bill(run_on_terminal) -> None:
    write("a.tf", TASK.replace('"awsvpc"', "var.mode"))
    shown = run_on_terminal("check", "a.tf")
    assert shown.status == 0
    assert "network_mode (var.mode)" in shown.err
    assert shown.out == (
        "no findings in what could be read (files checked: 1)\nresources not fully checked: 1\n"
    )


def test_the_count_of_what_could_not_be_read_follows_that_of_the_findings(run) -> None:
    second = TASK.replace('"web" {', '"api" {').replace('"awsvpc"', "var.mode")
    write("a.tf", TASK + second)
    assert run("check", "a.tf").out.endswith(
        "errors: 1, warnings: 0 (files checked: 1)\nresources not fully checked: 1\n"
    )
    write("b.tf", second)
    assert run("check", "b.tf").out == ""


def test_progress_is_shown_once_a_run_takes_longer_than_a_second(
    run_on_terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 0.0
    real = runner.check_directory

    def slow(*arguments: Any) -> runner.Part:
        nonlocal seconds
        seconds += 0.7
        return real(*arguments)

    monkeypatch.setattr(runner, "check_directory", slow)
    monkeypatch.setattr("ecsnet.cli.terminal.time", SimpleNamespace(monotonic=lambda: seconds))
    for name in "abc":
        write(f"{name}/main.tf")
    shown = run_on_terminal("check")
    assert shown.err == "\r\x1b[Kecsnet: 2/3\r\x1b[Kecsnet: 3/3\r\x1b[K"
    assert shown.out.count("ENM003]") == 3
