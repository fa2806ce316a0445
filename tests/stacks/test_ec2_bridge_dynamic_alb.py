"""What is in the account after `ec2-bridge-dynamic-alb`, as its page says it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.account import ANYWHERE, Account
from support.stacks import Applied

pytestmark = pytest.mark.xdist_group("stacks")

DYNAMIC_PORTS = (32768, 65535)


def faults(applied: Applied, module: str) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(module)

    task = account.task_definition(value("aws_ecs_task_definition.web", "arn"))
    if task["networkMode"] != "bridge":
        yield f"network mode {task['networkMode']}"
    (container,) = task["containerDefinitions"]
    (port,) = container["portMappings"]
    if port["hostPort"] != 0:
        yield f"host port {port['hostPort']}"
    service = account.service(
        value("aws_ecs_cluster.main", "arn"), value("aws_ecs_service.web", "name")
    )
    if "networkConfiguration" in service:
        yield "a network configuration"
    (balanced,) = service["loadBalancers"]
    if (found := account.target_type(balanced["targetGroupArn"])) != "instance":
        yield f"target type {found}"
    yield from at_the_instances(applied, module, account)
    alb, group = (value(f"aws_security_group.{name}", "id") for name in ("alb", "instance"))
    if not account.reaches(ANYWHERE, alb, 80):
        yield "the load balancer is closed"
    for port in DYNAMIC_PORTS:
        if not account.connects(alb, group, port):
            yield f"the load balancer does not reach port {port} of the instances"
        if account.reaches(ANYWHERE, group, port):
            yield f"port {port} of the instances is open to everyone"
    for port in (22, 80, DYNAMIC_PORTS[0] - 1):
        if account.reaches(alb, group, port) or account.reaches(ANYWHERE, group, port):
            yield f"port {port} of the instances is open"


def at_the_instances(applied: Applied, module: str, account: Account) -> Iterator[str]:
    """What the instances are launched with, where, and how many copies of the task are on them."""
    value = applied.values_of(module)

    yield from account.faults_at_launch(
        value("aws_launch_template.instance"),
        f'"ECS_CLUSTER={value("aws_ecs_cluster.main", "name")}"',
    )
    group = account.auto_scaling_group(value("aws_autoscaling_group.instances", "name"))
    tasks = value("aws_ecs_service.web", "desired_count")
    if tasks < 2 * len(group["Instances"]):
        yield f"{tasks} tasks on {len(group['Instances'])} instances"
    provider = value("aws_ecs_capacity_provider.main", "name")
    yield from account.faults_of_capacity(group, provider)
    if (
        account.capacity_provider(provider)["autoScalingGroupProvider"]["managedDraining"]
        != "ENABLED"
    ):
        yield "an instance is terminated with its tasks"


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, "ec2-bridge-dynamic-alb")) == []


def test_a_narrow_port_range_is_noticed(applied: Applied) -> None:
    assert list(faults(applied, "narrow-port-range")) == [
        "the load balancer does not reach port 32768 of the instances"
    ]
