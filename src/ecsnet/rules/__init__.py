"""The network-mode rules: one function and one entry in ``facts/rules/<topic>.toml`` each.

A rule is a generator from :class:`~ecsnet.model.Module` to :class:`~ecsnet.model.Finding`, without
I/O. To add one, write the function in the module of its topic and decorate it with its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ecsnet.diagnostics import Finding
from ecsnet.model import Module

Check = Callable[[Module], Iterator[Finding]]

_REGISTRY: dict[str, Check] = {}


def rule(rule_id: str) -> Callable[[Check], Check]:
    """Register a check under its id.

    Raises:
        ValueError: the id is taken.
    """

    def register(check: Check) -> Check:
        if rule_id in _REGISTRY:
            raise ValueError(f"{rule_id} is registered twice")
        _REGISTRY[rule_id] = check
        return check

    return register


def registry() -> dict[str, Check]:
    """All rules by id, in the order of their ids."""
    return dict(sorted(_REGISTRY.items()))


def check(module: Module, only: Iterable[str] | None = None) -> list[Finding]:
    """Run the rules over a module.

    Args:
        module: what to check.
        only: rule ids to run; all when None.

    Returns:
        The findings in the order of file, line, column and rule.

    Raises:
        KeyError: ``only`` names an unknown rule.
    """
    checks = registry()
    ids = checks if only is None else only
    findings = [finding for rule_id in ids for finding in checks[rule_id](module)]
    return sorted(findings, key=lambda f: (f.at, f.rule, f.resource))


from ecsnet.rules import (  # noqa: E402  (the topics register themselves in the registry above)
    capacity,
    compatibility,
    containers,
    discovery,
    host,
    load_balancing,
    ports,
    service,
)

__all__ = [
    "Check",
    "capacity",
    "check",
    "compatibility",
    "containers",
    "discovery",
    "host",
    "load_balancing",
    "ports",
    "registry",
    "rule",
    "service",
]
