"""Findings for their readers: text for people, JSON, SARIF and GitHub annotations for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ecsnet import facts
from ecsnet.hcl import InputError
from ecsnet.model import Finding
from ecsnet.report.plain import text
from ecsnet.suppress import Notice

__all__ = ["Report", "level", "message", "page", "text"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found.

    Attributes:
        findings: in the order they are shown in.
        errors: input that could not be used.
        sources: source text by file name, of the files that have findings.
        language: ``ja`` or ``en``.
        docs_url: address of the published site; None when it has no known one.
        notices: what does not stop the run and its user should know.
    """

    findings: tuple[Finding, ...]
    errors: tuple[InputError, ...]
    sources: Mapping[str, str]
    language: str
    docs_url: str | None = None
    notices: tuple[Notice, ...] = ()


def level(finding: Finding) -> str:
    """``error`` or ``warning``: the finding's own level, else its rule's."""
    return finding.level or facts.rules()[finding.rule].level


def message(finding: Finding, language: str) -> str:
    """The finding as one sentence.

    Args:
        finding: what a rule found.
        language: ``ja`` or ``en``.

    Raises:
        KeyError: the rule's message names a parameter the finding lacks, or the language is
            neither.
    """
    shown = {name: value_text(value, language) for name, value in finding.params.items()}
    return facts.rules()[finding.rule].message[language].format_map(shown)


def value_text(value: str | int | tuple[str, ...], language: str) -> str:
    """A parameter of a message: a list is joined as the language writes it."""
    if isinstance(value, tuple):
        return ("、" if language == "ja" else ", ").join(value)
    return str(value)


def page(rule_id: str, language: str, docs_url: str | None = None) -> str:
    """The address of a rule's page: below ``docs_url``, or from the root of the site without it."""
    rule = facts.rules()[rule_id]
    path = f"rules/{rule.topic.replace('_', '-')}/#{rule_id.lower()}"
    if language != "ja":  # Japanese is what the root of the site serves
        path = f"{language}/{path}"
    return f"{docs_url.rstrip('/')}/{path}" if docs_url else path
