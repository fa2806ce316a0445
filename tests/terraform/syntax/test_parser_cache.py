"""Where the parser's tables are kept: in the user's own cache, or beside python-hcl2."""

from __future__ import annotations

import sys
from pathlib import Path

import lark
import pytest
from hcl2 import parser
from hcl2.version import __version__ as hcl2_version

from ecsnet.terraform.syntax import parser_cache


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of python-hcl2 itself, with an empty cache for the user."""
    file = tmp_path / "hcl2" / ".lark_cache.bin"
    monkeypatch.setattr(parser, "PARSER_FILE", file)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return file


def test_python_hcl2_still_names_its_file_so(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}
    monkeypatch.setattr(parser.Lark, "open", lambda *_, **options: asked.update(options))
    parser.parser.__wrapped__()
    assert asked["cache"] == str(parser.PARSER_FILE)


def test_the_users_cache_takes_them(own: Path, tmp_path: Path) -> None:
    parser_cache.keep()
    assert tmp_path / "cache" / "ecsnet" == parser.PARSER_FILE.parent
    for version in (hcl2_version, lark.__version__, f"{sys.version_info[0]}{sys.version_info[1]}"):
        assert version in parser.PARSER_FILE.name
    assert (tmp_path / "cache" / "ecsnet").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o770, 0o777])
def test_a_cache_that_others_can_write_is_not_used(own: Path, tmp_path: Path, mode: int) -> None:
    (tmp_path / "cache" / "ecsnet").mkdir(parents=True)
    (tmp_path / "cache" / "ecsnet").chmod(mode)
    parser_cache.keep()
    assert own == parser.PARSER_FILE


def test_a_link_is_not_used(own: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "ecsnet").symlink_to(tmp_path)
    parser_cache.keep()
    assert own == parser.PARSER_FILE


def test_a_relative_cache_is_not_used(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    parser_cache.keep()
    assert own == parser.PARSER_FILE
    assert not (tmp_path / "cache").exists()


def test_no_place_for_a_cache_is_no_error(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    parser_cache.keep()
    assert own == parser.PARSER_FILE
