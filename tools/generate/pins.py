"""The exact versions of what is installed, which pages name."""

from tools import ROOT


def pinned(package: str) -> str:
    """The version that constraints.txt has of a package."""
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    start = f"{package}=="
    (version,) = (pin.removeprefix(start) for pin in pins if pin.startswith(start))
    return version
