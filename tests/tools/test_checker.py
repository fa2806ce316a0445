"""What the checker in the page is made of, and when it is refused."""

import json
import shutil
from pathlib import Path

import pytest
from support.command import TASK
from support.paths import ROOT

from tools.site import checker, vendor
from tools.site.checker import in_page


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of npm's."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    monkeypatch.setattr(checker, "PACKAGE", folder)
    return folder


def test_without_pyodide_it_is_refused(package: Path, tmp_path: Path) -> None:
    with pytest.raises(vendor.Refused, match=r"pyodide\.mjs is missing: run `npm ci"):
        checker.write(tmp_path)


def test_another_pyodide_is_refused(package: Path, tmp_path: Path) -> None:
    for name in checker.SHA256:
        (package / name).write_text("other", encoding="utf-8")
    with pytest.raises(vendor.Refused, match=r"pyodide\.mjs is not what SHA256 in"):
        checker.write(tmp_path)
    assert list(tmp_path.iterdir()) == [package]


def test_without_node_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "KEPT", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(vendor.Refused, match=r"Node\.js is missing"):
        checker.archive()


def test_another_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(checker.LIBRARIES, "lark", ("lark", "0" * 64))
    with pytest.raises(vendor.Refused, match=r"^lark [\d.]+ is not what LIBRARIES in .* names"):
        dict(checker.sources())


def test_the_archive_has_the_package_as_it_is_here() -> None:
    sources = dict(checker.sources())
    own = {name: content for name, content in sources.items() if name.startswith("ecsnet/")}
    assert all((ROOT / "src" / name).read_bytes() == content for name, content in own.items())
    assert {"ecsnet/run.py", "ecsnet/facts/rules/ports.toml"} < own.keys()
    assert {"hcl2/hcl2.lark", "lark/lark.py", "yaml/scanner.py", "in_page.py"} < sources.keys()
    assert not [name for name in own if "facts/evidence/" in name or "explain" in name]


@pytest.fixture
def input_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(in_page, "INPUT", str(tmp_path / "input"))
    return tmp_path / "input"


def found(files: dict[str, str], language: str = "en") -> list[tuple[str, str]]:
    given = {name: text.encode() for name, text in files.items()}
    document = json.loads(in_page.check(given, language))
    return [(finding["rule"], finding["file"]) for finding in document["findings"]]


def test_terraform_is_checked_as_a_directory(input_folder: Path) -> None:
    files = {"main.tf": TASK.replace('"awsvpc"', "var.mode"), "README.md": "#", "x.json": "{"}
    values = {"variables.tf": 'variable "mode" {}\n', "terraform.tfvars": 'mode = "awsvpc"\n'}
    assert found(files | values) == [("ENM003", "main.tf")]
    assert found(files | {"variables.tf": 'variable "mode" {}\n'}) == []


def test_without_terraform_each_document_is_checked(input_folder: Path) -> None:
    mapping = {"containerPort": 80, "hostPort": 81}
    task = {
        "family": "web",
        "networkMode": "awsvpc",
        "containerDefinitions": [{"name": "web", "memory": 1, "portMappings": [mapping]}],
    }
    files = {"td.json": json.dumps(task), "README.md": "#"}
    assert found(files) == [("ENM003", "td.json")]
    # Beside Terraform too, which a template of Terraform's and other JSON are not.
    template = json.dumps(task | {"family": "${family}"})
    others = {"main.tf": "locals {}\n", "t.json": template, "package.json": "{}"}
    assert found(files | others) == [("ENM003", "td.json")]


def test_a_plan_beside_terraform_is_checked(input_folder: Path) -> None:
    values = {
        "family": "${in_a_value}",
        "container_definitions": "[]",
        "network_mode": "host",
        "requires_compatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
    }
    task = {"address": "aws_ecs_task_definition.a", "type": "aws_ecs_task_definition"}
    resources = [task | {"mode": "managed", "name": "a", "values": values}]
    plan = {"format_version": "1.2", "planned_values": {"root_module": {"resources": resources}}}
    files = {"main.tf": "locals {}\n", "plan.json": json.dumps(plan)}
    assert found(files) == [("ENM004", "plan.json")]


def test_a_path_that_leads_out_is_refused(input_folder: Path) -> None:
    with pytest.raises(ValueError, match=r"\.\./x\.tf"):
        in_page.check({"../x.tf": b""}, "en")
    assert not (input_folder.parent / "x.tf").exists()


def test_what_would_use_up_the_stack_of_a_browser_is_refused(input_folder: Path) -> None:
    with pytest.raises(ValueError, match=r"main\.tf: nested too deeply"):
        in_page.check({"main.tf": b"a = " + b"[" * 301 + b"]" * 301}, "en")
    assert found({"main.tf": "[{(" * 100 + ")}]" * 100 + TASK}) == []


def test_standard_input_is_no_file(input_folder: Path) -> None:
    with pytest.raises(ValueError, match="-: not the name of a file"):
        in_page.check({"-": b"{}"}, "en")
