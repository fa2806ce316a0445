"""Blocks as parsed to what they set."""

from __future__ import annotations

from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.resources import Block, Body
from ecsnet.terraform.syntax.tree import Name, RawBlock, ungrouped
from ecsnet.terraform.values import Value, iterate

# Their bare words are names of resources and arguments, not values.
META_ARGUMENTS = frozenset({"depends_on", "provider", "providers"})
_META_BLOCKS = frozenset({"lifecycle", "provisioner", "connection"})


def body_of(block: RawBlock, evaluator: Evaluator) -> Body:
    """What a block sets, with its ``dynamic`` blocks expanded.

    Raises:
        InputError: as :meth:`Evaluator.evaluate`.
    """
    attributes = {
        name: evaluator.evaluate(expression)
        for name, expression in block.attributes.items()
        if name not in META_ARGUMENTS
    }
    blocks: list[Block] = []
    unresolved: set[str] = set()
    for inner in block.blocks:
        if inner.type in _META_BLOCKS:
            continue
        if inner.type == "dynamic" and len(inner.labels) == 1:
            expanded = _expand(inner, evaluator)
            if expanded is None:
                unresolved.add(inner.labels[0])
            else:
                blocks.extend(expanded)
        else:
            blocks.append(Block(inner.type, body_of(inner, evaluator), inner.at))
    return Body(attributes, tuple(blocks), frozenset(unresolved))


def _expand(block: RawBlock, evaluator: Evaluator) -> list[Block] | None:
    content = next((inner for inner in block.blocks if inner.type == "content"), None)
    if content is None or "for_each" not in block.attributes:
        return None
    items = iterate(evaluator.scalar(evaluator.evaluate(block.attributes["for_each"])))
    if items is None:
        return None
    name = block.labels[0]
    bound_as = name
    if "iterator" in block.attributes:
        node = ungrouped(block.attributes["iterator"].node)
        if not isinstance(node, Name):
            return None if items else []
        bound_as = node.name
    expanded = []
    for key, item in items:
        bound = Value({"key": key, "value": item}, item.at)
        body = body_of(content, evaluator.binding({bound_as: bound}))
        expanded.append(Block(name, body, content.at))
    return expanded
