"""`python -m tools.checks`."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.guard_cases import EN, JA, repository
from support.paths import ROOT

from tools.checks import (
    GUARDS,
    changelog,
    examples,
    features,
    glossary,
    japanese,
    languages,
    links,
    names,
    numbers,
    parity,
    provenance,
    quotes,
    snippets,
    statements,
    structure,
)
from tools.checks.__main__ import main

MODULES = (
    changelog,
    examples,
    features,
    glossary,
    japanese,
    languages,
    links,
    names,
    numbers,
    parity,
    provenance,
    quotes,
    snippets,
    statements,
    structure,
)


def test_every_guard_is_run() -> None:
    assert sorted(GUARDS) == sorted(name for module in MODULES for name in module.GUARDS)


def test_every_module_has_its_examples() -> None:
    modules = {guard.__module__.rpartition(".")[2] for guard in GUARDS.values()}
    assert modules <= {file.stem.removeprefix("test_") for file in Path(__file__).parent.iterdir()}


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository(tmp_path, {EN: "# T\n\n## Limits\n", JA: "# T\n\n## 制限 {#limits}\n"})
    assert main(["--root", str(tmp_path), "headings-have-ids"]) == 1
    assert capsys.readouterr().out.startswith(f"{EN}:3: heading “Limits” needs")
    assert main(["--root", str(tmp_path), "ids-are-unique"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.fullmatch(r"checks: 1, files: 2, problems: 0 \(\d+\.\d s\)\n", printed.err)


def test_module_runs() -> None:
    command = [sys.executable, "-m", "tools.checks", "no-such-guard"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 2
    assert "no guard named no-such-guard" in run.stderr


def test_lint_runs_the_guards() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lint = re.search(r"(?m)^lint:(.*?)##", makefile)
    assert lint
    assert "lint-pages" in lint[1].split()
    assert re.search(r"(?m)^lint-pages:.*\n\t\$\(BIN\)/python -m tools\.checks$", makefile)
