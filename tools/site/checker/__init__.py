"""The checker in the page: Python for the browser, and the package with what it needs.

Pyodide comes from npm's folder, if its files are those whose hashes stand here. The package is that
of src/; python-hcl2, lark and PyYAML are those of this environment, which constraints.txt pins: the
page runs the code of the command. Nothing of it is committed.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from tools import ROOT
from tools.site.vendor import Refused, node, read, verify

HERE = Path(__file__).parent
WHERE = "tools/site/checker/__init__.py"
PACKAGE = ROOT / "node_modules/pyodide"
# Of version 314.0.7. Its Python runs the bytecode: another version makes another archive.
SHA256 = {
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
SOURCE = "source and notices at https://github.com/pyodide/pyodide"
# The folder of each library that constraints.txt pins, and the hash of all that is taken of it.
LIBRARIES = {
    "python-hcl2": ("hcl2", "3c7d44f2cc14ca8908d7a353e9955ade4842abdb46124b890cdfffc21ce96b91"),
    "lark": ("lark", "ad0e37f321235cac68426b2c3c713cadb1a6b9d90f47b6983252dd66860d2fc3"),
    "PyYAML": ("yaml", "d14734367a6ebefb822b7a2f45d9a16bfe099267d2d2b3b11f9a3e953407b32e"),
}
# The facts that a check reads; the others are for pages.
FACTS = ("modules/", "rules/", "compatibility", "fargate", "modes", "topics", "words")
# What a check never imports.
LEFT_OUT = ("choose/", "cli/explain.py", "error_search.py", "examples.py", "facts/checks.py")
TARGET = Path("assets/checker")
# Some hosts say of a name in .gz that browsers are to unpack it, others do not.
ARCHIVE = "python.packed"
# Pyodide asks for a list of the packages that it could load. There are none.
LOCK = "pyodide-lock.json"
# Not every host compresses it, and it is the largest file: the page takes it compressed.
COMPRESSED = "pyodide.asm.wasm"
FORM = '<form class="checker"'
# Archives that have been made, by what they were made of: it takes ten seconds.
KEPT = ROOT / "node_modules/.cache/ecsnet-checker"
# python-hcl2 imports regex, which is no Python, for what writes HCL: the checker never calls that.
_NO_REGEX = b"import re as regex\n"


def write(site: Path) -> None:
    """Write what the page loads into a built site.

    Raises:
        Refused: something is missing, or is not what it should be.
    """
    files = {name: read(PACKAGE / name) for name in SHA256}
    for name, content in files.items():
        verify(content, SHA256[name], f"node_modules/pyodide/{name}", f"SHA256 in {WHERE}")
    target = site / TARGET
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if name == COMPRESSED:
            (target / f"{name}.packed").write_bytes(gzip.compress(content, 9, mtime=0))
        else:
            (target / name).write_bytes(content)
    listed = json.loads(read(PACKAGE / LOCK)) | {"packages": {}}
    (target / LOCK).write_text(json.dumps(listed), encoding="utf-8")
    shutil.copyfile(archive(), target / ARCHIVE)
    for page in site.rglob("check-your-terraform/index.html"):
        # Of a site that MkDocs alone has built, the page says that the checker is not there.
        made = page.read_text(encoding="utf-8").replace(FORM, f"{FORM} data-ready")
        page.write_text(made, encoding="utf-8")
    (target / "checker.LICENSE.txt").write_text(licences(), encoding="utf-8")


def archive() -> Path:
    """The archive of the package and its libraries, which is made where there is none of these.

    Raises:
        Refused: there is no Node.js, or it fails; or as :func:`sources`.
    """
    files = dict(sources())
    packers = {name: (HERE / name).read_bytes() for name in ("pack.mjs", "pack.py")}
    made_of = _joined(files | packers | {name: sha.encode() for name, sha in SHA256.items()})
    kept = KEPT / f"{hashlib.sha256(made_of).hexdigest()}.packed"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as directory:
            made = Path(directory) / ARCHIVE
            _pack(files, Path(directory), made)
            for older in KEPT.glob("*.packed"):
                older.unlink()
            shutil.move(made, kept)
    return kept


def licences() -> str:
    """The licences of what is in the folder, but for the package itself."""
    version = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    texts = [f"Pyodide {version}, with CPython: Mozilla Public License 2.0; {SOURCE}"]
    for library in LIBRARIES:
        files = distribution(library).files or []
        (path,) = (file for file in files if file.name.startswith("LICENSE"))
        text = Path(str(path.locate())).read_text(encoding="utf-8")
        texts.append(f"{library} {distribution(library).version}\n\n{text}")
    return "\n\n".join(texts)


def sources() -> Iterator[tuple[str, bytes]]:
    """The files of the package and its libraries that a check needs, by their path.

    Raises:
        Refused: a library is another than the one that was read.
    """
    package = ROOT / "src/ecsnet"
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        fact = path.suffix == ".toml" and name.removeprefix("facts/").startswith(FACTS)
        if (path.suffix == ".py" and not name.startswith(LEFT_OUT)) or fact:
            yield f"ecsnet/{name}", path.read_bytes()
    for library, (folder, expected) in LIBRARIES.items():
        taken = {
            file.as_posix(): Path(str(file.locate())).read_bytes()
            for file in sorted(distribution(library).files or [], key=str)
            if file.parts[0] == folder and file.suffix in (".py", ".lark")
        }
        named = f"{library} {distribution(library).version}"
        verify(_joined(taken), expected, named, f"LIBRARIES in {WHERE}")
        yield from taken.items()
    yield "in_page.py", (HERE / "in_page.py").read_bytes()
    yield "regex.py", _NO_REGEX


def _joined(files: dict[str, bytes]) -> bytes:
    """Files with their names, to be hashed."""
    return b"\0".join(part for name in sorted(files) for part in (name.encode(), files[name]))


def _pack(files: dict[str, bytes], directory: Path, made: Path) -> None:
    for name, content in files.items():
        path = directory / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    packed = directory / "packed"
    packed.mkdir()
    command = [node(), *map(str, (HERE / "pack.mjs", PACKAGE, directory / "sources", packed))]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise Refused(f"the archive of the page's checker was not made:\n{run.stdout}{run.stderr}")
    laid = io.BytesIO()
    with tarfile.open(fileobj=laid, mode="w") as tar:
        # what is alike side by side is smaller
        for path in sorted(packed.rglob("*"), key=lambda path: (path.suffix, str(path))):
            if path.is_file():
                entry = tarfile.TarInfo(path.relative_to(packed).as_posix())
                entry.size = path.stat().st_size
                tar.addfile(entry, io.BytesIO(path.read_bytes()))
    made.write_bytes(gzip.compress(laid.getvalue(), 9, mtime=0))
