"""Terraform: files of a directory, or a plan, to the model of what they make in ECS.

The only package that knows python-hcl2 (:mod:`ecsnet.terraform.syntax`), and it knows no rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ecsnet.source import SourceFile
from ecsnet.terraform import api_json, plan, registry
from ecsnet.terraform.build import RESOURCE_TYPES, build
from ecsnet.terraform.directory import ParsedFile, parsed, values
from ecsnet.terraform.instance import evaluated
from ecsnet.terraform.library import Called, Library, nowhere
from ecsnet.terraform.modules import modules
from ecsnet.terraform.resources import Configuration, bare, unindexed
from ecsnet.terraform.syntax.compat import comments
from ecsnet.terraform.unread import deciding, unread

__all__ = [
    "RESOURCE_TYPES",
    "Called",
    "Configuration",
    "Library",
    "ParsedFile",
    "api_json",
    "bare",
    "build",
    "comments",
    "configuration",
    "deciding",
    "evaluated",
    "modules",
    "nowhere",
    "plan",
    "registry",
    "unindexed",
    "unread",
    "values",
]


def configuration(
    files: Iterable[SourceFile], given: Collection[str] = frozenset()
) -> Configuration:
    """Parse and evaluate files as one module.

    Args:
        files: Terraform files; one that cannot be used becomes a problem and is left out.
        given: names of variables whose value is set elsewhere, so that no default tells it.
    """
    return evaluated(map(parsed, files), given)
