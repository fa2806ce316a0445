"""Terraform files to the model: links the resources of a directory, builds what the rules see.

Nothing is executed, and no file but the given ones is read.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from lark import Tree

from ecsnet.hcl import (
    Evaluator,
    Expression,
    InputError,
    Json,
    RawBlock,
    Reference,
    Value,
    decoded,
    distinct,
    integer,
    iterate,
    parse,
    to_string,
    trees,
)
from ecsnet.model import (
    OMITTED,
    UNKNOWN,
    Attr,
    AutoScalingGroup,
    CapacityProvider,
    CloudMapService,
    Container,
    LaunchTemplate,
    LoadBalancer,
    Location,
    Missing,
    Module,
    NetworkConfiguration,
    PortMapping,
    ResourceId,
    ScheduledTask,
    Service,
    ServiceConnect,
    ServiceRegistry,
    TargetGroup,
    TaskDefinition,
    known_items,
)
from ecsnet.wording import TOO_DEEP, Said, not_utf8

T = TypeVar("T")


class Source(Protocol):
    """A file by its name: a path, or one that was read already."""

    def __str__(self) -> str: ...

    def read_bytes(self) -> bytes:
        """What it holds."""
        ...


# Their bare words are names of resources and arguments, not values.
_META_ARGUMENTS = frozenset({"depends_on", "provider", "providers"})
_META_BLOCKS = frozenset({"lifecycle", "provisioner", "connection"})


@dataclass(frozen=True, slots=True)
class Block:
    """An evaluated nested block."""

    type: str
    body: Body
    at: Location


@dataclass(frozen=True, slots=True)
class Body:
    """Evaluated arguments and nested blocks.

    ``unresolved`` names the block types of ``dynamic`` blocks whose content depends on something
    outside the files.
    """

    attributes: dict[str, Value]
    blocks: tuple[Block, ...]
    unresolved: frozenset[str]

    def of_type(self, block_type: str) -> tuple[Block, ...]:
        """The nested blocks of one type, in source order."""
        return tuple(block for block in self.blocks if block.type == block_type)


@dataclass(frozen=True, slots=True)
class Resource:
    """A ``resource`` or ``data`` block; ``kind`` says which."""

    kind: str
    type: str
    name: str
    body: Body
    at: Location

    @property
    def address(self) -> str:
        """``aws_ecs_service.web``; data sources begin with ``data.``."""
        prefix = "data." if self.kind == "data" else ""
        return f"{prefix}{self.type}.{self.name}"


@dataclass(frozen=True, slots=True)
class Configuration:
    """One Terraform directory, or the files of it that were given.

    Attributes:
        blocks: all top-level blocks as parsed.
        resources: resources and data sources that exist (``count = 0`` removes one).
        errors: input that could not be used; the rest is complete.
        sources: file name to source text, for showing lines.
    """

    blocks: tuple[RawBlock, ...]
    resources: tuple[Resource, ...]
    errors: tuple[InputError, ...]
    sources: dict[str, str]
    evaluator: Evaluator


def configuration(files: Iterable[Source], given: Collection[str] = frozenset()) -> Configuration:
    """Parse and evaluate the files of one directory.

    Args:
        files: Terraform files; a file that cannot be used becomes an error and is left out.
        given: names of variables whose value is set elsewhere, so that no default tells it.
    """
    blocks: list[RawBlock] = []
    errors: list[InputError] = []
    sources: dict[str, str] = {}
    for file in files:
        try:
            text = _read(file)
            sources[str(file)] = text
            blocks.extend(parse(text, str(file)))
        except InputError as error:
            errors.append(error)
    scope = _Scope(blocks, given)
    evaluator = scope.evaluator
    errors.extend(scope.errors())
    resources: list[Resource] = []
    for block in blocks:
        if block.type in ("resource", "data") and len(block.labels) == 2:
            try:
                if _exists(block, evaluator):
                    resources.append(
                        Resource(block.type, *block.labels, _evaluate(block, evaluator), block.at)
                    )
            except InputError as error:
                errors.append(error)
            except RecursionError:
                errors.append(_too_deep(block.at))
    return Configuration(tuple(blocks), tuple(resources), tuple(errors), sources, evaluator)


def _too_deep(at: Location) -> InputError:
    return InputError(at.file, at.line, at.column, TOO_DEEP)


def _read(file: Source) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(file), 0, 0, not_utf8(error.start)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(str(file), 0, 0, Said(reason, reason)) from error


class _Scope:
    """Variables, locals and resources of a directory, evaluated when first asked for."""

    def __init__(self, blocks: Iterable[RawBlock], given: Collection[str]) -> None:
        self._given = given
        self._expressions: dict[tuple[str, str], Expression] = {}
        self._types: dict[str, Tree] = {}
        self._values: dict[tuple[str, str], Value | None] = {}
        self._errors: list[InputError] = []
        self._resources: dict[str, RawBlock] = {}
        for block in blocks:
            if block.type == "variable" and block.labels and "default" in block.attributes:
                self._expressions["var", block.labels[0]] = block.attributes["default"]
                if "type" in block.attributes:
                    self._types[block.labels[0]] = block.attributes["type"].tree
            elif block.type == "locals":
                for name, expression in block.attributes.items():
                    self._expressions["local", name] = expression
            elif block.type == "resource" and len(block.labels) == 2:
                self._resources[".".join(block.labels)] = block
        self.evaluator = Evaluator(self._lookup, self._written)

    def errors(self) -> list[InputError]:
        """What cannot be used in locals and defaults of variables."""
        for (kind, name), expression in self._expressions.items():
            try:
                self._lookup(kind, name)
            except RecursionError:
                self._errors.append(_too_deep(expression.at))
        return self._errors

    def _lookup(self, kind: str, name: str) -> Value | None:
        key = (kind, name)
        if key not in self._values:
            self._values[key] = None  # a cycle of locals finds this and stays unknown
            if key in self._expressions:
                try:
                    value = self.evaluator.evaluate(self._expressions[key])
                    self._values[key] = self._default(name, value) if kind == "var" else value
                except InputError as error:
                    self._errors.append(error)
        return self._values[key]

    def _default(self, name: str, value: Value) -> Value | None:
        """A default, converted to the variable's type; None for an empty one.

        An empty default says that the caller may give a value, not that there is none.
        """
        if name in self._given or value.data in (None, "", (), {}):
            return None
        return _converted(value, self._types[name]) if name in self._types else value

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


def _converted(value: Value, constraint: Tree) -> Value:
    """The value as a variable with this type constraint has it."""
    kind, arguments = _type(constraint)
    if kind == "optional" and arguments:
        default_counts = value.data is None and len(arguments) > 1
        return Value(UNKNOWN, value.at) if default_counts else _converted(value, arguments[0])
    if value.data is None:
        return value
    if convert := _PRIMITIVES.get(kind):
        return Value(convert(value.data), value.at)
    match kind, arguments, value.data:
        case "list" | "set", [inner], tuple():
            items = tuple(_converted(item, inner) for item in value.data)
            return Value(distinct(items) if kind == "set" else items, value.at)
        case "map", [inner], dict():
            members = {key: _converted(item, inner) for key, item in value.data.items()}
            return Value(members, value.at)
        case "tuple", [inner], tuple():
            return Value(tuple(map(_converted, value.data, trees(inner))), value.at)
        case "object", [inner], dict():
            missing = Value(None, value.at)
            members = {}
            for name, written in map(trees, trees(inner)):
                key = _words(name)
                members[key] = _converted(value.data.get(key, missing), written)
            return Value(members, value.at)
    return value


def _type(constraint: Tree) -> tuple[str, list[Tree]]:
    """The name of a type, and what stands in its parentheses."""
    node = _unwrapped(constraint)
    if node.data != "function_call":
        return _words(node), []
    name, *rest = trees(node)
    return _words(name), [_unwrapped(argument) for part in rest for argument in trees(part)]


def _unwrapped(node: Tree) -> Tree:
    while node.data == "expr_term":
        node = trees(node)[0]
    return node


def _words(node: Tree) -> str:
    return "".join(str(token).strip() for token in node.scan_values(lambda _: True)).strip('"')


def _exists(block: RawBlock, evaluator: Evaluator) -> bool:
    for name in ("count", "for_each"):
        if name in block.attributes:
            copies = evaluator.scalar(evaluator.evaluate(block.attributes[name])).data
            if _integer(copies) == 0 or copies in ((), {}):
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


# --- model --------------------------------------------------------------------------------------


def build(part: Configuration) -> Module:
    """The ECS resources of a configuration, linked by reference."""
    return _Builder(part).module()


def _string(data: Any) -> str | Missing:
    return to_string(data) if isinstance(data, str | int | float) else UNKNOWN


def _decoded(data: Any) -> str | Missing:
    """The text behind base64."""
    try:
        return base64.b64decode(str(data), validate=True).decode()
    except ValueError:
        return UNKNOWN


def _integer(data: Any) -> int | Missing:
    if isinstance(data, bool):
        return UNKNOWN
    if isinstance(data, float):
        return int(data) if data.is_integer() else UNKNOWN
    if isinstance(data, int):
        return data
    return integer(data) if isinstance(data, str) else UNKNOWN


def _text(data: Any) -> str | Missing:
    return data if isinstance(data, str) else OMITTED


def _boolean(data: Any) -> bool | Missing:
    if isinstance(data, bool):
        return data
    return {"true": True, "false": False}.get(data, UNKNOWN) if isinstance(data, str) else UNKNOWN


def _number(data: Any) -> int | float | Missing:
    return data if isinstance(data, float) else _integer(data)


def _sent(attr: Attr[T]) -> Attr[T]:
    """The attribute, omitted where its value is the one by which the provider leaves it out."""
    return Attr(attr.at, OMITTED) if attr.get() in ("", 0) else attr


_PRIMITIVES: dict[str, Callable[[Any], Any]] = {
    "number": _number,
    "string": _string,
    "bool": _boolean,
}


def _members(value: Value) -> dict[str, Value] | None:
    """The members of a JSON object, by lower-case name: the provider tells no case apart."""
    if not isinstance(value.data, dict):
        return None
    return {name.lower(): member for name, member in value.data.items()}


def _is_there(block: Block) -> bool:
    return True


_CLOUD_MAP = "aws_service_discovery_service"
_SCALING_GROUP = "aws_autoscaling_group"
_TARGET_GROUPS = ("aws_lb_target_group", "aws_alb_target_group")
# What a resource always has, so that a reference to it is never null.
_IDENTITIES = frozenset({"arn", "id", "name"})


class _Builder:
    def __init__(self, part: Configuration) -> None:
        self._evaluator = part.evaluator
        self._resources = {r.address: r for r in part.resources if r.kind == "resource"}
        self._tasks = {r.address: self._task(r) for r in self._of("aws_ecs_task_definition")}
        self._groups = {r.address: self._group(r) for r in self._of(*_TARGET_GROUPS)}
        self._names = {r.address: self._cloud_map(r) for r in self._of(_CLOUD_MAP)}

    def _of(self, *resource_types: str) -> Iterator[Resource]:
        return (r for r in self._resources.values() if r.type in resource_types)

    def module(self) -> Module:
        return Module(
            task_definitions=tuple(self._tasks.values()),
            services=tuple(map(self._service, self._of("aws_ecs_service", "aws_ecs_task_set"))),
            target_groups=tuple(self._groups.values()),
            scheduled_tasks=tuple(self._scheduled_tasks()),
            auto_scaling_groups=tuple(map(self._scaling_group, self._of(_SCALING_GROUP))),
            launch_templates=tuple(map(self._launch_template, self._of("aws_launch_template"))),
        )

    def _attr(
        self,
        attributes: dict[str, Value],
        name: str,
        owner: Location,
        convert: Callable[[Any], T | Missing],
    ) -> Attr[T]:
        if name not in attributes:
            return Attr(owner, OMITTED)
        value = self._evaluator.scalar(attributes[name])
        if value.data is None:
            return Attr(value.at, OMITTED)
        if value.data is UNKNOWN or isinstance(value.data, Reference):
            return Attr(value.at, UNKNOWN)
        return Attr(value.at, convert(value.data))

    def _strings(self, data: Any) -> tuple[str, ...] | Missing:
        if not isinstance(data, tuple):
            return UNKNOWN
        items = [_string(self._evaluator.scalar(item).data) for item in data]
        return UNKNOWN if UNKNOWN in items else tuple(str(item) for item in items)

    @staticmethod
    def _items(data: Any) -> tuple[object, ...] | Missing:
        return tuple(item.plain() for item in data) if isinstance(data, tuple) else UNKNOWN

    def _list(
        self,
        attributes: dict[str, Value],
        name: str,
        owner: Location,
        make: Callable[[Value], T | None],
    ) -> Attr[tuple[T, ...]]:
        """A list of what ``make`` makes of the items; those it makes nothing of are left out."""
        if name not in attributes:
            return Attr(owner, OMITTED)
        value = self._evaluator.scalar(attributes[name])
        if value.data is None:
            return Attr(value.at, OMITTED)
        data = value.data.value.data if isinstance(value.data, Json) else value.data
        if not isinstance(data, tuple):
            return Attr(value.at, UNKNOWN)
        items = tuple(made for item in data if (made := make(item)) is not None)
        return Attr(value.at, items, len(items) == len(data))

    def _identity(self, attributes: dict[str, Value], name: str, owner: Location) -> Attr[str]:
        """A name or an ARN, as it is written or as the resource that it refers to."""
        written = self._attr(attributes, name, owner, _string)
        if written.unknown:
            data = attributes[name].data
            if isinstance(data, Reference) and data.path in {(key,) for key in _IDENTITIES}:
                return Attr(written.at, data.address)
        return _sent(written)

    def _id(self, value: Value) -> Attr[str | ResourceId]:
        data = value.data
        if isinstance(data, Reference) and data.path == ("id",):
            return Attr(value.at, ResourceId(data.address))
        return Attr(value.at, data if isinstance(data, str) else UNKNOWN)

    def _task(self, resource: Resource) -> TaskDefinition:
        attributes, at = resource.body.attributes, resource.at
        family = "operating_system_family"
        return TaskDefinition(
            address=resource.address,
            at=at,
            network_mode=self._attr(attributes, "network_mode", at, _string),
            requires_compatibilities=self._attr(
                attributes, "requires_compatibilities", at, self._strings
            ),
            cpu=self._attr(attributes, "cpu", at, _string),
            memory=self._attr(attributes, "memory", at, _string),
            operating_system_family=self._inner(resource.body, "runtime_platform", family, at),
            containers=self._containers(attributes, at),
            proxy_configuration=self._block(resource.body, "proxy_configuration", at, _is_there),
            fault_injection=self._attr(attributes, "enable_fault_injection", at, _boolean),
        )

    def _inner(self, body: Body, block_type: str, name: str, owner: Location) -> Attr[str]:
        """An argument of the only block of a type; omitted where the block is."""
        block = self._block(body, block_type, owner, lambda block: block)
        if isinstance(block.raw, Missing):
            return Attr(block.at, block.raw)
        return self._attr(block.raw.body.attributes, name, block.at, _string)

    def _containers(
        self, attributes: dict[str, Value], at: Location
    ) -> Attr[tuple[Container, ...]]:
        value = attributes.get("container_definitions")
        # A list that is not encoded is no list of containers: the argument takes JSON.
        if value is not None and isinstance(value.data, tuple):
            return Attr(value.at, UNKNOWN)
        if value is not None and isinstance(value.data, str):
            written = Value(decoded(value.data, value.at), value.at)
            attributes = {**attributes, "container_definitions": written}
        return self._list(attributes, "container_definitions", at, self._container)

    def _container(self, value: Value) -> Container | None:
        attributes, at = _members(value), value.at
        if attributes is None:
            return None
        owner = attributes["name"].at if "name" in attributes else at

        def attr(name: str, convert: Callable[[Any], T | Missing]) -> Attr[T]:
            return self._attr(attributes, name.lower(), owner, convert)

        misplaced = "networkMode" if "networkmode" in attributes else "network_mode"
        return Container(
            at=owner,
            name=attr("name", _string),
            memory=attr("memory", _integer),
            memory_reservation=attr("memoryReservation", _integer),
            port_mappings=self._list(attributes, "portmappings", owner, self._port_mapping),
            links=attr("links", self._items),
            hostname=attr("hostname", _string),
            extra_hosts=attr("extraHosts", self._items),
            dns_servers=attr("dnsServers", self._items),
            dns_search_domains=attr("dnsSearchDomains", self._items),
            disable_networking=attr("disableNetworking", _boolean),
            user=attr("user", _string),
            network_mode=attr(misplaced, _string),
        )

    def _port_mapping(self, value: Value) -> PortMapping | None:
        attributes, at = _members(value), value.at
        if attributes is None:
            return None

        def attr(name: str, convert: Callable[[Any], T | Missing]) -> Attr[T]:
            return self._attr(attributes, name.lower(), at, convert)

        ports = [attr(name, _text) for name in ("containerPort", "hostPort")]
        return PortMapping(
            at=at,
            container_port=attr("containerPort", _integer),
            host_port=attr("hostPort", _integer),
            protocol=attr("protocol", _string),
            container_port_range=attr("containerPortRange", _string),
            name=attr("name", _string),
            text=next((port for port in ports if port.known), ports[0]),
        )

    def _group(self, resource: Resource) -> TargetGroup:
        body, at = resource.body, resource.at
        return TargetGroup(
            resource.address,
            at,
            self._attr(body.attributes, "target_type", at, _string),
            self._inner(body, "health_check", "port", at),
        )

    def _scaling_group(self, resource: Resource) -> AutoScalingGroup:
        attributes, at = resource.body.attributes, resource.at
        groups = self._list(attributes, "target_group_arns", at, self._group_of)
        return AutoScalingGroup(resource.address, at, groups)

    def _launch_template(self, resource: Resource) -> LaunchTemplate:
        attributes, at = resource.body.attributes, resource.at
        user_data = self._attr(attributes, "user_data", at, _decoded)
        return LaunchTemplate(resource.address, at, user_data)

    def _group_of(self, value: Value) -> TargetGroup | None:
        data = value.data
        return self._groups.get(data.address) if isinstance(data, Reference) else None

    def _cloud_map(self, resource: Resource) -> CloudMapService:
        def record_types(config: Block) -> Attr[tuple[str, ...]]:
            def record_type(block: Block) -> Attr[str]:
                return self._attr(block.body.attributes, "type", block.at, _string)

            records = self._blocks(config.body, "dns_records", config.at, record_type)
            if isinstance(records.raw, Missing):
                return Attr(records.at, records.raw)
            known = tuple(record.value for record in records.raw if record.known)
            return Attr(records.at, known, len(known) == len(records.raw))

        types = self._block(resource.body, "dns_config", resource.at, record_types)
        flat = Attr(types.at, types.raw) if isinstance(types.raw, Missing) else types.raw
        return CloudMapService(resource.address, resource.at, flat)

    def _runner(self, body: Body, at: Location, task: str = "task_definition") -> dict[str, Any]:
        """What :class:`Runner` has, but for the address."""
        return {
            "at": at,
            "task_definition": self._linked(body.attributes, task, self._tasks),
            "launch_type": _sent(self._attr(body.attributes, "launch_type", at, _string)),
            "platform_version": self._attr(body.attributes, "platform_version", at, _string),
            "capacity_provider_strategy": self._blocks(
                body, "capacity_provider_strategy", at, self._capacity_provider
            ),
            "network_configuration": self._block(
                body, "network_configuration", at, self._network_configuration
            ),
        }

    def _service(self, resource: Resource) -> Service:
        body, at = resource.body, resource.at
        attributes = body.attributes
        runner = self._runner(body, at)
        controller = self._inner(body, "deployment_controller", "type", at)
        if controller.unknown or controller.get() == "EXTERNAL":
            # the task sets of the service say what it runs
            runner["task_definition"] = None
        return Service(
            address=resource.address,
            **runner,
            load_balancers=self._blocks(body, "load_balancer", at, self._load_balancer),
            service_registries=self._block(body, "service_registries", at, self._registry),
            service_connect=self._block(
                body, "service_connect_configuration", at, self._service_connect
            ),
            iam_role=self._identity(attributes, "iam_role", at),
            desired_count=self._attr(attributes, "desired_count", at, _integer),
            scheduling_strategy=self._attr(attributes, "scheduling_strategy", at, _string),
            placement_constraints=self._constraints(body, at),
            minimum_healthy_percent=self._attr(
                attributes, "deployment_minimum_healthy_percent", at, _integer
            ),
        )

    def _constraints(self, body: Body, at: Location) -> Attr[tuple[str, ...]]:
        def constraint(block: Block) -> str | Missing:
            return self._attr(block.body.attributes, "type", block.at, _string).raw

        found = self._blocks(body, "placement_constraints", at, constraint)
        unknown = UNKNOWN in known_items(found)
        return Attr(found.at, UNKNOWN if unknown else found.raw)  # type: ignore[arg-type]

    def _scheduled_tasks(self) -> Iterator[ScheduledTask]:
        for resource in self._of("aws_cloudwatch_event_target"):
            for block in resource.body.of_type("ecs_target"):
                yield self._scheduled_task(resource, block)
        for resource in self._of("aws_scheduler_schedule"):
            for target in resource.body.of_type("target"):
                for block in target.body.of_type("ecs_parameters"):
                    yield self._scheduled_task(resource, block)

    def _scheduled_task(self, resource: Resource, block: Block) -> ScheduledTask:
        arguments = self._runner(block.body, block.at, "task_definition_arn")
        by_rule = resource.type == "aws_cloudwatch_event_target"
        return ScheduledTask(address=resource.address, **arguments, by_rule=by_rule)

    @staticmethod
    def _linked(attributes: dict[str, Value], name: str, targets: dict[str, T]) -> T | None:
        value = attributes.get(name)
        if value is None or not isinstance(value.data, Reference):
            return None
        return targets.get(value.data.address)

    def _blocks(
        self, body: Body, block_type: str, owner: Location, make: Callable[[Block], T]
    ) -> Attr[tuple[T, ...]]:
        blocks = body.of_type(block_type)
        if block_type in body.unresolved:
            return Attr(owner, UNKNOWN)
        if not blocks:
            return Attr(owner, OMITTED)
        return Attr(blocks[0].at, tuple(make(block) for block in blocks))

    def _block(
        self, body: Body, block_type: str, owner: Location, make: Callable[[Block], T]
    ) -> Attr[T]:
        found = self._blocks(body, block_type, owner, make)
        return Attr(found.at, found.raw if isinstance(found.raw, Missing) else found.raw[0])

    def _capacity_provider(self, block: Block) -> CapacityProvider:
        attributes = block.body.attributes
        name = self._attr(attributes, "capacity_provider", block.at, _string)
        written = attributes.get("capacity_provider")
        kind = None
        if written is not None and isinstance(written.data, Reference):
            target = self._resources.get(written.data.address)
            if target is not None and target.type == "aws_ecs_capacity_provider":
                managed = target.body.of_type("managed_instances_provider")
                kind = "MANAGED_INSTANCES" if managed else "EC2"
        elif name.get() in ("FARGATE", "FARGATE_SPOT"):
            kind = "FARGATE"
        return CapacityProvider(block.at, name, kind)

    def _network_configuration(self, block: Block) -> NetworkConfiguration:
        attributes = block.body.attributes
        return NetworkConfiguration(
            block.at,
            self._list(attributes, "subnets", block.at, self._id),
            self._list(attributes, "security_groups", block.at, self._id),
            self._attr(attributes, "assign_public_ip", block.at, _boolean),
        )

    def _load_balancer(self, block: Block) -> LoadBalancer:
        attributes = block.body.attributes
        # A task set calls it otherwise.
        classic = "load_balancer_name" if "load_balancer_name" in attributes else "elb_name"
        advanced = block.body.of_type("advanced_configuration")
        alternate = advanced[0].body.attributes if advanced else {}
        return LoadBalancer(
            block.at,
            self._linked(attributes, "target_group_arn", self._groups),
            self._linked(alternate, "alternate_target_group_arn", self._groups),
            self._identity(attributes, classic, block.at),
            self._attr(attributes, "container_name", block.at, _string),
            self._attr(attributes, "container_port", block.at, _integer),
        )

    def _registry(self, block: Block) -> ServiceRegistry:
        attributes = block.body.attributes
        return ServiceRegistry(
            block.at,
            self._linked(attributes, "registry_arn", self._names),
            _sent(self._attr(attributes, "container_name", block.at, _string)),
            _sent(self._attr(attributes, "container_port", block.at, _integer)),
            _sent(self._attr(attributes, "port", block.at, _integer)),
        )

    def _service_connect(self, block: Block) -> ServiceConnect:
        def port_name(service: Block) -> Attr[str]:
            return self._attr(service.body.attributes, "port_name", service.at, _string)

        return ServiceConnect(
            block.at,
            self._attr(block.body.attributes, "enabled", block.at, _boolean),
            self._blocks(block.body, "service", block.at, port_name),
        )
