"""The schema of hashicorp/aws: what the snippets write and ecsnet reads, and what is new there."""

import json
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ecsnet.source import SourceFile
from ecsnet.terraform.build import RESOURCE_TYPES
from ecsnet.terraform.directory import parsed
from ecsnet.terraform.syntax.tree import RawBlock
from tools.freshness.cited import Shown
from tools.freshness.finding import Finding, Unreadable

Schema = dict[str, dict[str, Any]]

_META = {"count", "depends_on", "for_each", "provider", "lifecycle", "provisioner", "connection"}
_KINDS = {"resource": "resource_schemas", "data": "data_source_schemas"}


def read_schema(path: Path) -> Schema:
    """The resources and data sources of hashicorp/aws: `terraform providers schema -json`.

    Raises:
        Unreadable: the file has none.
    """
    try:
        providers = json.loads(path.read_text(encoding="utf-8"))["provider_schemas"]
        (aws,) = (schema for name, schema in providers.items() if name.endswith("hashicorp/aws"))
        return {kind: aws[key] for kind, key in _KINDS.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{path}: no schema of hashicorp/aws ({error})") from error


def known_schema(root: Path) -> Path:
    """The schema that the snippets are tested against."""
    (found,) = (root / "tests" / "data").glob("aws-provider-*.schema.json")
    return found


def changes(newest: Schema, known: Schema, shown: Shown) -> Iterator[Finding]:
    """What is not as in the known schema, in the snippets' arguments and the resources we read."""
    for name, kind, what, snippets in _missing(newest, shown.root):
        written = f"{kind} {name} {what}; written in {', '.join(snippets)}"
        yield Finding(written, pages=shown.pages(snippets))
    for type_ in RESOURCE_TYPES:
        if type_ not in known["resource"]:
            continue
        if type_ not in newest["resource"]:
            yield Finding(f"resource {type_} is gone; ecsnet reads it")
        else:
            before = set(_paths(known["resource"][type_]["block"]))
            after = set(_paths(newest["resource"][type_]["block"]))
            for path in sorted(before - after):
                yield Finding(f"resource {type_}.{path} is gone; ecsnet reads this resource")
            for path in sorted(after - before):
                yield Finding(f"resource {type_}.{path} is new")


def _paths(block: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """The arguments and blocks of a block, with dots between those of nested ones."""
    for name, attribute in block.get("attributes", {}).items():
        yield prefix + name
        yield from _paths(attribute.get("nested_type", {}), f"{prefix}{name}.")
    for name, nested in block.get("block_types", {}).items():
        yield prefix + name
        yield from _paths(nested["block"], f"{prefix}{name}.")


def _missing(newest: Schema, root: Path) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """What a snippet writes and the schema has not, or calls deprecated, with the snippets."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for name, block in _written(root):
        for path, what in _faults(block, newest[block.type]):
            found.setdefault((path, block.type, what), []).append(name)
    for (path, kind, what), files in found.items():
        yield path, kind, what, tuple(dict.fromkeys(files))


@cache
def _written(root: Path) -> tuple[tuple[str, RawBlock], ...]:
    """The resources and data sources of the snippets, each with its file."""
    files = sorted((root / "snippets").rglob("*.tf"))
    names = [file.relative_to(root).as_posix() for file in files]
    return tuple(
        (name, block)
        for name, file in zip(names, files, strict=True)
        for block in parsed(SourceFile(name, file.read_text(encoding="utf-8"))).blocks
        if block.type in _KINDS
    )


def _faults(block: RawBlock, schemas: dict[str, Any]) -> Iterator[tuple[str, str]]:
    type_ = block.labels[0]
    if type_ not in schemas:
        yield type_, "is gone"
        return
    yield from _block_faults(block, schemas[type_]["block"], type_, _META)


def _block_faults(
    block: RawBlock, schema: dict[str, Any], path: str, meta: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    attributes, blocks = schema.get("attributes", {}), schema.get("block_types", {})
    for name in block.attributes:
        if name in attributes:
            if attributes[name].get("deprecated"):
                yield f"{path}.{name}", "is deprecated"
        elif name not in meta:
            yield f"{path}.{name}", "is gone"
    for name, attribute in attributes.items():
        if attribute.get("required") and name not in block.attributes:
            yield f"{path}.{name}", "is required and not written"
    for child in block.blocks:
        name, body = child.type, child
        if name == "dynamic" and child.labels:
            name = child.labels[0]
            body = next((inner for inner in child.blocks if inner.type == "content"), child)
        if name in blocks:
            yield from _block_faults(body, blocks[name]["block"], f"{path}.{name}")
        elif name not in meta and name not in attributes:
            yield f"{path}.{name}", "is gone"
