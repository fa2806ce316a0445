"""The shapes of questions.toml: what readers ask, and the section that answers it."""

# No `from __future__ import annotations`: ecsnet.facts.schema explains why.

from collections.abc import Mapping
from dataclasses import dataclass

from ecsnet.diagnostics import Text
from ecsnet.facts.limits import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of readers, and the one section that answers it.

    Attributes:
        id: its key.
        field: the group it is listed in.
        text: the question, as it is asked.
        answer: address of the section below the home page of a language, as in search.toml.
        modes: the modes whose pages lead to it.
        rules: the rules that find its causes in a configuration.
        errors: the messages that make people ask.
        problem: whether something does not work; then the section has a check and what mends it.
        usual: whether the search shows it before anything is typed.
    """

    id: Name
    field: str
    text: Text
    answer: str
    modes: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    problem: bool = False
    usual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What readers ask, in the order it is listed, and the titles of the groups."""

    field: Mapping[str, Text]
    question: Mapping[str, Question]
