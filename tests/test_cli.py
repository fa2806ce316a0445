"""The command as a shell runs it: paths, exit status, one line for what cannot be used."""

import json
import os
import pty
import re
import select
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import ecsnet
from ecsnet import cli, facts
from ecsnet import run as runner
from ecsnet.diagnostics import Result
from ecsnet.inputs.read import LARGEST
from ecsnet.rules import rule as rule_module

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = ROOT / "snippets"
BAD = SNIPPETS / "rules" / "ENM003" / "bad.tf"
GOOD = SNIPPETS / "rules" / "ENM003" / "good.tf"

TASK = """\
resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "awsvpc"
  container_definitions = jsonencode([
    { name = "web", memory = 128, portMappings = [{ containerPort = 80, hostPort = 8080 }] }
  ])
}
"""
WARNED = """\
resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "awsvpc"
  container_definitions = jsonencode([{ name = "web", memory = 128, networkMode = "awsvpc" }])
}
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty directory and an English locale, so that neither decides a test."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def write(name: str, content: str | bytes = TASK) -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


class Run:
    """What one run of the command printed and returned."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: object) -> None:
        try:
            self.status = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:  # argparse
            self.status = int(end.code or 0)
        self.out, self.err = capsys.readouterr()

    @property
    def rules(self) -> list[str]:
        return [finding["rule"] for finding in json.loads(self.out)["findings"]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    return lambda *arguments: Run(capsys, *arguments)


def process(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ecsnet", *map(str, arguments)],
        text=True,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        timeout=60,
        **options,
    )


# --- findings and exit status -------------------------------------------------------------------


def test_a_finding_shows_its_line_its_answer_its_fix_and_where_to_read_on(run) -> None:
    result = run("check", BAD)
    assert result.status == 1
    assert result.err == ""
    lines = result.out.splitlines()
    source, marks = lines[3], lines[4]
    assert lines[0].startswith("error[ENM003]: ")
    assert f"{BAD}:21:45" in lines[1]
    assert marks.index("^") == source.index("hostPort = 8080")
    assert f"  AWS: {facts.facts().errors['E1'].text}" in lines
    assert f"  fix: {facts.facts().rules['ENM003'].fix.en}" in lines
    assert "  more: ecsnet explain ENM003 (en/rules/ports/#enm003)" in lines
    assert lines[-1] == "errors: 1, warnings: 0 (files checked: 1)"


def test_a_good_file_says_nothing(run) -> None:
    result = run("check", GOOD)
    assert (result.status, result.out, result.err) == (0, "", "")


def test_the_command_agrees_with_the_rules_on_their_examples(run) -> None:
    found = json.loads(run("check", "--format", "json", SNIPPETS / "rules").out)["findings"]
    by_file = {(Path(f["file"]).parent.name, Path(f["file"]).stem, f["rule"]) for f in found}
    assert by_file == {(rule, "bad", rule) for rule in facts.facts().rules}


def test_no_rule_is_about_what_a_run_leaves_unparsed() -> None:
    bad = {rule: SNIPPETS / "rules" / rule / "bad.tf" for rule in facts.facts().rules}
    texts = {rule: file.read_text(encoding="utf-8") for rule, file in bad.items()}
    assert [r for r, text in texts.items() if not any(t in text for t in runner.RELEVANT)] == []


def test_warnings_fail_a_strict_run_only(run) -> None:
    write("main.tf", WARNED)
    assert run("check").status == 0
    assert run("check", "--format", "json").rules == ["ENM007"]
    assert run("check", "--strict").status == 1


def test_unusable_input_is_one_line_and_the_rest_is_checked(run) -> None:
    write("a/main.tf")
    write("b/main.tf", 'resource "aws_ecs_service" "web" {\n  name = = 1\n}\n')
    result = run("check", "--format", "json")
    assert result.status == 2
    assert result.rules == ["ENM003"]
    assert json.loads(result.out)["errors"] == [
        {"file": "b/main.tf", "line": 2, "column": 10, "message": "syntax error: unexpected '= 1'"}
    ]
    assert result.err == "error: b/main.tf:2:10: syntax error: unexpected '= 1'\n"


def test_findings_stand_in_the_order_of_file_and_line(run) -> None:
    for name in ("b", "a"):
        second = TASK.replace('"aws_ecs_task_definition" "web"', '"aws_ecs_task_definition" "api"')
        write(f"{name}/main.tf", TASK + second)
    found = json.loads(run("check", "--format", "json").out)["findings"]
    assert [(f["file"], f["line"]) for f in found] == [
        ("a/main.tf", 5),
        ("a/main.tf", 12),
        ("b/main.tf", 5),
        ("b/main.tf", 12),
    ]


# --- what is read -------------------------------------------------------------------------------


def test_directories_are_searched_without_what_is_not_the_reader_s_own(run) -> None:
    for name in ("main.tf", "deep/er/main.tf"):
        write(name)
    for name in (".terraform/modules/x", "node_modules/x", ".hidden", ".git/x"):
        write(f"{name}/main.tf")
    write(".hidden.tf")
    write("main.tf.bak")
    found = json.loads(run("check", "--format", "json").out)["findings"]
    assert [f["file"] for f in found] == ["deep/er/main.tf", "main.tf"]


def test_the_files_of_a_directory_are_one_module_and_directories_are_not(run) -> None:
    service = 'resource "aws_ecs_service" "web" {\n  name = "web"\n'
    service += "  task_definition = aws_ecs_task_definition.web.arn\n}\n"
    task = TASK.replace(", hostPort = 8080", "")
    write("one/task.tf", task)
    write("one/service.tf", service)
    write("two/task.tf", task)
    write("three/service.tf", service)
    found = json.loads(run("check", "--format", "json").out)["findings"]
    assert [(f["rule"], f["file"]) for f in found] == [("ENM001", "one/service.tf")]


def test_files_that_cannot_be_one_module_are_checked_one_by_one(run) -> None:
    result = run("check", "--format", "json", SNIPPETS / "rules" / "ENM003")
    assert (result.status, result.rules) == (1, ["ENM003"])
    assert f"{GOOD}:11: aws_ecs_task_definition.web is declared in {BAD} too" in result.err


def test_what_is_commented_out_is_not_declared(run) -> None:
    write("a.tf", '/*\nresource "aws_ecs_task_definition" "web" {\n}\n*/\n')
    write("b.tf", TASK.replace(", hostPort = 8080", ""))
    service = "  task_definition = aws_ecs_task_definition.web.arn\n}\n"
    write("c.tf", f'resource "aws_ecs_service" "web" {{\n{service}')
    result = run("check", "--format", "json")
    assert (result.rules, result.err) == (["ENM001"], "")


def test_a_file_in_json_can_declare_what_another_does(run) -> None:
    write("a.tf")
    write("b.tf.json", '{"resource": {"aws_ecs_task_definition": {"web": {"family": "b"}}}}')
    result = run("check", "--format", "json")
    assert result.rules == ["ENM003"]
    assert "b.tf.json:1: aws_ecs_task_definition.web is declared in a.tf too" in result.err


def test_a_directory_with_override_files_is_left_alone(run) -> None:
    write("main.tf")
    write("web_override.tf", "locals {\n  port = 80\n}\n")
    result = run("check")
    assert (result.status, result.out) == (0, "")
    assert result.err.startswith("warning: web_override.tf: overrides what other files declare")


def test_a_file_named_twice_is_read_once(run) -> None:
    write("main.tf")
    result = run("check", "--format", "json", ".", "main.tf", "./main.tf")
    assert result.rules == ["ENM003"]


def test_terraform_json_is_read_with_its_lines(run) -> None:
    document = {
        "locals": {"port": 80},
        "resource": {
            "aws_ecs_task_definition": {
                "web": {
                    "//": "a comment",
                    "family": "web",
                    "network_mode": "awsvpc",
                    "container_definitions": '${jsonencode([{name = "web", memory = 1,'
                    " portMappings = [{containerPort = local.port, hostPort = 8080}]}])}",
                },
                "api": {
                    "family": "api",
                    "network_mode": "awsvpc",
                    "container_definitions": json.dumps(
                        [
                            {
                                "name": "api",
                                "image": "${var.image}",
                                "memory": 1,
                                "portMappings": [{"containerPort": 80, "hostPort": 8080}],
                            }
                        ]
                    ),
                },
            },
            "aws_ecs_service": {
                "web": {
                    "name": "web",
                    "task_definition": "${aws_ecs_task_definition.web.arn}",
                    "launch_type": "EC2",
                    "network_configuration": {"subnets": ["subnet-1"], "assign_public_ip": True},
                }
            },
        },
    }
    text = json.dumps(document, indent=2)
    write("main.tf.json", text)
    found = json.loads(run("check", "--format", "json").out)["findings"]
    places = [(f["rule"], f["resource"].split(".")[1], f["line"]) for f in found]
    lines = text.splitlines()
    first, second = (i + 1 for i, line in enumerate(lines) if "container_definitions" in line)
    public = next(i + 1 for i, line in enumerate(lines) if "assign_public_ip" in line)
    assert places == [
        ("ENM003", "web", first),
        ("ENM003", "api", second),
        ("ENM010", "web", public),
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{"resource": }', "1:14", "unexpected '}'"),
        ('{"resource": {}', "1:16", "expected ',' or '}'"),
        ('{\n "resource": {} "x": 1}', "2:17", "expected ',' or '}'"),
        ("{} {}", "1:4", "something follows the document"),
        ("{1: 2}", "1:2", "expected a name in double quotes"),
        ('{"a" 2}', "1:6", "expected ':'"),
        ('{"a": "b}', "1:7", "Unterminated string"),
        ('["a"]', "1:1", "a Terraform JSON file is an object"),
        ("", "1:1", "the file ends too early"),
        (
            '{"resource": {"aws_ecs_service": {"a": {"name": "x",\n"name": "y"}}}}',
            "2:1",
            "written twice",
        ),
        ('{"resource": {"aws_ecs_service": {"a": {"name": "${var.x"}}}}', "1:49", "not closed"),
        ('{"resource": {"aws_ecs_service": {"a": {"name": "${1 +}"}}}}', "1:49", "syntax error"),
        pytest.param(
            '{"a": ' + "[" * 5000 + "]" * 5000 + "}", "1:1", "nested too deeply", id="deep"
        ),
    ],
)
def test_bad_terraform_json_is_one_line(run, text: str, place: str, message: str) -> None:
    write("main.tf.json", text)
    result = run("check")
    assert result.status == 2
    assert result.err.startswith(f"error: main.tf.json:{place}: ")
    assert message in result.err
    assert result.err.count("\n") == 1


