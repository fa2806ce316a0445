"""What is in the account after `windows-default`, as its page says it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.account import ANYWHERE, Account
from support.simulated_aws import WINDOWS_AMI
from support.stacks import Applied

from ecsnet.facts import facts

pytestmark = pytest.mark.xdist_group("stacks")

DYNAMIC_PORTS = (49152, 65535)


def faults(applied: Applied, module: str) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(module)

    if "network_mode" in applied.arguments(module, "aws_ecs_task_definition.web"):
        yield "a network mode"
    task = account.task_definition(value("aws_ecs_task_definition.web", "arn"))
    if task["runtimePlatform"]["operatingSystemFamily"] != "WINDOWS_SERVER_2022_CORE":
        yield f"tasks for {task['runtimePlatform']['operatingSystemFamily']}"
    (container,) = task["containerDefinitions"]
    if container["cpu"] < 512:
        yield f"{container['cpu']} CPU units"
    (port,) = container["portMappings"]
    if port["hostPort"] != 0:
        yield f"host port {port['hostPort']}"
    service = account.service(
        value("aws_ecs_cluster.main", "arn"), value("aws_ecs_service.web", "name")
    )
    if "networkConfiguration" in service:
        yield "a network configuration"
    limits = service["deploymentConfiguration"]
    if (limits["minimumHealthyPercent"], limits["maximumPercent"]) != (50, 100):
        yield f"a deployment within {limits}"
    (balanced,) = service["loadBalancers"]
    if (found := account.target_type(balanced["targetGroupArn"])) != "instance":
        yield f"target type {found}"
    alb, group = (value(f"aws_security_group.{name}", "id") for name in ("alb", "instance"))
    for number in DYNAMIC_PORTS:
        if not account.connects(alb, group, number):
            yield f"the load balancer does not reach port {number} of the instances"
        if account.reaches(ANYWHERE, group, number):
            yield f"port {number} of the instances is open to everyone"
    for number in (80, 3389, 5985, DYNAMIC_PORTS[0] - 1):
        if account.reaches(alb, group, number) or account.reaches(ANYWHERE, group, number):
            yield f"port {number} of the instances is open"
    yield from at_the_instances(applied, module, account)


def at_the_instances(applied: Applied, module: str, account: Account) -> Iterator[str]:
    """What the instances are launched with, where, and how many copies of the task are on them."""
    value = applied.values_of(module)

    template = value("aws_launch_template.instance")
    if account.launch_template(template)["ImageId"] != WINDOWS_AMI:
        yield "an image of another system"
    yield from account.faults_at_launch(
        template,
        f"-Cluster '{value('aws_ecs_cluster.main', 'name')}'",
        "-EnableTaskIAMRole",
        """-LoggingDrivers '["json-file","awslogs"]'""",
        '"ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", $TRUE',
    )
    group = account.auto_scaling_group(value("aws_autoscaling_group.instances", "name"))
    family, size = value("aws_launch_template.instance", "instance_type").split(".")
    with_eni, _ = facts().trunking.guide.tasks[family][size]
    tasks = value("aws_ecs_service.web", "desired_count")
    if tasks <= len(group["Instances"]) * with_eni:
        yield f"{tasks} tasks would also have an ENI each"
    provider = value("aws_ecs_capacity_provider.main", "name")
    yield from account.faults_of_capacity(group, provider)


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, "windows-default")) == []


def test_a_static_host_port_is_noticed(applied: Applied) -> None:
    assert list(faults(applied, "static-host-port")) == ["host port 8080"]
