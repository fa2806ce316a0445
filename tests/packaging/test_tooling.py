"""The lock files, the setup and the workflows keep the promises that CONTRIBUTING makes."""

import json
import re
import tomllib
from importlib import metadata

import pytest
import yaml
from support.paths import ROOT

from tools.lint import pins

CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = dict(line.split("==") for line in CONSTRAINTS if line and not line.startswith("#"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_constraints_are_exact_versions_and_nothing_else():
    for line in CONSTRAINTS:
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", line), line


def test_constraints_cover_everything_that_is_installed():
    pinned = {canonical(name): version for name, version in PINS.items()}
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [
        table["project"]["dependencies"],
        *table["project"]["optional-dependencies"].values(),
        *table["dependency-groups"].values(),
    ]
    wanted = [requirement for group in groups for requirement in group]
    seen: set[str] = set()
    while wanted:
        name, extra_only = re.match(r"([\w.-]+)(.*extra ==)?", wanted.pop()).groups()
        name = canonical(name)
        if name in seen or extra_only:
            continue
        seen.add(name)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # a dependency of another platform or Python version
        assert pinned.get(name) == distribution.version, name
        wanted += distribution.requires or []
    assert seen >= pinned.keys(), f"pinned but not needed: {sorted(pinned.keys() - seen)}"


def test_package_lock_names_no_download_address():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))

    assert [path for path, package in lock["packages"].items() if "resolved" in package] == []
    assert all("integrity" in package for path, package in lock["packages"].items() if path)


def test_package_lock_asks_for_versions_not_for_tags():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))

    asked = [
        f"{path}: {name} {version}"
        for path, package in lock["packages"].items()
        for name, version in package.get("dependencies", {}).items()
        if version == "latest"
    ]
    # npm 9 stops there. Write the version that package.json overrides it with.
    assert asked == []


def test_ci_runs_the_oldest_and_the_newest_python():
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))

    run = workflow["jobs"]["ci"]["strategy"]["matrix"]["python"]
    assert [f"{version}.0" for version in run] == [*pins.promised(ROOT / "pyproject.toml")]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(path):
    uses = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))

    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_jobs_have_only_the_permissions_they_name(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 20
