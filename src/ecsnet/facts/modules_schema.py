"""The shape of what is known of modules in the public registry."""

# No `from __future__ import annotations`: the schema explains why.

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ecsnet.facts.limits import Citations, Name

_VERSION = re.compile(r"\d+\.\d+\.\d+")


def version(text: str) -> str:
    """A version as the registry has it."""
    if not _VERSION.fullmatch(text):
        raise ValueError(f"{text!r} is not a version, such as 5.11.0")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryModule:
    """What a module makes of its inputs, as far as a rule asks.

    Attributes:
        source: its address in the registry.
        repository: where a ``git::`` source has it.
        since: the first version that this is true of.
        before: the first later version that it was not read for.
        ignored: inputs that change nothing of what ``text`` says.
        text: its inputs with their defaults, and what it makes of them, as Terraform.
    """

    id: Name
    source: str
    repository: str
    since: Annotated[str, version]
    before: Annotated[str, version]
    ignored: tuple[str, ...] = ()
    text: str
    evidence: Citations
    checked: date
