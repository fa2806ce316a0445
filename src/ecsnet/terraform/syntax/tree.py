"""The syntax tree: what a configuration says, whichever syntax says it, and nothing evaluated.

Every node has the place where it is written, and nothing changes a node once it is made. Nodes are
slotted dataclasses: a file makes thousands of them, and a frozen one takes Python three times as
long to make, while a union of named tuples that contain each other takes mypy minutes to compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ecsnet.diagnostics import Text
from ecsnet.model import Location, Missing


@dataclass(slots=True)
class Literal:
    """A value as written; unknown for a number that is longer than one could mean."""

    value: str | int | float | bool | Missing | None
    at: Location


@dataclass(slots=True)
class Template:
    """A string with expressions inside.

    ``text`` is True where it stays text although one expression is all there is of it, as in JSON.
    """

    parts: tuple[Node, ...]
    at: Location
    text: bool = False


@dataclass(slots=True)
class JsonText:
    """A string that is JSON once its expressions are in place, as what it encodes.

    ``template`` is the string as Terraform sees it.
    """

    encoded: Node
    template: Template
    at: Location


@dataclass(slots=True)
class Inserted:
    """An expression in JSON text outside quotes: what it writes there is read as JSON."""

    expression: Node
    at: Location


@dataclass(slots=True)
class Tuple:
    """``[a, b]``."""

    items: tuple[Node, ...]
    at: Location


@dataclass(slots=True)
class Item:
    """One member of an object; its key is a name as written or an expression."""

    key: str | Node
    value: Node
    at: Location


@dataclass(slots=True)
class Object:
    """``{ a = b }``, or an object of JSON."""

    items: tuple[Item, ...]
    at: Location


@dataclass(slots=True)
class Name:
    """A bare word, with which a traversal or the name of a type begins."""

    name: str
    at: Location


@dataclass(slots=True)
class Attribute:
    """The step ``.name`` of a traversal."""

    name: str


@dataclass(slots=True)
class Index:
    """The step ``[key]`` of a traversal."""

    key: Node


@dataclass(slots=True)
class Each:
    """The step ``[*]`` of a traversal, after which each item takes the steps that follow.

    ``full`` is False for ``.*``, after which it takes attributes only.
    """

    full: bool


Step = Attribute | Index | Each


@dataclass(slots=True)
class Traversal:
    """``base.attribute[index]``, with or without splats among the steps."""

    base: Node
    steps: tuple[Step, ...]
    at: Location


@dataclass(slots=True)
class Group:
    """An expression in parentheses."""

    inner: Node
    at: Location


@dataclass(slots=True)
class Conditional:
    """``condition ? then : otherwise``."""

    condition: Node
    then: Node
    otherwise: Node
    at: Location


@dataclass(slots=True)
class Unary:
    """``!a`` or ``-a``."""

    operator: str
    operand: Node
    at: Location


@dataclass(slots=True)
class Binary:
    """``a + b`` and the like."""

    operator: str
    left: Node
    right: Node
    at: Location


@dataclass(slots=True)
class Call:
    """A call of a function; ``expanded`` is True when the last argument is followed by ``...``."""

    name: str
    arguments: tuple[Node, ...]
    expanded: bool
    at: Location


@dataclass(slots=True)
class ForTuple:
    """``[for name in collection : body if condition]``."""

    names: tuple[str, ...]
    collection: Node
    body: Node
    condition: Node | None
    at: Location


@dataclass(slots=True)
class ForObject:
    """``{for name in collection : key => body... if condition}``.

    ``grouped`` says whether ``...`` is there.
    """

    names: tuple[str, ...]
    collection: Node
    key: Node
    body: Node
    grouped: bool
    condition: Node | None
    at: Location


@dataclass(slots=True)
class Choice:
    """``%{ if condition }then%{ else }otherwise%{ endif }`` in a template."""

    condition: Node
    then: tuple[Node, ...]
    otherwise: tuple[Node, ...]
    at: Location


@dataclass(slots=True)
class Repeat:
    """``%{ for name in collection }body%{ endfor }`` in a template."""

    names: tuple[str, ...]
    collection: Node
    body: tuple[Node, ...]
    at: Location


@dataclass(slots=True)
class Unread:
    """What is not evaluated here, such as a directive; ``parts`` are the expressions in it."""

    parts: tuple[Node, ...]
    at: Location


@dataclass(slots=True)
class Faulty:
    """What the parser lets pass and Terraform refuses; using it is an error."""

    message: Text
    at: Location


Node = (
    Literal
    | Template
    | JsonText
    | Inserted
    | Tuple
    | Object
    | Name
    | Traversal
    | Group
    | Conditional
    | Unary
    | Binary
    | Call
    | ForTuple
    | ForObject
    | Choice
    | Repeat
    | Unread
    | Faulty
)


@dataclass(slots=True)
class Expression:
    """The right side of an argument, and where the argument is written."""

    node: Node
    at: Location


@dataclass(slots=True)
class RawBlock:
    """A block as parsed: its attributes are expressions."""

    type: str
    labels: tuple[str, ...]
    attributes: dict[str, Expression]
    blocks: tuple[RawBlock, ...]
    at: Location


def ungrouped(node: Node) -> Node:
    """The node without the parentheses around it."""
    while isinstance(node, Group):
        node = node.inner
    return node


def walk(node: Node) -> Iterator[Node]:
    """The node and all nodes below it."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(children(current))


def children(node: Node) -> Iterator[Node]:
    """The nodes that stand directly in a node."""
    match node:
        case Template(parts=parts) | Unread(parts=parts) | Tuple(items=parts):
            yield from parts
        case Call(arguments=parts):
            yield from parts
        case JsonText(encoded=inner) | Inserted(expression=inner) | Group(inner=inner):
            yield inner
        case Unary(operand=inner):
            yield inner
        case Object(items=items):
            for item in items:
                if not isinstance(item.key, str):
                    yield item.key
                yield item.value
        case Traversal(base=base, steps=steps):
            yield base
            yield from (step.key for step in steps if isinstance(step, Index))
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            yield from (condition, then, otherwise)
        case Binary(left=left, right=right):
            yield from (left, right)
        case ForObject(collection=collection, key=key, body=body, condition=condition):
            yield from (collection, key, body)
            if condition is not None:
                yield condition
        case Choice(condition=condition, then=parts, otherwise=others):
            yield condition
            yield from (*parts, *others)
        case Repeat(collection=collection, body=parts):
            yield from (collection, *parts)
        case ForTuple(collection=collection, body=body, condition=condition):
            yield from (collection, body)
            if condition is not None:
                yield condition
