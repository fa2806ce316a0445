"""Rules about load balancers: which target type a mode needs."""

from __future__ import annotations

from collections.abc import Iterator

from ecsnet.model import Finding, Module, Service, TargetGroup, known_items
from ecsnet.rules import rule
from ecsnet.rules.scope import cell, services


def _target_groups(service: Service) -> Iterator[tuple[TargetGroup, str]]:
    """The service's target groups and their types, where these are known."""
    for load_balancer in known_items(service.load_balancers):
        group = load_balancer.target_group
        if group is not None and not group.target_type.unknown:
            yield group, group.target_type.get() or "instance"


@rule("ENM005")
def ip_targets(module: Module) -> Iterator[Finding]:
    """A service on awsvpc, and every service on Fargate, has target groups of type ip.

    Source: ECS API, CreateServiceRequest.loadBalancers. An omitted target_type is instance.
    """
    for service in module.services:
        if service.fargate or cell("target_type", service.mode) == "ip":
            for group, found in _target_groups(service):
                if found != "ip":
                    params: dict[str, str | int] = {
                        "service": service.address,
                        "target_type": found,
                    }
                    yield Finding("ENM005", group.target_type.at, group.address, params)


@rule("ENM006")
def instance_targets(module: Module) -> Iterator[Finding]:
    """A service on bridge or host has target groups of type instance.

    Source: AWS's answer quoted in hashicorp/terraform-provider-aws#12252.
    """
    for service, task in services(module, "target_type", "instance"):
        for group, found in _target_groups(service):
            if found != "instance":
                params: dict[str, str | int] = {
                    "service": service.address,
                    "target_type": found,
                    "mode": str(task.mode),
                }
                # AWS's answer is quoted for bridge alone.
                errors = None if task.mode == "bridge" else ()
                at = group.target_type.at
                yield Finding("ENM006", at, group.address, params, errors=errors)
