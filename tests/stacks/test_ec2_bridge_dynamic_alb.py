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
    template = account.launch_template(
        applied.resource(module, "aws_launch_template.instance")["id"]
    )
    metadata = template["MetadataOptions"]
    if (metadata["HttpTokens"], metadata["HttpPutResponseHopLimit"]) != ("required", 1):
        yield "containers can read instance metadata"
    cluster = applied.resource(module, "aws_ecs_cluster.main")["name"]
    if f'"ECS_CLUSTER={cluster}"' not in template["UserData"]:
        yield "the instances join another cluster"
    group = account.auto_scaling_group(
        applied.resource(module, "aws_autoscaling_group.instances")["name"]
    )
    for subnet in group["VPCZoneIdentifier"].split(","):
        if account.way_out(subnet) != "nat":
            yield f"a subnet with the way out {account.way_out(subnet)}"
    tasks = applied.resource(module, "aws_ecs_service.web")["desired_count"]
    if tasks < 2 * len(group["Instances"]):
        yield f"{tasks} tasks on {len(group['Instances'])} instances"
    provider = account.capacity_provider(
        applied.resource(module, "aws_ecs_capacity_provider.main")["name"]
    )["autoScalingGroupProvider"]
    if provider["managedScaling"]["status"] != "ENABLED":
        yield "nobody changes the number of instances"
    if provider["managedDraining"] != "ENABLED":
        yield "an instance is terminated with its tasks"


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, "ec2-bridge-dynamic-alb")) == []


def test_a_narrow_port_range_is_noticed(applied: Applied) -> None:
    assert list(faults(applied, "narrow-port-range")) == [
        "the load balancer does not reach port 32768 of the instances"
    ]
