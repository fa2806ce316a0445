"""The network-mode rules: one function and one entry in ``facts/rules/<topic>.toml`` each.

A rule is a generator from :class:`~ecsnet.model.Module` to what :func:`~ecsnet.rules.rule.hit`
makes, without I/O. To add one, write the function in the module of its topic and decorate it with
its id; ``make new-rule`` begins it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ecsnet.diagnostics import Finding
from ecsnet.model import Module
from ecsnet.rules import (  # noqa: F401  (the rules of a topic register themselves)
    capacity,
    compatibility,
    containers,
    discovery,
    host,
    load_balancing,
    ports,
    service,
)
from ecsnet.rules.rule import registry

__all__ = ["check", "registry"]


def check(module: Module, only: Iterable[str] | None = None) -> list[Finding]:
    """Run the rules over a module.

    Args:
        module: what to check.
        only: rule ids to run; all when None.

    Returns:
        The findings in the order of the rules.

    Raises:
        KeyError: ``only`` names an unknown rule.
    """
    checks = registry()
    ids = checks if only is None else only
    return [finding for rule_id in ids for finding in checks[rule_id](module)]
