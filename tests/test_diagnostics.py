"""What the command says about its input is said in both languages."""

import ast
import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.paths import ROOT

from ecsnet import cli
from ecsnet.diagnostics import Problem, Text

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
BAD = (ROOT / "snippets/rules/ENM003/bad.tf").read_text(encoding="utf-8")
HUGE = b"#" * (4 * 1024 * 1024 + 1)

# Files, and what is checked of them: every line about it is in the language that is asked for.
UNUSABLE: dict[str, tuple[dict[str, str | bytes], str]] = {
    "nothing there": ({}, "."),
    "no such file": ({}, "gone.tf"),
    "cut off": ({"a.tf": BAD[: BAD.rindex("}")]}, "."),
    "wrong sign": ({"a.tf": 'resource "aws_ecs_service" "a" {\n  x = = 1\n}\n'}, "."),
    "wrong line break": ({"a.tf": 'resource "aws_ecs_service" "a" {\n  x =\n}\n'}, "."),
    "outside a block": ({"a.tf": "aws_ecs_x = 1\n"}, "."),
    "written twice": ({"a.tf": 'resource "aws_ecs_service" "a" {\n  x = 1\n  x = 2\n}\n'}, "."),
    "label": ({"a.tf": 'resource "aws_ecs_service" "${var.a}" {\n}\n'}, "."),
    "cycle": ({"a.tf": "# aws_ecs_service\nlocals {\n  a = local.b\n  b = local.a\n}\n"}, "."),
    "too deep": (
        {"a.tf": f"# aws_ecs_service\nlocals {{\n  a = {'[' * 1500}{']' * 1500}\n}}\n"},
        ".",
    ),
    "bare word": ({"a.tf": 'resource "aws_ecs_service" "a" {\n  launch_type = EC2\n}\n'}, "."),
    "UTF-16": ({"a.tf": "resource".encode("utf-16")}, "."),
    "binary": ({"a.tf": b"aws_ecs_\0"}, "."),
    "no UTF-8": ({"a.tf": b"aws_ecs_\xff"}, "."),
    "too large": ({"a.tf": HUGE}, "."),
    "JSON with more": ({"a.tf.json": '{"resource": {"aws_ecs_service": {}}} x'}, "."),
    "JSON cut off": ({"a.tf.json": '{"resource": '}, "."),
    "JSON without a comma": ({"a.tf.json": '{"a": 1 "b": 2}'}, "."),
    "JSON without a colon": ({"a.tf.json": '{"a" 1}'}, "."),
    "JSON without a name": ({"a.tf.json": "{a: 1}"}, "."),
    "JSON that is no object": ({"a.tf.json": "3"}, "."),
    "JSON with an open string": ({"a.tf.json": '{"a": "b'}, "."),
    "JSON with an open brace": (
        {"a.tf.json": '{"resource": {"aws_ecs_service": {"a": {"x": "${var.a"}}}}'},
        ".",
    ),
    "JSON with no expression": (
        {"a.tf.json": '{"resource": {"aws_ecs_service": {"a": {"x": "${= 1}"}}}}'},
        ".",
    ),
    "no plan": ({"plan.json": "[]"}, "plan.json"),
    "cut plan": ({"plan.json": '{"format_version": '}, "plan.json"),
    "binary plan": ({"plan": b"PK\3\4"}, "plan"),
    "newer plan": ({"plan.json": '{"format_version": "9.0"}'}, "plan.json"),
    "state": ({"plan.json": '{"format_version": "1.0", "values": {}}'}, "plan.json"),
    "something else": ({"plan.json": '{"format_version": "1.0"}'}, "plan.json"),
}
NOTED: dict[str, dict[str, str]] = {
    "calls itself": {"main.tf": f'{BAD}module "a" {{\n  source = "./."\n}}\n'},
    "not read": {"main.tf": BAD.replace('"awsvpc"', "var.mode")},
    "declared twice": {"a.tf": BAD, "b.tf": BAD},
    "no reason": {"main.tf": BAD.replace("hostPort", "# ecsnet:ignore ENM003\nhostPort")},
    "silences nothing": {"main.tf": f"# ecsnet:ignore ENM004 why\n{BAD}"},
    "no rule": {"main.tf": f"# ecsnet:ignore\n{BAD}"},
    "unknown rule": {"main.tf": f"# ecsnet:ignore ENM999 why\n{BAD}"},
}
REFUSED: dict[str, tuple[str, tuple[str, ...]]] = {
    "unknown key": ("x = 1", ("check",)),
    "select": ("select = 1", ("check",)),
    "lang": ('lang = "de"', ("check",)),
    "strict": ("strict = 1", ("check",)),
    "docs_url": ('docs_url = "x"', ("check",)),
    "no such rule": ("", ("check", "--select", "ENM9")),
    "no rule left": ("", ("check", "--ignore", "ENM")),
    "nothing to explain": ("", ("explain",)),
    "unknown rule": ("", ("explain", "ENM999")),
}


