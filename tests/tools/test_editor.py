"""The editor of the checker's page: what is bundled, how much, and what is refused."""

import gzip
import json
import shutil
from pathlib import Path

import pytest
from support.needed import needs_node
from support.paths import ROOT

from tools.site import editor, vendor

pytestmark = [needs_node, pytest.mark.xdist_group("editor")]

MOST = 130 * 1024
BUNDLED = ("commands", "language", "lint", "state", "view")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("editor")
    editor.write(site)
    return site / editor.TARGET


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the lock file and nothing that npm lays."""
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    monkeypatch.setattr(editor, "ROOT", tmp_path)
    return tmp_path


def laid(root: Path, version: str) -> None:
    package = root / editor.BUNDLER / "package.json"
    package.parent.mkdir(parents=True)
    package.write_text(json.dumps({"name": "esbuild-wasm", "version": version}), encoding="utf-8")


def test_the_editor_is_one_module_of_limited_size(written: Path) -> None:
    bundle = written.read_text(encoding="utf-8")
    assert bundle.startswith(editor.NOTICE)
    assert "as createEditor}" in bundle
    assert "import " not in bundle.partition("export{")[2]
    assert "sourceMappingURL" not in bundle
    assert len(gzip.compress(bundle.encode(), 9)) <= MOST


def test_the_licence_of_each_package_lies_beside_it(written: Path) -> None:
    texts = written.with_name("editor.LICENSE.txt").read_text(encoding="utf-8")
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    for name in BUNDLED:
        package = f"@codemirror/{name}"
        assert f"{package} {wanted[package]}\n\nMIT License" in texts
    assert texts.count("Permission is hereby granted, free of charge") == texts.count("Copyright")
    assert "esbuild" not in texts


def test_the_same_is_written_again(written: Path, tmp_path: Path) -> None:
    editor.write(tmp_path)
    for name in ("editor.js", "editor.LICENSE.txt"):
        again = (tmp_path / editor.TARGET).with_name(name)
        assert again.read_bytes() == written.with_name(name).read_bytes()


def test_a_package_that_is_missing_is_named(elsewhere: Path) -> None:
    with pytest.raises(vendor.Refused, match=r"esbuild-wasm/package\.json is missing: run `npm ci"):
        editor.write(elsewhere / "site")
    assert not (elsewhere / "site").exists()


def test_another_version_than_the_locked_one_is_refused(elsewhere: Path) -> None:
    laid(elsewhere, "0.0.1")
    with pytest.raises(
        vendor.Refused, match=r"is esbuild-wasm 0\.0\.1, and package-lock\.json has"
    ):
        editor.write(elsewhere)


def test_what_the_bundler_says_is_passed_on(elsewhere: Path) -> None:
    (elsewhere / "node_modules").symlink_to(ROOT / "node_modules")
    script = elsewhere / editor.ENTRY
    script.parent.mkdir(parents=True)
    script.write_text('import "@codemirror/none";\n', encoding="utf-8")
    with pytest.raises(vendor.Refused, match=r'Could not resolve "@codemirror/none"'):
        editor.write(elsewhere)


def test_without_node_it_says_what_lays_it(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    laid(elsewhere, locked[editor.BUNDLER]["version"])
    monkeypatch.setenv("PATH", str(elsewhere))
    with pytest.raises(vendor.Refused, match=r"Node\.js is missing: `make build` lays it"):
        editor.write(elsewhere)
