"""Terraform files to the model: reads directories, links resources, builds what the rules see.

Nothing is executed and no file outside the given paths is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from ecsnet.hcl import (
    Evaluator,
    Expression,
    InputError,
    Json,
    RawBlock,
    Reference,
    Value,
    iterate,
    parse,
)
from ecsnet.model import (
    OMITTED,
    UNKNOWN,
    Attr,
    CapacityProvider,
    Container,
    LoadBalancer,
    Location,
    Missing,
    Module,
    NetworkConfiguration,
    PortMapping,
    Service,
    ServiceRegistry,
    TargetGroup,
    TaskDefinition,
)

T = TypeVar("T")

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


@dataclass(frozen=True, slots=True)
class Result:
    """What :func:`load` read."""

    module: Module
    errors: tuple[InputError, ...]
    sources: dict[str, str] = field(default_factory=dict)


def load(paths: Iterable[Path]) -> Result:
    """Read Terraform files and directories into one module.

    Args:
        paths: files, or directories of which the ``*.tf`` files directly inside are read. Files of
            one directory belong together and are linked; directories are not linked to each other.

    Returns:
        The module, the input errors and the source texts. Never raises on bad input.
    """
    configurations = [configuration(files) for files in _by_directory(paths)]
    return Result(
        Module.merge(build(part) for part in configurations),
        tuple(error for part in configurations for error in part.errors),
        {name: text for part in configurations for name, text in part.sources.items()},
    )


def _by_directory(paths: Iterable[Path]) -> list[list[Path]]:
    groups: dict[Path, dict[Path, None]] = {}
    for path in paths:
        files = sorted(path.glob("*.tf")) if path.is_dir() else [path]
        for file in files:
            groups.setdefault(file.parent, {})[file] = None
    return [list(files) for files in groups.values()]


def configuration(files: Iterable[Path]) -> Configuration:
    """Parse and evaluate the files of one directory.

    Args:
        files: Terraform files; a file that cannot be used becomes an error and is left out.
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
    evaluator = _Scope(blocks).evaluator
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
                message = "expressions are nested too deeply to be read"
                errors.append(InputError(block.at.file, block.at.line, block.at.column, message))
    return Configuration(tuple(blocks), tuple(resources), tuple(errors), sources, evaluator)


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(file), 0, 0, f"not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise InputError(str(file), 0, 0, error.strerror or str(error)) from error


class _Scope:
    """Variables, locals and resources of a directory, evaluated when first asked for."""

    def __init__(self, blocks: Iterable[RawBlock]) -> None:
        self._expressions: dict[tuple[str, str], Expression] = {}
        self._values: dict[tuple[str, str], Value | None] = {}
        self._resources: dict[str, RawBlock] = {}
        for block in blocks:
            if block.type == "variable" and block.labels and "default" in block.attributes:
                self._expressions["var", block.labels[0]] = block.attributes["default"]
            elif block.type == "locals":
                for name, expression in block.attributes.items():
                    self._expressions["local", name] = expression
            elif block.type == "resource" and len(block.labels) == 2:
                self._resources[".".join(block.labels)] = block
        self.evaluator = Evaluator(self._lookup, self._written)

    def _lookup(self, kind: str, name: str) -> Value | None:
        key = (kind, name)
        if key not in self._values:
            self._values[key] = None  # a cycle of locals finds this and stays unknown
            if key in self._expressions:
                self._values[key] = self._try(self._expressions[key])
        return self._values[key]

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
    if "count" not in block.attributes:
        return True
    return evaluator.scalar(evaluator.evaluate(block.attributes["count"])).data != 0


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
    if isinstance(data, bool):
        return str(data).lower()
    return str(data) if isinstance(data, str | int | float) else UNKNOWN


def _integer(data: Any) -> int | Missing:
    if isinstance(data, bool):
        return UNKNOWN
    if isinstance(data, float):
        return int(data) if data.is_integer() else UNKNOWN
    if isinstance(data, int):
        return data
    return int(data) if isinstance(data, str) and data.isascii() and data.isdigit() else UNKNOWN


def _boolean(data: Any) -> bool | Missing:
    if isinstance(data, bool):
        return data
    return {"true": True, "false": False}.get(data, UNKNOWN) if isinstance(data, str) else UNKNOWN


