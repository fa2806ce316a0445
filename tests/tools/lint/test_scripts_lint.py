"""`make lint` checks every script of the site with its types."""

import json
import shutil
import subprocess
from pathlib import Path

from support.needed import needs
from support.paths import ROOT

TSC = ROOT / "node_modules/.bin/tsc"
SCRIPTS = ROOT / "docs/assets/javascripts"

pytestmark = needs(
    TSC.exists() and shutil.which("node"), "TypeScript is not installed: `make lint` installs it"
)


def tsc(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(TSC), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_every_script_is_checked() -> None:
    listed = tsc("--project", "tsconfig.json", "--listFilesOnly").stdout.splitlines()
    checked = {Path(line) for line in listed if Path(line).is_relative_to(SCRIPTS)}
    assert checked == set(SCRIPTS.rglob("*.js")) > set()


def test_no_script_opts_out() -> None:
    for script in SCRIPTS.rglob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert "@ts-nocheck" not in text, script
        assert "@ts-ignore" not in text, script


def test_a_fault_stops_make_lint(tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.js"
    faulty.write_text(
        "export function size(text) { return text.length; }\n"
        'document.querySelector("main").hidden = "yes";\n'
    )
    config = tmp_path / "tsconfig.json"
    config.write_text(json.dumps({"extends": str(ROOT / "tsconfig.json"), "include": ["*.js"]}))
    run = tsc("--project", str(config))
    assert run.returncode != 0
    for fault in ("implicitly has an 'any' type", "possibly 'null'", "not assignable to type"):
        assert fault in run.stdout
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "node_modules/.bin/tsc --project tsconfig.json\n" in makefile
