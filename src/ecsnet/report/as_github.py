"""Findings as GitHub workflow annotations."""

from __future__ import annotations

from ecsnet.diagnostics import Finding, Problem, Result
from ecsnet.report import fix, level, message
from ecsnet.report.visible import visible


def as_github(result: Result, language: str) -> str:
    """One workflow command a finding, as GitHub shows them beside the lines of a pull request."""
    lines = [_annotation(finding, language) for finding in result.findings]
    lines += [_remark("error", error, language) for error in result.errors]
    lines += [_remark("notice", notice, language) for notice in result.notices]
    return "".join(line + "\n" for line in lines)


def _annotation(finding: Finding, language: str) -> str:
    at = finding.at
    place = {"file": at.file, "line": str(at.line), "col": str(at.column)}
    if at.end:
        place |= {"endLine": str(at.line), "endColumn": str(at.end)}
    text = f"{message(finding, language)}\n{fix(finding, language)} ({finding.resource})"
    return _command(level(finding), place | {"title": finding.rule}, text)


def _remark(name: str, about: Problem, language: str) -> str:
    place = {"file": about.file}
    if about.line:
        place["line"] = str(about.line)
        if about.column:
            place["col"] = str(about.column)
    return _command(name, place | {"title": "ecsnet"}, about.message[language])


def _command(name: str, properties: dict[str, str], text: str) -> str:
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {shown}::{_data(text)}"


def _data(text: str) -> str:
    shown = "\n".join(map(visible, text.split("\n")))
    return shown.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
