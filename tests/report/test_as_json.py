"""What programs read: JSON."""

import json

import pytest
from support.results import everything

from ecsnet import facts, report
from ecsnet.report.as_json import as_json


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
        {"file": "a,b:c.tf", "line": 5, "resource": None, "message": "silences\nnothing"},
        {"file": "override.tf", "line": 0, "resource": None, "message": "not checked"},
        {
            "file": "part.tf",
            "line": 7,
            "resource": "aws_ecs_service.web",
            "message": "not fully checked",
        },
    ]
    for finding, shown in zip(given.findings, document["findings"], strict=True):
        assert shown == {
            "rule": finding.rule,
            "level": report.level(finding),
            "file": finding.at.file,
            "line": finding.at.line,
            "column": finding.at.column,
            "end_column": finding.at.end or None,
            "resource": finding.resource,
            "message": report.message(finding, language),
            "fix": report.fix(finding, language),
            "error_ids": list(report.error_ids(finding)),
            "url": report.page(finding.rule, language),
        }
