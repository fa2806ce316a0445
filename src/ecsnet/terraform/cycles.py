"""Cycles, which Terraform refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ecsnet.diagnostics import Problem, Text
from ecsnet.model import Location
from ecsnet.terraform.syntax.tree import Attribute, Name, Node, RawBlock, Traversal, walk


def cycles(blocks: Iterable[RawBlock]) -> Iterator[Problem]:
    """Locals that are defined by themselves, one problem a cycle."""
    places: dict[str, Location] = {}
    uses: dict[str, list[str]] = {}
    for block in blocks:
        if block.type == "locals":
            for name, expression in block.attributes.items():
                places[name] = expression.at
                uses[name] = list(_locals_in(expression.node))
    done: set[str] = set()
    for start in uses:
        path: list[str] = []
        waiting = [(start, iter(uses[start]))] if start not in done else []
        while waiting:
            name, rest = waiting[-1]
            if name not in path:
                path.append(name)
            for used in rest:
                if used in path:
                    circle = [*path[path.index(used) :], used]
                    at = places[used]
                    shown = " -> ".join(f"local.{part}" for part in circle)
                    message = Text(
                        en=f"cycle between local values: {shown}", ja=f"循環参照があります：{shown}"
                    )
                    yield Problem(at.file, at.line, at.column, message)
                elif used in uses and used not in done:
                    waiting.append((used, iter(uses[used])))
                    break
            else:
                done.add(name)
                path.pop()
                waiting.pop()


def _locals_in(node: Node) -> Iterator[str]:
    for inner in walk(node):
        match inner:
            case Traversal(base=Name(name="local"), steps=(Attribute(name=name), *_)):
                yield name
