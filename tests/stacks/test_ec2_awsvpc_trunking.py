"""What is in the account after `ec2-awsvpc-trunking`, as its page says it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.account import ANYWHERE, Account
from support.stacks import Applied

from ecsnet.facts import facts

pytestmark = pytest.mark.xdist_group("stacks")

MODULE = "ec2-awsvpc-trunking"
PORT = 80


def faults(applied: Applied) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(MODULE)

    if (found := account.setting("awsvpcTrunking")) != "enabled":
        yield f"awsvpcTrunking {found}"
    task = account.task_definition(value("aws_ecs_task_definition.web", "arn"))
    if task["networkMode"] != "awsvpc":
        yield f"network mode {task['networkMode']}"
    service = account.service(
        value("aws_ecs_cluster.main", "arn"), value("aws_ecs_service.web", "name")
    )
    alb, group, instance = (
        value(f"aws_security_group.{name}", "id") for name in ("alb", "task", "instance")
    )
    yield from account.faults_behind_load_balancer(service, alb, group, PORT, "nat")
    for source in (ANYWHERE, alb, group):
        if account.reaches(source, instance, PORT):
            yield f"the instances are open to {source}"
    yield from at_the_instances(applied, account)


def at_the_instances(applied: Applied, account: Account) -> Iterator[str]:
    """What the instances are launched with, and how many tasks they hold."""
    value = applied.values_of(MODULE)

    yield from account.faults_at_launch(
        value("aws_launch_template.instance"), "ECS_AWSVPC_BLOCK_IMDS=true"
    )
    template = account.launch_template(value("aws_launch_template.instance"))
    if template["PrivateDnsNameOptions"]["EnableResourceNameDnsARecord"]:
        yield "A records of the instance's name, with which there is no trunk"
    group = account.auto_scaling_group(value("aws_autoscaling_group.instances", "name"))
    family, size = template["InstanceType"].split(".")
    without, trunked = facts().trunking.guide.tasks[family][size]
    tasks = value("aws_ecs_service.web", "desired_count")
    if not len(group["Instances"]) * without < tasks <= len(group["Instances"]) * trunked:
        yield f"{tasks} tasks on {len(group['Instances'])} instances do not show the trunks"
    provider = value("aws_ecs_capacity_provider.main", "name")
    yield from account.faults_of_capacity(group, provider)


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied)) == []


def test_the_setting_comes_before_the_instances(applied: Applied) -> None:
    assert "aws_ecs_account_setting_default.awsvpc_trunking" in applied.waits_for(
        MODULE, "aws_autoscaling_group.instances"
    )
