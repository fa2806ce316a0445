"""The release workflow: who may do what in it, and what its build makes of the sources."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.commands import run
from support.paths import ROOT, SNIPPETS

from tools import release

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
JOBS: dict[str, Any] = WORKFLOW["jobs"]
VERSION = release.version()
NEEDED = ["pyproject.toml", "constraints.txt", "LICENSE", release.VERSION_FILE, *release.PINNED]
NEEDED += release.changelog.CHANGELOGS.values()


def test_each_job_may_do_one_thing() -> None:
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "build": {"contents": "read"},
        "attest": {"id-token": "write", "attestations": "write"},
        "release": {"contents": "write"},
        "publish": {"id-token": "write"},
    }


def test_only_the_job_that_may_do_nothing_runs_the_code_of_the_tag() -> None:
    def uses(job: dict[str, Any]) -> list[str]:
        return [step["uses"].split("@")[0] for step in job["steps"] if "uses" in step]

    assert [name for name, job in JOBS.items() if "actions/checkout" in uses(job)] == ["build"]
    needs = [job.get("needs") for job in JOBS.values()]
    assert needs == [None, "build", "attest", "release"], "nothing unattested is released"


def test_publishing_waits_for_the_repository_to_ask_for_it() -> None:
    assert JOBS["publish"]["if"] == "vars.PYPI_PUBLISH == 'true'"
    assert JOBS["publish"]["environment"] == "pypi"
    assert "secrets." not in str(WORKFLOW)


def test_the_steps_need_python_alone() -> None:
    command = [sys.executable, "-S", "-m", "tools.release", "check", f"v{VERSION}"]
    subprocess.run(command, cwd=ROOT, env={}, check=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources, as far as a release is made of them."""
    sources = tmp_path / "sources"
    ignored = shutil.ignore_patterns("__pycache__")
    for folder in ("src", "tools", "snippets/rules"):
        shutil.copytree(ROOT / folder, sources / folder, ignore=ignored)
    for file in NEEDED:
        (sources / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, sources / file)
    return sources


def build(sources: Path, tag: str) -> None:
    """Run the scripts of the build job, as GitHub runs them for a tag."""
    environment = {
        "GITHUB_REF_NAME": tag,
        "RUNNER_TEMP": str(sources.parent),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    for step in JOBS["build"]["steps"]:
        if "run" in step:
            run("bash", "-e", "-c", step["run"], cwd=sources, env=environment)


@pytest.mark.packaging
def test_the_build_makes_what_is_released(copy: Path) -> None:
    build(copy, f"v{VERSION}")
    made = {str(path.relative_to(copy)) for path in (copy / "release").rglob("*") if path.is_file()}
    wheel, sdist = f"ecsnet-{VERSION}-py3-none-any.whl", f"ecsnet-{VERSION}.tar.gz"
    dist = {f"release/dist/{wheel}", f"release/dist/{sdist}"}
    assert made == dist | {"release/SHA256SUMS", "release/notes.md"}
    checked = run("sha256sum", "--check", "--strict", "../SHA256SUMS", cwd=copy / "release/dist")
    assert checked.stdout == f"{wheel}: OK\n{sdist}: OK\n"
    assert (copy / "release/notes.md").read_text(encoding="utf-8") == release.notes(f"v{VERSION}")

    packed = set(zipfile.ZipFile(copy / "release/dist" / wheel).namelist())
    code = {f.relative_to(ROOT / "src") for f in (ROOT / "src/ecsnet").rglob("*.*") if f.is_file()}
    examples = {
        f"ecsnet/examples/{f.relative_to(SNIPPETS / 'rules')}"
        for f in (SNIPPETS / "rules").rglob("*.tf")
    }
    assert packed >= examples | {str(f) for f in code if "__pycache__" not in f.parts}


@pytest.mark.packaging
def test_the_build_stops_at_another_tag(copy: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"the tag v9\.8\.7"):
        build(copy, "v9.8.7")
    assert not (copy / "release").exists()
