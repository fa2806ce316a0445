"""The schema of hashicorp/aws as an oracle: are these arguments and blocks real?

Terraform's own blocks are described here in the form of that schema, so one walk checks both.
What the dump did not have is written from elsewhere: ``aws_sfn_state_machine`` from the provider's
source (commit 01f431114674c27cf790fafb67ac274bf8f765e1), ``aws_ecs_daemon`` and
``aws_ecs_daemon_task_definition`` too (commit 03f0d5c6beef3f0f0d5e629a1e89eeb58a0a266f),
``aws_codedeploy_*`` and ``aws_efs_*`` from the schema of 5.100.0, with the ``region`` that every
resource has since 6.0.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from support.paths import DATA

from ecsnet.model import UNKNOWN
from ecsnet.terraform import Configuration
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.resources import bare
from ecsnet.terraform.syntax.tree import RawBlock
from ecsnet.terraform.values import Copies, Joined, Json, Reference, Value

VERSION = "6.69.1"
_FILE = DATA / f"aws-provider-{VERSION}.schema.json"

_META_ARGUMENTS = {"count", "depends_on", "for_each", "provider"}
_LIFECYCLE = {
    "attributes": {
        name: {"optional": True}
        for name in (
            "create_before_destroy",
            "ignore_changes",
            "prevent_destroy",
            "replace_triggered_by",
        )
    },
    "block_types": {
        kind: {
            "nesting_mode": "list",
            "block": {
                "attributes": {"condition": {"required": True}, "error_message": {"required": True}}
            },
        }
        for kind in ("precondition", "postcondition")
    },
}
_VALIDATION = _LIFECYCLE["block_types"]["precondition"]

#: Top-level block -> number of labels and schema. None: any argument (``locals``, providers).
_TERRAFORM: dict[str, tuple[int, dict[str, Any] | None]] = {
    "terraform": (
        0,
        {
            "attributes": {"required_version": {"optional": True, "type": "string"}},
            "block_types": {"required_providers": {"nesting_mode": "single", "block": None}},
        },
    ),
    "variable": (
        1,
        {
            "attributes": {
                "type": {"optional": True},
                "default": {"optional": True},
                "description": {"optional": True, "type": "string"},
                "sensitive": {"optional": True, "type": "bool"},
                "nullable": {"optional": True, "type": "bool"},
                "ephemeral": {"optional": True, "type": "bool"},
            },
            "block_types": {"validation": _VALIDATION},
        },
    ),
    "output": (
        1,
        {
            "attributes": {
                "value": {"required": True},
                "description": {"optional": True, "type": "string"},
                "sensitive": {"optional": True, "type": "bool"},
                "ephemeral": {"optional": True, "type": "bool"},
                "depends_on": {"optional": True},
            },
            "block_types": {"precondition": _VALIDATION},
        },
    ),
    "locals": (0, None),
    "provider": (1, None),
    "moved": (0, {"attributes": {"from": {"required": True}, "to": {"required": True}}}),
}


@cache
def provider() -> dict[str, dict[str, Any]]:
    """Resource and data source schemas of the committed provider version."""
    schemas = json.loads(_FILE.read_text(encoding="utf-8"))["provider_schemas"]
    (aws,) = schemas.values()
    return {"resource": aws["resource_schemas"], "data": aws["data_source_schemas"]}


def problems(configuration: Configuration) -> list[str]:
    """What the schema refuses in one Terraform directory."""
    declared = {
        ".".join(b.labels): b.labels[0] for b in configuration.blocks if b.type == "resource"
    }
    walk = _Walk(configuration.evaluator, declared)
    return [line for block in configuration.blocks for line in _top_level(block, walk)]


def _top_level(block: RawBlock, walk: _Walk) -> Iterator[str]:
    if block.type in ("resource", "data"):
        if len(block.labels) != 2:
            yield f"{_at(block)}: {block.type} needs a type and a name"
            return
        kind = block.labels[0]
        known = provider()[block.type].get(kind)
        if known is None:
            yield f"{_at(block)}: {block.type} {kind} is not in the schema of {_FILE.name}"
            return
        yield from walk.block(block, known["block"], kind, top=True)
        return
    if block.type not in _TERRAFORM:
        yield f"{_at(block)}: {block.type} is no block of a Terraform file"
        return
    labels, known = _TERRAFORM[block.type]
    if len(block.labels) != labels:
        yield f"{_at(block)}: {block.type} takes {labels} labels, has {len(block.labels)}"
    yield from walk.block(block, known, block.type)


@dataclass(frozen=True, slots=True)
class _Walk:
    evaluator: Evaluator
    declared: dict[str, str]

    def block(
        self, block: RawBlock, known: dict[str, Any] | None, path: str, top: bool = False
    ) -> Iterator[str]:
        if known is None:
            return
        attributes, block_types = known.get("attributes", {}), known.get("block_types", {})
        for name, expression in block.attributes.items():
            at = f"{expression.at.file}:{expression.at.line}"
            if name in attributes:
                if not (attributes[name].get("required") or attributes[name].get("optional")):
                    yield f"{at}: {path}.{name} is computed and cannot be set"
                elif "type" in attributes[name]:
                    value = self.evaluator.evaluate(expression)
                    yield from self._references(value, at)
                    plain = self.evaluator.scalar(value).plain()
                    yield from _wrong_type(plain, attributes[name]["type"], f"{path}.{name}", at)
            elif name in block_types:
                yield f"{at}: {path}.{name} is a block, not an argument"
            elif not (top and name in _META_ARGUMENTS):
                yield f"{at}: {path} has no argument {name}"
        for name, attribute in attributes.items():
            if attribute.get("required") and name not in block.attributes:
                yield f"{_at(block)}: {path} lacks the required argument {name}"
        yield from self._blocks(block, attributes, block_types, path, top)

    def _blocks(
        self,
        block: RawBlock,
        attributes: dict[str, Any],
        block_types: dict[str, Any],
        path: str,
        top: bool,
    ) -> Iterator[str]:
        seen: dict[str, int] = {}
        for child in block.blocks:
            name, body, walk = child.type, child, self
            if name == "dynamic" and child.labels:
                name = child.labels[0]
                body = next((b for b in child.blocks if b.type == "content"), child)
                each = {name: Value(UNKNOWN, child.at)}
                walk = replace(self, evaluator=self.evaluator.binding(each))
            if name in block_types:
                seen[name] = seen.get(name, 0) + 1
                yield from walk.block(body, block_types[name]["block"], f"{path}.{name}")
            elif top and name == "lifecycle":
                yield from self.block(child, _LIFECYCLE, f"{path}.lifecycle")
            elif name in attributes:
                yield f"{_at(child)}: {path}.{name} is an argument, not a block"
            else:
                yield f"{_at(child)}: {path} has no block {name}"
        for name, kind in block_types.items():
            count = seen.get(name, 0)
            if count < kind.get("min_items", 0):
                yield f"{_at(block)}: {path} lacks the required block {name}"
            if count > 1 and kind["nesting_mode"] == "single":
                yield f"{_at(block)}: {path} takes one block {name}, has {count}"

    def _references(self, value: Value, at: str) -> Iterator[str]:
        match value.data:
            case Reference(address=instance, path=path):
                address = bare(instance)
                if address not in self.declared:
                    yield f"{at}: {address} is not declared"
                elif path and path[0] not in _names(self.declared[address]):
                    yield f"{at}: {address} has no attribute {path[0]}"
            case Json(value=inner):
                yield from self._references(inner, at)
            case Copies(each=inner):
                yield from self._references(inner, at)
            case (tuple() as items) | Joined(parts=items):
                for item in items:
                    yield from self._references(item, at)
            case dict() as members:
                for item in members.values():
                    yield from self._references(item, at)


def _names(resource_type: str) -> set[str]:
    known = provider()["resource"].get(resource_type, {}).get("block", {})
    return {*known.get("attributes", ()), *known.get("block_types", ())}


def _at(block: RawBlock) -> str:
    return f"{block.at.file}:{block.at.line}"


def _wrong_type(data: Any, expected: Any, path: str, at: str) -> Iterator[str]:
    """Terraform converts between strings, numbers and booleans, and nothing else."""
    if expected is None or data is None or data is UNKNOWN:
        return
    kind = expected if isinstance(expected, str) else expected[0]
    fits = {
        "string": lambda: isinstance(data, str | int | float),
        "number": lambda: not isinstance(data, bool) and _is_number(data),
        "bool": lambda: isinstance(data, bool) or data in ("true", "false"),
        "list": lambda: isinstance(data, list),
        "set": lambda: isinstance(data, list),
        "map": lambda: isinstance(data, dict),
        "object": lambda: isinstance(data, dict),
    }[kind]
    if not fits():
        yield f"{at}: {path}: {data!r} is no {kind}"
    elif kind in ("list", "set"):
        for item in data:
            yield from _wrong_type(item, expected[1], path, at)


def _is_number(data: Any) -> bool:
    if isinstance(data, str):
        try:
            float(data)
        except ValueError:
            return False
        return True
    return isinstance(data, int | float)
