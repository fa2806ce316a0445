"""Functions over address ranges."""

from __future__ import annotations

import ipaddress

from ecsnet.terraform.functions.arguments import Function, taking, text, whole
from ecsnet.terraform.values import Failed, Unsettled

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _network(prefix: str) -> _Network:
    if "/" not in prefix:
        raise Failed
    address, _, length = prefix.partition("/")
    # Terraform reads leading zeros, and masks in place of lengths, in ways of its own
    if not length.isdecimal() or any(
        part[:1] == "0" and part != "0" for part in address.split(".")
    ):
        raise Unsettled
    try:
        return ipaddress.ip_network(prefix, strict=False)
    except ValueError as error:
        raise Failed from error


def _subnet(network: _Network, length: int, number: int) -> str:
    start = int(network.network_address) + (number << (network.max_prefixlen - length))
    return str(type(network)((start, length)))


@taking(text, whole)
def _cidrhost(prefix: str, number: int) -> str:
    network = _network(prefix)
    size = network.num_addresses
    if not -size <= number < size:
        raise Failed
    return str(network.network_address + (number if number >= 0 else size + number))


@taking(text)
def _cidrnetmask(prefix: str) -> str:
    network = _network(prefix)
    if network.version != 4:
        raise Failed
    return str(network.netmask)


@taking(text, whole, whole)
def _cidrsubnet(prefix: str, bits: int, number: int) -> str:
    network = _network(prefix)
    length = network.prefixlen + bits
    if bits < 0 or number < 0:
        raise Unsettled
    if length > network.max_prefixlen or number >= 1 << bits:
        raise Failed
    return _subnet(network, length, number)


@taking(text, rest=whole)
def _cidrsubnets(prefix: str, *bits: int) -> list[str]:
    network = _network(prefix)
    made, start = [], int(network.network_address)
    for more in bits:
        length = network.prefixlen + more
        if more < 1 or length > network.max_prefixlen:
            raise Failed
        size = 1 << (network.max_prefixlen - length)
        start = -(-start // size) * size
        if start + size - 1 > int(network.broadcast_address):
            raise Failed
        made.append(str(type(network)((start, length))))
        start += size
    return made


FUNCTIONS: dict[str, Function] = {
    "cidrhost": _cidrhost,
    "cidrnetmask": _cidrnetmask,
    "cidrsubnet": _cidrsubnet,
    "cidrsubnets": _cidrsubnets,
}
