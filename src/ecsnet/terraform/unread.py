"""What of the ECS resources could not be read, said once for each resource.

Nothing is reported on what is unknown, so a run without findings looks the same whether everything
is right or nothing could be read. Here is what tells the two apart: the argument, and the
expression at which reading stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ecsnet.diagnostics import InputError, Problem, Text
from ecsnet.model import (
    UNKNOWN,
    Attr,
    Container,
    Location,
    Module,
    Runner,
    Service,
    TargetGroup,
    TaskDefinition,
    known_items,
)
from ecsnet.terraform.evaluator import READ_FUNCTIONS, Evaluator
from ecsnet.terraform.library import notice
from ecsnet.terraform.resources import Configuration, Origin
from ecsnet.terraform.syntax.tree import (
    Attribute,
    Call,
    Choice,
    Conditional,
    Expression,
    Name,
    Node,
    RawBlock,
    Repeat,
    Template,
    Traversal,
    Unread,
    children,
    walk,
)
from ecsnet.terraform.values import Copies, Joined, Json, Partial, Reference, Value

_LONGEST = 60
# Locals that lead to locals, and calls inside calls.
_DEEPEST = 30
# Whose absence from a run would be silent.
_COUNTED = ("aws_ecs_task_definition", "aws_ecs_service", "aws_ecs_task_set")


@dataclass(frozen=True, slots=True)
class _Gap:
    """An argument that could not be read, and the source text of what stopped it, if known."""

    argument: str
    at: Location
    stopped_by: str


def unread(configuration: Configuration, module: Module) -> Iterator[Problem]:
    """A notice for each resource of which something that rules need could not be read."""
    search = _Search(configuration)
    for task in module.task_definitions:
        yield from _notice(task.address, list(search.of_task_definition(task)))
    for group in module.target_groups:
        yield from _notice(group.address, list(search.of_target_group(group)))
    runners: dict[str, list[_Gap]] = {}
    for runner in module.runners:
        runners.setdefault(runner.address, []).extend(search.of_runner(runner))
    for address, gaps in runners.items():
        yield from _notice(address, gaps)
    yield from search.left_out()


def deciding(configuration: Configuration) -> frozenset[str]:
    """The variables of the directory by whose defaults something to check has no instance."""
    root = configuration.evaluator.scope
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    waiting = [
        (origin.block.attributes[name].node, origin.evaluator.scope)
        for origin in configuration.absent.values()
        if _counted(origin.block)
        for name in ("count", "for_each")
        if name in origin.block.attributes
    ]
    while waiting:
        node, scope = waiting.pop()
        for part in walk(node):
            match part:
                case Traversal(base=Name(name=kind), steps=(Attribute(name=name), *_)):
                    source = scope.origin(kind, name)
                    if source is None and kind == "var" and scope is root:
                        found.add(name)
                    elif source and (id(source.node), id(source.scope)) not in seen:
                        seen.add((id(source.node), id(source.scope)))
                        waiting.append((source.node, source.scope))
    return frozenset(found)


def _counted(block: RawBlock) -> bool:
    """Whether the absence of what a block makes would be silent."""
    return block.type == "module" or block.labels[0] in _COUNTED


def _notice(address: str, gaps: list[_Gap]) -> Iterator[Problem]:
    if not gaps:
        return
    at = gaps[0].at
    first: dict[str, str] = {}
    for gap in gaps:
        first.setdefault(gap.argument, gap.stopped_by)
    named = [f"{name} ({text})" if text not in ("", name) else name for name, text in first.items()]
    message = Text(
        en=f"{address} is not fully checked; unresolved values: {', '.join(named)}",
        ja=f"{address} は一部しか検査していません。確定できない値：{'、'.join(named)}",
    )
    yield notice(at, message, address)


class _Search:
    """Looks for what stopped the reading of an argument."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._origins = configuration.origins

    def of_task_definition(self, task: TaskDefinition) -> Iterator[_Gap]:
        if task.network_mode.unknown:
            yield self._gap(task.address, "network_mode", task.network_mode)
        elif task.mode is None and task.requires_compatibilities.unknown:
            listed = task.requires_compatibilities
            yield self._gap(task.address, "requires_compatibilities", listed)
        if task.containers.unknown or not task.containers.complete:
            yield self._gap(task.address, "container_definitions", task.containers)
        for container in known_items(task.containers):
            for name, attr in _ports(container):
                if attr.unknown or not attr.complete:
                    yield _Gap(name, attr.at, self._written(attr.at))

    def of_target_group(self, group: TargetGroup) -> Iterator[_Gap]:
        if group.target_type.unknown:
            yield self._gap(group.address, "target_type", group.target_type)

    def of_runner(self, runner: Runner) -> Iterator[_Gap]:
        if isinstance(runner, Service) and runner.deployment_controller.unknown:
            # Whether the service or its task sets say what runs.
            at = runner.deployment_controller.at
            yield _Gap("deployment_controller", at, self._written(at) if at != runner.at else "")
        if isinstance(runner, Service) and runner.load_balancers.unknown:
            yield self._open_block(runner.address, "load_balancer", runner.load_balancers)
        if runner.network_configuration.unknown:
            yield self._open_block(
                runner.address, "network_configuration", runner.network_configuration
            )
        if runner.task_definition is not None or runner.link is None:
            return
        argument = "task_definition"
        stopped_by = self._stopped_by(runner.address, argument)
        if stopped_by is None:
            stopped_by = self._written(runner.link)
        yield _Gap(argument, runner.link, stopped_by)

    def left_out(self) -> Iterator[Problem]:
        """Resources that do not exist because a value that may be another one makes none."""
        root = self._configuration.evaluator.scope
        for address, origin in self._configuration.absent.items():
            # what a module leaves out, its call asks for
            if _counted(origin.block) and origin.evaluator.scope is root:
                for name in ("count", "for_each"):
                    if name in origin.block.attributes:
                        number = origin.block.attributes[name]
                        yield from self._uncounted(address, name, number)

    def _uncounted(self, address: str, argument: str, number: Expression) -> Iterator[Problem]:
        if not any(isinstance(part, Traversal) for part in walk(number.node)):
            return
        at, shown = number.at, self._source(number.node.at)
        message = Text(
            en=f"{address} is not checked, because {argument} creates no instances: {shown}",
            ja=f"{address} は、{argument} の値で 1 つも作成されないため、検査していません：{shown}",
        )
        yield notice(at, message, address)

    def _gap(self, address: str, argument: str, attr: Attr[Any]) -> _Gap:
        return _Gap(argument, attr.at, self._stopped_by(address, argument) or "")

    def _open_block(self, address: str, block_type: str, attr: Attr[Any]) -> _Gap:
        """What stopped the reading of the ``for_each`` of a ``dynamic`` block."""
        origin = self._origins.get(address)
        for block in origin.block.blocks if origin else ():
            if (block.type, block.labels) == ("dynamic", (block_type,)):
                expression = block.attributes.get("for_each")
                stopped_by = self._culprit(expression, origin) if expression and origin else ""
                return _Gap(block_type, block.at, stopped_by)
        return _Gap(block_type, attr.at, "")

    def _stopped_by(self, address: str, argument: str) -> str | None:
        """What stopped the reading of an argument; None where it is not written in a file."""
        origin = self._origins.get(address)
        if origin is None or argument not in origin.block.attributes:
            return None
        return self._culprit(origin.block.attributes[argument], origin)

    def _culprit(self, expression: Expression, origin: Origin) -> str:
        return self._source(_culprit(expression.node, origin.evaluator, 0).at)

    def _written(self, at: Location) -> str:
        """The value of an argument or a member, whose place begins with its name."""
        text = self._source(at)
        for sign in ("=", ":"):
            name, found, value = text.partition(sign)
            if found and name.strip(' "').replace("_", "").isalnum():
                return value.strip()
        return text

    def _source(self, at: Location) -> str:
        lines = self._configuration.sources.get(at.file, "").split("\n")
        if not 0 < at.line <= len(lines):
            return ""
        line = lines[at.line - 1].rstrip("\r")
        text = line[at.column - 1 : at.end - 1 if at.end else None].strip()
        cut = len(text) > _LONGEST or not at.end
        return f"{text[:_LONGEST].rstrip()}…" if cut else text


