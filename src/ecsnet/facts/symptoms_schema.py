"""The shape of symptoms.toml: what a reader sees go wrong, and what the site has on it."""

# No `from __future__ import annotations`: ecsnet.facts.schema explains why.

from dataclasses import dataclass

from ecsnet.diagnostics import Text
from ecsnet.facts.limits import Citations, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """What a reader sees, and what the site has on it.

    The pages on troubleshooting have a section of this id, which says the causes.

    Attributes:
        shows: the field or the message that shows it.
        modes: the modes in which it happens.
        errors: the messages that come with it.
        rules: the rules that find a cause of it in Terraform.
        evidence: what the causes in the section are known from.
        diff: the rule whose examples the section shows as a diff.
    """

    id: Name
    shows: Text
    modes: tuple[str, ...]
    errors: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    evidence: Citations
    diff: str | None = None
