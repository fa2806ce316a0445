"""The files of one Terraform directory: variables, locals, and the resources that exist.

Nothing is executed, and no file but the given ones is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ecsnet.diagnostics import TOO_DEEP, InputError, Problem
from ecsnet.model import Location
from ecsnet.source import SourceFile
from ecsnet.terraform import conversions
from ecsnet.terraform.cycles import cycles
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.resources import Block, Body, Configuration, Resource
from ecsnet.terraform.syntax import parse
from ecsnet.terraform.syntax.tree import Expression, Node, RawBlock
from ecsnet.terraform.types import converted
from ecsnet.terraform.values import Value, iterate

# Their bare words are names of resources and arguments, not values.
_META_ARGUMENTS = frozenset({"depends_on", "provider", "providers"})
_META_BLOCKS = frozenset({"lifecycle", "provisioner", "connection"})


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file and its top-level blocks, or the problem for which it has none."""

    source: SourceFile
    blocks: tuple[RawBlock, ...] = ()
    problem: Problem | None = None


def parsed(file: SourceFile) -> ParsedFile:
    """Parse one file."""
    try:
        return ParsedFile(file, parse(file.text, file.name))
    except InputError as error:
        return ParsedFile(file, problem=error.problem)


def evaluated(files: Iterable[ParsedFile], given: Collection[str] = frozenset()) -> Configuration:
    """Evaluate files as one module.

    Args:
        files: the files; of one that could not be parsed the problem is passed on.
        given: names of variables whose value is set elsewhere, so that no default tells it.
    """
    files = tuple(files)
    blocks = tuple(block for file in files for block in file.blocks)
    problems = [file.problem for file in files if file.problem is not None]
    scope = _Scope(blocks, given)
    evaluator = scope.evaluator
    problems.extend(scope.problems())
    resources: list[Resource] = []
    for block in blocks:
        if block.type in ("resource", "data") and len(block.labels) == 2:
            try:
                if _exists(block, evaluator):
                    resources.append(
                        Resource(block.type, *block.labels, _evaluate(block, evaluator), block.at)
                    )
            except InputError as error:
                problems.append(error.problem)
            except RecursionError:
                problems.append(_too_deep(block.at))
    problems.extend(cycles(blocks))
    sources = {file.source.name: file.source.text for file in files}
    return Configuration(tuple(resources), evaluator, blocks, tuple(problems), sources)


def _too_deep(at: Location) -> Problem:
    return Problem(at.file, at.line, at.column, TOO_DEEP)


class _Scope:
    """Variables, locals and resources of a directory, evaluated when first asked for."""

    def __init__(self, blocks: Iterable[RawBlock], given: Collection[str]) -> None:
        self._given = given
        self._expressions: dict[tuple[str, str], Expression] = {}
        self._types: dict[str, Node] = {}
        self._values: dict[tuple[str, str], Value | None] = {}
        self._problems: list[Problem] = []
        self._resources: dict[str, RawBlock] = {}
        for block in blocks:
            if block.type == "variable" and block.labels and "default" in block.attributes:
                self._expressions["var", block.labels[0]] = block.attributes["default"]
                if "type" in block.attributes:
                    self._types[block.labels[0]] = block.attributes["type"].node
            elif block.type == "locals":
                for name, expression in block.attributes.items():
                    self._expressions["local", name] = expression
            elif block.type == "resource" and len(block.labels) == 2:
                self._resources[".".join(block.labels)] = block
        self.evaluator = Evaluator(self._lookup, self._written)

    def problems(self) -> list[Problem]:
        """What cannot be used in locals and defaults of variables."""
        for (kind, name), expression in self._expressions.items():
            try:
                self._lookup(kind, name)
            except RecursionError:
                self._problems.append(_too_deep(expression.at))
        return self._problems

    def _lookup(self, kind: str, name: str) -> Value | None:
        key = (kind, name)
        if key not in self._values:
            self._values[key] = None  # a cycle of locals finds this and stays unknown
            if key in self._expressions:
                try:
                    value = self.evaluator.evaluate(self._expressions[key])
                    self._values[key] = self._default(name, value) if kind == "var" else value
                except InputError as error:
                    self._problems.append(error.problem)
        return self._values[key]

    def _default(self, name: str, value: Value) -> Value | None:
        """A default, converted to the variable's type; None for an empty one.

        An empty default says that the caller may give a value, not that there is none.
        """
        if name in self._given or value.data in (None, "", (), {}):
            return None
        return converted(value, self._types[name]) if name in self._types else value

    def _written(self, address: str, argument: str) -> Value | None:
        key = (address, argument)
        if key not in self._values:
            self._values[key] = None
            block = self._resources.get(address)
            if block is not None and argument in block.attributes:
                value = self._try(block.attributes[argument])
                self._values[key] = value and self.evaluator.scalar(value)
        return self._values[key]

    def _try(self, expression: Expression) -> Value | None:
        try:
            return self.evaluator.evaluate(expression)
        except InputError:
            return None  # reported where the expression itself is read


def _exists(block: RawBlock, evaluator: Evaluator) -> bool:
    for name in ("count", "for_each"):
        if name in block.attributes:
            copies = evaluator.scalar(evaluator.evaluate(block.attributes[name])).data
            if conversions.integer(copies) == 0 or copies in ((), {}):
                return False
    return True


def _evaluate(block: RawBlock, evaluator: Evaluator) -> Body:
    attributes = {
        name: evaluator.evaluate(expression)
        for name, expression in block.attributes.items()
        if name not in _META_ARGUMENTS
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
            blocks.append(Block(inner.type, _evaluate(inner, evaluator), inner.at))
    return Body(attributes, tuple(blocks), frozenset(unresolved))


def _expand(block: RawBlock, evaluator: Evaluator) -> list[Block] | None:
    content = next((inner for inner in block.blocks if inner.type == "content"), None)
    if content is None or "for_each" not in block.attributes:
        return None
    items = iterate(evaluator.scalar(evaluator.evaluate(block.attributes["for_each"])))
    if items is None:
        return None
    name = block.labels[0]
    if "iterator" in block.attributes:
        # a bare word by design, which evaluation would take for a missing quote
        return None if items else []
    expanded = []
    for key, item in items:
        bound = Value({"key": key, "value": item}, item.at)
        body = _evaluate(content, evaluator.with_scope({name: bound}))
        expanded.append(Block(name, body, content.at))
    return expanded
