"""Findings as JSON."""

from __future__ import annotations

import json

from ecsnet.diagnostics import Result
from ecsnet.report import error_ids, fix, level, message, page
from ecsnet.version import __version__


def as_json(result: Result, language: str, docs_url: str | None = None) -> str:
    """One JSON document; its keys are part of the interface.

    Args:
        result: what a run found.
        language: ``ja`` or ``en``.
        docs_url: address of the published site; None when it has no known one.
    """
    return _dump(
        {
            "version": __version__,
            "findings": [
                {
                    "rule": finding.rule,
                    "level": level(finding),
                    "file": finding.at.file,
                    "line": finding.at.line,
                    "column": finding.at.column,
                    "end_column": finding.at.end or None,
                    "resource": finding.resource,
                    "message": message(finding, language),
                    "fix": fix(finding, language),
                    "error_ids": list(error_ids(finding)),
                    "url": page(finding.rule, language, docs_url),
                }
                for finding in result.findings
            ],
            "errors": [
                {
                    "file": error.file,
                    "line": error.line,
                    "column": error.column,
                    "message": error.message[language],
                }
                for error in result.errors
            ],
            "notices": [
                {
                    "file": notice.file,
                    "line": notice.line,
                    "resource": notice.resource or None,
                    "message": notice.message[language],
                }
                for notice in result.notices
            ],
        }
    )


def _dump(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
