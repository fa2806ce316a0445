"""Findings for their readers: text for people, JSON, SARIF and GitHub annotations for programs."""

from __future__ import annotations

import json

from ecsnet.diagnostics import Finding, Mode, Param, Setting
from ecsnet.facts import Case, facts
from ecsnet.report.api_words import in_api_words


def level(finding: Finding) -> str:
    """``error`` or ``warning``: the finding's own level, else its rule's."""
    return finding.level or facts().rules[finding.rule].level


def message(finding: Finding, language: str) -> str:
    """What is wrong, and what an omitted network mode means where that is part of it.

    Args:
        finding: what a rule found.
        language: ``ja`` or ``en``.

    Raises:
        KeyError: the rule's message names a parameter the finding lacks, or the language is
            neither.
    """
    shown = {name: value_text(value, language) for name, value in finding.params.items()}
    template = _case(finding).message or facts().rules[finding.rule].message
    said = _worded(finding, template[language].format_map(shown))
    mode = finding.params.get("mode")
    if not isinstance(mode, Mode) or not mode.omitted or "{mode}" not in template[language]:
        return said
    key = "mode_omitted_windows" if mode.name == "default" else "mode_omitted"
    why = facts().words.report[key][language].format(mode.name)
    return said + ("" if language == "ja" else " ") + why


def fix(finding: Finding, language: str) -> str:
    """What to change."""
    return _worded(finding, (_case(finding).fix or facts().rules[finding.rule].fix)[language])


def error_ids(finding: Finding) -> tuple[str, ...]:
    """The messages that answer this mistake, by their ids on the errors page."""
    return facts().rules[finding.rule].errors if finding.errors is None else finding.errors


def _worded(finding: Finding, text: str) -> str:
    return in_api_words(text) if finding.of_api else text


def _case(finding: Finding) -> Case:
    return facts().rules[finding.rule].cases[finding.case] if finding.case else Case()


def value_text(value: Param, language: str) -> str:
    """A parameter of a message: a list of code is joined as the language writes it."""
    if isinstance(value, tuple):
        comma = facts().words.report["comma"][language]
        *others, last = (f"`{value_text(item, language)}`" for item in value)
        joint = comma if language == "ja" else " and "
        return f"{comma.join(others)}{joint}{last}" if others else last
    if isinstance(value, Setting):
        return f"{value.name} = {json.dumps(value.value)}"
    return value.name if isinstance(value, Mode) else str(value)


def page(rule_id: str, language: str, docs_url: str | None = None) -> str:
    """The address of a rule's page: below ``docs_url``, or from the root of the site without it."""
    slug = facts().topics[facts().rules[rule_id].topic].slug
    return _address(f"rules/{slug}/#{rule_id.lower()}", language, docs_url)


def error_page(message_id: str, language: str, docs_url: str | None = None) -> str:
    """The address of a message on the errors page, likewise."""
    return _address(f"errors/#{message_id.lower()}", language, docs_url)


def lab_page(lab: str, language: str, docs_url: str | None = None) -> str:
    """The address of what a lab shows, likewise."""
    return _address(f"see-it-run/#run-{lab}", language, docs_url)


def _address(path: str, language: str, docs_url: str | None) -> str:
    if language != "ja":  # Japanese is what the root of the site serves
        path = f"{language}/{path}"
    return f"{docs_url.rstrip('/')}/{path}" if docs_url else path
