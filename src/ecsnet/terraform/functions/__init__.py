"""Terraform's functions over values, by subject.

A function raises :class:`ecsnet.terraform.values.Failed` for arguments that Terraform refuses, and
:class:`ecsnet.terraform.values.Unsettled` where they do not tell the result. A result is what
Terraform gives, or none: what Python may do differently is not done.
"""

from __future__ import annotations

from ecsnet.terraform.functions import (
    encoding,
    formats,
    kinds,
    lists,
    maps,
    network,
    numbers,
    patterns,
    sets,
    strings,
    times,
)
from ecsnet.terraform.functions.arguments import Function

SUBJECTS: dict[str, dict[str, Function]] = {
    "strings": strings.FUNCTIONS | formats.FUNCTIONS | patterns.FUNCTIONS,
    "collections": lists.FUNCTIONS | maps.FUNCTIONS | sets.FUNCTIONS,
    "types": kinds.FUNCTIONS,
    "numbers": numbers.FUNCTIONS,
    "encoding": encoding.FUNCTIONS,
    "network": network.FUNCTIONS,
    "times": times.FUNCTIONS,
}
"""The functions that are read, by what they are about."""

FUNCTIONS: dict[str, Function] = maps.FORMER | {
    name: function for found in SUBJECTS.values() for name, function in found.items()
}
"""By the name that a configuration calls them by."""
