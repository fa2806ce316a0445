"""The shapes of glossary.toml: the terms in both languages."""

# No `from __future__ import annotations`: ecsnet.facts.schema explains why.

from collections.abc import Mapping
from dataclasses import dataclass

from ecsnet.diagnostics import Text
from ecsnet.facts.limits import Https, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """A term in both languages, with what it means.

    Attributes:
        reading: the Japanese term in kana, where it has kanji.
        seen: the Japanese AWS page the word was read on; None means not confirmed.
        hint: whether other pages explain it where they first use it.
    """

    id: Name
    field: str
    term: Text
    reading: str | None = None
    definition: Text
    seen: Https | None = None
    confirmed: bool = True
    hint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The terms, and the titles of the fields that they are grouped by."""

    field: Mapping[str, Text]
    term: tuple[GlossaryTerm, ...]
