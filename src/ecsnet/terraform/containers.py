"""Container definitions, which are JSON by the names of the ECS API, to the model.

Knows no argument of Terraform: whatever reads such JSON to values can use it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ecsnet.model import OMITTED, UNKNOWN, Attr, Container, Location, Missing, PortMapping
from ecsnet.terraform import conversions
from ecsnet.terraform.reader import Reader
from ecsnet.terraform.texts import decoded
from ecsnet.terraform.values import Data, Reference, Value

T = TypeVar("T")


def containers(
    attributes: dict[str, Value], name: str, owner: Location, reader: Reader
) -> Attr[tuple[Container, ...]]:
    """The containers of a task definition.

    Args:
        attributes: those of the task definition.
        name: which of them holds the JSON.
        owner: the place of the task definition.
        reader: resolves references.
    """
    value = attributes.get(name)
    # A list that is not encoded is no list of containers: the argument takes JSON.
    if value is not None and isinstance(value.data, tuple):
        return Attr(value.at, UNKNOWN)
    if value is not None and isinstance(value.data, str):
        attributes = {**attributes, name: Value(decoded(value.data, value.at), value.at)}
    return reader.list(attributes, name, owner, lambda item: _container(item, reader))


def _members(value: Value) -> dict[str, Value] | None:
    """The members of a JSON object, by lower-case name: the provider tells no case apart."""
    if not isinstance(value.data, dict):
        return None
    return {name.lower(): member for name, member in value.data.items()}


def _items(data: Data) -> tuple[object, ...] | Missing:
    return tuple(item.plain() for item in data) if isinstance(data, tuple) else UNKNOWN


def _set_members(data: Data) -> tuple[str, ...] | Missing:
    """The names of the members of an object that have a value."""
    if not isinstance(data, dict):
        return UNKNOWN
    empty: tuple[object, ...] = (None, "", 0, (), {}, UNKNOWN)
    return tuple(
        name.lower()
        for name, member in data.items()
        if member.data not in empty and not isinstance(member.data, Reference)
    )


def _resource_types(data: Data) -> tuple[str, ...] | Missing:
    if not isinstance(data, tuple):
        return UNKNOWN
    kinds = (
        member.data for item in data for member in [(_members(item) or {}).get("type")] if member
    )
    return tuple(kind for kind in kinds if isinstance(kind, str))


def _log_driver(data: Data) -> str | Missing:
    """The driver of a log configuration."""
    if not isinstance(data, dict):
        return UNKNOWN
    driver = {name.lower(): member.data for name, member in data.items()}.get("logdriver")
    return driver if isinstance(driver, str) else UNKNOWN


def _text(data: Data) -> str | Missing:
    return data if isinstance(data, str) else OMITTED


def _container(value: Value, reader: Reader) -> Container | None:
    attributes = _members(value)
    if attributes is None:
        return None
    owner = attributes["name"].at if "name" in attributes else value.at

    def attr(name: str, convert: Callable[[Data], T | Missing]) -> Attr[T]:
        return reader.attr(attributes, name.lower(), owner, convert)

    def mapping(value: Value) -> PortMapping | None:
        return _port_mapping(value, reader)

    def control(value: Value) -> Attr[str] | None:
        members = _members(value)
        return None if members is None else reader.string(members, "namespace", value.at)

    misplaced = "networkMode" if "networkmode" in attributes else "network_mode"
    return Container(
        at=owner,
        name=attr("name", conversions.string),
        expression=reader.expression(attributes, "name", owner),
        memory=attr("memory", conversions.integer),
        memory_reservation=attr("memoryReservation", conversions.integer),
        port_mappings=reader.list(attributes, "portmappings", owner, mapping),
        links=attr("links", _items),
        hostname=attr("hostname", conversions.string),
        extra_hosts=attr("extraHosts", _items),
        dns_servers=attr("dnsServers", _items),
        dns_search_domains=attr("dnsSearchDomains", _items),
        disable_networking=attr("disableNetworking", conversions.boolean),
        user=attr("user", conversions.string),
        system_controls=reader.list(attributes, "systemcontrols", owner, control),
        network_mode=attr(misplaced, conversions.string),
        privileged=attr("privileged", conversions.boolean),
        linux_parameters=attr("linuxParameters", _set_members),
        security_options=attr("dockerSecurityOptions", _items),
        resources=attr("resourceRequirements", _resource_types),
        image=attr("image", conversions.string),
        image_expression=reader.expression(attributes, "image", owner),
        log_driver=attr("logConfiguration", _log_driver),
        secrets=attr("secrets", _items),
        read_only=attr("readonlyRootFilesystem", conversions.boolean),
        ulimits=attr("ulimits", _items),
    )


def _port_mapping(value: Value, reader: Reader) -> PortMapping | None:
    attributes, at = _members(value), value.at
    if attributes is None:
        return None

    def attr(name: str, convert: Callable[[Data], T | Missing]) -> Attr[T]:
        return reader.attr(attributes, name.lower(), at, convert)

    ports = [attr(name, _text) for name in ("containerPort", "hostPort")]
    return PortMapping(
        at=at,
        container_port=attr("containerPort", conversions.integer),
        host_port=attr("hostPort", conversions.integer),
        protocol=attr("protocol", conversions.string),
        container_port_range=attr("containerPortRange", conversions.string),
        name=attr("name", conversions.string),
        text=next((port for port in ports if port.known), ports[0]),
    )
