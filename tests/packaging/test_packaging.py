"""What is installed and what runs elsewhere: the wheel, the pre-commit hook, the GitHub action."""

import csv
import json
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from support.commands import run
from support.paths import DATA, ROOT, SNIPPETS

from ecsnet import facts

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SCANNING = ROOT / "examples" / "code-scanning.yml"
SCHEMA = json.loads((DATA / "sarif-2.1.0-rtm.5.json").read_text())

pytestmark = pytest.mark.packaging
# What the tests of a group share is made once, in one process.
action = pytest.mark.xdist_group("action")


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the package is built from, so that a build leaves nothing behind here."""
    copy = tmp_path_factory.mktemp("source") / "ecsnet"
    copy.mkdir()
    for name in (
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "action.yml",
        ".pre-commit-hooks.yaml",
    ):
        shutil.copy(ROOT / name, copy)
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", copy / "src", ignore=skipped)
    shutil.copytree(SNIPPETS / "rules", copy / "snippets" / "rules", ignore=skipped)
    return copy


# --- the wheel ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def installed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the action installs: an environment of the wheel that pip builds, and what it needs."""
    directory = tmp_path_factory.mktemp("action")
    Job(source, directory).install()
    return directory / "temp" / "ecsnet"


@pytest.fixture(scope="session")
def metadata(installed: Path) -> Path:
    (found,) = installed.glob("lib/python*/site-packages/ecsnet-*.dist-info")
    return found


@action
def test_the_action_installs_the_version_of_its_own_source(metadata: Path, installed: Path) -> None:
    version = PROJECT["project"]["version"]
    assert metadata.name == f"ecsnet-{version}.dist-info"
    assert run(installed / "bin" / "ecsnet", "--version").stdout == f"ecsnet {version}\n"
    (installing,) = (s for s in ACTION["runs"]["steps"] if " install " in s["run"])
    assert installing["env"]["ECSNET_SOURCE"] == "${{ github.action_path }}"
    assert installing["run"].rstrip().endswith(' "$ECSNET_SOURCE"'), "nothing else is installed"


@action
def test_the_wheel_asks_for_nothing_but_the_two_parsers(metadata: Path) -> None:
    text = (metadata / "METADATA").read_text(encoding="utf-8")
    needed = re.findall(r"^Requires-Dist: ([\w-]+)(?!.*extra ==)", text, re.MULTILINE)
    assert needed == ["python-hcl2", "pyyaml"]


@action
def test_the_wheel_holds_the_package_the_facts_and_the_examples_only(metadata: Path) -> None:
    with (metadata / "RECORD").open(encoding="utf-8", newline="") as record:
        installed = {row[0] for row in csv.reader(record)}
    names = {n for n in installed if not re.search(r"\.dist-info/|__pycache__/", n)}
    code = {
        f"ecsnet/{file.relative_to(ROOT / 'src' / 'ecsnet')}"
        for file in (ROOT / "src" / "ecsnet").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    examples = {
        f"ecsnet/examples/{file.relative_to(SNIPPETS / 'rules')}"
        for file in (SNIPPETS / "rules").rglob("*.tf")
    }
    assert names == code | examples | {"../../../bin/ecsnet"}


@action
def test_the_installed_command_checks_and_explains(installed: Path, tmp_path: Path) -> None:
    bad = SNIPPETS / "rules" / "ENM003" / "bad.tf"
    command = installed / "bin" / "ecsnet"
    checked = run(command, "check", "--format", "json", bad, cwd=tmp_path, expected=1)
    assert [f["rule"] for f in json.loads(checked.stdout)["findings"]] == ["ENM003"]
    module = (installed / "bin" / "python", "-m", "ecsnet")
    explained = run(*module, "explain", "ENM003", cwd=tmp_path).stdout
    assert "hostPort = 8080" in explained
    assert facts.facts().rules["ENM003"].why.en in explained


# --- pre-commit ---------------------------------------------------------------------------------


def git(directory: Path, *arguments: object) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.test")
    run("git", "-C", directory, *identity, *arguments)


def repository(directory: Path) -> Path:
    run("git", "init", "--quiet", directory)
    git(directory, "add", "--all")
    git(directory, "commit", "--quiet", "--no-verify", "--message", "x")
    return directory


@pytest.mark.xdist_group("hook")
def test_the_hook_stops_a_commit(source: Path, tmp_path: Path) -> None:
    hook = tmp_path / "hook"
    shutil.copytree(source, hook)
    repository(hook)
    version = PROJECT["project"]["version"]
    git(hook, "tag", f"v{version}")
    git(hook, "rm", "--quiet", "-r", ".")
    git(hook, "commit", "--quiet", "--message", "what came after the release")
    project = tmp_path / "project"
    project.mkdir()
    hooks = {"repo": str(hook), "rev": f"v{version}", "hooks": [{"id": "ecsnet"}]}
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [hooks]}))
    repository(project)
    environment = {"PRE_COMMIT_HOME": str(tmp_path / "cache")}
    run(sys.executable, "-m", "pre_commit", "install", cwd=project, env=environment)

    def commit(content: str | None, expected: int) -> str:
        if content is None:
            (project / "notes.txt").write_text("x")
        else:
            shutil.copy(SNIPPETS / "rules" / "ENM003" / content, project / "main.tf")
        git(project, "add", "--all")
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.test")
        command = ("git", "-C", project, *identity, "commit", "--message", "x")
        result = run(*command, env=environment, expected=expected)
        return result.stdout + result.stderr

    assert "(no files to check)Skipped" in commit(None, 0)
    refused = commit("bad.tf", 1)
    assert "error[ENM003]" in refused
    assert "--> main.tf:21:45" in refused
    assert "Passed" in commit("good.tf", 0)
    (laid,) = (tmp_path / "cache").rglob("ecsnet-*.dist-info")
    assert laid.name == f"ecsnet-{version}.dist-info"


