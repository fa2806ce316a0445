"""What programs read: JSON, SARIF 2.1.0 and GitHub's annotations."""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

import ecsnet
from ecsnet import cli, facts, report
from ecsnet.diagnostics import Finding, Problem, Result, Text
from ecsnet.model import Location
from ecsnet.report.as_github import as_github
from ecsnet.report.as_json import as_json
from ecsnet.report.as_sarif import as_sarif

ROOT = Path(__file__).parents[2]
# As the npm package @microsoft/jest-sarif 1.0.0-beta.0 ships it (MIT).
SCHEMA = json.loads((ROOT / "tests" / "data" / "sarif-2.1.0-rtm.5.json").read_text())
BROKEN = (
    Problem("a,b:c.tf", 3, 7, Text.same("syntax error: 100%\nof it")),
    Problem("big.tf", 0, 0, Text.same("larger than 4 MiB")),
)
NOTICES = (
    Problem("a,b:c.tf", 5, 0, Text.same("silences\nnothing"), "notice"),
    Problem("override.tf", 0, 0, Text.same("not checked"), "notice"),
)


@cache
def of_bad_examples() -> tuple[Finding, ...]:
    findings: list[Finding] = []
    for rule in facts.facts().rules:
        bad = ROOT / "snippets" / "rules" / rule / "bad.tf"
        findings += ecsnet.check([bad]).findings
    return tuple(findings)


def everything() -> Result:
    """The findings of all bad examples, errors and notices."""
    return Result(list(of_bad_examples()), [*BROKEN, *NOTICES])


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_json_says_of_every_finding_what_it_is_and_where(language: str) -> None:
    given = everything()
    document = json.loads(as_json(given, language))
    assert set(document) == {"version", "findings", "errors", "notices"}
    assert document["errors"] == [
        {"file": "a,b:c.tf", "line": 3, "column": 7, "message": "syntax error: 100%\nof it"},
        {"file": "big.tf", "line": 0, "column": 0, "message": "larger than 4 MiB"},
    ]
    assert document["notices"] == [
        {"file": "a,b:c.tf", "line": 5, "message": "silences\nnothing"},
        {"file": "override.tf", "line": 0, "message": "not checked"},
    ]
    for finding, shown in zip(given.findings, document["findings"], strict=True):
        assert shown == {
            "rule": finding.rule,
            "level": report.level(finding),
            "file": finding.at.file,
            "line": finding.at.line,
            "column": finding.at.column,
            "resource": finding.resource,
            "message": report.message(finding, language),
            "url": report.page(finding.rule, language),
        }


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_pages_are_named_as_the_site_names_them(language: str) -> None:
    for rule in facts.facts().rules:
        page, anchor = report.page(rule, language).split("#")
        assert anchor == rule.lower()
        name = page.removeprefix("en/").rstrip("/")
        assert (language == "en") == page.startswith("en/")
        assert (ROOT / "docs" / language / f"{name}.md").is_file()
        site = "https://docs.example.test/ecs/"
        assert report.page(rule, language, site) == f"{site}{page}#{anchor}"


@pytest.mark.parametrize("language", facts.LANGUAGES)
@pytest.mark.parametrize("docs_url", [None, "https://docs.example.test/ecs"])
def test_sarif_keeps_to_its_schema(language: str, docs_url: str | None) -> None:
    log = json.loads(as_sarif(everything(), language, docs_url))
    checker = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert not sorted(checker.iter_errors(log), key=str)
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == list(facts.facts().rules)
    for rule in driver["rules"]:
        known = facts.facts().rules[rule["id"]]
        assert known.fix[language] in rule["help"]["text"]
        assert known.why[language] in rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] == known.level
        assert ("helpUri" in rule) == (docs_url is not None)
    assert run["invocations"][0]["executionSuccessful"] is False
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [(note["level"], note["message"]["text"]) for note in notes] == [
        *(("error", error.message.en) for error in BROKEN),
        *(("warning", notice.message.en) for notice in NOTICES),
    ]
    places = [note["locations"][0]["physicalLocation"] for note in notes]
    assert [place.get("region", {}).get("startLine") for place in places] == [3, None, 5, None]


def results(findings: list[Finding]) -> list[dict[str, Any]]:
    log = json.loads(as_sarif(Result(findings), "en"))
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


def test_sarif_leads_to_the_rule_and_the_place() -> None:
    given = everything()
    log = json.loads(as_sarif(given, "en"))["runs"][0]
    for finding, result in zip(given.findings, log["results"], strict=True):
        assert log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == finding.rule
        place = result["locations"][0]["physicalLocation"]
        line = place["region"]["startLine"]
        source = Path(finding.at.file).read_text(encoding="utf-8").splitlines()[line - 1]
        marked = source[place["region"]["startColumn"] - 1 :]
        assert marked == marked.lstrip()
        assert result["message"]["text"] == report.message(finding, "en")


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("main.tf", "main.tf"),
        ("./a b/日本.tf", "a%20b/%E6%97%A5%E6%9C%AC.tf"),
        ("a%b#c?.tf", "a%25b%23c%3F.tf"),
        (b"caf\xe9.tf", "caf%E9.tf"),
    ],
)
def test_sarif_names_files_by_uri(file: str | bytes, uri: str) -> None:
    name = os.fsdecode(file)
    params: dict[str, str | int] = {"container": "web", "host_port": 1, "container_port": 2}
    result = results([Finding("ENM003", Location(name, 1, 1, 2), "x", params)])[0]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_sarif_names_files_outside_by_their_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    params: dict[str, str | int] = {"container": "web", "host_port": 1, "container_port": 2}
    inside, outside = (
        results([Finding("ENM003", Location(name, 1, 1, 2), "x", params)])[0]
        for name in (str(tmp_path / "here" / "a.tf"), "../b.tf")
    )
    uris = [
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in (inside, outside)
    ]
    assert uris[0] == "a.tf"
    assert unquote(uris[1]).startswith("file://")


def test_a_fingerprint_outlives_the_lines_above_it() -> None:
    params: dict[str, str | int] = {"container": "web", "host_port": 1, "container_port": 2}
    one, moved, other = (
        result["partialFingerprints"]["ecsnet/v1"]
        for result in results(
            [
                Finding("ENM003", Location("a.tf", 5, 1, 2), "x", params),
                Finding("ENM003", Location("a.tf", 50, 1, 2), "x", params),
                Finding("ENM003", Location("a.tf", 5, 1, 2), "y", params),
            ]
        )
    )
    assert one == moved != other


COMMAND = re.compile(r"^::(error|warning) ((?:[A-Za-z]+=[^,:\n]*,?)+)::(.*)$")


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
        "::warning file=a%2Cb%3Ac.tf,line=5,title=ecsnet::silences%0Anothing",
        "::warning file=override.tf,title=ecsnet::not checked",
    ]


@pytest.mark.parametrize("shape", ["json", "sarif", "github"])
def test_a_run_without_findings_is_a_whole_document(
    shape: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good = ROOT / "snippets" / "rules" / "ENM003" / "good.tf"
    assert cli.main(["check", "--format", shape, str(good)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    if shape == "github":
        assert out == ""
    elif shape == "json":
        assert json.loads(out)["findings"] == []
    else:
        assert json.loads(out)["runs"][0]["results"] == []


def test_github_s_errors_are_not_said_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--format", "github", str(tmp_path / "none.tf")]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("::error file=")
    assert err == ""
