"""Holds the pinned packages to the Python versions that the project promises.

The promise stands in ``pyproject.toml``: ``requires-python`` names the oldest version, whose first
release counts, and the last classifier the newest. What a package asks for is read from its own
metadata (``Requires-Python``), as it lies in the environments that make laid: no request is sent.
A pin that is not installed here, one of another platform or Python, has no metadata to read.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
CLASSIFIER = re.compile(r"Programming Language :: Python :: (\d+\.\d+)")


@dataclass(frozen=True)
class Lock:
    """A file of pins, and the environment that make lays from it.

    Attributes:
        capped: whether its packages may refuse the newest Python: make lays them all the same.
    """

    file: str
    environment: str
    capped: bool = False


LOCKS = (
    Lock("constraints.txt", ".venv"),
    # cfn-lint caps Requires-Python at the versions it was tried on when it was released.
    Lock("tests/support/oracles/cfn-lint.txt", ".venv/cfn-lint", capped=True),
)


def promised(project: Path) -> tuple[str, str]:
    """The first release of the oldest Python that the project promises, and that of the newest.

    Args:
        project: the ``pyproject.toml``.
    """
    about = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    oldest = str(about["requires-python"]).removeprefix(">=")
    versions = [found[1] for found in map(CLASSIFIER.fullmatch, about["classifiers"]) if found]
    return f"{oldest}.0", f"{versions[-1]}.0"


def required(environment: Path) -> Mapping[str, str]:
    """What the packages of an environment say in ``Requires-Python``, by their canonical names.

    Raises:
        FileNotFoundError: there is no environment.
    """
    folders = [str(folder) for folder in environment.glob("lib/python3*/site-packages")]
    if not folders:
        raise FileNotFoundError(f"{environment}: no environment; make lays it")
    return {
        canonicalize_name(package.name): package.metadata["Requires-Python"]
        for package in metadata.distributions(path=folders)
        if "Requires-Python" in package.metadata
    }


def refusals(root: Path, lock: Lock, oldest: str, newest: str) -> Iterator[str]:
    """The pins that a promised Python cannot install, each with its file and line."""
    packages = required(root / lock.environment)
    lines = (root / lock.file).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        name, equals, _ = line.partition("==")
        asked = packages.get(canonicalize_name(name), "") if equals else ""
        for version in [oldest] if lock.capped else [oldest, newest]:
            if version not in SpecifierSet(asked):
                yield f"{lock.file}:{number}: {line} needs Python {asked}, not {version}: hold it"


def main() -> int:
    """Print what is wrong; 1 when something is."""
    oldest, newest = promised(ROOT / "pyproject.toml")
    wrong = [line for lock in LOCKS for line in refusals(ROOT, lock, oldest, newest)]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
