"""The examples of the pages, for readers to take along: `/tf/` of the built site.

Each file is that of snippets/ without the marks of its sections and notes, which only pages need.
Where a folder has several of Terraform, there is an archive of it in which `terraform init` runs:
the files of a stack are one configuration, a migration has one in each of its folders, and
elsewhere each file has a folder of its own. SHA256SUMS has the hash of everything. Written after
MkDocs (tools/site/finish.py).
"""

import hashlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ecsnet.sections import marker, without_notes
from tools import ROOT

SNIPPETS = ROOT / "snippets"
LICENSE = ROOT / "LICENSE"
FOLDER = "tf"

#: What examples are written in, by the end of their names, as a code block calls it.
LANGUAGES = {".tf": "hcl", ".json": "json", ".yaml": "yaml"}
STACKS = "stacks"
MIGRATIONS = "migrations"
SUMS = "SHA256SUMS"

# The first day that an archive can name: the hash depends on nothing but what is in it.
NO_DAY = (1980, 1, 1, 0, 0, 0)
UNIX, FILE_MODE = 3, 0o100644 << 16


def published(source: str) -> str:
    """A snippet as its readers get it."""
    lines = without_notes(source).split("\n")
    return "\n".join(line for line in lines if marker(line) is None)


def files(snippets: Path = SNIPPETS) -> dict[str, bytes]:
    """What lies below `/tf/`: path to content, without the hashes."""
    found = {
        path.relative_to(snippets).as_posix(): published(path.read_text(encoding="utf-8")).encode()
        for path in sorted(snippets.rglob("*"))
        if path.suffix in LANGUAGES
    }
    return found | {f"{folder}.zip": archive(found, folder) for folder in archived(found)}


def archived(paths: Mapping[str, bytes]) -> Iterator[str]:
    """The folders that have several files of Terraform, those of its states among a migration's."""
    folders = [_folder(path) for path in paths if path.endswith(".tf")]
    yield from sorted({folder for folder in folders if folders.count(folder) > 1})


def _folder(path: str) -> str:
    parent = Path(path).parent
    return (parent.parent if parent.parts[0] == MIGRATIONS else parent).as_posix()


def archive(found: Mapping[str, bytes], folder: str) -> bytes:
    """A folder as a ZIP, the same bytes wherever it is made: nothing is compressed."""
    name = Path(folder).name
    whole = Path(folder).parent.as_posix() in (STACKS, MIGRATIONS)
    inside = {}
    for path, content in found.items():
        if _folder(path) == folder:
            alone = f"{Path(path).stem}/main.tf"
            inside[f"{name}/{path.removeprefix(f'{folder}/') if whole else alone}"] = content
    inside[f"{name}/LICENSE"] = LICENSE.read_bytes()
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as made:
        for path in sorted(inside):
            entry = ZipInfo(path, NO_DAY)
            entry.create_system, entry.external_attr = UNIX, FILE_MODE
            made.writestr(entry, inside[path])
    return written.getvalue()


def write(site: Path) -> None:
    """Write everything into a built site."""
    found = files()
    sums = "".join(f"{hashlib.sha256(found[path]).hexdigest()}  {path}\n" for path in sorted(found))
    for path, content in (found | {SUMS: sums.encode()}).items():
        target = site / FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
