"""Settings: where they are read from, what wins, and what is refused."""

import json
from pathlib import Path

import pytest
from support.paths import SNIPPETS

from ecsnet import cli, settings
from ecsnet.settings import Settings, SettingsError

BAD = SNIPPETS / "rules" / "ENM003" / "bad.tf"


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == Settings()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert settings.load(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("name", "table"), [(".ecsnet.toml", ""), ("pyproject.toml", "[tool.ecsnet]\n")]
)
def test_every_setting_can_be_written_in_either_file(tmp_path: Path, name: str, table: str) -> None:
    body = (
        'select = ["ENM"]\nignore = ["ENM00", "ENM031"]\nlang = "ja"\nstrict = true\n'
        'docs_url = "https://docs.example.test/ecs/"\n'
    )
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + (table + body).encode())
    assert settings.load(tmp_path) == Settings(
        ("ENM",), ("ENM00", "ENM031"), "ja", True, "https://docs.example.test/ecs/"
    )


def test_the_file_of_its_own_wins(tmp_path: Path) -> None:
    (tmp_path / ".ecsnet.toml").write_text('lang = "en"\n')
    (tmp_path / "pyproject.toml").write_text("[tool.ecsnet]\nstrict = true\n")
    assert settings.load(tmp_path) == Settings(lang="en")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "selct = []",
            ".ecsnet.toml: selct: unknown key; use one of select, ignore, ",
        ),
        ('select = "ENM003"', ".ecsnet.toml: select: must be a list of rule IDs or prefixes"),
        ("ignore = [3]", ".ecsnet.toml: ignore: must be a list of rule IDs or prefixes"),
        ('ignore = [""]', ".ecsnet.toml: ignore: must be a list of rule IDs or prefixes"),
        ('lang = "de"', '.ecsnet.toml: lang: must be "ja" or "en"'),
        ("strict = 1", ".ecsnet.toml: strict: must be true or false"),
        ('docs_url = "docs"', ".ecsnet.toml: docs_url: must be the site's address"),
        ("select = [", ".ecsnet.toml: Invalid value"),
        ("x = \xe9", ".ecsnet.toml: 'utf-8' codec can't decode"),
        ("x = " + "[" * 5000, ".ecsnet.toml: "),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, body: str, message: str) -> None:
    (tmp_path / ".ecsnet.toml").write_bytes(body.encode("latin-1"))
    with pytest.raises(SettingsError) as refused:
        settings.load(tmp_path)
    assert str(refused.value).startswith(message)


def test_the_key_is_named_as_it_stands_in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.ecsnet]\nstrct = true\n")
    with pytest.raises(SettingsError, match=r"^pyproject\.toml: tool\.ecsnet\.strct: unknown key"):
        settings.load(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool]\necsnet = 1\n")
    with pytest.raises(SettingsError, match=r"^pyproject\.toml: tool\.ecsnet: must be a table"):
        settings.load(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(list(arguments))
    out, err = capsys.readouterr()
    return status, out, err


def test_the_command_line_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".ecsnet.toml").write_text('lang = "ja"\nignore = ["ENM003"]\n')
    assert run(capsys, "check", str(BAD))[0] == 0
    status, out, _ = run(capsys, "check", str(BAD), "--ignore", "ENM008")
    assert (status, out.startswith("エラー[ENM003]")) == (1, True)
    status, out, _ = run(capsys, "check", str(BAD), "--ignore", "ENM008", "--lang", "en")
    assert (status, out.startswith("error[ENM003]")) == (1, True)


def test_a_rule_that_is_asked_for_is_not_left_out_by_a_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".ecsnet.toml").write_text('ignore = ["ENM003"]\n')
    assert run(capsys, "check", str(BAD), "--select", "ENM003")[0] == 1
    assert run(capsys, "check", str(BAD), "--select", "ENM", "--ignore", "ENM003")[0] == 0
    (tmp_path / ".ecsnet.toml").write_text('select = ["ENM003"]\n')
    status, _, err = run(capsys, "check", str(BAD), "--ignore", "ENM003")
    assert (status, err.startswith("ecsnet: no rules to run")) == (2, True)


def test_the_address_of_the_site_is_put_before_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".ecsnet.toml").write_text('docs_url = "https://docs.example.test/ecs"\n')
    _, out, _ = run(capsys, "check", "--format", "json", "--lang", "ja", str(BAD))
    url = "https://docs.example.test/ecs/rules/ports/#enm003"
    assert json.loads(out)["findings"][0]["url"] == url
    assert url in run(capsys, "check", "--lang", "ja", str(BAD))[1].splitlines()[7]


def test_settings_that_cannot_be_used_stop_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".ecsnet.toml").write_text("strict = 3\n")
    assert run(capsys, "check", str(BAD)) == (
        2,
        "",
        "ecsnet: .ecsnet.toml: strict: must be true or false\n",
    )
