"""Expressions to located values: evaluation of what needs no Terraform."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ecsnet.diagnostics import InputError
from ecsnet.model import UNKNOWN
from ecsnet.terraform import named, templates
from ecsnet.terraform.access import Key, followed
from ecsnet.terraform.functions import FUNCTIONS
from ecsnet.terraform.operators import items, operated
from ecsnet.terraform.scope import Scope, TemplateScope
from ecsnet.terraform.syntax.tree import (
    Binary,
    Call,
    Conditional,
    Each,
    Expression,
    Faulty,
    ForObject,
    ForTuple,
    Group,
    Index,
    Inserted,
    JsonText,
    Literal,
    Name,
    Node,
    Object,
    Step,
    Template,
    Traversal,
    Tuple,
    Unary,
    Unread,
    ungrouped,
)
from ecsnet.terraform.texts import READING, decoded, template_file
from ecsnet.terraform.values import (
    LONGEST_TEXT,
    NODES,
    Data,
    Failed,
    Joined,
    Json,
    Partial,
    Reference,
    Unsettled,
    Value,
    as_boolean,
    as_number,
    exact_text,
    is_scalar,
    refused,
    to_string,
    weight,
)

# What no configuration needs, and what would take the checker's time without end.
TURNS = 100_000
# Parts of a value that take as long as a turn of a loop.
_PARTS_OF_A_TURN = 10
# What authors write for a variable that nobody sets.
_FALLBACKS = ("coalesce", "lookup", "try")
# What is worth evaluating for its type alone.
_SIMPLE = (Literal, Template, Traversal)


@dataclass(slots=True)
class Evaluator:
    """Evaluates expressions of one module.

    Args:
        scope: what they can name.
        bound: what ``each``, ``count`` and the names of ``for`` expressions and ``dynamic`` blocks
            stand for.
        turns: what is left of the time for loops and large values; all that is evaluated together
            shares it.
        strict: whether what Terraform refuses is raised, as ``try`` and ``can`` need it, and not
            unknown.
        unset: whether variables with an empty default are taken for not set by anybody.
    """

    scope: Scope
    bound: dict[str, Value] = field(default_factory=dict)
    turns: list[int] = field(default_factory=lambda: [TURNS])
    strict: bool = False
    unset: bool = False

    def inside(self, names: Mapping[str, Value]) -> Evaluator:
        """An evaluator of a template, where names are all that can be named."""
        return Evaluator(TemplateScope(), dict(names), self.turns)

    def binding(self, names: Mapping[str, Value]) -> Evaluator:
        """The same evaluator where names stand for values."""
        return replace(self, bound={**self.bound, **names})

    def spend(self, turns: int) -> None:
        """Take from the time that is left.

        Raises:
            Unsettled: there is none left.
        """
        self.turns[0] -= turns
        if self.turns[0] < 0:
            raise Unsettled

    def weigh(self, value: Value) -> Value:
        """The value, for which the time is taken to go through it; raises as :meth:`spend`."""
        parts = weight(value) if self.turns[0] >= 0 else 0
        self.spend(parts // _PARTS_OF_A_TURN)
        if parts > NODES:
            raise Unsettled
        return value

    def evaluate(self, expression: Expression) -> Value:
        """The value of an attribute, located at its name and value.

        Raises:
            InputError: a bare word that is no reference, or a line break inside a quoted string.
        """
        return Value(self.value(expression.node).data, expression.at)

    def scalar(self, value: Value) -> Value:
        """The value with a reference replaced by what the referenced resource sets, if it does."""
        found = self._written(value.data)
        return value if found is None else Value(found, value.at)

    def _written(self, data: Data) -> Data:
        """What a resource sets for a reference to it; None for what is no such reference."""
        if not isinstance(data, Reference) or len(data.path) != 1:
            return None
        found = self.scope.written(data.address, data.path[0]) if data.certain else None
        return found.data if found else UNKNOWN

    def settled(self, node: Node) -> Value:
        """The value of a part of an expression, with a reference replaced as :meth:`scalar` does.

        Raises:
            InputError: as :meth:`evaluate`.
        """
        return self.scalar(self.value(node))

    def value(self, node: Node) -> Value:
        """The value of a part of an expression, located where it is; raises as above.

        It is what the expression falls back on where a variable has an empty default, if that is a
        text or a number. That there is nothing, such a default does not say.
        """
        found = self._value(node)
        if found.data is UNKNOWN and self._falls_back(node):
            fallback = replace(self, unset=True)._value(node)
            if fallback.data and is_scalar(fallback.data) and fallback.data is not True:
                return fallback
        return found

    def _falls_back(self, node: Node) -> bool:
        """Whether a variable with an empty default stands in what may fall back on something else.

        ``try`` and ``can`` ask whether there is anything, which such a default does not say.
        """
        inner = ungrouped(node)
        may = isinstance(inner, Conditional) or (
            isinstance(inner, Call) and inner.name in _FALLBACKS
        )
        if not may or self.unset or self.strict:
            return False
        self.spend(1)
        return any(self.scope.unset(name) is not None for name in named.variables(inner))

    def _value(self, node: Node) -> Value:
        try:
            return Value(self._data(node), node.at)
        except Unsettled:
            return Value(UNKNOWN, node.at)
        except Failed:
            if self.strict:
                raise
            return Value(UNKNOWN, node.at)

    def _data(self, node: Node) -> Data:
        return _EVALUATE[type(node)](self, node)

    def _operand(self, node: Node) -> Value:
        """A value for an operator or a function: a reference stays one where nothing is written."""
        value = self.value(node)
        found = self.scalar(value)
        return value if found.data is UNKNOWN else found

    def _literal(self, node: Literal) -> Data:
        return node.value

    def _unread(self, node: Unread) -> Data:
        return UNKNOWN

    def _faulty(self, node: Faulty) -> Data:
        raise InputError(node.at.file, node.at.line, node.at.column, node.message)

    def _group(self, node: Group) -> Data:
        return self._data(node.inner)

    # --- strings and JSON ---

    def _template(self, node: Template) -> Data:
        data = templates.joined(self, list(templates.pieces(self, node.parts)))
        self.weigh(Value(data, node.at))
        return exact_text(data) if node.text and isinstance(data, int | float) else data

    def _json_text(self, node: JsonText) -> Data:
        value = self.value(node.encoded)
        self.weigh(value)
        if not value.resolved:
            # what is inserted may be a part of the JSON that is no value by itself
            text = self._template(node.template)
            if isinstance(text, str):
                return decoded(text, node.at)
        return Json(value)

    def _inserted(self, node: Inserted) -> Data:
        """What a template writes outside quotes, read as the JSON it becomes there."""
        data = self.settled(node.expression).data
        if isinstance(data, Json):
            return data.value.data
        if not isinstance(data, str):
            return data
        try:
            found = json.loads(data)
        except (ValueError, RecursionError):
            return UNKNOWN
        return UNKNOWN if isinstance(found, list | dict) else found

    # --- lists and objects ---

    def _tuple(self, node: Tuple) -> Data:
        if not any(isinstance(item, Inserted) for item in node.items):
            return tuple(map(self.value, node.items))
        parts: list[Value] = []
        whole = True
        for item in node.items:
            found: tuple[Value, ...] | None = (
                templates.items(self, item) if isinstance(item, Inserted) else (self.value(item),)
            )
            whole = whole and found is not None
            parts += (Value(UNKNOWN, item.at),) if found is None else found
        return tuple(parts) if whole else Partial(parts)

    def _object(self, node: Object) -> Data:
        result: dict[str, Value] = {}
        for item in node.items:
            key: Data = item.key if isinstance(item.key, str) else self.settled(item.key).data
            if not is_scalar(key):
                raise refused(key)
            value = self.value(item.value)
            result[to_string(key)] = Value(value.data, item.at.joined(value.at))
        return result

    def _for_tuple(self, node: ForTuple) -> Data:
        turns = list(self.turned(node.names, node.collection, node.condition))
        made = [
            Value(UNKNOWN, node.at) if turn is None else turn.value(node.body) for turn in turns
        ]
        return Partial(made) if None in turns else tuple(made)

    def _for_object(self, node: ForObject) -> Data:
        result: dict[str, Value] = {}
        groups: dict[str, list[Value]] = {}
        for turn in self.turned(node.names, node.collection, node.condition):
            if turn is None:
                raise Unsettled
            key = turn.settled(node.key).data
            if not is_scalar(key):
                raise refused(key)
            name, value = to_string(key), turn.value(node.body)
            if name in result and not node.grouped:
                raise Failed
            groups.setdefault(name, []).append(value)
            result[name] = Value(tuple(groups[name]), node.at) if node.grouped else value
        return result

    def turned(
        self, names: tuple[str, ...], collection: Node, condition: Node | None = None
    ) -> Iterator[Evaluator | None]:
        """What evaluates each turn of a loop; None in place of turns that are not known.

        Raises:
            Failed: there is nothing to go through.
            Unsettled: it is not known what.
            InputError: as :meth:`evaluate`.
        """
        value = self._operand(collection)
        part = isinstance(value.data, Partial) and len(names) == 1
        for key, item in items(value, part=part):
            self.spend(1)
            bound = [item] if len(names) == 1 else [key, item]
            inner = self.binding(dict(zip(names, bound, strict=True)))
            try:
                if part and item.data is UNKNOWN:
                    yield None
                elif condition is None or as_boolean(inner.settled(condition).data):
                    yield inner
            except Unsettled:
                yield None

    # --- what is named ---

    def _name(self, node: Name) -> Data:
        if node.name in self.bound:
            return self.bound[node.name].data
        if isinstance(self.scope, TemplateScope):
            return UNKNOWN
        raise named.bare_word(node)

    def _traversal(self, node: Traversal) -> Data:
        keys = list(map(self._key, node.steps))
        if not isinstance(node.base, Name):
            return self._followed(self.value(node.base), keys).data
        root, name = node.base.name, keys[0]
        if root in self.bound:
            return self._followed(self.bound[root], keys).data
        if not isinstance(name, str):
            return UNKNOWN
        indexed = len(node.steps) > 1 and isinstance(node.steps[1], Index)
        if root in ("var", "local", "path"):
            found = self.scope.value(root, name)
            if self.unset and root == "var":
                found = found or self.scope.unset(name)
            return UNKNOWN if found is None else self._followed(found, keys[1:]).data
        if root == "module":
            asked = named.Asked(name, keys[1:], indexed, node.at)
            return self._gathered(named.output(self.scope, asked))
        if root == "data":
            return self._data_source(name, keys[1:])
        if "_" not in root:
            return UNKNOWN
        asked = named.Asked(f"{root}.{name}", keys[1:], indexed, node.at)
        return self._gathered(named.resource(self.scope, asked, strict=self.strict))

    def _gathered(self, value: Value) -> Data:
        if isinstance(value.data, tuple | dict):
            self.spend(len(value.data))
        return value.data

    def _followed(self, value: Value, keys: list[Key]) -> Value:
        if any(isinstance(key, Each) for key in keys):
            self.weigh(value)
        return followed(value, keys)

    def _key(self, step: Step) -> Key:
        if isinstance(step, Each):
            return step
        return self.settled(step.key).data if isinstance(step, Index) else step.name

    def _data_source(self, kind: str, keys: list[Key]) -> Data:
        if kind == "template_file":
            return template_file(self, keys)
        return named.data_source(self.scope, kind, keys)

    # --- operators and functions ---

    def _conditional(self, node: Conditional) -> Data:
        try:
            chosen = as_boolean(self.settled(node.condition).data)
        except Unsettled:
            either = replace(self, strict=False)
            branches = either.value(node.then), either.value(node.otherwise)
            return named.undecided(node, *branches, self.scope, self.bound)
        taken, other = (node.then, node.otherwise) if chosen else (node.otherwise, node.then)
        data = self._data(taken)
        # both branches are of one type: of a number and a text, that is a text
        if isinstance(data, int | float) and isinstance(ungrouped(other), _SIMPLE):
            beside = replace(self, strict=False).settled(other).data
            return exact_text(data) if isinstance(beside, str) else data
        return data

    def _unary(self, node: Unary) -> Data:
        operand = self.settled(node.operand).data
        return not as_boolean(operand) if node.operator == "!" else -as_number(operand)

    def _binary(self, node: Binary) -> Data:
        left, right = self._operand(node.left), self._operand(node.right)
        return operated(node, self.weigh(left), self.weigh(right))

    def _call(self, node: Call) -> Data:
        if node.name in ("try", "can") and not node.expanded:
            return self._attempted(node)
        if node.name in READING:
            return READING[node.name](self, list(map(self.scalar, self._arguments(node))))
        function = FUNCTIONS.get(node.name)
        arguments = list(map(self.weigh, self._arguments(node)))
        data = UNKNOWN if function is None else function(arguments)
        self.weigh(Value(data, node.at))
        if isinstance(data, str) and len(data) > LONGEST_TEXT:
            raise Unsettled
        return templates.joined(self, [*data.parts]) if isinstance(data, Joined) else data

    def _arguments(self, node: Call) -> list[Value]:
        values = list(map(self._operand, node.arguments))
        if not node.expanded:
            return values
        return values[:-1] + [item for _, item in items(values[-1])]

    def _attempted(self, node: Call) -> Data:
        """``try`` and ``can``: what is not known may fail or not."""
        strict = replace(self, strict=True)
        for argument in node.arguments:
            try:
                value = self.weigh(strict._operand(argument))
            except Failed:
                continue
            plain = isinstance(ungrouped(argument), Traversal | Literal)
            if value.data is UNKNOWN or not (plain or value.whole):
                return UNKNOWN
            if node.name == "can":
                return True if value.whole or not isinstance(value.data, Reference) else UNKNOWN
            return value.data
        if node.name == "can":
            return False
        raise Failed


_EVALUATE: dict[type, Callable[[Evaluator, Any], Data]] = {
    Binary: Evaluator._binary,
    Call: Evaluator._call,
    Conditional: Evaluator._conditional,
    Faulty: Evaluator._faulty,
    ForObject: Evaluator._for_object,
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

READ_FUNCTIONS = frozenset({*FUNCTIONS, *READING, "try", "can"})
"""The functions that are evaluated, by name."""
