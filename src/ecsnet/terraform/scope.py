"""What expressions can name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from ecsnet.terraform.syntax.tree import Node
from ecsnet.terraform.values import Data, FileText, Value


@dataclass(frozen=True, slots=True)
class Source:
    """The expression that gives a name its value, and what that can name."""

    node: Node
    scope: Scope
    bound: Mapping[str, Value]


class Scope:
    """What expressions can name outside themselves. In this one, that is nothing."""

    def value(self, kind: str, name: str) -> Value | None:
        """The value of ``var.name``, ``local.name`` or ``path.name``; None: it is not known."""
        return None

    def unset(self, name: str) -> Value | None:
        """The empty default of a variable that is taken for not set by anybody; None: it is not."""
        return None

    def written(self, address: str, argument: str) -> Value | None:
        """The value of an argument that a resource sets, by its full address; None: none is known.

        A full address begins with the module calls and ends with the index:
        ``module.web["api"].aws_ecs_service.this[0]``.
        """
        return None

    def argument(self, address: str, argument: str) -> Value | None:
        """What a resource or a data source sets, as :meth:`written`, with references kept."""
        return None

    def instances(self, name: str) -> Mapping[str | int | None, str] | None:
        """The full addresses of a resource or of ``module.name``, by key; None: not known.

        The key is None for the one that has neither ``count`` nor ``for_each``.
        """
        return None

    def outputs(self, call: str, key: str | int | None) -> Mapping[str, Value]:
        """All outputs of one instance of a module that is called; ``key`` as in instances."""
        return {}

    def address(self, resource: str, key: Data) -> str:
        """The full address of a resource of this module.

        Args:
            resource: ``aws_ecs_service.web``.
            key: the index behind it, None where there is none; an index that is not known, or
                that is not there, leads to the address without one unless there is one instance.
        """
        return resource

    def output(self, call: str, key: Data, name: str) -> Value | None:
        """An output of a module that is called; None: unknown. ``key`` as in :meth:`address`."""
        return None

    def text(self, path: str) -> FileText | None:
        """The text of a file, by its path from where Terraform is run; None: it cannot be read."""
        return None

    def origin(self, kind: str, name: str) -> Source | None:
        """What a local has, or the call of this module gives a variable."""
        return None


class Evaluator(Protocol):
    """What :class:`ecsnet.terraform.evaluator.Evaluator` offers to what it calls."""

    @property
    def scope(self) -> Scope:
        """What expressions can name."""

    def spend(self, turns: int) -> None:
        """Take from the time that is left for what is evaluated together."""

    def inside(self, names: Mapping[str, Value]) -> Evaluator:
        """One of a template, in which names are all that can be named."""

    def binding(self, names: Mapping[str, Value]) -> Evaluator:
        """The same one where names stand for values."""

    def turned(self, names: tuple[str, ...], collection: Node) -> Iterator[Evaluator | None]:
        """One for each item of a collection, with the names bound to it; None: not known."""

    def value(self, node: Node) -> Value:
        """The value of an expression."""

    def settled(self, node: Node) -> Value:
        """The value of an expression, with a reference replaced by what the resource sets."""

    def scalar(self, value: Value) -> Value:
        """The value with a reference replaced by what the resource sets."""


class TemplateScope(Scope):
    """What a template can name beside its variables: nothing.

    A variable that is missing may be one that cannot be read, so it is not called a fault.
    """
