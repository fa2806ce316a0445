"""Findings as JSON and as GitHub workflow annotations."""

from __future__ import annotations

import json

import ecsnet
from ecsnet import facts
from ecsnet.hcl import InputError
from ecsnet.model import Finding
from ecsnet.report import Report, level, message, page
from ecsnet.suppress import Notice
from ecsnet.wording import said, visible


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
                    "column": error.column,
                    "message": said(error.message, report.language),
                }
                for error in report.errors
            ],
            "notices": [
                {
                    "file": notice.file,
                    "line": notice.line,
                    "message": said(notice.message, report.language),
                }
                for notice in report.notices
            ],
        }
    )


def _dump(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_github(report: Report) -> str:
    """One workflow command a finding, as GitHub shows them beside the lines of a pull request."""
    lines = [_annotation(finding, report.language) for finding in report.findings]
    lines += [_remark("error", error, report.language) for error in report.errors]
    lines += [_remark("warning", notice, report.language) for notice in report.notices]
    return "".join(line + "\n" for line in lines)


def _annotation(finding: Finding, language: str) -> str:
    at = finding.at
    place = {"file": at.file, "line": str(at.line), "col": str(at.column)}
    if at.end:
        place |= {"endLine": str(at.line), "endColumn": str(at.end)}
    fix = facts.rules()[finding.rule].fix[language]
    text = f"{message(finding, language)}\n{fix} ({finding.resource})"
    return _command(level(finding), place | {"title": finding.rule}, text)


def _remark(name: str, about: InputError | Notice, language: str) -> str:
    place = {"file": about.file}
    if about.line:
        place["line"] = str(about.line)
        if isinstance(about, InputError):
            place["col"] = str(about.column)
    return _command(name, place | {"title": "ecsnet"}, said(about.message, language))


def _command(name: str, properties: dict[str, str], text: str) -> str:
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {shown}::{_data(text)}"


def _data(text: str) -> str:
    shown = "\n".join(map(visible, text.split("\n")))
    return shown.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