@pytest.fixture(autouse=True)
def own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")


def write(files: dict[str, str | bytes] | dict[str, str]) -> None:
    for name, content in files.items():
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())


def lines(capsys: pytest.CaptureFixture[str], language: str, *arguments: str) -> list[str]:
    """What the command says on standard error in a language."""
    cli.main([*arguments, "--lang", language])
    return capsys.readouterr().err.splitlines()


def assert_both(capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
    english, japanese = (lines(capsys, language, *arguments) for language in ("en", "ja"))
    assert english
    assert len(english) == len(japanese)
    assert not any(map(JAPANESE.search, english)), english
    # the first word is "error" or "warning", which is in both languages anyhow
    assert all(JAPANESE.search(line.split(": ", 1)[1]) for line in japanese), japanese


@pytest.mark.parametrize("case", UNUSABLE)
def test_unusable_input(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    files, path = UNUSABLE[case]
    write(files)
    assert_both(capsys, "check", path)


@pytest.mark.parametrize("case", NOTED)
def test_notices(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(NOTED[case])
    assert_both(capsys, "check")


@pytest.mark.parametrize("case", REFUSED)
def test_settings_and_arguments(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings, arguments = REFUSED[case]
    write({".ecsnet.toml": settings})
    assert_both(capsys, *arguments)


def test_settings_name_the_language_of_what_is_wrong_elsewhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write({".ecsnet.toml": 'lang = "ja"\nignore = ["ENM9"]'})
    cli.main(["check"])
    assert "'ENM9' で始まる規則はありません。" in capsys.readouterr().err


@pytest.mark.parametrize("shape", ["json", "sarif", "github"])
def test_every_format_has_the_language(shape: str, capsys: pytest.CaptureFixture[str]) -> None:
    write({"a.tf": b"aws_ecs_\0"})
    for language, text in (("en", "binary data"), ("ja", "バイナリのデータ")):
        cli.main(["check", "--format", shape, "--lang", language])
        out = capsys.readouterr().out
        assert text in out
        if shape == "json":
            assert text in json.loads(out)["errors"][0]["message"]


@pytest.mark.parametrize("shape", ["json", "sarif", "github"])
def test_every_format_has_the_notices(shape: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(NOTED["not read"])
    for language, text in (("en", "not fully checked"), ("ja", "一部しか検査していません")):
        assert cli.main(["check", "--format", shape, "--lang", language]) == 0
        out, err = capsys.readouterr()
        assert text in out
        assert (err == "") is (shape == "github")


def test_a_problem_keeps_its_languages_between_processes() -> None:
    problem = Problem("a.tf", 1, 2, Text(en="wrong", ja="誤り"))
    sent = pickle.loads(pickle.dumps(problem))
    assert (sent.shown("en"), sent.shown("ja")) == ("a.tf:1:2: wrong", "a.tf:1:2: 誤り")


def test_a_text_of_another_program_is_the_same_in_both() -> None:
    assert Text.same("no space left on device")["ja"] == "no space left on device"


# --- every text of the package ------------------------------------------------------------------


def calls(name: str) -> Iterator[tuple[str, list[ast.expr]]]:
    """Where the package calls this function, and with what."""
    for file in sorted((ROOT / "src/ecsnet").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if called == name:
                    # en before ja, as the helpers take them, however Text is given them
                    named = sorted(node.keywords, key=lambda keyword: str(keyword.arg))
                    values = [keyword.value for keyword in named]
                    yield f"{file.name}:{node.lineno}", [*node.args, *values]


def fixed(text: ast.Constant | ast.JoinedStr) -> str:
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    return "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


def filled(text: ast.Constant | ast.JoinedStr) -> set[str]:
    """What stands between the fixed parts; how a list is joined is a matter of the language."""
    values = text.values if isinstance(text, ast.JoinedStr) else []
    shown = {ast.unparse(part.value) for part in values if isinstance(part, ast.FormattedValue)}
    return {re.sub(r"'.*'\.join", "join", "en" if name == "ja" else name) for name in shown}


@pytest.mark.parametrize("name", ["Text", "_not_made", "JsonError"])
def test_both_languages_say_the_same_of_the_same(name: str) -> None:
    pairs = [
        (place, *arguments[-2:])
        for place, arguments in calls(name)
        if all(isinstance(text, ast.Constant | ast.JoinedStr) for text in arguments[-2:])
    ]
    assert pairs
    for place, en, ja in pairs:
        assert filled(en) == filled(ja), place
        assert not JAPANESE.search(fixed(en)), place
        assert JAPANESE.search(fixed(ja)), place


@pytest.mark.parametrize("name", ["InputError", "Problem", "SettingsError"])
def test_no_error_is_made_of_a_text_in_one_language(name: str) -> None:
    for place, arguments in calls(name):
        # the severity of a problem is no text
        texts = [a for a in arguments if not (isinstance(a, ast.Constant) and a.value == "notice")]
        assert not isinstance(texts[-1], ast.Constant | ast.JoinedStr), place
