"""Which files are found: directories, links, and what is not there."""

import json
import os
import stat
from pathlib import Path

import pytest
from support.command import TASK, write


def test_directories_are_searched_without_what_is_not_the_reader_s_own(run) -> None:
    for name in ("main.tf", "deep/er/main.tf"):
        write(name)
    for name in (".terraform/modules/x", "node_modules/x", ".hidden", ".git/x"):
        write(f"{name}/main.tf")
    write(".hidden.tf")
    write("main.tf.bak")
    found = json.loads(run("check", "--format", "json").out)["findings"]
    assert [f["file"] for f in found] == ["deep/er/main.tf", "main.tf"]


def test_a_file_named_twice_is_read_once(run) -> None:
    write("main.tf")
    result = run("check", "--format", "json", ".", "main.tf", "./main.tf")
    assert result.rules == ["ENM003"]


def test_links_are_not_followed_out_of_what_is_checked(run) -> None:
    write("outside/main.tf")
    write("inside/a.tf", "# nothing\n")
    Path("inside/self").symlink_to(".")
    Path("inside/loop.tf").symlink_to("loop.tf")
    os.chdir("inside")
    Path("out.tf").symlink_to("../outside/main.tf")
    Path("away").symlink_to("../outside")
    result = run("check")
    assert result.status == 2
    assert result.err.splitlines() == [
        "error: loop.tf: too many levels of symbolic links",
        "error: out.tf: a link out of the checked directories; to check it, pass it as an argument",
    ]
    assert run("check", "--format", "json", "out.tf").rules == ["ENM003"]
    assert run("check", "--format", "json", "away").rules == ["ENM003"]


def test_a_link_within_what_is_checked_is_read(run) -> None:
    write("common/main.tf")
    Path("env").mkdir()
    Path("env/main.tf").symlink_to("../common/main.tf")
    assert run("check", "--format", "json", "env").rules == ["ENM003"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_and_directory_are_named(run) -> None:
    write("closed.tf").chmod(0)
    Path("shut").mkdir()
    write("shut/main.tf")
    Path("shut").chmod(0)
    try:
        result = run("check")
    finally:
        Path("shut").chmod(stat.S_IRWXU)
    assert result.status == 2
    assert result.err.splitlines() == [
        "error: closed.tf: permission denied",
        "error: shut: permission denied",
    ]


@pytest.mark.parametrize("arguments", [[], ["empty"]])
def test_a_directory_without_terraform_is_said_to_have_none(run, arguments: list[str]) -> None:
    Path("empty").mkdir()
    result = run("check", *arguments)
    assert result.status == 2
    assert "no *.tf or *.tf.json files here" in result.err


@pytest.mark.parametrize("path", ["missing", "missing.tf", "a\0b.tf"])
def test_a_path_that_is_not_there(run, path: str) -> None:
    result = run("check", path)
    assert result.status == 2
    assert result.err.count("\n") == 1


def test_files_of_opentofu_are_read_and_stand_for_those_of_their_name(run) -> None:
    write("main.tofu")
    assert run("check").status == 1
    write("main.tf", TASK.replace(", hostPort = 8080", ""))
    result = run("check", "--format", "json")
    assert [finding["file"] for finding in json.loads(result.out)["findings"]] == ["main.tofu"]
    write("main.tofu.json", '{"locals": {}}')
    write("main.tf.json", "no JSON")
    assert run("check").err == ""