class _Builder:
    def __init__(self, part: Configuration) -> None:
        self._evaluator = part.evaluator
        self._resources = {r.address: r for r in part.resources if r.kind == "resource"}
        self._tasks = {r.address: self._task(r) for r in self._of("aws_ecs_task_definition")}
        self._groups = {r.address: self._group(r) for r in self._of("aws_lb_target_group")}

    def _of(self, resource_type: str) -> Iterator[Resource]:
        return (r for r in self._resources.values() if r.type == resource_type)

    def module(self) -> Module:
        services = tuple(self._service(r) for r in self._of("aws_ecs_service"))
        return Module(tuple(self._tasks.values()), services, tuple(self._groups.values()))

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

    def _objects(
        self, data: Any, make: Callable[[dict[str, Value], Location], T]
    ) -> tuple[T, ...] | Missing:
        """The items that can be read; an item that cannot be is left out."""
        if not isinstance(data, tuple):
            return UNKNOWN
        return tuple(make(item.data, item.at) for item in data if isinstance(item.data, dict))

    def _task(self, resource: Resource) -> TaskDefinition:
        attributes, at = resource.body.attributes, resource.at
        platform = resource.body.of_type("runtime_platform")
        if "runtime_platform" in resource.body.unresolved:
            system: Attr[str] = Attr(at, UNKNOWN)
        elif platform:
            block = platform[0]
            system = self._attr(block.body.attributes, "operating_system_family", block.at, _string)
        else:
            system = Attr(at, OMITTED)
        definitions = self._attr(attributes, "container_definitions", at, self._container_list)
        return TaskDefinition(
            address=resource.address,
            at=at,
            network_mode=self._attr(attributes, "network_mode", at, _string),
            requires_compatibilities=self._attr(
                attributes, "requires_compatibilities", at, self._strings
            ),
            cpu=self._attr(attributes, "cpu", at, _string),
            memory=self._attr(attributes, "memory", at, _string),
            operating_system_family=system,
            containers=definitions,
        )

    def _container_list(self, data: Any) -> tuple[Container, ...] | Missing:
        if isinstance(data, Json):
            return self._objects(data.value.data, self._container)
        return UNKNOWN

    def _container(self, attributes: dict[str, Value], at: Location) -> Container:
        owner = attributes["name"].at if "name" in attributes else at

        def attr(name: str, convert: Callable[[Any], T | Missing]) -> Attr[T]:
            return self._attr(attributes, name, owner, convert)

        misplaced = "networkMode" if "networkMode" in attributes else "network_mode"
        return Container(
            at=owner,
            name=attr("name", _string),
            memory=attr("memory", _integer),
            memory_reservation=attr("memoryReservation", _integer),
            port_mappings=attr(
                "portMappings", lambda data: self._objects(data, self._port_mapping)
            ),
            links=attr("links", self._items),
            hostname=attr("hostname", _string),
            extra_hosts=attr("extraHosts", self._items),
            dns_servers=attr("dnsServers", self._items),
            dns_search_domains=attr("dnsSearchDomains", self._items),
            disable_networking=attr("disableNetworking", _boolean),
            network_mode=attr(misplaced, _string),
        )

    def _port_mapping(self, attributes: dict[str, Value], at: Location) -> PortMapping:
        def attr(name: str, convert: Callable[[Any], T | Missing]) -> Attr[T]:
            return self._attr(attributes, name, at, convert)

        return PortMapping(
            at=at,
            container_port=attr("containerPort", _integer),
            host_port=attr("hostPort", _integer),
            protocol=attr("protocol", _string),
            container_port_range=attr("containerPortRange", _string),
            name=attr("name", _string),
        )

    def _group(self, resource: Resource) -> TargetGroup:
        return TargetGroup(
            resource.address,
            resource.at,
            self._attr(resource.body.attributes, "target_type", resource.at, _string),
        )

    def _service(self, resource: Resource) -> Service:
        body, at = resource.body, resource.at
        return Service(
            address=resource.address,
            at=at,
            task_definition=self._linked(body.attributes, "task_definition", self._tasks),
            launch_type=self._attr(body.attributes, "launch_type", at, _string),
            capacity_provider_strategy=self._blocks(
                body, "capacity_provider_strategy", at, self._capacity_provider
            ),
            network_configuration=self._block(
                body, "network_configuration", at, self._network_configuration
            ),
            load_balancers=self._blocks(body, "load_balancer", at, self._load_balancer),
            service_registries=self._block(body, "service_registries", at, self._registry),
        )

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
            self._attr(attributes, "subnets", block.at, self._items),
            self._attr(attributes, "assign_public_ip", block.at, _boolean),
        )

    def _load_balancer(self, block: Block) -> LoadBalancer:
        attributes = block.body.attributes
        return LoadBalancer(
            block.at,
            self._linked(attributes, "target_group_arn", self._groups),
            self._attr(attributes, "container_name", block.at, _string),
            self._attr(attributes, "container_port", block.at, _integer),
        )

    def _registry(self, block: Block) -> ServiceRegistry:
        attributes = block.body.attributes
        return ServiceRegistry(
            block.at,
            self._attr(attributes, "container_name", block.at, _string),
            self._attr(attributes, "container_port", block.at, _integer),
            self._attr(attributes, "port", block.at, _integer),
        )
