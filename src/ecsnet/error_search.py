"""Which message of AWS or Terraform is in a pasted text: data that a browser can use as well.

A message reaches its reader through a terminal, a log or a web page, which colour it, wrap it, box
it and change its quotes. So both sides are squeezed: the steps below take out, in this order, all
that says nothing, and what is left is put in lower case. The patterns of ``facts/errors/`` are
searched for in that. :func:`data` gives steps and patterns as JSON; every expression means the same
in Python and, with the flag ``gu``, in JavaScript.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ecsnet.facts import facts

LONGEST = 200_000
"""More of a pasted text than this is not looked at."""

STEPS = (
    # colours and other escape sequences of terminals, also where a log has lost the escape itself
    "\\u001b\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)",
    "(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]",
    "\\[[0-9;]{1,12}m",
    # what JSON and HTML write for quotes, line breaks and other characters
    "\\\\u[0-9a-fA-F]{4}|\\\\[nrt]",
    "&(?:quot|apos|nbsp|#39|#34|#x27|#x22);",
    # white space, invisible characters, control characters, Terraform's box, quotes, backslashes
    "[\\s\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2060\\ufeff\\u2500-\\u257f]",
    "[\"'`\\u00b4\\u2018-\\u201f\\u2032\\u2033\\u300c\\u300d\\uff02\\uff07\\\\]",
)
SIMILAR = 0.6
"""How much of a message's words a text must have that no pattern is found in."""

_WORD = re.compile("[a-z0-9]{3,}")


@dataclass(frozen=True, slots=True)
class Match:
    """A message that was found; ``certain`` is False where only its words are similar."""

    error: str
    certain: bool


@cache
def _steps() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, STEPS))


def squeezed(text: str) -> str:
    """The text without what the steps take out, in lower case."""
    for step in _steps():
        text = step.sub("", text)
    return text.lower()


def find(text: str) -> list[Match]:
    """The messages in a text, best first.

    The longest match comes first, because it says most; of two as long, the one that stands first.
    Where no pattern is found, up to three messages most of whose words are there.
    """
    text = text[:LONGEST]
    plain = squeezed(text)
    found = []
    for error in facts().errors.values():
        match = re.search(error.pattern, plain)
        if match:
            found.append((-len(match[0]), match.start(), error.id))
    if found:
        return [Match(error, True) for _, _, error in sorted(found)]
    return _similar(text)


def _similar(text: str) -> list[Match]:
    for step in _steps()[:5]:
        text = step.sub(" ", text)
    pasted = set(_WORD.findall(text.lower()))
    scores = []
    for position, error in enumerate(facts().errors.values()):
        words = set(_WORD.findall(error.text.lower()))
        share = len(words & pasted) / len(words)
        if share >= SIMILAR:
            scores.append((-share, position, error.id))
    return [Match(error, False) for _, _, error in sorted(scores)[:3]]


def data() -> dict[str, Any]:
    """What a browser needs to do the same as :func:`find`."""
    return {
        "longest": LONGEST,
        "steps": list(STEPS),
        "similar": SIMILAR,
        "word": _WORD.pattern,
        "errors": [
            {"id": error.id, "pattern": error.pattern, "text": error.text}
            for error in facts().errors.values()
        ],
    }