def _culprit(node: Node, evaluator: Evaluator, depth: int) -> Node:
    """The innermost expression without a value, for which the one around it has none."""
    if depth <= _DEEPEST:
        for inner, its in _inner(node, evaluator):
            value = _value(inner, its)
            if value is None or _open(value):
                return _culprit(inner, its, depth + 1)
    return node


def _inner(node: Node, evaluator: Evaluator) -> Iterator[tuple[Node, Evaluator]]:
    """The expressions on which the value of another one depends, and what evaluates them."""
    match node:
        case Traversal(base=Name(name=kind), steps=(Attribute(name=name), *_)):
            found = evaluator.scope.origin(kind, name)
            if found is not None:
                yield found.node, Evaluator(found.scope, dict(found.bound), evaluator.turns)
        case Call(name=name, arguments=arguments) if name in READ_FUNCTIONS:
            yield from ((argument, evaluator) for argument in arguments)
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            chosen = _value(condition, evaluator)
            if isinstance(chosen, Value) and isinstance(chosen.data, bool):
                yield then if chosen.data else otherwise, evaluator
            else:
                yield condition, evaluator
        case Template(parts=parts):
            yield from ((_deciding(part), evaluator) for part in parts)
        case Traversal() | Call() | Unread():
            return
        case _:
            yield from ((child, evaluator) for child in children(node))


def _deciding(part: Node) -> Node:
    """What decides what a part of a template writes; a directive has no value itself."""
    match part:
        case Choice(condition=inner) | Repeat(collection=inner):
            return inner
    return part


def _value(node: Node, evaluator: Evaluator) -> Value | None:
    try:
        return evaluator.settled(node)
    except (InputError, RecursionError):
        return None


def _open(value: Value) -> bool:
    """Whether reading stops at a value: at a list of which an item is open, too."""
    data = value.data.value.data if isinstance(value.data, Json) else value.data
    if isinstance(data, tuple):
        return isinstance(data, Partial) or any(item.data is UNKNOWN for item in data)
    return data is UNKNOWN or isinstance(data, Reference | Joined | Copies)


def _ports(container: Container) -> Iterator[tuple[str, Attr[Any]]]:
    mappings = container.port_mappings
    yield "portMappings", mappings
    for mapping in known_items(mappings):
        yield "containerPort", mapping.container_port
        yield "hostPort", mapping.host_port
        yield "containerPortRange", mapping.container_port_range
