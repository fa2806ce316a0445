"""What a rule yields, and the list of rules by id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps

from ecsnet.diagnostics import Finding, Param
from ecsnet.model import Location, Module


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding that does not carry the id of its rule yet."""

    at: Location
    resource: str
    params: Mapping[str, Param]
    level: str | None
    errors: tuple[str, ...] | None


Judge = Callable[[Module], Iterator[Hit]]
Check = Callable[[Module], Iterator[Finding]]

REGISTERED: dict[str, Check] = {}


def hit(
    at: Location,
    resource: str,
    /,
    *,
    level: str | None = None,
    errors: tuple[str, ...] | None = None,
    **params: Param,
) -> Hit:
    """What a rule found.

    Args:
        at: where it stands.
        resource: the address of the resource it is about.
        level: where it differs from the rule's own.
        errors: what AWS answers, ids of ``facts/errors.toml``, where it differs from the rule's.
        params: what fills the rule's message.
    """
    return Hit(at, resource, params, level, errors)


def rule(rule_id: str) -> Callable[[Judge], Check]:
    """Register a rule under its id, which every finding of it then carries.

    Raises:
        ValueError: the id is taken.
    """

    def register(judge: Judge) -> Check:
        if rule_id in REGISTERED:
            raise ValueError(f"{rule_id} is registered twice")

        @wraps(judge)
        def check(module: Module) -> Iterator[Finding]:
            for found in judge(module):
                yield Finding(
                    rule_id, found.at, found.resource, found.params, found.level, found.errors
                )

        REGISTERED[rule_id] = check
        return check

    return register
