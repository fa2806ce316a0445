"""What is true about ECS network modes: the TOML files beside this module, typed.

Everything else in the project reads these tables: the rules decide with them and the pages
show them. A table is read when it is first asked for, and strictly: a misspelt key in a table of
facts is a wrong fact. What one table says of another is held by :func:`check_facts`, in the tests.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ecsnet.diagnostics import LANGUAGES, Text
from ecsnet.facts.chooser_schema import Absence, Chooser, Need, Place
from ecsnet.facts.evidence_schema import (
    ApiEvidence,
    Evidence,
    GuideEvidence,
    IssueEvidence,
    RunEvidence,
    SourceEvidence,
)
from ecsnet.facts.figures import OPERATING_SYSTEMS, FargateSize, Trunking, TrunkingLimit
from ecsnet.facts.glossary_schema import Glossary, GlossaryTerm
from ecsnet.facts.load import FactsError, facts_on_demand, line_of, load_facts
from ecsnet.facts.modules_schema import RegistryModule, Twin
from ecsnet.facts.schema import (
    LAUNCH_TYPES,
    MODES,
    SPEAKERS,
    TABLES,
    UNCONFIRMED,
    Case,
    Cause,
    Cell,
    Check,
    Choice,
    Choices,
    Compatibility,
    Contradiction,
    ErrorMessage,
    Facts,
    ModeMatrix,
    OtherMessage,
    Property,
    Rule,
    Statement,
    Topic,
    Unconfirmed,
    Value,
    Words,
)
from ecsnet.facts.symptoms_schema import Symptom

__all__ = [
    "LANGUAGES",
    "LAUNCH_TYPES",
    "MODES",
    "OPERATING_SYSTEMS",
    "SPEAKERS",
    "TABLES",
    "UNCONFIRMED",
    "Absence",
    "ApiEvidence",
    "Case",
    "Cause",
    "Cell",
    "Check",
    "Choice",
    "Choices",
    "Chooser",
    "Compatibility",
    "Contradiction",
    "ErrorMessage",
    "Evidence",
    "Facts",
    "FactsError",
    "FargateSize",
    "Glossary",
    "GlossaryTerm",
    "GuideEvidence",
    "IssueEvidence",
    "ModeMatrix",
    "Need",
    "OtherMessage",
    "Place",
    "Property",
    "RegistryModule",
    "Rule",
    "RunEvidence",
    "SourceEvidence",
    "Statement",
    "Symptom",
    "Text",
    "Topic",
    "Trunking",
    "TrunkingLimit",
    "Twin",
    "Unconfirmed",
    "Value",
    "Words",
    "check_facts",
    "facts",
    "line_of",
    "load_facts",
]


_HERE = Path(__file__).parent


@cache
def facts() -> Facts:
    """Return the facts that ship with the package."""
    return facts_on_demand(_HERE)


def check_facts() -> None:
    """Hold the facts that ship with the package against each other.

    Raises:
        FactsError: as :func:`load_facts`.
    """
    load_facts(_HERE)