# --- unusable input -----------------------------------------------------------------------------

MARK = b"# aws_ecs_service\n"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (MARK + b'resource "aws_ecs_service" "a" {\n', "main.tf:3:1: syntax error: the file ends"),
        (b"\x7fELF\0\0", "main.tf: binary data, not Terraform"),
        (MARK + b"# caf\xe9", "main.tf:2:6: not UTF-8 text (byte 23)"),
        (TASK.encode("utf-16"), "main.tf: UTF-16 text; Terraform files are UTF-8"),
        pytest.param(
            MARK + b"locals {\n  x = " + b"[" * 3000 + b"]" * 3000 + b"\n}\n",
            "main.tf:3:3: expressions are nested too deeply",
            id="deep",
        ),
        pytest.param(MARK * (LARGEST // len(MARK) + 1), "main.tf: larger than 4 MiB", id="large"),
        (MARK + b"locals {\n  a = 1\n  a = 2\n}\n", "main.tf:4:3: argument 'a' is written twice"),
        (
            MARK + b'locals {\n  a = local.b\n  b = [local.c]\n  c = "${local.a}"\n}\n',
            "main.tf:3:3: a cycle: local.a -> local.b -> local.c -> local.a",
        ),
        (MARK + b"locals {\n  a = local.a\n}\n", "main.tf:3:3: a cycle: local.a -> local.a"),
        (b'resource "x" "y" {\n  a = 1\n', "main.tf:3:1: syntax error: the file ends"),
        (b"not Terraform at all\n", "main.tf:2:1: syntax error"),
        (b'x = "y"\n', "main.tf:1:1: argument 'x' stands outside a block"),
        (b'resource "x" "y" {\n  a = "b\n}\n', "main.tf:"),
    ],
)
def test_bad_input_is_one_clear_line(run, content: bytes, line: str) -> None:
    write("main.tf", content)
    result = run("check")
    assert result.status == 2
    assert result.err.startswith(f"error: {line}")
    assert result.err.count("\n") == 1
    assert "internal error" not in result.err


