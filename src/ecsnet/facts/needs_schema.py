"""The shapes of needs.toml: what an example leaves to its reader."""

# No `from __future__ import annotations`: ecsnet.facts.schema explains why.

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from ecsnet.diagnostics import Text
from ecsnet.facts.limits import Name, not_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The description of a variable in Japanese; in English it is in the example itself."""

    ja: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Besides:
    """What no variable names, and the examples (files of snippets/modes/) that need it."""

    id: Name
    examples: Annotated[tuple[str, ...], not_empty]
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What the examples of the mode pages leave to their readers.

    Attributes:
        variables: by the description in the example.
        besides: what they need besides, by its id.
    """

    variables: Mapping[str, Described]
    besides: Mapping[str, Besides]
