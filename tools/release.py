"""What `release.yml` asks of a release, with nothing but Python and the files of the repository.

`python -m tools.release check v0.2.0` compares the tag with every file that names the version,
`notes v0.2.0` prints the text of the release, and `try DIRECTORY` installs the wheel that is there
where nothing else is, and uses it.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

from tools import ROOT, changelog

VERSION_FILE = "src/ecsnet/version.py"
VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)
# Where readers are told which tag to use.
PINNED = (
    "README.md",
    "README.ja.md",
    "docs/en/check-your-terraform.md",
    "docs/ja/check-your-terraform.md",
    "examples/code-scanning.yml",
)
PIN = re.compile(r"(?:[@`]|rev: )v(\d+\.\d+\.\d+)\b")
MISTAKE = "ENM003"


class Faulty(Exception):
    """The release cannot be made of these files."""


def version(root: Path = ROOT) -> str:
    """The version that pyproject.toml names."""
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(table["project"]["version"])


def disagreements(root: Path = ROOT) -> Iterator[str]:
    """Each file that names another version than pyproject.toml, or none."""
    expected = version(root)
    named = {VERSION_FILE: VERSION.findall(_text(root, VERSION_FILE))}
    for file in changelog.CHANGELOGS.values():
        lines = map(changelog.RELEASE.match, _text(root, file).split("\n"))
        named[file] = [line["name"] for line in lines if line and line["day"]][:1]
    named |= {file: PIN.findall(_text(root, file)) for file in PINNED}
    for file, found in named.items():
        if set(found) != {expected}:
            says = ", ".join(dict.fromkeys(found)) or "no version"
            yield f"{file}: {says}, but {expected} in pyproject.toml"


def check(tag: str, root: Path = ROOT) -> None:
    """Compare a tag with the version that the files name.

    Raises:
        Faulty: the tag is another, or the files disagree; with a line for each.
    """
    wrong = list(disagreements(root))
    if tag != f"v{version(root)}":
        wrong.insert(0, f"the tag {tag}: pyproject.toml needs v{version(root)}")
    if wrong:
        raise Faulty("\n".join(wrong))


def notes(tag: str, root: Path = ROOT) -> str:
    """The entries of a version in English, as Markdown with one line for each.

    GitHub shows a line break in these as one, so the lines of an entry are joined.

    Raises:
        Faulty: CHANGELOG.md has no entry for the version.
    """
    text = _text(root, changelog.CHANGELOGS["en"])
    found = [change for change in changelog.changes(text) if f"v{change.version}" == tag]
    if not found:
        raise Faulty(f"CHANGELOG.md has no entry for {tag}")
    kinds = dict.fromkeys(change.kind for change in found)
    return "\n".join(
        "\n".join([f"## {kind}\n", *(f"- {each.text}" for each in found if each.kind == kind), ""])
        for kind in kinds
    )


def install(wheel: Path, environment: Path) -> Path:
    """The command of a wheel, in a new environment with the pinned versions of what it needs."""
    venv.create(environment, with_pip=True)
    programs = environment / "bin"
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    pinned = ["--constraint", str(ROOT / "constraints.txt")]
    subprocess.run([*pip, "install", *pinned, str(wheel)], check=True)
    return programs / "ecsnet"


def use(command: Path, expected: str) -> None:
    """Ask an installed command for its version, and for the mistake in an example.

    Raises:
        Faulty: the version is another, or the mistake is not found.
    """
    said = _run(command, "--version")
    if said.stdout != f"ecsnet {expected}\n":
        raise Faulty(f"--version prints {said.stdout!r}, not {expected}: {said.stderr}")
    said = _run(command, "check", str(ROOT / "snippets" / "rules" / MISTAKE / "bad.tf"))
    if said.returncode != 1 or f"[{MISTAKE}]" not in said.stdout:
        ended = f"{said.returncode}, {said.stdout}{said.stderr}"
        raise Faulty(f"check does not find {MISTAKE}: {ended}")


def try_out(directory: Path) -> None:
    """Install the wheel of a directory and use it.

    Raises:
        Faulty: there is not one wheel, or it does not do what it must.
        subprocess.CalledProcessError: pip cannot install it.
    """
    wheels = sorted(directory.glob("*.whl"))
    if len(wheels) != 1:
        raise Faulty(f"{directory}: {len(wheels)} wheels, not 1")
    with tempfile.TemporaryDirectory() as temporary:
        use(install(wheels[0], Path(temporary)), version())


def _text(root: Path, file: str) -> str:
    return (root / file).read_text(encoding="utf-8")


def _run(command: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # From elsewhere, and isolated: the sources beside it are not what is tried.
    return subprocess.run(
        [command, *arguments], cwd=command.parent, env={}, capture_output=True, text=True
    )


def main(arguments: list[str] | None = None) -> int:
    """Do a step; 1, with what is wrong on standard error, if the release must stop."""
    parser = argparse.ArgumentParser(prog="python -m tools.release")
    parser.add_argument("step", choices=["check", "notes", "try"])
    parser.add_argument("subject", help="the tag, or for try the directory with the wheel")
    given = parser.parse_args(arguments)
    try:
        if given.step == "check":
            check(given.subject)
        elif given.step == "notes":
            print(notes(given.subject), end="")
        else:
            try_out(Path(given.subject))
    except Faulty as faulty:
        print(faulty, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
