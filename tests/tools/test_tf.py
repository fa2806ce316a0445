"""The Terraform that readers take along: what is below /tf/ of the built site."""

import hashlib
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.paths import ROOT

from ecsnet import check_text
from ecsnet.facts import LANGUAGES, facts
from tools.generate import needs
from tools.generate.output import generated_files
from tools.site import tf

MARK = "--8<--"
#: What `make generate` writes, made once for all examples.
made_files = cache(generated_files)
SNIPPETS = sorted(path.relative_to(tf.SNIPPETS).as_posix() for path in tf.SNIPPETS.rglob("*.tf"))
MODES = sorted(path for path in SNIPPETS if path.startswith("modes/"))


def test_every_snippet_is_published_without_the_marks_of_its_sections_and_notes() -> None:
    found = {path: content for path, content in tf.files().items() if path.endswith(".tf")}
    assert list(found) == SNIPPETS
    for path, content in found.items():
        source = (tf.SNIPPETS / path).read_text(encoding="utf-8")
        kept = [line for line in source.splitlines() if MARK not in line]
        kept = [re.sub(r"\s+# Note \d+$", "", line) for line in kept]
        assert "Note" not in content.decode()
        assert content.decode() == "\n".join(kept) + "\n", path


def test_an_example_for_another_tool_is_published_as_it_is() -> None:
    found = tf.files()
    for name in ("web.yaml", "task-definition.json", "service.json"):
        assert found[f"other/{name}"] == (tf.SNIPPETS / "other" / name).read_bytes()
    assert "other.zip" not in found


@pytest.mark.parametrize("path", MODES)
def test_an_example_is_whole(path: str) -> None:
    text = tf.files()[path].decode()
    assert check_text(text, Path(path).name).problems == []
    assert "required_providers" in text
    used = set(re.findall(r"\bvar\.(\w+)", text))
    assert used == set(re.findall(r'^variable "(\w+)"', text, re.M))


def test_a_folder_with_several_files_has_an_archive() -> None:
    found = tf.files()
    parents = [Path(path).parent.as_posix() for path in SNIPPETS]
    several = {folder for folder in parents if parents.count(folder) > 1}
    migrations = {folder for folder in several if folder.startswith("migrations/")}
    whole = {folder.rpartition("/")[0] for folder in migrations}
    archives = {path.removesuffix(".zip") for path in found if path.endswith(".zip")}
    assert archives == several - migrations | whole
    assert {"modes", "compare", "rules/ENM001"} <= several


def test_an_archive_has_a_folder_for_each_file_where_terraform_can_run() -> None:
    found = tf.files()
    with ZipFile(BytesIO(found["modes.zip"])) as archive:
        assert archive.testzip() is None
        stems = [Path(path).stem for path in MODES]
        assert archive.namelist() == sorted(
            ["modes/LICENSE", *(f"modes/{stem}/main.tf" for stem in stems)]
        )
        assert archive.read("modes/bridge/main.tf") == found["modes/bridge.tf"]
        assert archive.read("modes/LICENSE") == (ROOT / "LICENSE").read_bytes()


def test_the_archive_of_a_stack_is_its_folder() -> None:
    found = tf.files()
    with ZipFile(BytesIO(found["stacks/fargate-awsvpc-alb.zip"])) as archive:
        files = [path for path in SNIPPETS if path.startswith("stacks/fargate-awsvpc-alb/")]
        assert len(files) > 3
        assert set(archive.namelist()) == {
            "fargate-awsvpc-alb/LICENSE",
            *(path.removeprefix("stacks/") for path in files),
        }
        main = archive.read("fargate-awsvpc-alb/main.tf")
        assert main == found["stacks/fargate-awsvpc-alb/main.tf"]


def test_the_archive_of_a_migration_has_a_folder_for_each_state() -> None:
    found = tf.files()
    folder = "migrations/bridge-to-awsvpc"
    with ZipFile(BytesIO(found[f"{folder}.zip"])) as archive:
        files = [path for path in SNIPPETS if path.startswith(f"{folder}/")]
        assert {Path(path).parent.name for path in files} == {"before", "between", "after"}
        assert set(archive.namelist()) == {
            "bridge-to-awsvpc/LICENSE",
            *(path.removeprefix("migrations/") for path in files),
        }


def test_an_archive_is_the_same_whenever_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    first = {path: content for path, content in tf.files().items() if path.endswith(".zip")}
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    second = {path: content for path, content in tf.files().items() if path.endswith(".zip")}
    assert first == second
    with ZipFile(BytesIO(first["compare.zip"])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {tf.NO_DAY}
        assert {entry.compress_type for entry in archive.infolist()} == {0}
    # The order in which files are found makes no difference, what they say does.
    files = {"a/x.tf": b"1", "a/y.tf": b"2"}
    assert tf.archive(files, "a") == tf.archive(dict(reversed(files.items())), "a")
    assert tf.archive(files, "a") != tf.archive(files | {"a/y.tf": b"3"}, "a")


def test_everything_is_written_with_its_hash(tmp_path: Path) -> None:
    tf.write(tmp_path)
    root = tmp_path / "tf"
    written = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
    sums = dict(reversed(line.split("  ", 1)) for line in (root / tf.SUMS).read_text().splitlines())
    assert sums.keys() | {tf.SUMS} == written
    assert list(sums) == sorted(sums)
    assert all(
        hashlib.sha256((root / path).read_bytes()).hexdigest() == digest
        for path, digest in sums.items()
    )


# --- What an example needs ------------------------------------------------------------------------


def descriptions(name: str) -> dict[str, str]:
    text = (tf.SNIPPETS / "modes" / f"{name}.tf").read_text(encoding="utf-8")
    blocks = re.findall(r'^variable "(\w+)" \{\n(.*?)^\}', text, re.M | re.S)
    return {variable: re.search(r'description = "(.*)"', body)[1] for variable, body in blocks}


def test_every_description_of_a_variable_has_its_japanese_and_the_other_way_round() -> None:
    said = {text for name in needs.examples() for text in descriptions(name).values()}
    assert said == facts().needs.variables.keys()


def test_every_example_with_variables_has_its_needs() -> None:
    stems = {Path(path).stem for path in MODES}
    assert set(needs.examples()) <= stems
    assert {stem for stem in stems if descriptions(stem)} <= set(needs.examples())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", needs.examples())
def test_needs_are_listed_before_the_code(name: str, language: str) -> None:
    made = made_files()[Path(f"generated/{language}/needs/{name}.md")]
    listed = [line for line in made.splitlines() if line.startswith("- ")]
    besides = [item for item in facts().needs.besides.values() if name in item.examples]
    assert len(listed) == len(descriptions(name)) + len(besides)
    for line, variable in zip(listed, descriptions(name), strict=False):
        assert line.startswith(f"- `{variable}`")
    pages = [p.read_text(encoding="utf-8") for p in (ROOT / "docs" / language).rglob("*.md")]
    include, code = f"generated/{language}/needs/{name}.md", f'title="snippets/modes/{name}.tf"'
    [page] = [page for page in pages if include in page]
    assert page.index(include) < page.index(code)
