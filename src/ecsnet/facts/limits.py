"""What limits the values of the facts, beyond their types: for ``Annotated`` in the schema.

Each function returns the value to keep, or raises ``ValueError`` with what is wrong.
"""

# No `from __future__ import annotations`: the schema explains why.

import re
from collections.abc import Callable
from typing import Annotated, TypeVar

T = TypeVar("T")


class Keys(tuple[str, ...]):
    """The keys that a table has, all of them and in this order."""


def _https(url: str) -> str:
    if not url.startswith("https://"):
        raise ValueError(f"{url!r} is not an https address")
    return url


def not_empty(items: tuple[T, ...]) -> tuple[T, ...]:
    """The items, of which there has to be one."""
    if not items:
        raise ValueError("empty")
    return items


def two(items: tuple[T, ...]) -> tuple[T, ...]:
    """The items, of which there have to be two."""
    if len(items) != 2:
        raise ValueError("expected two")
    return items


def some_of(allowed: tuple[str, ...]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """What takes one or more of the allowed items and nothing else."""

    def check(items: tuple[str, ...]) -> tuple[str, ...]:
        if not items or not set(items) <= set(allowed):
            raise ValueError(f"expected some of {', '.join(allowed)}")
        return items

    return check


# What Python and JavaScript read alike, and what no pasted text can keep busy.
_PATTERN = re.compile(r"(?:[a-z0-9=,:_|^$()]|\\\.|\[0-9\]\+|\[\^a-z_\]|\(\?!|\.\{\d+,\d+\}\?)+")


def _pattern(text: str) -> str:
    bare = text.replace(" ", "")
    if not _PATTERN.fullmatch(bare):
        raise ValueError("uses more than letters, groups, (?!...), [0-9]+, [^a-z_] and .{m,n}?")
    return bare


def _repository(name: str) -> str:
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", name):
        raise ValueError(f"{name!r} is not owner/name")
    return name


def _commit(name: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{40}", name):
        raise ValueError(f"{name!r} is not a commit of 40 digits")
    return name


# The key of an entry's table, or what names it among the tables of an array.
Name = Annotated[str, "name"]
Https = Annotated[str, _https]
Pattern = Annotated[str, _pattern]
Repository = Annotated[str, _repository]
Commit = Annotated[str, _commit]
Citations = Annotated[tuple[str, ...], not_empty]
DERIVED = {"derived": True}
