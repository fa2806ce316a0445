"""A plan, as ``terraform show -json`` prints it, to the configuration that the model is built from.

A plan has every value resolved and every module expanded, and no source locations: its findings are
told apart by the resource's address. What a resource sets is what its configuration writes, with
the value from the plan; what the provider or AWS fills in by itself is left out, because no rule is
about it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ecsnet.diagnostics import TOO_DEEP, InputError, Text, not_utf8
from ecsnet.model import UNKNOWN, Location
from ecsnet.terraform.evaluator import Evaluator
from ecsnet.terraform.resources import INDEX, Block, Body, Configuration, Resource, unindexed
from ecsnet.terraform.scope import Scope
from ecsnet.terraform.texts import decoded
from ecsnet.terraform.values import Json, Reference, Value, located

_DEEPEST = 50
_MODULE = re.compile(rf"module\.[^.\[]+(?:{INDEX.pattern})?")
# Arguments that the provider fills in: unknown in the plan of a resource that does not set them.
# Any other unknown value without an expression may be a dynamic block, and stays unknown.
COMPUTED = frozenset(
    {"network_mode", "enable_fault_injection", "launch_type", "iam_role", "platform_version"}
)
_TASK_DEFINITION = frozenset({"task_definition", "task_definition_arn"})
_NAMES = frozenset({"family", "name", "name_prefix", "tags", "tags_all"})
# What AWS fills in for iam_role, as the state spells it; a variable that is null does not stop it.
_SERVICE_LINKED = re.compile(r"(?:arn:[^/]*:role)?/?aws-service-role(?:/.*)?")


def _not_made(en: str, ja: str) -> Text:
    return Text(
        en=f"{en}; create the JSON with 'terraform show -json PLANFILE'",
        ja=f"{ja}plan の JSON は 'terraform show -json PLANFILE' で作成します。",
    )


_BINARY = _not_made("a plan in Terraform's binary format", "Terraform 独自の形式の plan です。")
_NEITHER = _not_made(
    "not a Terraform file (*.tf, *.tf.json) or a plan",
    "Terraform のファイル（*.tf、*.tf.json）でも plan でもありません。",
)
_ARCHIVE = Text(
    en="a ZIP archive; extract it and check its files",
    ja="ZIP アーカイブです。展開したファイルを検査してください。",
)


@dataclass(frozen=True, slots=True)
class _Target:
    """What a reference leads to; ``chooser`` is a reference whose value may be an index."""

    address: str | None = None
    index: str | None = None
    key: str | None = None
    chooser: str | None = None


def configuration(data: bytes, file: str) -> Configuration:
    """Read a plan.

    Args:
        data: the JSON document.
        file: the name shown for it.

    Raises:
        InputError: no JSON, or not a plan.
    """
    return _Plan(_document(data, file), Location(file, 1, 1, 2)).configuration()


def _document(data: bytes, file: str) -> dict[str, Any]:
    if data.startswith(b"PK"):
        raise InputError(file, 0, 0, _BINARY if b"tfplan" in data else _ARCHIVE)
    try:
        text = data.decode("utf-8-sig")
        document = json.loads(text)
    except UnicodeDecodeError as error:
        raise InputError(file, 0, 0, not_utf8(error.start)) from error
    except json.JSONDecodeError as error:
        if text.lstrip()[:1] not in ("", "{", "["):
            raise InputError(file, 0, 0, _NEITHER) from error
        message = _not_made(
            f"not a complete JSON document: {error.msg}",
            f"完全な JSON ではありません（{error.msg}）。",
        )
        raise InputError(file, error.lineno, error.colno, message) from error
    except RecursionError as error:
        raise InputError(file, 1, 1, TOO_DEEP) from error
    except ValueError as error:
        reason = str(error).splitlines()[0]
        raise InputError(file, 0, 0, Text.same(reason)) from error
    if not isinstance(document, dict) or "format_version" not in document:
        raise InputError(file, 0, 0, _NEITHER)
    if str(document["format_version"]).split(".")[0] not in ("0", "1"):
        version = document["format_version"]
        message = Text(
            en=f"plan format {version} is not supported yet",
            ja=f"plan の形式 {version} には、まだ対応していません。",
        )
        raise InputError(file, 0, 0, message)
    if "planned_values" not in document:
        if "values" in document:
            message = _not_made("a state, not a plan", "plan ではなく state です。")
        else:
            message = _not_made(
                "not a plan: the document has no planned values",
                "plan ではありません（planned_values がない文書です）。",
            )
        raise InputError(file, 0, 0, message)
    return document


def _dict(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def _modules(module: Any, key: str) -> Iterator[dict[str, Any]]:
    waiting = [module]
    while waiting:
        current = _dict(waiting.pop())
        yield current
        waiting.extend(reversed(_list(current.get(key))))


class _Arns(Scope):
    """The ARNs of a plan: anything else that a plan knows already stands where it is used."""

    def __init__(self, arns: dict[str, str], at: Location) -> None:
        self._arns = arns
        self._at = at

    def written(self, address: str, argument: str) -> Value | None:
        known = argument == "arn" and address in self._arns
        return Value(self._arns[address], self._at) if known else None


class _Plan:
    def __init__(self, document: dict[str, Any], at: Location) -> None:
        self._at = at
        self._root = _dict(_dict(document.get("configuration")).get("root_module"))
        self._planned = {
            resource["address"]: resource
            for module in _modules(
                _dict(document["planned_values"]).get("root_module"), "child_modules"
            )
            for resource in _list(module.get("resources"))
            if isinstance(resource, dict)
            and resource.get("mode", "managed") == "managed"
            and all(isinstance(resource.get(key), str) for key in ("address", "type", "name"))
            and "." in unindexed(resource["address"])
        }
        self._unknown = {
            str(change["address"]): _dict(change.get("change")).get("after_unknown")
            for change in _list(document.get("resource_changes"))
            # what is left of a replacement that failed has the address of its successor
            if isinstance(change, dict) and "address" in change and not change.get("deposed")
        }
        # resources by their address without indexes: what a reference names
        self._instances: dict[str, list[str]] = {}
        self._by_arn: dict[str, str] = {}
        for address, resource in self._planned.items():
            self._instances.setdefault(unindexed(address), []).append(address)
            arn = _dict(resource.get("values")).get("arn")
            if isinstance(arn, str):
                self._by_arn[arn] = address

    def configuration(self) -> Configuration:
        arns = {address: arn for arn, address in self._by_arn.items()}

        resources = tuple(self._resource(address) for address in self._planned)
        return Configuration(resources, Evaluator(_Arns(arns, self._at)))

    def _resource(self, address: str) -> Resource:
        resource = self._planned[address]
        expressions = self._expressions(address)
        merged = self._after(address)
        if expressions is not None:
            merged = {
                name: value
                for name, value in merged.items()
                # a plan's configuration leaves dynamic blocks out, so a block proves itself
                if name in expressions
                or _blocks(value)
                or (value is UNKNOWN and name not in COMPUTED)
            }
        body = self._body(merged, expressions or {}, address)
        return Resource("resource", resource["type"], resource["name"], body, self._at, address)

    def _after(self, address: str) -> dict[str, Any]:
        """What a resource has after the apply, as far as it is known."""
        values = _dict(self._planned[address].get("values"))
        after: dict[str, Any] = _merged(values, _dict(self._unknown.get(address)))
        return after

    def _body(self, values: dict[str, Any], expressions: dict[str, Any], owner: str) -> Body:
        attributes: dict[str, Value] = {}
        blocks: list[Block] = []
        unresolved: set[str] = set()
        for name, value in values.items():
            # in the state of an existing resource, what nothing sets is an empty string
            if value == "" or (name == "iam_role" and _SERVICE_LINKED.fullmatch(str(value))):
                continue
            expression = expressions.get(name)
            attributes[name] = self._value(name, value, expression, owner)
            if value is UNKNOWN:
                unresolved.add(name)
            items = _blocks(value)
            inside = expression if isinstance(expression, list) else [expression]
            if len(inside) != len(items):
                inside = [{}] * len(items)
            for item, nested in zip(items, inside, strict=True):
                blocks.append(Block(name, self._body(item, _dict(nested), owner), self._at))
        return Body(attributes, tuple(blocks), frozenset(unresolved))

    def _value(self, name: str, value: Any, expression: Any, owner: str) -> Value:
        if isinstance(value, str) and value in self._by_arn:
            return Value(Reference(self._by_arn[value], ("arn",)), self._at)
        named = isinstance(value, str) and name in _TASK_DEFINITION
        if value is UNKNOWN or named:
            target = self._target(_list(_dict(expression).get("references")), owner)
            if target is not None and (not named or value in self._task_names(target.address)):
                return Value(target, self._at)
        if isinstance(value, str) and value.lstrip()[:1] in ("[", "{"):
            data = decoded(value, self._at)
            if isinstance(data, Json) and name == "definition":
                data = Json(self._linked(data.value))
            return Value(data if isinstance(data, Json) else value, self._at)
        return located(value, self._at)

    def _linked(self, value: Value) -> Value:
        """A value of a state machine in which ARNs of the plan are references."""
        match value.data:
            case str() if value.data in self._by_arn:
                return Value(Reference(self._by_arn[value.data], ("arn",)), value.at)
            case dict():
                linked = {key: self._linked(item) for key, item in value.data.items()}
                return Value(linked, value.at)
            case tuple():
                return Value(tuple(map(self._linked, value.data)), value.at)
        return value

    def _task_names(self, address: str) -> tuple[Any, ...]:
        """The family, with and without the revision, and the ARN without it."""
        values = _dict(self._planned[address].get("values"))
        arn = str(values.get("arn"))
        return values.get("family"), arn.rpartition("/")[2], arn.rpartition(":")[0]

    # --- configuration: which expression, which resource it refers to ---

    def _expressions(self, address: str) -> dict[str, Any] | None:
        """What a resource's configuration writes; None when the plan does not have it."""
        *path, kind, name = unindexed(address).split(".")
        module = self._module(path[1::2])
        for resource in _list(_dict(module).get("resources")):
            if _dict(resource).get("address") == f"{kind}.{name}":
                found = resource.get("expressions", {})
                return found if isinstance(found, dict) else None
        return None

    def _module(self, names: list[str]) -> Any:
        module: Any = self._root
        for name in names:
            call = _dict(_dict(module).get("module_calls")).get(name)
            module = _dict(call).get("module")
        return module

    def _target(self, references: list[Any], owner: str) -> Reference | None:
        """The one resource that an expression refers to, through variables and outputs."""
        path = unindexed(owner).split(".")[1:-2:2]
        found = [
            target
            for reference in references
            if isinstance(reference, str)
            for target in self._follow(reference, path, 0)
        ]
        addresses = {target.address for target in found if target.address}
        # an expression is listed with all that it begins with: web[0].arn, web[0] and web
        indexes = {target.index for target in found if target.index}
        keys = sorted({target.key for target in found if target.key})
        # each.key alone is the own key; count.index + 1 or a map's each.value may be another's
        choosers = {target.chooser for target in found if target.chooser}
        if len(addresses) != 1 or len(indexes) > 1:
            return None
        instances = self._instances_for(addresses.pop(), owner)
        if indexes:
            instances = [i for i in instances if i.endswith(f"{next(iter(indexes))}")]
        elif len(instances) > 1 and (choosers == {"each.key"} or self._alike(instances)):
            own = INDEX.findall(owner)
            instances = [i for i in instances if INDEX.findall(i)[-1:] in [[o] for o in own]]
        return Reference(instances[0], tuple(keys[:1])) if len(instances) == 1 else None

    def _follow(self, reference: str, path: list[str], depth: int) -> Iterator[_Target]:
        match = INDEX.search(reference)
        steps = unindexed(reference).split(".")
        inner: list[Any] = []
        if reference in ("each.key", "each.value", "count.index"):
            yield _Target(chooser=reference)
        elif steps[0] in ("each", "local", "data"):
            yield _Target(f"?{reference}")  # it may lead anywhere
        elif steps[0] == "var" and len(steps) > 1:
            if path:
                calls = _dict(_dict(self._module(path[:-1])).get("module_calls"))
                argument = _dict(_dict(_dict(calls.get(path[-1])).get("expressions")).get(steps[1]))
                inner, path = _list(argument.get("references")), path[:-1]
            if not inner:
                yield _Target(chooser=reference)
        elif steps[0] == "module" and len(steps) > 2:
            path = [*path, steps[1]]
            output = _dict(_dict(_dict(self._module(path)).get("outputs")).get(steps[2]))
            inner = _list(_dict(output.get("expression")).get("references"))
        elif "_" in steps[0] and len(steps) > 1:
            prefix = "".join(f"module.{name}." for name in path)
            key = steps[2] if len(steps) > 2 else None
            yield _Target(f"{prefix}{steps[0]}.{steps[1]}", match[0] if match else None, key)
        for part in inner:
            if isinstance(part, str) and depth < _DEEPEST:
                yield from self._follow(part, path, depth + 1)

    def _alike(self, instances: list[str]) -> bool:
        """Whether nothing but names tells instances apart."""
        first, *others = (
            {name: value for name, value in self._after(instance).items() if name not in _NAMES}
            for instance in instances
        )
        return all(other == first for other in others)

    def _instances_for(self, target: str, owner: str) -> list[str]:
        """The instances of a resource that are in the same instances of modules as another one."""
        return [
            instance
            for instance in self._instances.get(target, [])
            if all(
                one == other
                for one, other in zip(_modules_of(instance), _modules_of(owner), strict=False)
                if unindexed(one) == unindexed(other)
            )
        ]


def _modules_of(address: str) -> list[str]:
    """``module.web["a"]`` and the like, from the root on."""
    return _MODULE.findall(address)


def _blocks(value: Any) -> list[dict[str, Any]]:
    items = [value] if isinstance(value, dict) else _list(value)
    return items if items and all(isinstance(item, dict) for item in items) else []


def _merged(values: Any, unknown: Any) -> Any:
    """Planned values with what is known only after the apply."""
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict) and (isinstance(values, dict) or values is None):
        values = values or {}
        return {
            name: _merged(values.get(name), unknown.get(name))
            for name in dict.fromkeys([*values, *(n for n, u in unknown.items() if u)])
        }
    if isinstance(unknown, list) and isinstance(values, list):
        return [
            _merged(value, unknown[index] if index < len(unknown) else None)
            for index, value in enumerate(values)
        ]
    return values