# --- the action ---------------------------------------------------------------------------------


class Job:
    """A runner for the steps of the action: their scripts, with their environment, in bash."""

    def __init__(self, source: Path, directory: Path) -> None:
        self.workspace = directory / "workspace"
        self._temp = directory / "temp"
        self._output = directory / "output"
        self._source = source
        self.workspace.mkdir(exist_ok=True)
        self._temp.mkdir(exist_ok=True)

    def install(self) -> None:
        """All steps but the last."""
        for step in ACTION["runs"]["steps"][:-1]:
            self._step(step, {})

    def check(self, inputs: dict[str, str], expected: int = 0) -> tuple[str, dict[str, str]]:
        """What the last step prints and puts out.

        Args:
            inputs: those of the caller; the rest have their defaults.
            expected: the exit status.
        """
        self._output.write_text("")
        printed = self._step(ACTION["runs"]["steps"][-1], inputs, expected)
        lines = self._output.read_text().splitlines()
        return printed, dict(line.split("=", 1) for line in lines)

    def _step(self, step: dict[str, Any], inputs: dict[str, str], expected: int = 0) -> str:
        known = {name: str(given["default"]) for name, given in ACTION["inputs"].items()}
        assert set(inputs) <= set(known)
        assert step["shell"] == "bash"
        values = known | {"python": sys.executable} | inputs
        environment = {
            name: self._filled(expression, values) for name, expression in step["env"].items()
        }
        environment |= {"RUNNER_TEMP": str(self._temp), "GITHUB_OUTPUT": str(self._output)}
        # as GitHub runs `shell: bash`
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return run(*shell, cwd=self.workspace, env=environment, expected=expected).stdout

    def _filled(self, expression: str, values: dict[str, str]) -> str:
        name = re.fullmatch(r"\$\{\{ ([\w.-]+) \}\}", expression)
        assert name, expression
        if name[1] == "github.action_path":
            return str(self._source)
        return values[name[1].removeprefix("inputs.")]


def test_no_script_of_the_action_contains_an_expression() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"], "an input in a script is code for whoever sets it"


@action
def test_the_action_annotates_and_writes_sarif(source: Path, installed: Path) -> None:
    job = Job(source, installed.parents[1])
    for name, rule in (("one two", "ENM003"), ("three", "ENM007")):
        (job.workspace / name).mkdir()
        shutil.copy(SNIPPETS / "rules" / rule / "bad.tf", job.workspace / name / "main.tf")

    printed, output = job.check({"sarif-file": "found.sarif", "lang": "ja"}, expected=1)
    assert "::error file=one two/main.tf,line=21,col=45" in printed
    assert output == {"sarif-file": "found.sarif"}
    log = json.loads((job.workspace / "found.sarif").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    found = {result["ruleId"] for result in log["runs"][0]["results"]}
    assert found == {"ENM003", "ENM007"}

    printed, output = job.check({"paths": "one two\nthree\n", "ignore": "ENM003"}, expected=1)
    assert "ENM003" not in printed
    assert "title=ENM007" in printed
    assert output == {}

    printed, _ = job.check({"select": "ENM001", "strict": "true"})
    assert printed == ""

    printed, _ = job.check({"paths": "nowhere"}, expected=2)
    assert "::error file=nowhere,title=ecsnet::" in printed


def test_the_example_of_code_scanning_uses_what_the_action_has() -> None:
    workflow = yaml.safe_load(SCANNING.read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    assert job["permissions"]["security-events"] == "write"
    own = next(step for step in job["steps"] if step["uses"] == "./")
    assert set(own["with"]) <= set(ACTION["inputs"])
    upload = next(step for step in job["steps"] if "/upload-sarif@" in step["uses"])
    assert upload["with"]["sarif_file"] == f"${{{{ steps.{own['id']}.outputs.sarif-file }}}}"
    assert upload["if"].startswith("always()") or upload["if"].startswith("!cancelled()")
    assert "sarif-file" in ACTION["outputs"]
    for path in own["with"]["paths"].split():
        assert (ROOT / path).is_dir()
