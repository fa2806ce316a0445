"""What is true about ECS network modes: the TOML files beside this module, typed.

Everything else in the project reads these tables: the rules decide with them and the pages
show them. Loading is strict, because a misspelt key in a table of facts is a wrong fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ecsnet.facts.load import FactsError, line_of, load_facts
from ecsnet.facts.schema import (
    LANGUAGES,
    LAUNCH_TYPES,
    MODES,
    OPERATING_SYSTEMS,
    SPEAKERS,
    TABLES,
    UNCONFIRMED,
    ApiEvidence,
    Cause,
    Cell,
    Choice,
    Choices,
    Compatibility,
    Contradiction,
    ErrorMessage,
    Evidence,
    Facts,
    FargateSize,
    GlossaryTerm,
    GuideEvidence,
    IssueEvidence,
    ModeMatrix,
    Property,
    Rule,
    RunEvidence,
    Statement,
    Text,
    Topic,
    TrunkingLimit,
    Unconfirmed,
    Value,
    Words,
)

__all__ = [
    "LANGUAGES",
    "LAUNCH_TYPES",
    "MODES",
    "OPERATING_SYSTEMS",
    "SPEAKERS",
    "TABLES",
    "UNCONFIRMED",
    "ApiEvidence",
    "Cause",
    "Cell",
    "Choice",
    "Choices",
    "Compatibility",
    "Contradiction",
    "ErrorMessage",
    "Evidence",
    "Facts",
    "FactsError",
    "FargateSize",
    "GlossaryTerm",
    "GuideEvidence",
    "IssueEvidence",
    "ModeMatrix",
    "Property",
    "Rule",
    "RunEvidence",
    "Statement",
    "Text",
    "Topic",
    "TrunkingLimit",
    "Unconfirmed",
    "Value",
    "Words",
    "facts",
    "line_of",
    "load_facts",
]


@cache
def facts() -> Facts:
    """Return the facts that ship with the package."""
    return load_facts(Path(__file__).parent)


def evidence() -> Mapping[str, Evidence]:
    """Return every piece of evidence by id."""
    return facts().evidence


def modes() -> ModeMatrix:
    """Return the mode matrix."""
    return facts().modes


def compatibility() -> Compatibility:
    """Return the compatibility matrix."""
    return facts().compatibility


def fargate_sizes() -> tuple[FargateSize, ...]:
    """Return the task sizes of Fargate, smallest first."""
    return facts().fargate_sizes


def trunking() -> tuple[TrunkingLimit, ...]:
    """Return the ENI figures per instance type."""
    return facts().trunking


def errors() -> Mapping[str, ErrorMessage]:
    """Return the messages by id."""
    return facts().errors


def contradictions() -> tuple[Contradiction, ...]:
    """Return where AWS contradicts itself."""
    return facts().contradictions


def glossary() -> tuple[GlossaryTerm, ...]:
    """Return the glossary."""
    return facts().glossary


def unconfirmed() -> tuple[Unconfirmed, ...]:
    """Return what could not be confirmed."""
    return facts().unconfirmed


def rules() -> Mapping[str, Rule]:
    """Return the rules by id."""
    return facts().rules


def choices() -> Choices:
    """Return the decision table."""
    return facts().choices
