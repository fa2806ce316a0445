"""JSON with places: a ``.tf.json`` file, or JSON text in which ``${}`` stand.

Python's own reader keeps no places and knows no templates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from ecsnet.diagnostics import Text
from ecsnet.model import Location
from ecsnet.terraform.syntax.tree import (
    Inserted,
    Item,
    Literal,
    Node,
    Object,
    Template,
    Tuple,
    Unread,
)
from ecsnet.terraform.values import DIGITS

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None}
_STRING = json.JSONDecoder()
_SURROGATE = re.compile("[\ud800-\udfff]")
# What ends a run of characters inside quotes where templates are read.
_RUN = re.compile(r'(?:[^"\\$%]++|\\.|\$\$\{|%%\{|[$%](?!\{))*', re.DOTALL)


class JsonError(ValueError):
    """Not JSON; ``start`` is the offset at which it stops being so."""

    def __init__(self, start: int, en: str, ja: str) -> None:
        super().__init__(en)
        self.start = start
        self.message = Text(en=f"JSON syntax error: {en}", ja=f"JSON の構文エラー：{ja}")


class Hole(NamedTuple):
    """``${expression}``; ``source`` is None for a directive, ``%{}``, which is not read."""

    source: str | None
    start: int
    end: int


class Scalar(NamedTuple):
    """A number, ``true``, ``false`` or ``null``."""

    value: int | float | bool | None
    start: int
    end: int


class String(NamedTuple):
    """A string; holes are among its parts where templates are read."""

    parts: tuple[str | Hole, ...]
    start: int
    end: int

    @property
    def text(self) -> str | None:
        """The whole of a string without holes; None for one with holes."""
        texts = [part for part in self.parts if isinstance(part, str)]
        return "".join(texts) if len(texts) == len(self.parts) else None


class Array(NamedTuple):
    """``[...]``."""

    items: tuple[JsonNode, ...]
    start: int
    end: int


class Member(NamedTuple):
    """A member of an object, which can have one name twice."""

    key: String
    value: JsonNode


class JsonObject(NamedTuple):
    """``{...}``."""

    members: tuple[Member, ...]
    start: int
    end: int


JsonNode = Scalar | String | Array | JsonObject | Hole


def read(text: str, *, templates: bool = False) -> JsonNode:
    """Read a JSON document.

    Args:
        text: the document.
        templates: whether ``${}`` and ``%{}`` are stepped over, inside quotes and in place of a
            value, as where Terraform makes JSON text of a template.

    Raises:
        JsonError: the text is not JSON.
        RecursionError: it is nested too deeply.
    """
    return _Reader(text, templates).document()


class _Reader:
    def __init__(self, text: str, templates: bool) -> None:
        self._text, self._templates = text, templates

    def document(self) -> JsonNode:
        node = self._value(self._skip(0))
        rest = self._skip(node.end)
        if rest != len(self._text):
            raise JsonError(
                rest, "unexpected text after the document", "文書の後に余分な文字があります。"
            )
        return node

    def _skip(self, start: int) -> int:
        match = _SPACE.match(self._text, start)
        return match.end() if match else start

    def _value(self, start: int) -> JsonNode:
        first = self._text[start : start + 1]
        if first == "{":
            return self._object(start)
        if first == "[":
            return self._array(start)
        if first == '"':
            return self._string(start)
        if self._begins_hole(start):
            return self._hole(start)
        for word, value in _WORDS.items():
            if self._text.startswith(word, start):
                return Scalar(value, start, start + len(word))
        number = _NUMBER.match(self._text, start)
        if number is None:
            self._refuse(start, first)
        whole = number[1] is None and number[2] is None and len(number[0]) < DIGITS
        return Scalar((int if whole else float)(number[0]), start, number.end())

    def _refuse(self, start: int, first: str) -> NoReturn:
        if not first:
            raise JsonError(start, "the file ends too early", "途中でファイルが終わっています。")
        raise JsonError(start, f"unexpected {first!r}", f"予期しない {first!r} があります。")

    def _hole(self, start: int) -> Hole:
        end = closing(self._text, start + 2)
        if end is None:
            self._refuse(start, "$")
        source = self._text[start + 2 : end] if self._text[start] == "$" else None
        return Hole(source, start, end + 1)

    def _plain(self, start: int) -> tuple[str, int]:
        try:
            data, end = _STRING.raw_decode(self._text, start)
        except json.JSONDecodeError as error:
            raise JsonError(min(error.pos, len(self._text)), error.msg, error.msg) from error
        return _SURROGATE.sub("\ufffd", data), end

    def _string(self, start: int) -> String:
        if not self._templates:
            text, end = self._plain(start)
            return String((text,), start, end)
        parts: list[str | Hole] = []
        position = start + 1
        while True:
            run = _RUN.match(self._text, position)
            if run is not None and run[0]:
                parts.append(self._characters(run[0], position))
                position = run.end()
            if self._text.startswith(("${", "%{"), position):
                hole = self._hole(position)
                parts.append(hole)
                position = hole.end
            elif self._text.startswith('"', position):
                return String(tuple(parts) or ("",), start, position + 1)
            else:
                self._refuse(position, self._text[position : position + 1])

    def _characters(self, source: str, start: int) -> str:
        plain = source.replace("$${", "${").replace("%%{", "%{")
        try:
            return _SURROGATE.sub("\ufffd", _STRING.raw_decode(f'"{plain}"')[0])
        except json.JSONDecodeError as error:
            raise JsonError(start, error.msg, error.msg) from error

    def _array(self, start: int) -> Array:
        items: list[JsonNode] = []
        position = self._skip(start + 1)
        while self._text[position : position + 1] != "]":
            # what a template writes beside an item may have the comma in it
            loose = items and (isinstance(items[-1], Hole) or self._begins_hole(position))
            if items and not (loose and self._text[position : position + 1] != ","):
                position = self._comma(position, "]")
            items.append(self._value(position))
            position = self._skip(items[-1].end)
        return Array(tuple(items), start, position + 1)

    def _begins_hole(self, position: int) -> bool:
        return self._templates and self._text.startswith(("${", "%{"), position)

    def _object(self, start: int) -> JsonObject:
        members: list[Member] = []
        position = self._skip(start + 1)
        while self._text[position : position + 1] != "}":
            if members:
                position = self._comma(position, "}")
            if self._text[position : position + 1] != '"':
                raise JsonError(
                    position, "expected a name in double quotes", '"" で囲んだ名前が必要です。'
                )
            key = self._string(position)
            colon = self._skip(key.end)
            if self._text[colon : colon + 1] != ":":
                raise JsonError(colon, "expected ':'", "':' が必要です。")
            value = self._value(self._skip(colon + 1))
            members.append(Member(key, value))
            position = self._skip(value.end)
        return JsonObject(tuple(members), start, position + 1)

    def _comma(self, position: int, closing: str) -> int:
        if self._text[position : position + 1] != ",":
            raise JsonError(
                position, f"expected ',' or '{closing}'", f"',' か '{closing}' が必要です。"
            )
        return self._skip(position + 1)


Locate = Callable[[int, int], Location]
Parse = Callable[[str, int], Node]


def encoded(text: str, locate: Locate, parse: Parse) -> Node | None:
    """What JSON text encodes, with its templates; None when it is not JSON.

    It is not JSON before the directives outside of quotes, ``%{ if }`` and the like, are followed.

    Args:
        text: JSON text as a template has it.
        locate: gives the place of a part of the text, by its offsets.
        parse: parses the expression of a ``${}``, by its source and the offset of that.
    """
    if text.lstrip()[:1] not in ("[", "{"):
        return None

    def string(node: String) -> Node:
        at = locate(node.start, node.end)
        if node.text is not None:
            return Literal(node.text, at)
        parts = [hole(p) if isinstance(p, Hole) else Literal(p, at) for p in node.parts]
        return Template(tuple(parts), at, text=True)

    def hole(node: Hole) -> Node:
        if node.source is None:
            return Unread((), locate(node.start, node.end))
        return parse(node.source, node.start + 2)

    def value(node: JsonNode) -> Node:
        if not isinstance(node, Hole):
            return expression(node, locate, string, value)
        if node.source is None:
            # what stands after it may not be there, or be there several times
            raise JsonError(node.start, "a directive", "ディレクティブです。")
        return Inserted(hole(node), locate(node.start, node.end))

    try:
        return value(read(text, templates=True))
    except (JsonError, RecursionError):
        return None


def expression(
    node: Scalar | String | Array | JsonObject,
    locate: Locate,
    string: Callable[[String], Node],
    value: Callable[[JsonNode], Node],
) -> Node:
    """The node as an expression; ``string`` and ``value`` make those of strings and of members."""
    if isinstance(node, String):
        return string(node)
    at = locate(node.start, node.end)
    match node:
        case Scalar():
            return Literal(node.value, at)
        case Array():
            return Tuple(tuple(value(item) for item in node.items), at)
    items = []
    for member in node.members:
        key, place = member.key, locate(member.key.start, member.key.end)
        name = string(key) if key.text is None else key.text
        items.append(Item(name, value(member.value), place))
    return Object(tuple(items), at)


def closing(text: str, start: int) -> int | None:
    """Where the brace closes that was opened before ``start``; quoted strings are stepped over."""
    open_at: list[str] = ["{"]
    position = start
    while position < len(text):
        character = text[position]
        if open_at[-1] == '"':
            if character == "\\":
                position += 1
            elif character == '"':
                open_at.pop()
            elif text.startswith("${", position):
                open_at.append("{")
                position += 1
        elif character == '"':
            open_at.append('"')
        elif character == "{":
            open_at.append("{")
        elif character == "}":
            open_at.pop()
            if not open_at:
                return position
        position += 1
    return None
