"""Modules as they are called: variables, locals, outputs, and the resources that exist.

Nothing is executed. A module that is called has the values of its call; a directory that nobody
calls has the defaults of its variables, where they say something.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TypeVar

from ecsnet.diagnostics import InputError, Problem, Text
from ecsnet.model import UNKNOWN, Location
from ecsnet.source import SourceFile
from ecsnet.terraform import registry
from ecsnet.terraform.bodies import META_ARGUMENTS, body_of
from ecsnet.terraform.copies import Copy, copies
from ecsnet.terraform.cycles import cycles
from ecsnet.terraform.directory import Declared, ParsedFile, declared
from ecsnet.terraform.evaluator import TURNS, Evaluator
from ecsnet.terraform.library import (
    DEEPEST,
    MOST_INSTANCES,
    TOO_MANY,
    Called,
    Library,
    Texts,
    calls_itself,
    no_text,
    notice,
    nowhere,
    path_of,
    too_deep,
)
from ecsnet.terraform.resources import Configuration, Origin, Resource
from ecsnet.terraform.scope import Scope, Source
from ecsnet.terraform.syntax.tree import Expression, RawBlock, plain
from ecsnet.terraform.types import empty, empty_default, nullable, typed
from ecsnet.terraform.values import Data, FileText, Unsettled, Value

_META_OF_CALLS = META_ARGUMENTS | {"source", "version", "count", "for_each"}
T = TypeVar("T")

# What would take the checker's time without end.
_TURNS = 500
# Of what a module declares, what counts as one more instance.
_SIZE = 50
_NOWHERE = Location("", 0, 0, 0)
_NO_VALUES: Mapping[str, Value] = {}


def evaluated(
    files: Iterable[ParsedFile],
    given: Collection[str] = frozenset(),
    values: Mapping[str, Value] = _NO_VALUES,
    directory: str = "",
    library: Library = nowhere,
    texts: Texts = no_text,
    *,
    unset: bool = False,
) -> Configuration:
    """Evaluate files as one module, with the modules that it calls.

    Args:
        files: the files; of one that could not be parsed the problem is passed on.
        given: names of variables whose value is set elsewhere, so that no default tells it.
        values: the values of variables that files give.
        directory: where they are, as it is shown.
        library: finds the modules that are called.
        texts: reads other files that they name.
        unset: whether nobody sets the variables with an empty default, so that expressions fall
            back and ``count`` is known; by itself such a default says nothing all the same.
    """
    files = tuple(files)
    tree = _Tree(library, frozenset(given), values, directory, texts, unset)
    root = Instance(tree, Called(directory, lambda: files), "", None, ())
    resources: list[Resource] = []
    absent: dict[str, Origin] = {}
    for instance in tree.all(root):
        tree.reached.add(instance.directory)
        resources += instance.resources()
        absent |= instance.absent()
    blocks = tuple(block for file in files for block in file.blocks)
    return Configuration(
        tuple(resources),
        root.evaluator,
        blocks,
        tuple(dict.fromkeys(tree.problems)),
        tree.sources,
        tree.origins,
        absent,
        frozenset(tree.reached),
        tree.falls_back,
    )


@dataclass(slots=True)
class _Tree:
    """What the instances of modules share; ``origins`` are by the full address of a resource."""

    library: Library
    given: frozenset[str]
    values: Mapping[str, Value]
    directory: str
    texts: Texts
    unset: bool
    falls_back: bool = False
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    declared: dict[str, Declared] = field(default_factory=dict)
    reached: set[str] = field(default_factory=set)
    turns: list[int] = field(default_factory=lambda: [5 * TURNS])
    count: int = 0

    def all(self, root: Instance) -> Iterator[Instance]:
        """The instances of all modules, a caller before those that it calls."""
        waiting = [root]
        while waiting:
            instance = waiting.pop()
            yield instance
            waiting += reversed(instance.called())

    def read(self, module: Called) -> Declared:
        """What a module declares, with the problems of its files, which are noted once."""
        if module.directory not in self.declared:
            files = module.files()
            self.declared[module.directory] = declared(files)
            self.problems += [file.problem for file in files if file.problem is not None]
            self.problems += cycles(block for file in files for block in file.blocks)
            self.sources |= {
                file.source.name: file.source.text for file in files if file.source.name
            }
        return self.declared[module.directory]


@dataclass(frozen=True, slots=True)
class _Call:
    """One instance of a call: what it gives, and what evaluates that."""

    arguments: dict[str, Expression]
    evaluator: Evaluator


class Instance(Scope):
    """A module as one call makes it; values are evaluated when they are first asked for."""

    def __init__(
        self,
        tree: _Tree,
        module: Called,
        prefix: str,
        call: _Call | None,
        above: tuple[str, ...],
    ) -> None:
        self._tree = tree
        self.directory = module.directory
        self._prefix = prefix
        self._call = call
        self._above = (*above, module.directory)
        self._declared = tree.read(module)
        tree.count += 1 + self._declared.size // _SIZE
        tree.turns[0] += _TURNS
        self._values: dict[tuple[str, str], Value | None] = {}
        self._set: dict[tuple[str, str], Value | None] = {}
        self._modules: dict[str, Called | None] = {}
        self._copies: dict[str, list[Copy]] = {}
        self._called: dict[str, dict[str | int | None, Instance]] = {}
        self.evaluator = Evaluator(self, turns=tree.turns)

    # --- what expressions can name ---

    def value(self, kind: str, name: str) -> Value | None:
        """As :class:`Scope` says; a cycle of locals is unknown."""
        key = (kind, name)
        if key not in self._values:
            self._values[key] = None  # a cycle of locals finds this and stays unknown
            self._values[key] = self._try(lambda: self._made(kind, name))
        return self._values[key]

    def _made(self, kind: str, name: str) -> Value | None:
        if kind == "var":
            return self._variable(name)
        if kind == "local" and name in self._declared.locals:
            return self.evaluator.evaluate(self._declared.locals[name])
        if kind == "path":
            found = path_of(name, self.directory, self._tree.directory)
            return None if found is None else Value(found, _NOWHERE)
        return None

    def _variable(self, name: str) -> Value | None:
        block, value = self._declared.variables.get(name), self._given(name)
        if value is not None and block is None:
            return value
        if value is not None and block and (value.data is not None or nullable(block)):
            return typed(self.evaluator.weigh(value), block)
        if block is None or "default" not in block.attributes:
            return None
        default = self.evaluator.evaluate(block.attributes["default"])
        # An empty default says that a caller may give a value, not that there is none.
        if self._call is None and (empty(default.data) or name in self._tree.given):
            return None
        return typed(self.evaluator.weigh(default), block)

    def unset(self, name: str) -> Value | None:
        """As :class:`Scope` says; notes that it matters whether it is."""
        block = self._declared.variables.get(name)
        if block is None or name in self._tree.given or self.value("var", name):
            return None
        default = empty_default(block, self.evaluator)
        self._tree.falls_back |= default is not None
        return default if self._tree.unset else None

    def _given(self, name: str) -> Value | None:
        """What the call of this module, or a file of values, gives a variable."""
        if self._call is None:
            return None if name in self._tree.given else self._tree.values.get(name)
        if name not in self._call.arguments:
            return None
        expression, its = self._call.arguments[name], self._call.evaluator
        value = its.evaluate(expression)
        again = value.data is UNKNOWN and self._tree.unset
        return replace(its, unset=True).evaluate(expression) if again else value

    def argument(self, address: str, argument: str) -> Value | None:
        """As :class:`Scope` says, for the resources of every module."""
        key = (address, argument)
        if key not in self._set:
            self._set[key] = None
            origin = self._tree.origins.get(address)
            if origin is not None:
                # what is wrong is reported where the expression itself is read
                with suppress(InputError):
                    self._set[key] = origin.sets(argument)
        return self._set[key]

    def written(self, address: str, argument: str) -> Value | None:
        """As :class:`Scope` says, for the resources of every module."""
        key = (address, argument)
        if key not in self._values:
            self._values[key] = None
            value = self.argument(address, argument)
            self._values[key] = None if value is None else self.evaluator.scalar(value)
        return self._values[key]

    def instances(self, name: str) -> Mapping[str | int | None, str] | None:
        """As :class:`Scope` says."""
        kind, _, call = name.partition(".")
        block = self._declared.resources.get(name)
        if kind == "module":
            block = self._declared.calls.get(call) if self._module(call) else None
        copies = [] if block is None else self._instances(name, block)
        if block is None or any(copy.many for copy in copies):
            return None
        return {copy.key: f"{self._prefix}{name}{copy.index}" for copy in copies}

    def outputs(self, call: str, key: str | int | None) -> Mapping[str, Value]:
        """As :class:`Scope` says."""
        made = self._calls(call).get(key)
        return {} if made is None else made.given

    def address(self, resource: str, key: Data) -> str:
        """As :class:`Scope` says."""
        block = self._declared.resources.get(resource)
        copies = [] if block is None else self._instances(resource, block)
        chosen = [copy for copy in copies if copy.key == key] if key is not None else []
        if not chosen and len(copies) == 1:
            chosen = copies
        return f"{self._prefix}{resource}{chosen[0].index if chosen else ''}"

    def output(self, call: str, key: Data, name: str) -> Value | None:
        """As :class:`Scope` says."""
        made = self._calls(call)
        found = made.get(key) if isinstance(key, str | int) else None
        if found is None and len(made) == 1:
            found = next(iter(made.values()))
        return None if found is None else found.gives(name)

    def text(self, path: str) -> FileText | None:
        """As :class:`Scope` says."""
        root = self._tree.directory
        inside = os.path.relpath(path, os.path.abspath(root)) if os.path.isabs(path) else path
        shown = os.path.normpath(os.path.join(root, inside))
        text = self._tree.texts(shown)
        if text is None:
            return None
        self._tree.sources[shown] = text
        return FileText(text, shown)

    def origin(self, kind: str, name: str) -> Source | None:
        """The expression that a local has, or the call of this module gives a variable."""
        if kind == "local" and name in self._declared.locals:
            return Source(self._declared.locals[name].node, self, {})
        if kind == "var" and self._call is not None and name in self._call.arguments:
            its = self._call.evaluator
            return Source(self._call.arguments[name].node, its.scope, its.bound)
        return None

    def gives(self, name: str) -> Value | None:
        """The value of an output; None for one that is not there or not known."""
        key = ("output", name)
        if key not in self._values:
            self._values[key] = None
            block = self._declared.outputs.get(name)
            if block is not None and "value" in block.attributes:
                expression = block.attributes["value"]
                self._values[key] = self._try(lambda: self.evaluator.evaluate(expression))
        return self._values[key]

    @cached_property
    def given(self) -> dict[str, Value]:
        """All outputs; one that is not known is unknown."""
        unknown = Value(UNKNOWN, _NOWHERE)
        return {name: self.gives(name) or unknown for name in self._declared.outputs}

    # --- what there is ---

    def resources(self) -> Iterator[Resource]:
        """The resources that exist, and the problems of everything that stands here."""
        for name in self._declared.variables:
            self._checked(name, partial(self.value, "var", name))
        for name in self._declared.locals:
            self._checked(name, partial(self.value, "local", name))
        for address, block in self._declared.resources.items():
            for copy in self._instances(address, block):
                try:
                    body = body_of(block, copy.evaluator)
                except InputError as error:
                    self._tree.problems.append(error.problem)
                except RecursionError:
                    self._tree.problems.append(too_deep(block.at))
                else:
                    full = f"{self._prefix}{address}{copy.index}"
                    kind, name = block.labels
                    yield Resource(block.type, kind, name, body, block.at, full)

    def absent(self) -> dict[str, Origin]:
        """As :class:`Configuration` says."""
        none = {
            address: block
            for address, block in self._declared.resources.items()
            if block.type == "resource" and not self._instances(address, block)
        }
        for name in self._followed():
            if not self._calls(name):
                none[f"module.{name}"] = self._declared.calls[name]
        made = self.evaluator
        return {f"{self._prefix}{at}": Origin(block, made, False) for at, block in none.items()}

    def called(self) -> list[Instance]:
        """The instances of the modules that are called here and have something to check."""
        return [made for name in self._followed() for made in self._calls(name).values()]

    def _followed(self) -> list[str]:
        """The calls that lead to modules with something to check."""
        found = ((name, self._module(name)) for name in self._declared.calls)
        return [name for name, module in found if module is not None and module.relevant]

    def _module(self, name: str) -> Called | None:
        """The module of a call; None for one that cannot be followed."""
        if name not in self._modules:
            block = self._declared.calls.get(name)
            self._modules[name] = None if block is None else self._found(block)
        return self._modules[name]

    def _calls(self, name: str) -> dict[str | int | None, Instance]:
        if name not in self._called:
            self._called[name] = {}
            module = self._module(name)
            if module is not None:
                block = self._declared.calls[name]
                arguments = {
                    argument: expression
                    for argument, expression in block.attributes.items()
                    if argument not in _META_OF_CALLS
                }
                for copy in self._instances(f"module.{name}", block):
                    prefix = f"{self._prefix}module.{name}{copy.index}."
                    call = _Call(arguments, copy.evaluator)
                    made = Instance(self._tree, module, prefix, call, self._above)
                    self._called[name][copy.key] = made
        return self._called[name]

    def _found(self, block: RawBlock) -> Called | None:
        """The module of a call; None for one that is not at hand, or would have no end."""
        source = block.attributes.get("source")
        named = None if source is None else plain(source)
        if named is None:
            return None
        module = self._tree.library(self.directory, named) or self._registered(block, named)
        if module is None:
            return None
        if module.directory in self._above:
            message = calls_itself(module.directory)
        elif len(self._above) > DEEPEST or self._tree.count >= MOST_INSTANCES:
            message = TOO_MANY
        else:
            return module
        self._tree.problems.append(notice(block.at, message))
        return None

    def _registered(self, block: RawBlock, source: str) -> Called | None:
        """A module of the registry, as far as the facts have it."""
        inputs = block.attributes.keys() - _META_OF_CALLS
        version = block.attributes.get("version")
        blocks = registry.read(source, plain(version) if version else None, inputs, block.at)
        if isinstance(blocks, Text):
            address = f"{self._prefix}module.{block.labels[0]}"
            message = Text(
                en=f"{address} is not read: " + blocks.en,
                ja=f"{address} は読み取っていません。" + blocks.ja,
            )
            self._tree.problems.append(notice(block.at, message, address))
        if blocks is None or isinstance(blocks, Text):
            return None
        place = f"{source} {block.at.file}:{block.at.line}"
        return Called(place, lambda: (ParsedFile(SourceFile("", ""), blocks),))

    def _instances(self, address: str, block: RawBlock) -> list[Copy]:
        if address not in self._copies:
            # what asks for itself finds what there is where nothing is known
            self._copies[address] = [Copy(None, self.evaluator, many=True)]
            counting = replace(self.evaluator, unset=self._tree.unset)
            found = self._try(partial(copies, block, self.evaluator, counting))
            if found is not None:
                self._copies[address] = found
            for copy in self._copies[address]:
                full = f"{self._prefix}{address}{copy.index}"
                self._tree.origins[full] = Origin(block, copy.evaluator, copy.many)
        return self._copies[address]

    def _try(self, make: Callable[[], T | None]) -> T | None:
        try:
            with suppress(Unsettled):
                return make()
        except InputError as error:
            self._tree.problems.append(error.problem)
        return None

    def _checked(self, name: str, make: Callable[[], object]) -> None:
        try:
            make()
        except RecursionError:
            found = self._declared.locals.get(name) or self._declared.variables[name]
            self._tree.problems.append(too_deep(found.at))
