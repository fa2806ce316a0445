"""What programs read: SARIF 2.1.0."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from support.paths import DATA
from support.results import BROKEN, NOTICES, everything

from ecsnet import facts, report
from ecsnet.diagnostics import Finding, Result
from ecsnet.model import Location
from ecsnet.report.as_sarif import as_sarif

# As the npm package @microsoft/jest-sarif 1.0.0-beta.0 ships it (MIT).
SCHEMA = json.loads((DATA / "sarif-2.1.0-rtm.5.json").read_text())


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
        *(("note", notice.message.en) for notice in NOTICES),
    ]
    places = [note["locations"][0]["physicalLocation"] for note in notes]
    assert [place.get("region", {}).get("startLine") for place in places] == [3, None, 5, None, 7]
    named = [note["locations"][0].get("logicalLocations") for note in notes]
    resource = {"fullyQualifiedName": "aws_ecs_service.web", "kind": "resource"}
    assert named == [None, None, None, None, [resource]]


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
