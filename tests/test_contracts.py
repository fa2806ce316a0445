"""The import contracts of pyproject.toml can fail, and no file or function has grown too long."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.paths import ROOT

LONGEST_FILE = 450
LONGEST_FUNCTION = 60

# Contract, a module, and a line that it must not have.
BROKEN = {
    "a printer knows the parser": (
        "Facts below rules",
        "src/ecsnet/report/as_text.py",
        "import ecsnet.terraform.values",
    ),
    "reading files knows Terraform": (
        "Facts below rules",
        "src/ecsnet/inputs/read.py",
        "import ecsnet.terraform",
    ),
    "a rule knows Terraform": (
        "Facts below rules",
        "src/ecsnet/rules/ports.py",
        "import ecsnet.terraform.values",
    ),
    "something knows the command": (
        "Facts below rules",
        "src/ecsnet/run.py",
        "import ecsnet.cli.terminal",
    ),
    "facts know a rule": ("Facts below rules", "src/ecsnet/facts/load.py", "import ecsnet.rules"),
    "a module has no room": ("Facts below rules", "src/ecsnet/more.py", ""),
    "evaluation knows python-hcl2": (
        "Only terraform/syntax/",
        "src/ecsnet/terraform/evaluator.py",
        "import hcl2",
    ),
    "a tool knows lark": ("Only terraform/syntax/", "tools/site/build.py", "import lark"),
    "syntax knows evaluation": (
        "From syntax to values",
        "src/ecsnet/terraform/syntax/native.py",
        "import ecsnet.terraform.evaluator",
    ),
    "the package knows its tools": (
        "Guards and generator",
        "src/ecsnet/run.py",
        "import tools.site.build",
    ),
    "a guard knows the generator": (
        "Guards and generator",
        "tools/checks/guard.py",
        "import tools.generate.markdown",
    ),
    "two modules know each other": (
        "No import cycle",
        "src/ecsnet/terraform/syntax/tree.py",
        "import ecsnet.terraform.syntax.places\nimport ecsnet.terraform.syntax.convert",
    ),
}


def lint(directory: Path) -> str:
    """What import-linter says of a tree, one contract a line."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=directory,
        env={"PYTHONPATH": f"{directory / 'src'}:{directory}", "COLUMNS": "1000", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not run.stderr
    return run.stdout


def copied(directory: Path) -> Path:
    for part in ("src", "tools"):
        ignored = shutil.ignore_patterns("__pycache__", "*.toml", "*.svg")
        shutil.copytree(ROOT / part, directory / part, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", directory)
    return directory


@pytest.mark.parametrize("case", BROKEN)
def test_an_import_that_goes_up_breaks_its_contract(case: str, tmp_path: Path) -> None:
    contract, module, line = BROKEN[case]
    file = copied(tmp_path) / module
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{before}\n{line}\n", encoding="utf-8")
    said = lint(tmp_path).splitlines()
    if line:
        broken = [name for name in said if " BROKEN" in name]
        assert [name for name in broken if name.startswith(contract)], said
    else:
        assert any("more" in name for name in said), said


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(source: str) -> list[str]:
    lines = source.count("\n")
    found = [f"{lines} lines"] if lines > LONGEST_FILE else []
    return found + [name for name, size in functions(ast.parse(source)) if size > LONGEST_FUNCTION]


def test_what_has_grown_too_long_is_named() -> None:
    body = "    x = 1\n" * LONGEST_FUNCTION
    assert too_long(f"def f() -> None:\n{body}") == ["f"]
    assert too_long("x = 1\n" * (LONGEST_FILE + 1)) == [f"{LONGEST_FILE + 1} lines"]
    assert too_long(f"def f() -> None:\n{body[:-10]}") == []


@pytest.mark.parametrize("part", ["src", "tools"])
def test_no_file_and_no_function_is_two_in_one(part: str) -> None:
    found = {
        str(file.relative_to(ROOT)): long
        for file in (ROOT / part).rglob("*.py")
        if (long := too_long(file.read_text(encoding="utf-8")))
    }
    assert found == {}
