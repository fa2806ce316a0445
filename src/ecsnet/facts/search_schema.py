"""The shapes of search.toml: what the search of the site knows besides the pages themselves."""

# No `from __future__ import annotations`: ecsnet.facts.schema explains why.

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from ecsnet.diagnostics import Text
from ecsnet.facts.limits import Name, not_empty

# Words that belong to a thing: at least one.
Phrases = Annotated[tuple[str, ...], not_empty]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A kind of pages, by patterns of their addresses, and what its results count beside 1.

    ``lead`` is how many characters of the text of a section the index has; of the rest it has the
    words.
    """

    id: Name
    name: Text
    pages: Phrases
    weight: float
    lead: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Keywords:
    """What readers call a page or a section, in each language by itself: no translations."""

    ja: Phrases
    en: Phrases

    def __getitem__(self, language: str) -> tuple[str, ...]:
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """Words of either language that mean the same."""

    words: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What the search of the site knows besides the pages themselves.

    Attributes:
        kinds: the kinds of pages, of which the first that names a page is its kind.
        keywords: by the address of a page or section, what readers call it.
        synonym: groups of words that mean the same.
    """

    kinds: Mapping[str, PageKind]
    keywords: Mapping[str, Keywords]
    synonym: tuple[Synonym, ...]
