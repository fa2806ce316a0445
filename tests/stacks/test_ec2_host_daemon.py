"""What is in the account after `ec2-host-daemon`, as its page says it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.account import ANYWHERE, Account
from support.stacks import Applied

pytestmark = pytest.mark.xdist_group("stacks")

MODULE = "ec2-host-daemon"
OTLP = (4317, 4318)
HEALTH = 13133


def faults(applied: Applied) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(MODULE)

    task = account.task_definition(value("aws_ecs_task_definition.collector", "arn"))
    if task["networkMode"] != "host":
        yield f"network mode {task['networkMode']}"
    (container,) = task["containerDefinitions"]
    mapped = {port["containerPort"]: port["hostPort"] for port in container["portMappings"]}
    if mapped != {port: port for port in (*OTLP, HEALTH)}:
        yield f"port mappings {mapped}"
    if container["user"] != "aoc":
        yield f"the collector runs as {container['user']}"
    if task["taskRoleArn"] != value("aws_iam_role.task", "arn"):
        yield f"task role {task['taskRoleArn']}"
    service = account.service(
        value("aws_ecs_cluster.main", "arn"), value("aws_ecs_service.collector", "name")
    )
    if service["schedulingStrategy"] != "DAEMON":
        yield f"scheduling strategy {service['schedulingStrategy']}"
    if (service["launchType"], service.get("capacityProviderStrategy", [])) != ("EC2", []):
        yield "a capacity provider"
    if service["deploymentConfiguration"]["minimumHealthyPercent"] != 50:
        yield "a deployment stops none of the tasks, or all of them"
    if "networkConfiguration" in service:
        yield "a network configuration"
    client, group = (value(f"aws_security_group.{name}", "id") for name in ("client", "instance"))
    for port in OTLP:
        if not account.connects(client, group, port):
            yield f"clients do not reach port {port}"
        if account.reaches(ANYWHERE, group, port):
            yield f"port {port} is open to everyone"
    if account.reaches(client, group, HEALTH):
        yield "the health check is open"
    yield from at_the_instances(applied, account)


def at_the_instances(applied: Applied, account: Account) -> Iterator[str]:
    """How many instances there are, where, and what they are launched with."""
    template = account.launch_template(
        applied.resource(MODULE, "aws_launch_template.instance")["id"]
    )
    if template["MetadataOptions"]["HttpTokens"] != "required":
        yield "instance metadata without a token"
    if "ECS_ENABLE_CONTAINER_METADATA=true" not in template["UserData"]:
        yield "tasks do not find the address of their instance"
    group = account.auto_scaling_group(
        applied.resource(MODULE, "aws_autoscaling_group.instances")["name"]
    )
    if (group["MinSize"], group["MaxSize"], len(group["Instances"])) != (2, 2, 2):
        yield f"{len(group['Instances'])} instances"
    for subnet in group["VPCZoneIdentifier"].split(","):
        if account.way_out(subnet) != "nat":
            yield f"a subnet with the way out {account.way_out(subnet)}"


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied)) == []
