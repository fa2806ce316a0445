"""Findings as SARIF 2.1.0, which code scanning of GitHub and others read."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ecsnet.diagnostics import Finding, Problem, Result
from ecsnet.facts import Rule, facts
from ecsnet.report import level, message, page, value_text
from ecsnet.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(result: Result, language: str, docs_url: str | None = None) -> str:
    """One SARIF log with one run.

    Args:
        result: what a run found.
        language: ``ja`` or ``en``.
        docs_url: address of the published site; None when it has no known one.
    """
    rules = list(facts().rules.values())
    position = {rule.id: index for index, rule in enumerate(rules)}
    driver: dict[str, Any] = {
        "name": "ecsnet",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule, language, docs_url) for rule in rules],
    }
    if docs_url:
        driver["informationUri"] = docs_url
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not result.errors,
                        "toolExecutionNotifications": [
                            *(_notification("error", error, language) for error in result.errors),
                            *(_notification("note", note, language) for note in result.notices),
                        ],
                    }
                ],
                "results": [
                    _result(finding, position[finding.rule], language)
                    for finding in result.findings
                ],
            }
        ],
    }
    # Not indented: only programs read a log, and Python indents ten times as slowly.
    return json.dumps(log, ensure_ascii=False) + "\n"


def _rule(rule: Rule, language: str, docs_url: str | None) -> dict[str, Any]:
    answers = [facts().errors[error].text for error in rule.errors]
    parts = [rule.what[language], rule.why[language], rule.fix[language]]
    quoted = [f"> {answer}" for answer in answers]
    described: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title[language]},
        "fullDescription": {"text": rule.what[language]},
        "help": {
            "text": "\n\n".join([*parts, *answers]),
            "markdown": "\n\n".join([*parts, *quoted]),
        },
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": ["terraform", "amazon-ecs", facts().topics[rule.topic].slug]},
    }
    if docs_url:
        described["helpUri"] = page(rule.id, language, docs_url)
    return described


def _result(finding: Finding, index: int, language: str) -> dict[str, Any]:
    at = finding.at
    region = {"startLine": max(at.line, 1), "startColumn": max(at.column, 1)}
    if at.end > at.column:
        region["endColumn"] = at.end
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(finding),
        "message": {"text": message(finding, language)},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": _artifact(at.file), "region": region},
                "logicalLocations": [{"fullyQualifiedName": finding.resource, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"ecsnet/v1": _fingerprint(finding)},
    }


def _fingerprint(finding: Finding) -> str:
    """The same for the same mistake when lines above it come and go."""
    values = [value_text(value, "en") for value in finding.params.values()]
    parts = [finding.rule, finding.at.file, finding.resource, *values]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _notification(level: str, about: Problem, language: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(about.file)}
    if about.line:
        place["region"] = {"startLine": about.line, "startColumn": max(about.column, 1)}
    location: dict[str, Any] = {"physicalLocation": place}
    if about.resource:
        named = {"fullyQualifiedName": about.resource, "kind": "resource"}
        location["logicalLocations"] = [named]
    return {
        "level": level,
        "message": {"text": about.message[language]},
        "locations": [location],
    }


def _artifact(file: str) -> dict[str, str]:
    """Relative to the directory of the run where it can be, as code scanning expects it."""
    relative = os.path.relpath(file) if os.path.isabs(file) else os.path.normpath(file)
    if relative.startswith(os.pardir):
        return {"uri": Path(file).absolute().as_uri()}
    name = relative.replace(os.sep, "/").encode("utf-8", "surrogateescape")
    return {"uri": quote(name), "uriBaseId": "%SRCROOT%"}
