"""Findings as JSON and as GitHub workflow annotations."""

from __future__ import annotations

import json

import ecsnet
from ecsnet import facts
from ecsnet.model import Finding
from ecsnet.report import Report, level, message, page
from ecsnet.wording import said


def as_json(report: Report) -> str:
    """One JSON document; its keys are part of the interface."""
    return _dump(
        {
            "version": ecsnet.__version__,
            "findings": [
                {
                    "rule": finding.rule,
                    "level": level(finding),
                    "file": finding.at.file,
                    "line": finding.at.line,
                    "column": finding.at.column,
                    "resource": finding.resource,
                    "message": message(finding, report.language),
                    "url": page(finding.rule, report.language, report.docs_url),
                }
                for finding in report.findings
            ],
            "errors": [
                {
                    "file": error.file,
                    "line": error.line,
                    "message": said(error.message, report.language),
                }
                for error in report.errors
            ],
        }
    )


def _dump(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_github(report: Report) -> str:
    """One workflow command a finding, as GitHub shows them beside the lines of a pull request."""
    lines = [_annotation(finding, report.language) for finding in report.findings]
    for error in report.errors:
        place = {"file": error.file}
        if error.line:
            place |= {"line": str(error.line), "col": str(error.column)}
        message_text = said(error.message, report.language)
        lines.append(_command("error", place | {"title": "ecsnet"}, message_text))
    return "".join(line + "\n" for line in lines)


def _annotation(finding: Finding, language: str) -> str:
    at = finding.at
    place = {"file": at.file, "line": str(at.line), "col": str(at.column)}
    if at.end:
        place |= {"endLine": str(at.line), "endColumn": str(at.end)}
    fix = facts.rules()[finding.rule].fix[language]
    text = f"{message(finding, language)}\n{fix} ({finding.resource})"
    return _command(level(finding), place | {"title": finding.rule}, text)


def _command(name: str, properties: dict[str, str], text: str) -> str:
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {shown}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
