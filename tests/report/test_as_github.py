"""What programs read: GitHub's annotations."""

import re
from pathlib import Path

import pytest
from support.results import BROKEN, NOTICES, everything

from ecsnet import cli, facts, report
from ecsnet.diagnostics import Result
from ecsnet.report.as_github import as_github

COMMAND = re.compile(r"^::(error|warning|notice) ((?:[A-Za-z]+=[^,:\n]*,?)+)::(.*)$")


def unescaped(text: str) -> str:
    for code, plain in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, plain)
    return text


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_github_is_given_one_command_a_line(language: str) -> None:
    given = everything()
    lines = as_github(given, language).splitlines()
    assert len(lines) == len(given.findings) + len(BROKEN) + len(NOTICES)
    for finding, line in zip(given.findings, lines, strict=False):
        command = COMMAND.match(line)
        assert command, line
        properties = dict(part.split("=", 1) for part in command[2].split(","))
        assert command[1] == report.level(finding)
        assert unescaped(properties["file"]) == finding.at.file
        assert int(properties["line"]) == finding.at.line
        assert properties["title"] == finding.rule
        assert unescaped(command[3]).startswith(report.message(finding, language))


def test_github_s_own_characters_are_escaped() -> None:
    lines = as_github(Result(problems=[*BROKEN, *NOTICES]), "en").splitlines()
    assert lines == [
        "::error file=a%2Cb%3Ac.tf,line=3,col=7,title=ecsnet::syntax error: 100%25%0Aof it",
        "::error file=big.tf,title=ecsnet::larger than 4 MiB",
        "::notice file=a%2Cb%3Ac.tf,line=5,title=ecsnet::silences%0Anothing",
        "::notice file=override.tf,title=ecsnet::not checked",
        "::notice file=part.tf,line=7,col=3,title=ecsnet::not fully checked",
    ]


def test_github_s_errors_are_not_said_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--format", "github", str(tmp_path / "none.tf")]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("::error file=")
    assert err == ""
