"""The files of one Terraform directory and what they declare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ecsnet.diagnostics import InputError, Problem
from ecsnet.model import Location
from ecsnet.source import SourceFile
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.scope import Scope
from ecsnet.terraform.syntax import parse, parse_document, parse_values
from ecsnet.terraform.syntax.tree import Expression, RawBlock
from ecsnet.terraform.values import Argument, Value


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


def values(
    given: Iterable[SourceFile | tuple[str, str]],
) -> tuple[dict[str, Value], list[Problem]]:
    """The values that files and arguments give to variables, of which a later one counts more.

    Args:
        given: files of values, files of Terragrunt with inputs (``.hcl``), and names with values
            as a command line has them.

    Returns:
        The values by name, and what is wrong with the files.
    """
    evaluator = Evaluator(Scope())
    found: dict[str, Value] = {}
    problems: list[Problem] = []
    for file in given:
        if isinstance(file, tuple):
            name, text = file
            found[name] = Value(Argument(text), Location(f"--var {name}", 1, 1, 2))
            continue
        try:
            if file.name.endswith(".hcl"):
                found |= _inputs(file, evaluator)
                continue
            for name, expression in parse_values(file.text, file.name).items():
                found[name] = evaluator.evaluate(expression)
        except InputError as error:
            problems.append(error.problem)
    return found, problems


def _inputs(file: SourceFile, evaluator: Evaluator) -> dict[str, Value]:
    """The inputs of a file of Terragrunt; what its own functions and locals say is not known."""
    attributes, _ = parse_document(file.text, file.name)
    inputs = attributes.get("inputs")
    data = None if inputs is None else evaluator.evaluate(inputs).data
    return data if isinstance(data, dict) else {}


@dataclass(frozen=True, slots=True)
class Declared:
    """What the files of a module declare, by name; resources by ``aws_ecs_service.web``."""

    variables: dict[str, RawBlock] = field(default_factory=dict)
    locals: dict[str, Expression] = field(default_factory=dict)
    resources: dict[str, RawBlock] = field(default_factory=dict)
    outputs: dict[str, RawBlock] = field(default_factory=dict)
    calls: dict[str, RawBlock] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How much is declared."""
        blocks = len(self.variables) + len(self.resources) + len(self.outputs) + len(self.calls)
        return blocks + len(self.locals)


def declared(files: Iterable[ParsedFile]) -> Declared:
    """What files declare as one module; data sources have ``data.`` before their address."""
    found = Declared()
    for block in (block for file in files for block in file.blocks):
        match block.type, block.labels:
            case "variable", (name, *_):
                found.variables[name] = block
            case "locals", _:
                found.locals.update(block.attributes)
            case "resource", (kind, name):
                found.resources[f"{kind}.{name}"] = block
            case "data", (kind, name):
                found.resources[f"data.{kind}.{name}"] = block
            case "output", (name, *_):
                found.outputs[name] = block
            case "module", (name, *_):
                found.calls[name] = block
    return found
