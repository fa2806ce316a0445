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
class Twin:
    """A resource that a module has once more under another name, for another ``lifecycle``.

    Attributes:
        of: the one that ``text`` has, such as ``aws_ecs_service.this``.
        name: the other name.
        count: how many there are of it, as an expression of ``text``.
    """

    of: str
    name: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryModule:
    """What a module makes of its inputs, as far as a rule asks.

    Attributes:
        source: its address in the registry.
        repository: where a ``git::`` source has it.
        since: the first version that this is true of.
        before: the first later version that it may not be true of: the next one in which, by the
            rules of versions, anything that is here may change.
        newest: the newest version that it was read for.
        needs: the input without which it makes nothing that a rule asks for.
        ignored: inputs that change nothing of what ``text`` says.
        text: its inputs with their defaults, and what it makes of them, as Terraform.
        twins: the resources of ``text`` that are there under another name, too.
    """

    id: Name
    source: str
    repository: str
    since: Annotated[str, version]
    before: Annotated[str, version]
    newest: Annotated[str, version]
    needs: str = ""
    ignored: tuple[str, ...] = ()
    text: str
    twins: tuple[Twin, ...] = ()
    evidence: Citations
    checked: date
