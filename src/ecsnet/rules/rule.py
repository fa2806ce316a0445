"""What a rule is, and the list of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps

from ecsnet.diagnostics import Finding, Param
from ecsnet.model import Location, Module


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding of the rule that yields it, which need not say its id."""

    at: Location
    resource: str
    params: dict[str, Param]
    level: str | None
    errors: tuple[str, ...] | None
    case: str


def hit(
    at: Location,
    resource: str,
    *,
    level: str | None = None,
    errors: tuple[str, ...] | None = None,
    case: str = "",
    **params: Param,
) -> Hit:
    """What a rule has found.

    Args:
        at: where the mistake is written.
        resource: the address of the resource.
        level: where it differs from the rule's own.
        errors: what AWS answers, where it differs from the rule's own.
        case: which of the rule's mistakes it is, where its file has ``cases``.
        params: what fills the rule's message.
    """
    return Hit(at, resource, params, level, errors, case)


Rule = Callable[[Module], Iterator[Hit]]
Check = Callable[[Module], Iterator[Finding]]

_CHECKS: dict[str, Check] = {}


def rule(rule_id: str) -> Callable[[Rule], Rule]:
    """Register a rule under its id, which its findings get.

    Raises:
        ValueError: the id is taken.
    """

    def register(function: Rule) -> Rule:
        if rule_id in _CHECKS:
            raise ValueError(f"{rule_id} is registered twice")

        @wraps(function)
        def check(module: Module) -> Iterator[Finding]:
            for found in function(module):
                yield Finding(
                    rule_id,
                    found.at,
                    found.resource,
                    found.params,
                    found.level,
                    found.errors,
                    found.case,
                )

        _CHECKS[rule_id] = check
        return function

    return register


def registry() -> dict[str, Check]:
    """All rules by id, in the order of their ids."""
    return dict(sorted(_CHECKS.items()))
