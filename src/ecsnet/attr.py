"""A value of a configuration with its place: known, left out, or not resolvable.

A rule has to tell three cases apart: written and resolved, not written, and written but not
resolvable without running Terraform. It never reports on the last one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file.

    ``line`` and ``column`` count from 1; ``end`` is the column after the last character on that
    line, 0 when the text goes on over the next one.
    """

    file: str
    line: int
    column: int
    end: int

    def joined(self, value: Location) -> Location:
        """From the name of an argument to the end of its value, as far as they share a line."""
        end = value.end if value.line == self.line and value.end else self.end
        return Location(self.file, self.line, self.column, end)


class Missing(Enum):
    """Why an attribute has no value."""

    OMITTED = "omitted"
    UNKNOWN = "unknown"


OMITTED = Missing.OMITTED
UNKNOWN = Missing.UNKNOWN


@dataclass(frozen=True, slots=True)
class Attr(Generic[T]):
    """An attribute and where it is written (for an omitted one: where its owner begins).

    ``complete`` is False for a list of which some items could not be read and are left out.
    """

    at: Location
    raw: T | Missing
    complete: bool = True

    @property
    def known(self) -> bool:
        """True when the attribute is written and its value is resolved."""
        return not isinstance(self.raw, Missing)

    @property
    def omitted(self) -> bool:
        """True when the attribute is not written, or written as ``null``."""
        return self.raw is OMITTED

    @property
    def unknown(self) -> bool:
        """True when the attribute is written but depends on something outside the files."""
        return self.raw is UNKNOWN

    @property
    def value(self) -> T:
        """The resolved value. Ask :attr:`known` first.

        Raises:
            LookupError: the attribute is omitted or unknown.
        """
        if isinstance(self.raw, Missing):
            raise LookupError(f"{self.at.file}:{self.at.line}: attribute is {self.raw.value}")
        return self.raw

    def get(self, default: T | None = None) -> T | None:
        """The resolved value, or ``default`` when it is omitted or unknown."""
        return default if isinstance(self.raw, Missing) else self.raw


def known_items(attr: Attr[tuple[T, ...]]) -> tuple[T, ...]:
    """The items of a list attribute; none when the list is omitted or unknown."""
    return attr.get() or ()


def all_items(attr: Attr[tuple[T, ...]]) -> tuple[T, ...] | None:
    """The items of a list attribute, none when it is omitted; None when one may be missing.

    What a rule asks before it says that something is not there.
    """
    return None if attr.unknown or not attr.complete else attr.get() or ()
