"""The two syntaxes of Terraform to one syntax tree."""

from __future__ import annotations

from functools import lru_cache

from ecsnet.model import Location
from ecsnet.terraform.syntax.tree import Expression, Node, RawBlock

__all__ = [
    "parse",
    "parse_at",
    "parse_document",
    "parse_expression",
    "parse_template",
    "parse_values",
]


def parse(text: str, file: str) -> tuple[RawBlock, ...]:
    """Parse one file.

    Args:
        text: the source, without a byte order mark.
        file: its name, for locations; ``.json`` at its end means Terraform's JSON syntax.

    Returns:
        The top-level blocks in source order.

    Raises:
        InputError: the file is not Terraform, or nested too deeply for the parser.
    """
    # python-hcl2 takes a tenth of a second to import, and most commands parse nothing
    from ecsnet.terraform.syntax import json, native

    if file.endswith(".json"):
        return json.parse(text, file)
    return native.parse(text, file)


def parse_values(text: str, file: str) -> dict[str, Expression]:
    """Parse a file of values for variables.

    Args:
        text: the source, without a byte order mark.
        file: its name, for locations; ``.json`` at its end means JSON.

    Raises:
        InputError: the file is not one of values.
    """
    from ecsnet.terraform.syntax import json, native

    if file.endswith(".json"):
        return json.parse_values(text, file)
    return native.parse_values(text, file)


def parse_document(text: str, file: str) -> tuple[dict[str, Expression], tuple[RawBlock, ...]]:
    """The arguments and the blocks of a file in HCL, whatever it is for.

    Raises:
        InputError: as :func:`parse`, but for arguments outside a block.
    """
    from ecsnet.terraform.syntax import native

    return native.parse_document(text, file)


def parse_at(text: str, at: Location) -> tuple[RawBlock, ...]:
    """Parse Terraform that stands in no file.

    Args:
        text: the source.
        at: the place that everything in it is said to have.
    """
    from ecsnet.terraform.syntax import native

    return native.parse_at(text, at)


def parse_expression(source: str, at: Location) -> Node:
    """Parse an expression that stands in no file.

    Args:
        source: the expression.
        at: the place of all of it.

    Raises:
        InputError: a syntax error.
    """
    from ecsnet.terraform.syntax import native

    return native.parse_expression(source, at)


# One template makes the containers of many services.
@lru_cache(maxsize=64)
def parse_template(text: str, file: str) -> Node:
    """Parse a text in which ``${}`` and ``%{}`` may stand.

    Args:
        text: the text.
        file: the name of its file, for locations.
    """
    from ecsnet.terraform.syntax import native

    return native.parse_template(text, file)
