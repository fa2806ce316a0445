"""A release: what has to name its version, what its text is, and what its wheel has to do."""

import shutil
import tomllib
from pathlib import Path

import pytest
from support.paths import ROOT

from tools import release
from tools.changelog import CHANGELOGS

NAMED = [release.VERSION_FILE, *CHANGELOGS.values(), *release.PINNED]
TAG = f"v{release.version()}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files that name the version."""
    for file in ["pyproject.toml", *NAMED]:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_every_file_names_the_version_of_pyproject() -> None:
    assert list(release.disagreements()) == []
    release.check(TAG)


@pytest.mark.parametrize("file", NAMED)
def test_a_file_with_another_version_is_named(file: str, copy: Path) -> None:
    replace(copy / file, release.version(), "9.8.7")
    expected = [f"{file}: 9.8.7, but {release.version()} in pyproject.toml"]
    assert list(release.disagreements(copy)) == expected


@pytest.mark.parametrize("file", CHANGELOGS.values())
def test_a_version_without_a_day_is_not_released(file: str, copy: Path) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    (heading,) = (line for line in text.split("\n") if line.startswith(f"## {TAG[1:]} - "))
    replace(copy / file, heading, heading.split(" - ")[0])
    (problem,) = release.disagreements(copy)
    assert problem.startswith(f"{file}: ")


def test_only_the_newest_release_counts(copy: Path) -> None:
    for name in CHANGELOGS.values():
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("\n## 0.0.1 - 2020-01-01\n\n- Older.\n")
    assert list(release.disagreements(copy)) == []


def test_one_of_two_pins_is_not_enough(copy: Path) -> None:
    page = release.PINNED[2]
    replace(copy / page, f"rev: {TAG}", "rev: v0.0.1")
    (problem,) = release.disagreements(copy)
    assert "0.0.1" in problem


@pytest.mark.parametrize("tag", [TAG[1:], f"{TAG}.1", "v9.8.7", f"{TAG}-rc1"])
def test_another_tag_is_refused(tag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["check", tag]) == 1
    printed = capsys.readouterr()
    assert printed.err == f"the tag {tag}: pyproject.toml needs {TAG}\n"
    assert printed.out == ""


def test_the_tag_of_this_version_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["check", TAG]) == 0
    assert capsys.readouterr() == ("", "")


CHANGELOG = """# Changelog

## Unreleased

### Added

- Not yet.

## 0.2.0 - 2026-11-27

### Added

- One, of
  two lines.

### Fixed

- Two.

## 0.1.0 - 2026-01-01

- Zero.
"""


def test_notes_are_the_entries_of_the_version_a_line_each(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    expected = "## Added\n\n- One, of two lines.\n\n## Fixed\n\n- Two.\n"
    assert release.notes("v0.2.0", tmp_path) == expected
    with pytest.raises(release.Faulty, match=r"no entry for v0\.3\.0"):
        release.notes("v0.3.0", tmp_path)


def test_our_release_has_notes_that_github_takes(capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["notes", TAG]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("## ")
    assert len(printed) < 125_000
    assert "](docs/" not in printed, "a relative link leads nowhere from a release"


def command(directory: Path, version: str, found: str, status: int) -> Path:
    """A command that prints a version, or else what it found."""
    script = directory / "ecsnet"
    script.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" = --version ]; then echo "ecsnet {version}"; exit; fi\n'
        f'echo "error[{found}]: $2"; exit {status}\n'
    )
    script.chmod(0o755)
    return script


def test_a_command_that_finds_the_mistake_passes(tmp_path: Path) -> None:
    release.use(command(tmp_path, "1.2.3", release.MISTAKE, 1), "1.2.3")


@pytest.mark.parametrize(
    ("version", "found", "status", "says"),
    [
        ("1.2.2", release.MISTAKE, 1, "--version"),
        ("1.2.3", "ENM999", 1, "does not find"),
        ("1.2.3", release.MISTAKE, 0, "does not find"),
        ("1.2.3", release.MISTAKE, 2, "does not find"),
    ],
)
def test_a_command_that_does_not_is_refused(
    tmp_path: Path, version: str, found: str, status: int, says: str
) -> None:
    with pytest.raises(release.Faulty, match=says):
        release.use(command(tmp_path, version, found, status), "1.2.3")


@pytest.mark.parametrize("wheels", [[], ["a.whl", "b.whl"]])
def test_there_is_one_wheel_to_try(
    tmp_path: Path, wheels: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for wheel in wheels:
        (tmp_path / wheel).touch()
    assert release.main(["try", str(tmp_path)]) == 1
    assert f"{len(wheels)} wheels, not 1" in capsys.readouterr().err


def test_the_release_is_built_with_what_the_action_is_built_with() -> None:
    system = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert set(system["requires"]) <= set(pins)
