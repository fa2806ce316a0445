"""Rules about host mode: what AWS accepts and advises against."""

from __future__ import annotations

from collections.abc import Iterator

from ecsnet.model import Container, Module, TaskDefinition, known_items
from ecsnet.rules.rule import Hit, hit, rule


def _on_host(module: Module) -> Iterator[tuple[TaskDefinition, Container]]:
    for task in module.task_definitions:
        if task.mode == "host":
            for container in known_items(task.containers):
                yield task, container


@rule("ENM040")
def host_as_root(module: Module) -> Iterator[Hit]:
    """With host, a container does not run as root.

    Source: ECS API, ContainerDefinition.user. An omitted user is the image's, which is not in the
    files, so only a root that is written counts.
    """
    for task, container in _on_host(module):
        user = container.user
        if user.known and user.value.partition(":")[0] in ("root", "0"):
            yield hit(user.at, task.address, container=container.label, user=user.value)


@rule("ENM042")
def host_port_omitted(module: Module) -> Iterator[Hit]:
    """With host, hostPort is written: AWS returns it, and the provider takes that for a change.

    Source: run-provider-host-port in evidence/runs.toml.
    """
    for task, container in _on_host(module):
        for mapping in known_items(container.port_mappings):
            if mapping.host_port.omitted and mapping.container_port.known:
                yield hit(
                    mapping.at,
                    task.address,
                    container=container.label,
                    port=mapping.container_port.value,
                )
