"""What the guards over the pages and those over the built site have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from ecsnet.facts import LANGUAGES

_FIRST, _SECOND = LANGUAGES
OTHER = {_FIRST: _SECOND, _SECOND: _FIRST}

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Guards(dict[str, Callable[[T], Iterator[Problem]]], Generic[T]):
    """Guards over a T, by name; a call registers the function below it."""

    def __call__(
        self, name: str
    ) -> Callable[[Callable[[T], Iterator[Problem]]], Callable[[T], Iterator[Problem]]]:
        def register(guard: Callable[[T], Iterator[Problem]]) -> Callable[[T], Iterator[Problem]]:
            self[name] = guard
            return guard

        return register

    def check(self, subject: T, names: Iterable[str] = ()) -> list[Problem]:
        """The problems that the named guards, or all of them, see; each once, by file and line."""
        chosen = list(names) or list(self)
        return sorted({problem for name in chosen for problem in self[name](subject)})
