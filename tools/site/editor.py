"""The editor of the checker's page: our script and CodeMirror, in one file for a page to import.

What npm's folder has must be what `package-lock.json` names, by which npm has checked it. The
licences of all that is in the bundle lie beside it.
"""

import json
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools import ROOT
from tools.site.vendor import Refused, node, read

ENTRY = "tools/site/codemirror/editor.js"
BUNDLER = "node_modules/esbuild-wasm"
TARGET = Path("assets/checker/editor.js")
NOTICE = "/*! CodeMirror; Copyright Marijn Haverbeke and others; MIT, see editor.LICENSE.txt */"
PACKAGE = re.compile(r"^(?:.*/)?node_modules/((?:@[^/]+/)?[^/]+)(?=/)")


def write(site: Path) -> None:
    """Write the editor and the licences of what is in it into a built site.

    Raises:
        Refused: Node.js or a package is not there, or a package is another than the one locked.
    """
    locked = _json(ROOT / "package-lock.json")["packages"]
    _check(BUNDLER, locked)
    with TemporaryDirectory() as name:
        bundle, inputs = _bundled(Path(name))
    packages = sorted({found[0] for path in inputs if (found := PACKAGE.match(path))})
    licences = [_licence(package, locked) for package in packages]
    target = site / TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(bundle, encoding="utf-8")
    target.with_name("editor.LICENSE.txt").write_text("\n".join(licences), encoding="utf-8")


def _bundled(directory: Path) -> tuple[str, list[str]]:
    """The bundle, and the files that are in it."""
    # The bundler is large, and runs too short for code that is compiled well to be worth the wait:
    # that of V8's fast compiler takes a second, not three.
    command = [node(), "--liftoff-only", f"{BUNDLER}/bin/esbuild", ENTRY]
    options = ["--bundle", "--format=esm", "--minify", "--charset=utf8", "--legal-comments=none"]
    # Where npm's folder is a link, its files keep the names that the lock file has for them.
    paths = ["--preserve-symlinks", f"--outfile={directory}/out.js", f"--metafile={directory}/meta"]
    said = ["--log-level=warning", f"--banner:js={NOTICE}"]
    # Through pipes, which is what capturing is: the bundler never ends where it writes to a file.
    run = subprocess.run(
        [*command, *options, *paths, *said],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode or run.stderr:
        raise Refused(f"{ENTRY} cannot be bundled; was it `npm ci --omit=optional`?\n{run.stderr}")
    return _read(directory / "out.js"), [*_json(directory / "meta")["inputs"]]


def _licence(package: str, locked: dict[str, Any]) -> str:
    name = _check(package, locked)
    return f"{name}\n\n{_read(ROOT / package / 'LICENSE')}"


def _check(package: str, locked: dict[str, Any]) -> str:
    """Name and version of a package, if they are those of the lock file."""
    found = _json(ROOT / package / "package.json")
    wanted = package.rpartition("node_modules/")[2], locked.get(package, {}).get("version")
    if (found["name"], found["version"]) != wanted:
        raise Refused(
            f"{package} is {found['name']} {found['version']}, and package-lock.json has"
            f" {wanted[1]}: run `npm ci --omit=optional`"
        )
    return f"{found['name']} {found['version']}"


def _json(file: Path) -> Any:
    return json.loads(_read(file))


def _read(file: Path) -> str:
    return read(file).decode("utf-8")
