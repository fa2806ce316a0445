"""The bad and the good example of each rule, as ``ecsnet explain`` shows them."""

from __future__ import annotations

from pathlib import Path

from ecsnet.sections import section


def _directory() -> Path:
    """Where the examples are: in a wheel, beside this module; in a checkout, in ``snippets/``."""
    shipped = Path(__file__).parent / "examples"
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "snippets" / "rules"


def example(rule_id: str, verdict: str) -> str:
    """The part of an example that is about its rule.

    Args:
        rule_id: ``ENM003``.
        verdict: ``bad`` or ``good``.

    Raises:
        OSError: there is no such example.
    """
    text = (_directory() / rule_id / f"{verdict}.tf").read_text(encoding="utf-8")
    return section(text, "example").strip("\n") + "\n"
