"""Resources, outputs of modules and data sources that expressions name, instance by instance."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ecsnet.diagnostics import InputError, Text
from ecsnet.model import UNKNOWN, Location
from ecsnet.terraform.access import Key, followed
from ecsnet.terraform.scope import Scope
from ecsnet.terraform.syntax.tree import (
    Attribute,
    Conditional,
    Each,
    Literal,
    Name,
    Node,
    Template,
    Traversal,
    Unread,
    walk,
)
from ecsnet.terraform.values import Copies, Data, Failed, Reference, Value, equal

# What a data source has of the task definition that it looks up.
_LOOKED_UP = frozenset({"arn", "arn_without_revision", "id", "family", "revision"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in an expression: a name, the steps behind it, whether the first is ``[key]``."""

    name: str
    keys: Sequence[Key]
    indexed: bool
    at: Location

    @property
    def key(self) -> Data:
        """The index behind the name; None where there is none."""
        key = self.keys[0] if self.indexed else None
        return None if isinstance(key, Each) else key

    @property
    def rest(self) -> Sequence[Key]:
        """The steps behind the instance."""
        return self.keys[1:] if self.indexed else self.keys

    @property
    def whole(self) -> bool:
        """Whether it is about all instances together."""
        return not self.keys or isinstance(self.keys[0], Each)


def resource(scope: Scope, asked: Asked, *, strict: bool) -> Value:
    """A resource, or what leads on from one, from some or from all of its instances.

    Args:
        scope: has the instances.
        asked: ``aws_ecs_service.web`` and what follows.
        strict: whether one that is not there is raised as :class:`Failed`.
    """
    copies = scope.instances(asked.name)
    if asked.whole and copies is not None and list(copies) != [None]:
        made = {key: Value(Reference(at, ()), asked.at) for key, at in copies.items()}
        return followed(_gathered(made, asked.at), asked.keys)
    key = asked.key
    if strict and copies is not None and key is not UNKNOWN and key not in list(copies):
        raise Failed
    certain = copies is not None or not strict
    value = Value(Reference(scope.address(asked.name, key), (), certain), asked.at)
    if asked.whole and copies is None:
        value = Value(Copies(value), asked.at)
    return followed(value, asked.rest)


def output(scope: Scope, asked: Asked) -> Value:
    """An output of a module that is called, or what leads on from all of its instances."""
    if asked.rest and isinstance(asked.rest[0], str):
        found = scope.output(asked.name, asked.key, asked.rest[0])
        return followed(found or Value(UNKNOWN, asked.at), asked.rest[1:])
    copies = scope.instances(f"module.{asked.name}")
    if copies is None:
        many = Value(dict(scope.outputs(asked.name, None)), asked.at)
        return followed(Value(Copies(many), asked.at), asked.rest)
    made = {key: Value(dict(scope.outputs(asked.name, key)), asked.at) for key in copies}
    return followed(_gathered(made, asked.at), asked.rest)


def data_source(scope: Scope, kind: str, keys: Sequence[Key]) -> Data:
    """A data source of task definitions as the resource that it looks up."""
    match keys:
        case [str(name), str(attribute)] if kind == "aws_ecs_task_definition":
            found = scope.argument(scope.address(f"data.{kind}.{name}", None), "task_definition")
            data = UNKNOWN if found is None or attribute not in _LOOKED_UP else found.data
            if isinstance(data, Reference) and set(data.path) <= _LOOKED_UP:
                return replace(data, path=(attribute,))
    return UNKNOWN


def variables(node: Node) -> Iterator[str]:
    """The variables that an expression names."""
    for part in walk(node):
        match part:
            case Traversal(base=Name(name="var"), steps=(Attribute(name=name), *_)):
                yield name


def bare_word(node: Name) -> InputError:
    """What is wrong with a word that stands for nothing."""
    name, at = node.name, node.at
    message = Text(
        en=f'{name} is not a reference; if it is a string, quote it: "{name}"',
        ja=f'{name} は、引用符で囲んだ文字列でも参照でもありません。"{name}" にします。',
    )
    return InputError(at.file, at.line, at.column, message)


def undecided(
    node: Conditional, first: Value, second: Value, scope: Scope, bound: Container[str]
) -> Data:
    """What a conditional gives whose condition is not known.

    Args:
        node: the conditional.
        first: what stands where the condition is true.
        second: what stands where it is false.
        scope: what the expressions can name.
        bound: the names that stand for other values.
    """
    if first.resolved and equal(first.plain(), second.plain()):
        return first.data
    if isinstance(first.data, Reference) and first.data == second.data:
        certain = isinstance(second.data, Reference) and second.data.certain
        return replace(first.data, certain=first.data.certain and certain)
    if _settled_elsewhere(node.condition, scope):
        return UNKNOWN
    for value, other, rest in ((first, second, node.otherwise), (second, first, node.then)):
        linked = None if isinstance(other.data, Reference) else value.data
        if isinstance(linked, Reference) and not _leads_to_resource(rest, scope, bound):
            return replace(linked, certain=False)
    return UNKNOWN


def _leads_to_resource(node: Node, scope: Scope, bound: Container[str]) -> bool:
    """Whether an expression may name a resource, by itself or by what it names."""
    for part, names, _ in _reached(node, scope, bound):
        match part:
            case Traversal(base=Name(name=root)) if root == "module" or "_" in root:
                return True
            case Name(name=name) if name in names:
                return True
            case Unread():
                return True
    return False


def _settled_elsewhere(node: Node, scope: Scope) -> bool:
    """Whether something that is not known here, and has a value, decides a condition.

    That is a data source, or a text that the call of a module puts together: neither is ever empty,
    so that ``var.arn == "" ? … : var.arn`` has no two sides for such a call.
    """
    for part, _, given in _reached(node, scope, ()):
        match part:
            case Traversal(base=Name(name="data")):
                return True
            case Literal(value=str(text)) if given and text:
                return True
            case Template() if given:
                return True
    return False


def _reached(
    node: Node, scope: Scope, bound: Container[str]
) -> Iterator[tuple[Node, Container[str], bool]]:
    """The parts of an expression and of what it names; with names that stand for other values.

    The last of three says whether a part belongs to what the call of a module gives a variable.
    """
    waiting = [(node, scope, bound, False)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        whole, its, names, given = waiting.pop()
        for part in walk(whole):
            yield part, names, given
            match part:
                case Traversal(base=Name(name=root), steps=(Attribute(name=name), *_)):
                    origin = its.origin(root, name)
                    if origin and (id(origin.node), id(origin.scope)) not in seen:
                        seen.add((id(origin.node), id(origin.scope)))
                        waiting.append((origin.node, origin.scope, origin.bound, root == "var"))


def _gathered(made: Mapping[str | int | None, Value], at: Location) -> Value:
    """The instances as Terraform has them together: by number, by key, or the only one."""
    if list(made) == [None]:
        return made[None]
    # without an instance it is [] or {}, which a loop and a splat tell no more apart
    if all(isinstance(key, int) for key in made):
        return Value(tuple(made.values()), at)
    return Value({str(key): value for key, value in made.items()}, at)
