"""Where the parser's tables are kept: beside python-hcl2, or in the user's own cache."""

from __future__ import annotations

import os
from pathlib import Path

import hcl2
import pytest
from hcl2 import parser

from ecsnet import grammar


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation whose files belong to someone else, and an empty cache for the user."""
    file = tmp_path / "hcl2" / ".lark_cache.bin"
    monkeypatch.setattr(parser, "PARSER_FILE", file)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return file


def test_python_hcl2_still_names_its_file_so(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}
    monkeypatch.setattr(parser.Lark, "open", lambda *_, **options: asked.update(options))
    parser.parser.__wrapped__()
    assert asked["cache"] == str(parser.PARSER_FILE)
    assert Path(hcl2.__file__).parent in parser.PARSER_FILE.parents


def test_a_writable_installation_keeps_them_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parser, "PARSER_FILE", tmp_path / ".lark_cache.bin")
    grammar.keep()
    assert tmp_path / ".lark_cache.bin" == parser.PARSER_FILE


def test_what_is_there_already_is_used(locked: Path) -> None:
    locked.parent.mkdir()
    locked.touch()
    grammar.keep()
    assert locked == parser.PARSER_FILE


def test_the_users_cache_takes_them(locked: Path, tmp_path: Path) -> None:
    grammar.keep()
    assert tmp_path / "cache" / "ecsnet" / "hcl2-parser.bin" == parser.PARSER_FILE
    assert (tmp_path / "cache" / "ecsnet").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o770, 0o777])
def test_a_cache_that_others_can_write_is_not_used(locked: Path, tmp_path: Path, mode: int) -> None:
    (tmp_path / "cache" / "ecsnet").mkdir(parents=True)
    (tmp_path / "cache" / "ecsnet").chmod(mode)
    grammar.keep()
    assert locked == parser.PARSER_FILE


def test_a_link_is_not_used(locked: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "ecsnet").symlink_to(tmp_path)
    grammar.keep()
    assert locked == parser.PARSER_FILE


def test_a_relative_cache_is_not_used(
    locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    grammar.keep()
    assert locked == parser.PARSER_FILE
    assert not (tmp_path / "cache").exists()


def test_no_place_for_a_cache_is_no_error(
    locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    grammar.keep()
    assert locked == parser.PARSER_FILE
