"""What a stage says where it cannot be set, and the shell that it gives commands to."""

import os
import subprocess

import pytest

from tools.labs import stage as module
from tools.labs.stage import Stage, StageError, obstacle, stage


def command(folder, name, text):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine that has all commands, which do nothing."""
    for name in module.NEEDS:
        command(tmp_path, name, "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return tmp_path


@pytest.fixture
def shell():
    process = subprocess.Popen(
        ["bash", "--noprofile", "--norc"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    yield Stage(process)
    process.kill()
    process.communicate()


def test_no_obstacle(machine):
    assert obstacle() is None


def test_missing_commands_are_named_with_their_packages(monkeypatch):
    monkeypatch.setattr(module.shutil, "which", lambda name, path: None if "ock" in name else name)

    assert obstacle() == "dockerd, docker not found (Debian, Ubuntu: apt install docker.io)"


def test_it_needs_root(machine, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert "run it as root" in obstacle()


def test_a_machine_without_namespaces(machine):
    command(machine, "unshare", "echo 'unshare: Operation not permitted' >&2; exit 1")

    assert obstacle() == "no network namespace can be made here: unshare: Operation not permitted"


def test_what_the_stage_fails_with_is_said(machine):
    command(machine, "unshare", "echo 'the Docker daemon does not start here'; exit 1")

    with pytest.raises(StageError, match="the Docker daemon does not start here"), stage():
        pass


def test_a_step_has_its_output_and_its_status(shell):
    assert shell.run("echo one; echo two >&2") == ("one\ntwo\n", 0)
    assert shell.run("printf one; false") == ("one", 1)


def test_steps_share_a_shell(shell):
    shell.run("number=7")

    assert shell.run("echo $number") == ("7\n", 0)


def test_a_step_does_not_read_the_steps_after_it(shell):
    assert shell.run("cat") == ("", 0)


def test_a_step_that_ends_the_shell(shell):
    with pytest.raises(StageError, match="the shell is gone:\nlast words"):
        shell.run("echo last words; exit 3")


def test_a_step_that_does_not_end(shell, monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE", 0.2)

    with pytest.raises(StageError, match=r"no end after 0\.2 seconds:\nat work"):
        shell.run("echo at work; exec sleep 60")
