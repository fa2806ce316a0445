"""What is in the account after `windows-awsvpc`, as its page says it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.account import ANYWHERE, Account
from support.simulated_aws import WINDOWS_AMI
from support.stacks import Applied

from ecsnet.facts import facts

pytestmark = pytest.mark.xdist_group("stacks")

PORT = 80


def faults(applied: Applied, module: str) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(module)

    task = account.task_definition(value("aws_ecs_task_definition.web", "arn"))
    if task["networkMode"] != "awsvpc":
        yield f"network mode {task['networkMode']}"
    if task["runtimePlatform"]["operatingSystemFamily"] != "WINDOWS_SERVER_2022_CORE":
        yield f"tasks for {task['runtimePlatform']['operatingSystemFamily']}"
    (container,) = task["containerDefinitions"]
    if container["cpu"] < 512:
        yield f"{container['cpu']} CPU units"
    service = account.service(
        value("aws_ecs_cluster.main", "arn"), value("aws_ecs_service.web", "name")
    )
    limits = service["deploymentConfiguration"]
    if (limits["minimumHealthyPercent"], limits["maximumPercent"]) != (50, 100):
        yield f"a deployment within {limits}"
    alb, group, instance = (
        value(f"aws_security_group.{name}", "id") for name in ("alb", "task", "instance")
    )
    yield from account.faults_behind_load_balancer(service, alb, group, PORT, "nat")
    for source in (ANYWHERE, alb, group):
        if account.reaches(source, instance, PORT):
            yield f"the instances are open to {source}"
    yield from at_the_instances(applied, module, account)


def at_the_instances(applied: Applied, module: str, account: Account) -> Iterator[str]:
    """What the instances are launched with, and how many tasks they hold."""
    value = applied.values_of(module)

    template = value("aws_launch_template.instance")
    if account.launch_template(template)["ImageId"] != WINDOWS_AMI:
        yield "an image of another system"
    yield from account.faults_at_launch(
        template,
        f"-Cluster '{value('aws_ecs_cluster.main', 'name')}'",
        "-EnableTaskENI",
        "-AwsvpcBlockIMDS",
        "-EnableTaskIAMRole",
        """-LoggingDrivers '["json-file","awslogs"]'""",
        '"ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", $TRUE',
    )
    group = account.auto_scaling_group(value("aws_autoscaling_group.instances", "name"))
    family, size = value("aws_launch_template.instance", "instance_type").split(".")
    held, _ = facts().trunking.guide.tasks[family][size]
    tasks = value("aws_ecs_service.web", "desired_count")
    if tasks != len(group["Instances"]) * held:
        yield f"{tasks} tasks on {len(group['Instances'])} instances that hold {held} each"
    provider = value("aws_ecs_capacity_provider.main", "name")
    yield from account.faults_of_capacity(group, provider)


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, "windows-awsvpc")) == []


def test_instances_without_task_enis_are_noticed(applied: Applied) -> None:
    assert list(faults(applied, "no-task-eni")) == ["user data without -EnableTaskENI"]