def test_a_byte_order_mark_is_fine(run) -> None:
    write("main.tf", b"\xef\xbb\xbf" + TASK.encode())
    found = json.loads(run("check", "--format", "json").out)["findings"]
    assert [(f["line"], f["column"]) for f in found] == [(5, 73)]


def test_what_concerns_nothing_is_not_parsed(run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a/main.tf", 'resource "aws_s3_bucket" "b" {\n  bucket = "b" # } {\n}\n')
    write("b/main.tf", 'locals {\n  x = <<EOF\n{{{ "\nEOF\n  y = { a = [1, (2)] }\n}\n')
    monkeypatch.setattr("ecsnet.terraform.directory.parse", lambda *_: pytest.fail("parsed"))
    assert run("check").status == 0


def test_links_are_not_followed_out_of_what_is_checked(run) -> None:
    write("outside/main.tf")
    write("inside/a.tf", "# nothing\n")
    Path("inside/self").symlink_to(".")
    Path("inside/loop.tf").symlink_to("loop.tf")
    os.chdir("inside")
    Path("out.tf").symlink_to("../outside/main.tf")
    Path("away").symlink_to("../outside")
    result = run("check")
    assert result.status == 2
    assert result.err.splitlines() == [
        "error: loop.tf: too many levels of symbolic links",
        "error: out.tf: a link that leads out of the checked directories; name it to have it read",
    ]
    assert run("check", "--format", "json", "out.tf").rules == ["ENM003"]
    assert run("check", "--format", "json", "away").rules == ["ENM003"]


def test_a_link_within_what_is_checked_is_read(run) -> None:
    write("common/main.tf")
    Path("env").mkdir()
    Path("env/main.tf").symlink_to("../common/main.tf")
    assert run("check", "--format", "json", "env").rules == ["ENM003"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_and_directory_are_named(run) -> None:
    write("closed.tf").chmod(0)
    Path("shut").mkdir()
    write("shut/main.tf")
    Path("shut").chmod(0)
    try:
        result = run("check")
    finally:
        Path("shut").chmod(stat.S_IRWXU)
    assert result.status == 2
    assert result.err.splitlines() == [
        "error: closed.tf: permission denied",
        "error: shut: permission denied",
    ]


def test_an_error_of_the_system_is_named(run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("main.tf")

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ecsnet.inputs.read.contents", refuse)
    result = run("check")
    assert (result.status, result.err) == (2, "error: main.tf: permission denied\n")


def test_a_pipe_is_not_waited_for(run) -> None:
    os.mkfifo("main.tf")
    assert run("check").err == "error: main.tf: not a regular file\n"


@pytest.mark.parametrize("arguments", [[], ["empty"]])
def test_a_directory_without_terraform_is_said_to_have_none(run, arguments: list[str]) -> None:
    Path("empty").mkdir()
    result = run("check", *arguments)
    assert result.status == 2
    assert "no Terraform here" in result.err


@pytest.mark.parametrize("path", ["missing", "missing.tf", "a\0b.tf"])
def test_a_path_that_is_not_there(run, path: str) -> None:
    result = run("check", path)
    assert result.status == 2
    assert result.err.count("\n") == 1


def test_a_fault_of_the_checker_is_one_line(run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a/main.tf")
    write("b/main.tf")

    def fail(module: object) -> None:
        raise TypeError("not in this world\nat all")

    monkeypatch.setitem(rule_module._CHECKS, "ENM003", fail)
    result = run("check")
    assert result.status == 2
    assert len(result.err.splitlines()) == 2
    assert "error: a: internal error, please report it" in result.err
    assert "TypeError: not in this world" in result.err


def test_what_repeats_itself_without_end_is_cut_short(run) -> None:
    lists = "".join(f"  a{i} = [{', '.join([f'local.a{i - 1}'] * 10)}]\n" for i in range(1, 12))
    texts = "".join(f'  s{i} = "{"".join([f"${{local.s{i - 1}}}"] * 10)}"\n' for i in range(1, 12))
    loops = "  f = [for x in local.a3 : [for y in local.a3 : [for z in local.a3 : z]]]\n"
    source = f'locals {{\n  a0 = [1]\n{lists}  s0 = "x"\n{texts}{loops}  b = local.a11 == 1\n}}\n'
    write("main.tf", source + TASK)
    assert run("check", "--format", "json").rules == ["ENM003"]


@pytest.mark.parametrize("text", [r"\ud83d", r"\UFFFFFFFF", r"\u001b[31m", "\x1b[31m\x07"])
def test_nothing_that_a_file_says_reaches_the_terminal_as_a_command(run, text: str) -> None:
    write("main.tf", TASK.replace('name = "web"', f'name = "{text}"'))
    result = run("check")
    assert result.status == 1
    assert "\x1b" not in result.out
    result.out.encode()


@pytest.mark.parametrize("character", ["\x1b", "\u202e", "\u2066"])
def test_nothing_that_is_named_reaches_the_log_as_a_command(run, character: str) -> None:
    write(f"a{character}b/main.tf", TASK.replace('"web"', f'"w{character}b"'))
    results = [run("check"), run("check", "--format", "github"), run("check", f"--{character}")]
    write(".ecsnet.toml", f'"\\u{ord(character):04x}" = 1\n')
    results.append(run("check"))
    assert [result.status for result in results] == [1, 1, 2, 2]
    for result in results:
        assert character not in result.out + result.err
        assert "\ufffd" in result.out + result.err


def test_a_long_line_is_shown_around_its_mark(run) -> None:
    write("main.tf", TASK.replace("memory = 128", f'memory = 128, image = "{"x" * 900}"'))
    lines = run("check").out.splitlines()
    source, marks = lines[3], lines[4]
    assert len(source) < 200
    assert source[marks.index("^") :].startswith("hostPort = 8080")


# --- options ------------------------------------------------------------------------------------


def test_rules_are_chosen_by_id_and_by_prefix(run) -> None:
    write("main.tf", TASK.replace("memory = 128", 'memory = 128, hostname = "x"'))
    everything = run("check", "--format", "json").rules
    assert sorted(everything) == ["ENM003", "ENM016"]
    assert run("check", "--format", "json", "--select", "ENM003,ENM001").rules == ["ENM003"]
    assert run("check", "--format", "json", "--select", "enm01").rules == ["ENM016"]
    assert run("check", "--format", "json", "--ignore", "ENM01").rules == ["ENM003"]
    ignored = run("check", "--format", "json", "--ignore", "ENM003", "--ignore", "ENM016")
    assert (ignored.rules, ignored.status) == ([], 0)


def test_a_choice_of_no_rule_is_refused(run) -> None:
    result = run("check", "--select", "ENM9")
    assert result.status == 2
    assert result.err == "ecsnet: no rule begins with 'ENM9'; 'ecsnet rules' lists them\n"


@pytest.mark.parametrize(
    "arguments", [["--select", "ENM004", "--ignore", "ENM00"], ["--ignore", "ENM"]]
)
def test_a_choice_that_leaves_no_rule_is_refused(run, arguments: list[str]) -> None:
    result = run("check", *arguments, BAD)
    assert result.status == 2
    assert result.err == "ecsnet: no rule is left to run: all that are selected are ignored\n"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "C", "LC_ALL": "ja_JP"}, "ja"),
        ({"LANG": "ja_JP", "LC_ALL": ""}, "ja"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(
    run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    message = json.loads(run("check", "--format", "json", BAD).out)["findings"][0]["message"]
    given = {
        lang: json.loads(run("check", "--format", "json", "--lang", lang, BAD).out)["findings"][0]
        for lang in facts.LANGUAGES
    }
    assert message == given[language]["message"]
    assert given["ja"]["url"] == "rules/ports/#enm003"
    assert given["en"]["url"] == "en/rules/ports/#enm003"


@pytest.mark.parametrize("arguments", [["check", "--format", "xml"], ["check", "--nonsense"], []])
def test_a_wrong_command_line_is_one_clear_answer(run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.status == 2
    assert "ecsnet" in result.err
    assert result.err.count("\n") == 2


def test_the_version_is_the_package_s(run) -> None:
    assert run("--version").out == f"ecsnet {ecsnet.__version__}\n"


# --- explain, rules -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", facts.LANGUAGES)
@pytest.mark.parametrize("rule", facts.facts().rules.values(), ids=lambda rule: rule.id)
def test_every_rule_is_explained_in_full(run, rule: facts.Rule, language: str) -> None:
    result = run("explain", rule.id, "--lang", language)
    assert result.status == 0
    folded = re.sub(r"\n  ", "\n", result.out)
    for text in (rule.title, rule.what, rule.why, rule.fix):
        assert text[language] in folded
    for error in rule.errors:
        assert facts.facts().errors[error].text in folded
    for verdict in ("bad", "good"):
        source = (SNIPPETS / "rules" / rule.id / f"{verdict}.tf").read_text(encoding="utf-8")
        example = source.split("[start:example]\n")[1].split("# --8<-- [end:example]")[0]
        kept = [line for line in example.splitlines() if "--8<--" not in line]
        assert "\n".join(kept).strip() in folded
    assert "--8<--" not in result.out
    for item in rule.evidence:
        evidence = facts.facts().evidence[item]
        assert getattr(evidence, "url", "") in result.out


def test_a_rule_is_explained_by_its_name_too(run) -> None:
    assert run("explain", "awsvpc-host-port").out == run("explain", "enm003").out


def test_an_unknown_rule_is_refused(run) -> None:
    result = run("explain", "ENM999")
    assert (result.status, result.err) == (
        2,
        "ecsnet: there is no rule 'ENM999'; 'ecsnet rules' lists them\n",
    )
    assert run("explain").status == 2
    assert run("explain", "ENM003", "--error", "x").status == 2


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_an_error_of_aws_is_explained(run, language: str) -> None:
    result = run("explain", "--lang", language, "--error", facts.facts().errors["E1"].text)
    assert result.status == 0
    assert result.out.startswith("E1: ")
    assert facts.facts().rules["ENM003"].fix[language] in result.out
    assert facts.facts().errors["E1"].causes[0].text[language] in result.out


def test_an_error_is_read_from_standard_input() -> None:
    result = process("explain", "--error", "-", input=facts.facts().errors["E5"].text)
    assert result.stdout.startswith("E5: ")


def test_an_unknown_error_is_said_to_be_unknown(run) -> None:
    result = run("explain", "--error", "the dog ate my homework")
    assert (result.status, result.out) == (1, "")
    assert "No message of AWS" in result.err


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_the_rules_are_listed(run, language: str) -> None:
    lines = run("rules", "--lang", language).out.splitlines()
    assert [line.split()[0] for line in lines] == list(facts.facts().rules)
    for line, rule in zip(lines, facts.facts().rules.values(), strict=True):
        assert line.endswith(f"{rule.name}: {rule.title[language]}")


# --- the process --------------------------------------------------------------------------------


def test_the_module_runs_as_a_program() -> None:
    result = process("check", BAD)
    assert (result.returncode, result.stderr) == (1, "")
    assert "error[ENM003]" in result.stdout


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "ecsnet", "check", str(BAD)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        err = running.stderr.read().decode()
    assert running.returncode == 1
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


@pytest.mark.parametrize(
    ("command", "redirection", "status"),
    [
        ("rules", ">&-", 0),
        ("rules", "2>&-", 0),
        ("rules", "<&-", 0),
        (f'check "{BAD}"', ">&- 2>&- <&-", 1),
    ],
)
def test_a_stream_that_is_closed_is_no_error(command: str, redirection: str, status: int) -> None:
    command = f'"{sys.executable}" -m ecsnet {command} {redirection}'
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    result = subprocess.run(
        command, shell=True, capture_output=True, text=True, env=environment, check=False
    )
    assert result.returncode == status
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", [f'check "{BAD}"', "rules", "explain ENM003"])
def test_output_that_cannot_be_written_is_one_line(command: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    result = subprocess.run(
        f'"{sys.executable}" -m ecsnet {command} > /dev/full',
        shell=True,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert (result.returncode, result.stderr) == (2, "ecsnet: No space left on device\n")


def test_a_file_name_that_is_not_utf_8(run) -> None:
    write(os.fsdecode(b"\xff.tf"))
    for shape in cli.FORMATS:
        result = run("check", "--format", shape)
        assert (result.status, result.err) == (1, ""), shape


def test_a_real_terminal_is_told_from_a_pipe() -> None:
    leader, follower = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "ecsnet", "check", str(BAD)],
        stdout=follower,
        stderr=follower,
        stdin=follower,
        env=environment | {"PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8", "TERM": "xterm"},
    ):
        os.close(follower)
        shown = b""
        while select.select([leader], [], [], 60)[0]:
            try:
                part = os.read(leader, 65536)
            except OSError:  # how Linux reports that the other side is closed
                break
            if not part:
                break
            shown += part
    os.close(leader)
    assert b"\x1b[1;31merror[ENM003]\x1b[0m" in shown


@pytest.fixture
def run_on_terminal(run, monkeypatch: pytest.MonkeyPatch):
    """The same, with streams that call themselves a terminal."""
    monkeypatch.setenv("TERM", "xterm")

    def run_there(*arguments: object) -> Run:
        for stream in (sys.stdout, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: True)
        return run(*arguments)

    return run_there


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "vt")])
def test_colour_can_be_refused(
    run_on_terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    shown = run_on_terminal("check", BAD).out
    assert "error[ENM003]" in shown
    assert ("\x1b" in shown) is (value == "vt")


def test_a_terminal_is_told_that_nothing_was_found(run_on_terminal) -> None:
    assert run_on_terminal("check", GOOD).out == "nothing found (files checked: 1)\n"


def test_progress_is_shown_once_a_run_takes_longer_than_a_second(
    run_on_terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 0.0
    real = runner.check_directory

    def slow(*arguments: Any) -> Result:
        nonlocal seconds
        seconds += 0.7
        return real(*arguments)

    monkeypatch.setattr(runner, "check_directory", slow)
    monkeypatch.setattr("ecsnet.cli.terminal.time", SimpleNamespace(monotonic=lambda: seconds))
    for name in "abc":
        write(f"{name}/main.tf")
    shown = run_on_terminal("check")
    assert shown.err == "\r\x1b[Kecsnet: 2/3\r\x1b[Kecsnet: 3/3\r\x1b[K"
    assert shown.out.count("ENM003]") == 3


def test_several_processes_find_what_one_does(run, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        write(f"m{number}/main.tf", TASK if number % 3 else WARNED)
    write("broken/main.tf", 'resource "aws_ecs_service" "x" {')
    alone = run("check", "--format", "json")
    monkeypatch.setattr(runner, "PARALLEL", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    together = run("check", "--format", "json")
    assert together.out == alone.out
    assert together.status == alone.status == 2
    assert len(together.rules) == 30


# --- variables that something else sets ---------------------------------------------------------

DEFAULTED = """\
variable "host_port" {
  default = 8080
}
""" + TASK.replace("hostPort = 8080", "hostPort = var.host_port")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("svc/terraform.tfvars", "host_port = 80\n"),
        ("svc/env/prod.tfvars", "host_port=80"),
        ("env/prod.auto.tfvars.json", '{"host_port": 80}'),
        ("main.tf", 'module "a" {\n  source = "./svc"\n  host_port = 80\n}\n'),
        ("svc/examples/a/main.tf", 'module "a" {\n  source = "../.."\n  host_port = 80\n}\n'),
        ("main.tf.json", '{"module": {"a": {"source": "./svc", "host_port": 80}}}'),
        (
            "live/app/terragrunt.hcl",
            'terraform {\n  source = "../..//svc"\n}\ninputs = {\n  host_port = 80\n}\n',
        ),
        ("svc/terragrunt.hcl", "inputs = { host_port = 80 }\n"),
        ("_envcommon/app.hcl", "inputs = {\n  host_port = 80\n}\n"),
    ],
)
def test_a_default_that_is_overridden_is_no_finding(run, name: str, values: str) -> None:
    write("svc/main.tf", DEFAULTED)
    assert run("check").status == 1
    write(name, values)
    assert run("check").status == 0


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("svc/terraform.tfvars", "host_port = 80\n"),
        ("svc/terragrunt.hcl", "inputs = { host_port = 80 }\n"),
        ("main.tf", 'module "a" {\n  source = "./svc"\n  host_port = 80\n}\n'),
    ],
)
def test_values_beside_a_file_that_is_named_count(run, name: str, values: str) -> None:
    write("main.tf", "locals {\n}\n")
    write("svc/main.tf", DEFAULTED)
    assert run("check", "main.tf", "svc/main.tf").status == 1
    write(name, values)
    assert run("check", "main.tf", "svc/main.tf").status == 0


def test_what_terragrunt_sets_counts_for_every_module(run) -> None:
    write("svc/main.tf", DEFAULTED)
    write("main.tf", "locals {\n}\n")
    write("live/terragrunt.hcl", 'terraform {\n  source = "${local.base}//svc"\n}\n')
    assert run("check").status == 1
    write("live/root.hcl", "inputs = { host_port = 80 }\n")
    assert run("check").status == 0


def test_values_in_the_environment_count(run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("svc/main.tf", DEFAULTED)
    monkeypatch.setenv("TF_VAR_port", "80")
    assert run("check").status == run("check", "svc/main.tf").status == 1
    monkeypatch.setenv("TF_VAR_host_port", "80")
    assert run("check").status == run("check", "svc/main.tf").status == 0


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("svc/terraform.tfvars", "port = 80\n"),
        ("other/main.tf", 'module "a" {\n  source = "./svc"\n  host_port = 80\n}\n'),
        ("main.tf", 'module "a" {\n  source = "./svc"\n}\n'),
        ("other/x.tf", "locals {\n}\n"),
        (".tflint.hcl", "host_port = 80\n"),
    ],
)
def test_a_default_that_nothing_overrides_is_checked(run, name: str, values: str) -> None:
    write("svc/main.tf", DEFAULTED)
    write(name, values)
    assert run("check").status == 1


def test_values_of_one_module_say_nothing_of_another(run) -> None:
    write("svc/main.tf", DEFAULTED)
    write("other/main.tf", "locals {\n}\n")
    write("other/terraform.tfvars", "host_port = 80\n")
    write("other/bad.tfvars", b"\xff\xfe")
    assert run("check").status == 1
