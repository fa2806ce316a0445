"""Every pin is held to the oldest and the newest Python that the project promises."""

from pathlib import Path

import pytest

from tools.lint import pins
from tools.lint.pins import Lock

OPEN = Lock("constraints.txt", ".venv")
CAPPED = Lock("constraints.txt", ".venv", capped=True)


def lay(root: Path, name: str, version: str, requires: str | None) -> None:
    """A package as it lies in an environment, as far as its metadata go."""
    site = root / ".venv/lib/python3.11/site-packages"
    folder = site / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir(parents=True)
    lines = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Python: {requires}"] if requires else []
    (folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")


def refusals(root: Path, lock: Lock) -> list[str]:
    return list(pins.refusals(root, lock, "3.11.0", "3.15.0"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay(tmp_path, "good", "1.0", ">=3.8")
    lay(tmp_path, "silent", "2.0", None)
    text = "# a comment\ngood==1.0\nsilent==2.0\n"
    (tmp_path / "constraints.txt").write_text(text, encoding="utf-8")
    return tmp_path


def pin(root: Path, line: str) -> None:
    with (root / "constraints.txt").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def test_a_pin_that_every_promised_python_installs_is_nothing_to_say(root: Path) -> None:
    pin(root, "of-another-platform==1.0")
    assert refusals(root, OPEN) == []


@pytest.mark.parametrize("written", ["pymdown-extensions", "Pymdown_Extensions"])
def test_a_pin_that_refuses_the_oldest_python_is_named_with_file_and_line(
    root: Path, written: str
) -> None:
    lay(root, "pymdown-extensions", "13.1", ">=3.11.5")
    pin(root, f"{written}==13.1")
    said = f"constraints.txt:4: {written}==13.1 needs Python >=3.11.5, not 3.11.0: hold it"
    assert refusals(root, OPEN) == [said]
    assert refusals(root, CAPPED) == [said]


def test_a_pin_that_refuses_the_newest_python_is_named_unless_make_lays_it_all_the_same(
    root: Path,
) -> None:
    lay(root, "cfn-lint", "1.58.0", "<3.15,>=3.10")
    pin(root, "cfn-lint==1.58.0")
    said = "constraints.txt:4: cfn-lint==1.58.0 needs Python <3.15,>=3.10, not 3.15.0: hold it"
    assert refusals(root, OPEN) == [said]
    assert refusals(root, CAPPED) == []


def test_an_environment_that_is_not_there_is_said(root: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make lays it"):
        refusals(root, Lock("constraints.txt", ".venv/cfn-lint"))


def test_the_promise_is_read_from_the_project(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    text = """\
[project]
requires-python = ">=3.11"
classifiers = [
  "Programming Language :: Python :: 3 :: Only",
  "Programming Language :: Python :: 3.11",
  "Programming Language :: Python :: 3.15",
]
"""
    project.write_text(text, encoding="utf-8")
    assert pins.promised(project) == ("3.11.0", "3.15.0")


def test_what_this_repository_pins_keeps_its_promise() -> None:
    oldest, newest = pins.promised(pins.ROOT / "pyproject.toml")
    assert oldest == "3.11.0"
    assert list(pins.refusals(pins.ROOT, pins.LOCKS[0], oldest, newest)) == []
    assert (pins.ROOT / pins.LOCKS[1].file).is_file()
