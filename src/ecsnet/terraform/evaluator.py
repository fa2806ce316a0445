"""Expressions to located values: evaluation of what needs no Terraform."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ecsnet.diagnostics import InputError, Text
from ecsnet.model import UNKNOWN, Location
from ecsnet.terraform.functions import FUNCTIONS
from ecsnet.terraform.scope import Scope, TemplateScope
from ecsnet.terraform.syntax.json_reader import encoded
from ecsnet.terraform.syntax.tree import (
    Attribute,
    Binary,
    Call,
    Choice,
    Conditional,
    Expression,
    Faulty,
    ForTuple,
    Group,
    Index,
    Inserted,
    JsonText,
    Literal,
    Name,
    Node,
    Object,
    Repeat,
    Template,
    Traversal,
    Tuple,
    Unary,
    Unread,
)
from ecsnet.terraform.texts import READING, decoded, rendered
from ecsnet.terraform.values import (
    LONGEST_TEXT,
    Data,
    Json,
    Partial,
    Reference,
    Value,
    equal,
    is_number,
    is_scalar,
    iterate,
    operate,
    to_string,
)

# What no configuration needs, and what would take the checker's time without end.
_TURNS = 100_000


@dataclass(slots=True)
class Evaluator:
    """Evaluates expressions of one module.

    Args:
        scope: what they can name.
        bound: what ``each``, ``count`` and the names of ``for`` expressions and ``dynamic`` blocks
            stand for.
    """

    scope: Scope
    bound: dict[str, Value] = field(default_factory=dict)
    turns: list[int] = field(default_factory=lambda: [_TURNS])

    def binding(self, names: Mapping[str, Value]) -> Evaluator:
        """The same evaluator where names stand for values."""
        return Evaluator(self.scope, {**self.bound, **names}, self.turns)

    def inside(self, names: Mapping[str, Value]) -> Evaluator:
        """An evaluator of a template, where names are all that can be named."""
        return Evaluator(TemplateScope(), dict(names), self.turns)

    def evaluate(self, expression: Expression) -> Value:
        """The value of an attribute, located at its name and value.

        Raises:
            InputError: a bare word that is no reference, or a line break inside a quoted string.
        """
        return Value(self._data(expression.node), expression.at)

    def scalar(self, value: Value) -> Value:
        """The value with a reference replaced by what the referenced resource sets, if it does."""
        if isinstance(value.data, Reference) and len(value.data.path) == 1:
            found = self.scope.written(value.data.address, value.data.path[0])
            return Value(found.data if found else UNKNOWN, value.at)
        return value

    def settled(self, node: Node) -> Value:
        """The value of a part of an expression, with a reference replaced as :meth:`scalar` does.

        Raises:
            InputError: as :meth:`evaluate`.
        """
        return self._resolved(node)

    def _value(self, node: Node) -> Value:
        return Value(self._data(node), node.at)

    def _data(self, node: Node) -> Data:
        return _EVALUATE[type(node)](self, node)

    def _resolved(self, node: Node) -> Value:
        return self.scalar(self._value(node))

    def _literal(self, node: Literal) -> Data:
        return node.value

    def _unread(self, node: Unread) -> Data:
        return UNKNOWN

    def _faulty(self, node: Faulty) -> Data:
        raise InputError(node.at.file, node.at.line, node.at.column, node.message)

    def _group(self, node: Group) -> Data:
        return self._data(node.inner)

    def _template(self, node: Template) -> Data:
        pieces = list(self._pieces(node.parts))
        data = self._joined(pieces)
        if data is UNKNOWN and len(pieces) > 1:
            data = self._holed(pieces, node.at)
        return to_string(data) if node.text and isinstance(data, int | float) else data

    def _pieces(self, parts: Iterable[Node]) -> Iterator[Value]:
        """What the parts of a template write; unknown for a directive that is not settled."""
        for part in parts:
            if isinstance(part, Choice):
                chosen = self._resolved(part.condition).data
                if isinstance(chosen, bool):
                    yield from self._pieces(part.then if chosen else part.otherwise)
                else:
                    yield Value(UNKNOWN, part.at)
            elif isinstance(part, Repeat):
                yield from self._repeated(part)
            else:
                yield self._value(part)

    def _repeated(self, node: Repeat) -> Iterator[Value]:
        items = iterate(self._resolved(node.collection))
        if items is None:
            yield Value(UNKNOWN, node.at)
            return
        for key, item in items:
            self.turns[0] -= 1
            if self.turns[0] < 0:
                yield Value(UNKNOWN, node.at)
                return
            bound = [item] if len(node.names) == 1 else [key, item]
            yield from self.binding(dict(zip(node.names, bound, strict=True)))._pieces(node.body)

    def _holed(self, pieces: list[Value], at: Location) -> Data:
        """JSON of which some pieces are not text, or not known."""
        text, bound = "", {}
        for number, piece in enumerate(pieces):
            data = self.scalar(piece).data
            if is_scalar(data):
                text += to_string(data).replace("${", "$${").replace("%{", "%%{")
            else:
                bound[f"piece{number}"] = piece
                text += f"${{piece{number}}}"
        if len(text) > LONGEST_TEXT:
            return UNKNOWN
        node = encoded(text, lambda *_: at, lambda source, _: Name(source, at))
        return UNKNOWN if node is None else Json(self.binding(bound)._value(node))

    def _joined(self, parts: list[Value]) -> Data:
        if len(parts) == 1:
            return parts[0].data
        scalars = [self.scalar(part).data for part in parts]
        texts = [to_string(data) for data in scalars if is_scalar(data)]
        if len(texts) == len(scalars):
            text = "".join(texts)
            return text if len(text) <= LONGEST_TEXT else UNKNOWN
        references = [part.data for part in parts if isinstance(part.data, Reference)]
        others = [part.data for part in parts if not isinstance(part.data, Reference)]
        # "${x.family}:${x.revision}" names the task definition just as x.arn does, and so it does
        # with the later one of two revisions, "${max(x.revision, data.y.revision)}"
        if len({r.address for r in references}) == 1 and all(other == ":" for other in others):
            return references[-1]
        if scalars[1:] == [":", UNKNOWN] and [r.path for r in references] == [("family",)]:
            return references[0]
        return UNKNOWN

    def _json_text(self, node: JsonText) -> Data:
        value = self._value(node.encoded)
        if not value.resolved:
            # what is inserted may be a part of the JSON that is no value by itself
            text = self._template(node.template)
            if isinstance(text, str):
                return decoded(text, node.at)
        return Json(value)

    def _inserted(self, node: Inserted) -> Data:
        """What a template writes outside quotes, read as the JSON it becomes there."""
        data = self._resolved(node.expression).data
        if isinstance(data, Json):
            return data.value.data
        if not isinstance(data, str):
            return data
        try:
            found = json.loads(data)
        except (ValueError, RecursionError):
            return UNKNOWN
        return UNKNOWN if isinstance(found, list | dict) else found

    def _tuple(self, node: Tuple) -> Data:
        return tuple(map(self._value, node.items))

    def _object(self, node: Object) -> Data:
        result: dict[str, Value] = {}
        for item in node.items:
            key: Data = item.key if isinstance(item.key, str) else self._resolved(item.key).data
            if not is_scalar(key):
                return UNKNOWN
            value = self._value(item.value)
            result[to_string(key)] = Value(value.data, item.at.joined(value.at))
        return result

    def _name(self, node: Name) -> Data:
        if node.name in self.bound:
            return self.bound[node.name].data
        if isinstance(self.scope, TemplateScope):
            return UNKNOWN
        name, at = node.name, node.at
        message = Text(
            en=f'{name} is not a reference; if it is a string, quote it: "{name}"',
            ja=f'{name} は、引用符で囲んだ文字列でも参照でもありません。"{name}" にします。',
        )
        raise InputError(at.file, at.line, at.column, message)

    def _traversal(self, node: Traversal) -> Data:
        if not isinstance(node.base, Name):
            return UNKNOWN
        root, keys = node.base.name, list(map(self._key, node.steps))
        if root in self.bound:
            return _followed(self.bound[root], keys)
        name = keys[0]
        if not isinstance(name, str):
            return UNKNOWN
        if root in ("var", "local", "path"):
            found = self.scope.value(root, name)
            return UNKNOWN if found is None else _followed(found, keys[1:])
        indexed = len(node.steps) > 1 and isinstance(node.steps[1], Index)
        key, path = (keys[1], keys[2:]) if indexed else (None, keys[1:])
        if root == "module":
            return self._output(name, key, keys[1:])
        if root == "data":
            return self._data_source(name, keys[1:])
        if "_" not in root:
            return UNKNOWN
        names = tuple(part for part in path if isinstance(part, str))
        if len(names) < len(path):
            return UNKNOWN
        return Reference(self.scope.address(f"{root}.{name}", key), names)

    def _data_source(self, kind: str, keys: list[Data]) -> Data:
        """What a template of a data source writes; nothing else of one is known."""
        if kind != "template_file" or keys[-1:] != ["rendered"] or not isinstance(keys[0], str):
            return UNKNOWN
        key = keys[1] if len(keys) == 3 else None
        address = self.scope.address(f"data.{kind}.{keys[0]}", key)
        template, names = (self.scope.written(address, name) for name in ("template", "vars"))
        if template is None or not isinstance(template.data, str):
            return UNKNOWN
        return rendered(self, template.data, {} if names is None else names.data, template.at)

    def _output(self, call: str, key: Data, keys: list[Data]) -> Data:
        names = keys if key is None else keys[1:]
        if names and isinstance(names[0], str):
            # one by one, because outputs of modules may depend on one another in a circle
            found = self.scope.output(call, key, names[0])
            return UNKNOWN if found is None else _followed(found, names[1:])
        found = self.scope.outputs(call)
        return UNKNOWN if found is None else _followed(found, keys)

    def _key(self, step: Attribute | Index) -> Data:
        return step.name if isinstance(step, Attribute) else self._resolved(step.key).data

    def _conditional(self, node: Conditional) -> Data:
        chosen = self._resolved(node.condition).data
        if isinstance(chosen, bool):
            return self._data(node.then if chosen else node.otherwise)
        first, second = self._value(node.then), self._value(node.otherwise)
        same = first.resolved and equal(first.plain(), second.plain())
        return first.data if same else UNKNOWN

    def _unary(self, node: Unary) -> Data:
        operand = self._resolved(node.operand).data
        if node.operator == "!" and isinstance(operand, bool):
            return not operand
        if node.operator == "-" and is_number(operand):
            return -operand
        return UNKNOWN

    def _binary(self, node: Binary) -> Data:
        return operate(node.operator, self._resolved(node.left), self._resolved(node.right))

    def _call(self, node: Call) -> Data:
        function = FUNCTIONS.get(node.name)
        if node.name in READING and not node.expanded:
            return READING[node.name](self, list(map(self._resolved, node.arguments)))
        if function is None or node.expanded:
            return UNKNOWN
        return function(list(map(self._resolved, node.arguments)))

    def _for_tuple(self, node: ForTuple) -> Data:
        result: list[Value] = []
        items = iterate(self._resolved(node.collection))
        if items is None:
            return UNKNOWN
        for key, item in items:
            self.turns[0] -= 1
            if self.turns[0] < 0:
                return UNKNOWN
            bound = [item] if len(node.names) == 1 else [key, item]
            inner = self.binding(dict(zip(node.names, bound, strict=True)))
            if node.condition is not None:
                keep = inner._resolved(node.condition).data
                if not isinstance(keep, bool):
                    return UNKNOWN
                if not keep:
                    continue
            result.append(inner._value(node.body))
        return tuple(result)


def _followed(value: Value, keys: Iterable[Data]) -> Data:
    for key in keys:
        found = _member(value.data, key)
        if found is None:
            return UNKNOWN
        value = found
    return value.data


def _member(data: Data, key: Data) -> Value | None:
    if isinstance(data, dict) and isinstance(key, str):
        return data.get(key)
    if isinstance(data, Partial) or not isinstance(data, tuple):
        return None
    if isinstance(key, bool) or not isinstance(key, int):
        return None
    return data[key] if 0 <= key < len(data) else None


_EVALUATE: dict[type, Callable[[Evaluator, Any], Data]] = {
    Binary: Evaluator._binary,
    Call: Evaluator._call,
    Conditional: Evaluator._conditional,
    Faulty: Evaluator._faulty,
    ForTuple: Evaluator._for_tuple,
    Group: Evaluator._group,
    Inserted: Evaluator._inserted,
    JsonText: Evaluator._json_text,
    Literal: Evaluator._literal,
    Name: Evaluator._name,
    Object: Evaluator._object,
    Template: Evaluator._template,
    Traversal: Evaluator._traversal,
    Tuple: Evaluator._tuple,
    Unary: Evaluator._unary,
    Unread: Evaluator._unread,
}
