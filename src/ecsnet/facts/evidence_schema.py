"""The kinds of evidence: what a fact is known from."""

# No `from __future__ import annotations`: the schema explains why.

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ecsnet.diagnostics import Text
from ecsnet.facts.limits import Commit, Https, Name, Repository

NOTHING = Text.same("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiEvidence:
    """A sentence, or an enum, of AWS's own model of the ECS API as botocore ships it."""

    id: Name
    shape: str
    member: str | None = None
    sentence: str | None = None
    enum: tuple[str, ...] = ()
    kind: Literal["api"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideEvidence:
    """A page of documentation."""

    id: Name
    url: Https
    title: str
    checked: date
    note: Text | None = None
    kind: Literal["guide"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEvidence:
    """A public thread that quotes or confirms what AWS does."""

    id: Name
    url: Https
    checked: date
    note: Text | None = None
    kind: Literal["issue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEvidence:
    """What a tool did when it was run.

    ``lab`` is the id of an expectation in ``labs/``, which has the words and the tool itself; the
    evidence of any other run names both.
    """

    id: Name
    tool: str = ""
    what: Text = NOTHING
    lab: str | None = None
    checked: date
    kind: Literal["run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEvidence:
    """A place in public source code that settles what the software does.

    ``repository`` is ``owner/name`` on GitHub, ``path`` a file at ``commit``, ``symbol`` the name
    that is defined or used there, ``quote`` words of the file that the fact relies upon.
    """

    id: Name
    repository: Repository
    path: str
    commit: Commit
    symbol: str
    quote: str | None = None
    checked: date
    note: Text | None = None
    kind: Literal["source"]

    @property
    def url(self) -> str:
        """The file as it was read."""
        return f"https://github.com/{self.repository}/blob/{self.commit}/{self.path}"


Evidence = ApiEvidence | GuideEvidence | IssueEvidence | SourceEvidence | RunEvidence
