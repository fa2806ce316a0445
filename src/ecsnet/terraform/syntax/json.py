"""Terraform's JSON syntax (``.tf.json``) to the same blocks as its native syntax.

JSON says only with the provider's schema at hand which objects are blocks, so every object inside a
resource is offered both as an argument and as a block; the reader of the model asks for one of
them. A string is a template, as Terraform has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NoReturn, TypeVar

from ecsnet.diagnostics import TOO_DEEP, InputError, Text, written_twice
from ecsnet.model import Location
from ecsnet.terraform.syntax import json_reader
from ecsnet.terraform.syntax.json_reader import Array, Hole, JsonNode, JsonObject, Member, String
from ecsnet.terraform.syntax.native import parse_expression
from ecsnet.terraform.syntax.places import Lines
from ecsnet.terraform.syntax.tree import (
    Expression,
    JsonText,
    Literal,
    Node,
    RawBlock,
    Template,
    Unread,
)

T = TypeVar("T")

_LABELS = {"resource": 2, "data": 2, "module": 1, "variable": 1, "output": 1, "locals": 0}
# Of these, an object is a value and no block.
_OF_VALUES = frozenset({"module", "variable", "output", "locals"})

_NO_OBJECT = Text(
    en="a Terraform JSON file must be an object",
    ja="Terraform の JSON ファイルは、全体を 1 つのオブジェクトにします。",
)


def parse(text: str, file: str) -> tuple[RawBlock, ...]:
    """Parse one file.

    Args:
        text: the source, without a byte order mark.
        file: its name, for locations.

    Raises:
        InputError: no JSON, no object at the top, or an argument written twice.
    """
    document = _Document(text, file)
    return document.read(lambda: tuple(document.blocks()))


def parse_values(text: str, file: str) -> dict[str, Expression]:
    """Parse a file of values for variables, in which strings are no templates.

    Args:
        text: the source, without a byte order mark.
        file: its name, for locations.

    Raises:
        InputError: no JSON, no object at the top, or a variable written twice.
    """
    document = _Document(text, file)
    return document.read(document.values)


def _members(node: JsonNode) -> Iterator[Member]:
    if isinstance(node, JsonObject):
        yield from (member for member in node.members if _name(member) != "//")


def _objects(node: JsonNode) -> tuple[JsonObject, ...]:
    """The object itself, or the objects of an array that holds nothing else."""
    if isinstance(node, JsonObject):
        return (node,)
    items = node.items if isinstance(node, Array) else ()
    found = tuple(item for item in items if isinstance(item, JsonObject))
    return found if len(found) == len(items) else ()


def _name(member: Member) -> str:
    return str(member.key.text)


class _Document:
    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file
        self._lines = Lines(text, file)

    def read(self, make: Callable[[], T]) -> T:
        """What is made of the file.

        Raises:
            InputError: it is no JSON, or nested too deeply.
        """
        try:
            return make()
        except json_reader.JsonError as error:
            self.fail(error.start, error.message)
        except RecursionError as error:
            raise InputError(self._file, 1, 1, TOO_DEEP) from error

    def fail(self, start: int, message: Text) -> NoReturn:
        """Refuse the file for what stands at an offset."""
        at = self._lines.at(start, start + 1)
        raise InputError(self._file, at.line, at.column, message)

    def values(self) -> dict[str, Expression]:
        root = json_reader.read(self._text)
        if not isinstance(root, JsonObject):
            self.fail(root.start, _NO_OBJECT)
        found: dict[str, Expression] = {}
        for member in _members(root):
            name, place = _name(member), self._lines.at(member.key.start, member.value.end)
            if name in found:
                self.fail(member.key.start, written_twice(name, found[name].at.line))
            found[name] = Expression(self._plain(member.value), place)
        return found

    def _plain(self, node: JsonNode) -> Node:
        if isinstance(node, Hole):
            return Unread((), self._lines.at(node.start, node.end))

        def string(node: String) -> Node:
            return Literal(str(node.text), self._lines.at(node.start, node.end))

        return json_reader.expression(node, self._lines.at, string, self._plain)

    # --- blocks ---

    def blocks(self) -> Iterator[RawBlock]:
        root = json_reader.read(self._text)
        if not _objects(root):
            self.fail(root.start, _NO_OBJECT)
        for node in _objects(root):
            for member in _members(node):
                kind = _name(member)
                if kind in _LABELS:
                    yield from self._labelled(kind, (), member, _LABELS[kind])

    def _labelled(
        self, kind: str, labels: tuple[str, ...], member: Member, missing: int
    ) -> Iterator[RawBlock]:
        for node in _objects(member.value):
            if missing == 0:
                at = self._lines.at(member.key.start, member.key.end)
                yield self._block(kind, labels, node, at)
                continue
            for inner in _members(node):
                yield from self._labelled(kind, (*labels, _name(inner)), inner, missing - 1)

    def _block(
        self, kind: str, labels: tuple[str, ...], node: JsonObject, at: Location
    ) -> RawBlock:
        attributes: dict[str, Expression] = {}
        blocks: list[RawBlock] = []
        for member in _members(node):
            name, place = _name(member), self._lines.at(member.key.start, member.value.end)
            if name in attributes:
                self.fail(member.key.start, written_twice(name, attributes[name].at.line))
            # what names a type is no template, though JSON can only write it as a string
            is_type = kind == "variable" and name == "type"
            right = self._type(member.value) if is_type else self._node(member.value)
            attributes[name] = Expression(right, place)
            if kind in _OF_VALUES:
                continue
            if name == "dynamic":
                blocks.extend(self._labelled("dynamic", (), member, 1))
                continue
            for inner in _objects(member.value):
                blocks.append(self._block(name, (), inner, place))
        return RawBlock(kind, labels, attributes, tuple(blocks), at)

    # --- expressions ---

    def _type(self, node: JsonNode) -> Node:
        if isinstance(node, String):
            return parse_expression(str(node.text), self._lines.at(node.start, node.end))
        return self._node(node)

    def _node(self, node: JsonNode) -> Node:
        if isinstance(node, Hole):
            return Unread((), self._lines.at(node.start, node.end))
        return json_reader.expression(node, self._lines.at, self._string, self._node)

    def _string(self, node: String) -> Node:
        at, text = self._lines.at(node.start, node.end), str(node.text)
        template = Template(tuple(_parts(text, at)), at)

        def inserted(source: str, start: int) -> Node:
            return parse_expression(source, at)

        encoded = json_reader.encoded(text, lambda *_: at, inserted)
        if encoded is not None:
            return JsonText(encoded, template, at)
        alone = template.parts[0]
        return alone if len(template.parts) == 1 and isinstance(alone, Literal) else template


def _parts(text: str, at: Location) -> Iterator[Node]:
    """The literal parts of a string and the expressions between them."""
    if "%{" in text.replace("%%{", ""):
        yield Unread((), at)
        return
    position = 0
    literal = ""
    while (found := text.find("${", position)) >= 0:
        literal += text[position:found]
        if text[found - 1 : found] == "$" and found > position:
            literal += "{"
            position = found + 2
            continue
        end = json_reader.closing(text, found + 2)
        if end is None:
            message = Text(
                en="syntax error: a ${ in this string is not closed",
                ja="構文エラー：この文字列の ${ に対応する } がありません。",
            )
            raise InputError(at.file, at.line, at.column, message)
        if literal:
            yield Literal(literal.replace("%%{", "%{"), at)
            literal = ""
        yield parse_expression(text[found + 2 : end], at)
        position = end + 1
    literal += text[position:]
    if literal or not text:
        yield Literal(literal.replace("%%{", "%{"), at)
