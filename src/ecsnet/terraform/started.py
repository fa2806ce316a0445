"""What starts tasks in other words than a service has, put into those words.

States of Step Functions name what they start as the API of ECS does, in Pascal case; EventBridge
Pipes nests its blocks otherwise. Both come to blocks by the names that ``aws_ecs_service`` has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ecsnet.model import UNKNOWN
from ecsnet.terraform.resources import Block, Body
from ecsnet.terraform.texts import decoded
from ecsnet.terraform.values import Data, Json, Value

_RUN_TASK = re.compile(r"arn:[\w-]+:states:::ecs:runTask(?:\.sync|\.waitForTaskToken)?")
_ARGUMENTS = {
    "cluster": "cluster",
    "taskdefinition": "task_definition_arn",
    "launchtype": "launch_type",
    "platformversion": "platform_version",
}
_NETWORK = {
    "subnets": "subnets",
    "securitygroups": "security_groups",
    "assignpublicip": "assign_public_ip",
}


def states(definition: Value) -> Iterator[tuple[str, Block]]:
    """The states of a state machine that run a task of ECS, by name, with what they send."""
    data = definition.data
    if isinstance(data, str):
        data = decoded(data, definition.at)
    return _states(data.value) if isinstance(data, Json) else iter(())


def _states(machine: Value) -> Iterator[tuple[str, Block]]:
    if not isinstance(machine.data, dict):
        return
    found = machine.data.get("States")
    if found is None or not isinstance(found.data, dict):
        return
    for name, state in found.data.items():
        if not isinstance(state.data, dict):
            continue
        block = _sent(state.data)
        if block is not None:
            yield name, block
        for inner in _inner(state.data):
            yield from _states(inner)


def _inner(state: dict[str, Value]) -> Iterator[Value]:
    """The machines inside a state: the branches of a Parallel, what a Map runs for each item."""
    branches = state.get("Branches")
    if branches is not None and isinstance(branches.data, tuple):
        yield from branches.data
    yield from (state[key] for key in ("ItemProcessor", "Iterator") if key in state)


def _sent(state: dict[str, Value]) -> Block | None:
    """What a state sends to RunTask; None for one that does not, or sends what a run decides."""
    resource = state.get("Resource")
    sent = state.get("Arguments", state.get("Parameters"))
    if resource is None or sent is None or not isinstance(sent.data, dict):
        return None
    if not isinstance(resource.data, str) or not _RUN_TASK.fullmatch(resource.data):
        return None
    given = _by_name(sent)
    attributes = {name: given[key] for key, name in _ARGUMENTS.items() if key in given}
    blocks: list[Block] = []
    unresolved: set[str] = set()
    if "networkconfiguration" in given:
        made = network(given["networkconfiguration"])
        if made is None:
            unresolved.add("network_configuration")
        else:
            blocks.append(made)
    if "capacityproviderstrategy" in given:
        strategy = given["capacityproviderstrategy"].data
        if not isinstance(strategy, tuple):
            unresolved.add("capacity_provider_strategy")
        else:
            blocks += map(_provider, strategy)
    return Block("", Body(attributes, tuple(blocks), frozenset(unresolved)), sent.at)


def _by_name(value: Value) -> dict[str, Value]:
    """Members by lower-case name; unknown where a path (``Name.$``) or JSONata gives the value."""
    members = value.data if isinstance(value.data, dict) else {}
    return {
        name.lower().removesuffix(".$"): Value(UNKNOWN, member.at)
        if name.endswith(".$")
        else _settled(member)
        for name, member in members.items()
    }


def _settled(value: Value) -> Value:
    computed = isinstance(value.data, str) and value.data.lstrip().startswith("{%")
    return Value(UNKNOWN, value.at) if computed else value


def network(value: Value) -> Block | None:
    """The ``networkConfiguration`` of the API as a block; None for one that is not known."""
    configuration = _by_name(value).get("awsvpcconfiguration")
    if configuration is None or not isinstance(configuration.data, dict):
        return None
    given = _by_name(configuration)
    attributes = {name: given[key] for key, name in _NETWORK.items() if key in given}
    return Block("network_configuration", _with_switch(attributes), value.at)


def _provider(value: Value) -> Block:
    given = _by_name(value)
    attributes = {"capacity_provider": given.get("capacityprovider", Value(UNKNOWN, value.at))}
    return Block("capacity_provider_strategy", Body(attributes, (), frozenset()), value.at)


def _with_switch(attributes: dict[str, Value]) -> Body:
    """The arguments with ``assign_public_ip`` as a service has it; in the API it is a word."""
    given = attributes.get("assign_public_ip")
    if given is not None:
        states: dict[Data, Data] = {"ENABLED": True, "DISABLED": False}
        switched = states.get(given.data, UNKNOWN) if isinstance(given.data, str) else UNKNOWN
        attributes = {**attributes, "assign_public_ip": Value(switched, given.at)}
    return Body(attributes, (), frozenset())


def piped(block: Block) -> Block:
    """The target of a pipe, with its network configuration as a service has it."""
    body = block.body
    blocks = [inner for inner in body.blocks if inner.type != "network_configuration"]
    unresolved = set(body.unresolved)
    for network in body.of_type("network_configuration"):
        inside = network.body.of_type("aws_vpc_configuration")
        if inside:
            attributes = _with_switch(inside[0].body.attributes)
            blocks.append(Block("network_configuration", attributes, network.at))
        else:
            unresolved.add("network_configuration")
    return Block(block.type, Body(body.attributes, tuple(blocks), frozenset(unresolved)), block.at)
