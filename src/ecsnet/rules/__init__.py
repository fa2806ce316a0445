"""The network-mode rules: one function and one entry in ``facts/rules/<topic>.toml`` each.

A rule is a generator from :class:`~ecsnet.model.Module` to what it found, without I/O. To add one,
write the function in the module of its topic and decorate it with its id; ``make new-rule`` lays
out both.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from ecsnet.diagnostics import Finding
from ecsnet.facts import facts
from ecsnet.model import Module
from ecsnet.rules.registration import REGISTERED, Check


def registry() -> dict[str, Check]:
    """All rules by id, in the order of their ids."""
    # The topics are listed once, in facts/topics.toml; importing one registers its rules.
    for topic in facts().topics:
        import_module(f"{__name__}.{topic}")
    return dict(sorted(REGISTERED.items()))


def check(module: Module, only: Iterable[str] | None = None) -> list[Finding]:
    """Run the rules over a module.

    Args:
        module: what to check.
        only: rule ids to run; all when None.

    Returns:
        The findings, rule by rule; :meth:`~ecsnet.diagnostics.Result.sort` puts them in the order
        of the files.

    Raises:
        KeyError: ``only`` names an unknown rule.
    """
    checks = registry()
    ids = checks if only is None else only
    return [finding for rule_id in ids for finding in checks[rule_id](module)]
