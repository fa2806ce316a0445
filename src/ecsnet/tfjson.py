"""Terraform's JSON syntax (``.tf.json``) to the same located blocks as its native syntax.

JSON says only with the provider's schema at hand which objects are blocks, so every object inside a
resource is offered both as an argument and as a block; the reader of the model asks for one of
them. A string is a template, as Terraform has it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring
from typing import NoReturn

import hcl2
from lark import Token, Tree
from lark.exceptions import LarkError
from lark.tree import Meta

from ecsnet.hcl import Expression, InputError, RawBlock, trees
from ecsnet.model import Location
from ecsnet.wording import TOO_DEEP, Said, written_twice

_LABELS = {"resource": 2, "data": 2, "variable": 1, "locals": 0}
_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None}
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Node:
    """A JSON value: an object is a tuple of members, because a key can be there twice."""

    data: str | int | float | bool | tuple[_Node, ...] | tuple[_Member, ...] | None
    is_object: bool
    start: int
    end: int

    def members(self) -> Iterator[_Member]:
        if self.is_object and isinstance(self.data, tuple):
            yield from (m for m in self.data if isinstance(m, _Member) and m.key != "//")

    def items(self) -> Iterator[_Node]:
        if not self.is_object and isinstance(self.data, tuple):
            yield from (item for item in self.data if isinstance(item, _Node))

    def objects(self) -> tuple[_Node, ...]:
        """The object itself, or the objects of an array that holds nothing else."""
        found = (self,) if self.is_object else tuple(self.items())
        return found if all(node.is_object for node in found) else ()


@dataclass(frozen=True, slots=True)
class _Member:
    key: str
    start: int
    value: _Node


def parse(text: str, file: str) -> tuple[RawBlock, ...]:
    """Parse one file.

    Raises:
        InputError: no JSON, no object at the top, or an argument written twice.
    """
    reader = _Reader(text, file)
    try:
        return tuple(reader.blocks(reader.document()))
    except RecursionError as error:
        raise InputError(file, 1, 1, TOO_DEEP) from error


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def _at(self, start: int, end: int) -> Location:
        line = bisect_right(self._lines, start)
        one_line = line == bisect_right(self._lines, max(start, end - 1))
        begin = self._lines[line - 1]
        return Location(self._file, line, start - begin + 1, end - begin + 1 if one_line else 0)

    def _fail(self, start: int, message: Said) -> NoReturn:
        at = self._at(start, start + 1)
        raise InputError(self._file, at.line, at.column, message)

    def _no_json(self, start: int, en: str, ja: str) -> NoReturn:
        self._fail(start, Said(f"JSON syntax error: {en}", f"JSON の構文エラー：{ja}"))

    # --- JSON ---

    def document(self) -> _Node:
        node = self._value(self._skip(0))
        rest = self._skip(node.end)
        if rest != len(self._text):
            self._no_json(
                rest, "something follows the document", "文書の後に余分な文字があります。"
            )
        return node

    def _skip(self, start: int) -> int:
        match = _SPACE.match(self._text, start)
        return match.end() if match else start

    def _value(self, start: int) -> _Node:
        first = self._text[start : start + 1]
        if first == "{":
            return self._object(start)
        if first == "[":
            return self._array(start)
        if first == '"':
            data, end = self._string(start)
            return _Node(data, False, start, end)
        for word, data in _WORDS.items():
            if self._text.startswith(word, start):
                return _Node(data, False, start, start + len(word))
        number = _NUMBER.match(self._text, start)
        if number is None:
            if not first:
                self._no_json(start, "the file ends too early", "途中でファイルが終わっています。")
            self._no_json(start, f"unexpected {first!r}", f"予期しない {first!r} があります。")
        whole = number[1] is None and number[2] is None and len(number[0]) < 40
        return _Node((int if whole else float)(number[0]), False, start, number.end())

    def _string(self, start: int) -> tuple[str, int]:
        try:
            data, end = scanstring(self._text, start + 1, True)
        except json.JSONDecodeError as error:
            self._no_json(min(error.pos, len(self._text)), error.msg, error.msg)
        return _SURROGATE.sub("\ufffd", data), end

    def _array(self, start: int) -> _Node:
        items: list[_Node] = []
        position = self._skip(start + 1)
        while self._text[position : position + 1] != "]":
            if items:
                position = self._comma(position, "]")
            items.append(self._value(position))
            position = self._skip(items[-1].end)
        return _Node(tuple(items), False, start, position + 1)

    def _object(self, start: int) -> _Node:
        members: list[_Member] = []
        position = self._skip(start + 1)
        while self._text[position : position + 1] != "}":
            if members:
                position = self._comma(position, "}")
            if self._text[position : position + 1] != '"':
                self._no_json(
                    position, "expected a name in double quotes", '"" で囲んだ名前が必要です。'
                )
            key, after = self._string(position)
            colon = self._skip(after)
            if self._text[colon : colon + 1] != ":":
                self._no_json(colon, "expected ':'", "':' が必要です。")
            members.append(_Member(key, position, self._value(self._skip(colon + 1))))
            position = self._skip(members[-1].value.end)
        return _Node(tuple(members), True, start, position + 1)

    def _comma(self, position: int, closing: str) -> int:
        if self._text[position : position + 1] != ",":
            self._no_json(
                position, f"expected ',' or '{closing}'", f"',' か '{closing}' が必要です。"
            )
        return self._skip(position + 1)

    # --- blocks ---

    def blocks(self, document: _Node) -> Iterator[RawBlock]:
        if not document.objects():
            message = Said(
                "a Terraform JSON file is an object",
                "Terraform の JSON ファイルは、全体を 1 つのオブジェクトとして書きます。",
            )
            self._fail(document.start, message)
        for root in document.objects():
            for member in root.members():
                if member.key in _LABELS:
                    yield from self._labelled(member.key, (), member, _LABELS[member.key])

    def _labelled(
        self, kind: str, labels: tuple[str, ...], member: _Member, missing: int
    ) -> Iterator[RawBlock]:
        for node in member.value.objects():
            if missing == 0:
                end = member.start + len(json.dumps(member.key, ensure_ascii=False))
                yield self._block(kind, labels, node, self._at(member.start, end))
                continue
            for inner in node.members():
                yield from self._labelled(kind, (*labels, inner.key), inner, missing - 1)

    def _block(self, kind: str, labels: tuple[str, ...], node: _Node, at: Location) -> RawBlock:
        attributes: dict[str, Expression] = {}
        blocks: list[RawBlock] = []
        for member in node.members():
            place = self._at(member.start, member.value.end)
            if member.key in attributes:
                first = attributes[member.key].at.line
                self._fail(member.start, written_twice(member.key, first))
            # what names a type is no template, though JSON can only write it as a string
            is_type = kind == "variable" and member.key == "type"
            tree = self._type(member.value) if is_type else self._tree(member.value)
            attributes[member.key] = Expression(tree, place)
            if kind in ("variable", "locals"):
                continue
            if member.key == "dynamic":
                blocks.extend(self._labelled("dynamic", (), member, 1))
                continue
            for inner in member.value.objects():
                blocks.append(self._block(member.key, (), inner, place))
        return RawBlock(kind, labels, attributes, tuple(blocks), at)

    # --- expressions ---

    def _type(self, node: _Node) -> Tree:
        if not isinstance(node.data, str):
            return self._tree(node)
        return self._expression(node.data, self._at(node.start, node.end))

    def _tree(self, node: _Node) -> Tree:
        at = self._at(node.start, node.end)
        meta = Meta()
        meta.empty = False
        _place(meta, at)
        match node.data:
            case None | bool():
                return Tree("literal_value", [json.dumps(node.data)], meta)
            case int():
                return Tree("int_lit", [str(node.data)], meta)
            case float():
                return Tree("float_lit", [str(node.data)], meta)
            case str():
                return Tree("json_string", self._template(node.data, at), meta)
        if not node.is_object:
            return Tree("tuple", [self._tree(item) for item in node.items()], meta)
        children: list[Token | Tree] = []
        for member in node.members():
            place = self._at(member.start, member.value.end)
            children.append(Token("KEY", member.key, line=place.line, column=place.column))
            children.append(self._tree(member.value))
        return Tree("json_object", children, meta)

    def _template(self, text: str, at: Location) -> list[str | Tree]:
        """The literal parts of a string and the expressions between them."""
        if "%{" in text.replace("%%{", ""):
            return [Tree("json_directive", [])]
        parts: list[str | Tree] = []
        position = 0
        while (found := text.find("${", position)) >= 0:
            if text[found - 1 : found] == "$" and found > position:
                parts.append(text[position : found - 1] + "${")
                position = found + 2
                continue
            parts.append(text[position:found].replace("%%{", "%{"))
            end = _closing(text, found + 2)
            if end is None:
                message = Said(
                    "syntax error: a ${ in this string is not closed",
                    "構文エラー：この文字列の ${ が閉じていません。",
                )
                raise InputError(at.file, at.line, at.column, message)
            parts.append(self._expression(text[found + 2 : end], at))
            position = end + 1
        parts.append(text[position:].replace("%%{", "%{"))
        return [part for part in parts if part != ""] or [""]

    def _expression(self, source: str, at: Location) -> Tree:
        try:
            body = trees(hcl2.parses_to_tree(f"json = (\n{source.strip('~')}\n)\n"))[0]
        except LarkError as error:
            message = Said(
                "syntax error in an expression of this string",
                "構文エラー：この文字列の中の式を読み取れません。",
            )
            raise InputError(at.file, at.line, at.column, message) from error
        expression = trees(trees(body)[0])[1]
        for node in expression.iter_subtrees():
            # its lines are none of the file
            if node.data in ("heredoc_template", "heredoc_template_trim"):
                node.data = "heredoc_in_json"
            for place in (node.meta, *(c for c in node.children if isinstance(c, Token))):
                _place(place, at)
        return expression


def _place(place: Meta | Token, at: Location) -> None:
    place.line, place.column = at.line, at.column
    place.end_line, place.end_column = (at.line, at.end) if at.end else (at.line + 1, 1)


def _closing(text: str, start: int) -> int | None:
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
