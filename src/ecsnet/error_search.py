"""Which message of AWS or Terraform is in a pasted text: data that a browser can use as well.

A message reaches its reader through a terminal, a log or a web page, which colour it, wrap it, box
it and change its quotes. So both sides are squeezed: the steps below take out, in this order, all
that says nothing, and what is left is put in lower case. The patterns of ``facts/errors/`` are
searched for in that. :func:`data` gives steps and patterns as JSON; every expression means the same
in Python and, with the flag ``gu``, in JavaScript.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from ecsnet.facts import ErrorMessage, OtherMessage, facts

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
FRAGMENT = 200
"""A text of more squeezed characters than this is no part that somebody typed."""
SHORTEST = 3
"""A part of fewer squeezed characters than this is in too many messages to say anything."""
RARE = 8
"""A word that more messages have than this says nothing: port, service, supported."""
SHARED = 2
"""How many rare words a text must share with a message that is like it."""
COMMON = (
    "again all amazon and any are been but call calling can clientexception code configured "
    "container containers could developer documentation does ensure error errors exception failed "
    "for from given guide handler has have http https information invalid "
    "invalidparameterexception later mapping mappings message more must not occurred one only "
    "operation other please port ports provided request required resource response retried "
    "returned section see service services set should specified specify specifying status support "
    "supported task tasks that the there this time troubleshooting try use used using valid value "
    "values verify was when which while will with you your"
)
"""Words that say nothing however rare they are among the messages: those of any refusal, and of the
sentences that AWS ends many with, which lead to its guide or ask to try again."""
MOST = 3
"""How many messages like a text are named."""
NAMED = 20
"""How many messages that contain a text are named."""
PLACE = "line[0-9]+,in"
"""What stands before the block that an error of Terraform is in."""
OTHERS = (
    "resource(?!aws_(?:a?lb|elb|ecs|sfn|autoscaling|codedeploy|cloudwatch_event|scheduler|pipes|"
    "service_discovery|security_group|subnet|vpc))"
)
"""An error of Terraform in a resource of another type is none that is known: an argument that such
a resource does not expect has another cause."""

_WORD = re.compile("[a-z][a-z0-9]{2,}")
# Where a part of a message may begin: at "ENI" and "hostPort", and at the "Port" of "hostPort".
_START = re.compile("[A-Z]*[a-z0-9]+|[A-Z]+")

Kind = Literal["exact", "part", "similar", "none"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a text leads to, best first: ids of facts/errors/ and facts/other_messages.toml.

    Attributes:
        kind: ``exact`` where the text contains the messages, ``part`` where the messages contain
            the text, ``similar`` where they only share rare words, ``none`` without any.
        messages: the ids.
        more: how many messages contain the text beside those that are named.
    """

    kind: Kind
    messages: tuple[str, ...] = ()
    more: int = 0


@cache
def _steps() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, STEPS))


def squeezed(text: str) -> str:
    """The text without what the steps take out, in lower case."""
    for step in _steps():
        text = step.sub("", text)
    return text.lower()


def find(text: str) -> Found:
    """The messages in a text, or else those that it is a part of, or else those that are like it.

    Of messages in a text the longest match comes first, because it says most; of two as long, the
    one that stands first.
    """
    text = text[:LONGEST]
    plain = squeezed(text)
    matches = []
    for position, message in enumerate(_messages()):
        match = _match(message, plain)
        if match:
            matches.append((-len(match[0]), match.start(), position, message.id))
    if matches:
        return Found("exact", tuple(message for *_, message in sorted(matches)))
    if SHORTEST <= len(plain) <= FRAGMENT:
        parts = tuple(message.id for message in _messages() if _contains(message.text, plain))
        if parts:
            return Found("part", parts[:NAMED], len(parts[NAMED:]))
    similar = _similar(text)
    return Found("similar" if similar else "none", similar)


def _messages() -> list[ErrorMessage | OtherMessage]:
    return [*facts().errors.values(), *facts().other_messages.values()]


def _match(message: ErrorMessage | OtherMessage, plain: str) -> re.Match[str] | None:
    """Where a message is in a squeezed text for the first time, if it is."""
    if not _of_terraform(message):
        return re.search(message.pattern, plain)
    found = re.finditer(message.pattern, plain)
    return next((match for match in found if not _elsewhere(plain, match.start())), None)


def _of_terraform(message: ErrorMessage | OtherMessage) -> bool:
    return isinstance(message, ErrorMessage) and message.speaker == "terraform"


def _elsewhere(plain: str, start: int) -> bool:
    """Whether the last block that is named before a place is a resource of another type."""
    ends = [place.end() for place in re.finditer(PLACE, plain[:start])]
    return bool(ends) and re.match(OTHERS, plain[ends[-1] :]) is not None


def _contains(message: str, part: str) -> bool:
    """Whether the squeezed part begins at a word of the message and goes on as that does."""
    plain, starts = _beginnings(message)
    return any(plain.startswith(part, start) for start in starts)


@cache
def _beginnings(message: str) -> tuple[str, tuple[int, ...]]:
    """The squeezed message, and where in it words begin."""
    starts = _START.finditer(message)
    return squeezed(message), tuple(len(squeezed(message[: start.start()])) for start in starts)


def _words(text: str) -> list[str]:
    for step in _steps()[:5]:
        text = step.sub(" ", text)
    return list(dict.fromkeys(_WORD.findall(text.lower())))


def _similar(text: str) -> tuple[str, ...]:
    messages = [(message.id, _words(message.text)) for message in _messages()]
    spread = Counter(word for _, words in messages for word in words)
    pasted, common = set(_words(text)), set(COMMON.split())
    scores = []
    for position, (message, words) in enumerate(messages):
        rare = [word for word in words if spread[word] <= RARE and word not in common]
        shared = sum(word in pasted for word in rare)
        if shared >= SHARED:
            scores.append((-shared, len(rare), position, message))
    return tuple(message for *_, message in sorted(scores)[:MOST])


def data() -> dict[str, Any]:
    """What a browser needs to do the same as :func:`find`."""
    return {
        "longest": LONGEST,
        "fragment": FRAGMENT,
        "shortest": SHORTEST,
        "rare": RARE,
        "shared": SHARED,
        "common": COMMON,
        "most": MOST,
        "named": NAMED,
        "place": PLACE,
        "others": OTHERS,
        "steps": list(STEPS),
        "word": _WORD.pattern,
        "start": _START.pattern,
        "messages": [
            {
                "id": message.id,
                "pattern": message.pattern,
                "text": message.text,
                "terraform": _of_terraform(message),
            }
            for message in _messages()
        ],
    }
