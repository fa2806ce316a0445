"""What is in the account after `managed-instances-awsvpc`, as its page says it.

Applied without the capacity provider and what names Managed Instances (NEWER in support.stacks);
what stands there is read from the files.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.account import ANYWHERE, ZONES, Account
from support.paths import SNIPPETS
from support.stacks import Applied
from support.terraform import configuration

from ecsnet import terraform
from ecsnet.model import known_items

pytestmark = pytest.mark.xdist_group("stacks")

STACK = SNIPPETS / "stacks/managed-instances-awsvpc"
PORT = 80
INFRASTRUCTURE = "AmazonECSInfrastructureRolePolicyForManagedInstances"
INSTANCE = "AmazonECSInstanceRolePolicyForManagedInstances"
ROLES = ("infrastructure", "instance")


def faults(applied: Applied, module: str) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(module)

    task = account.task_definition(value("aws_ecs_task_definition.web", "arn"))
    if task["networkMode"] != "awsvpc":
        yield f"network mode {task['networkMode']}"
    if task["runtimePlatform"]["cpuArchitecture"] != "X86_64":
        yield f"tasks for {task['runtimePlatform']}"
    service = account.service(
        value("aws_ecs_cluster.main", "arn"), value("aws_ecs_service.web", "name")
    )
    if service["desiredCount"] != ZONES:
        yield f"{service['desiredCount']} tasks"
    alb, group, instance = (
        value(f"aws_security_group.{name}", "id") for name in ("alb", "task", "instance")
    )
    yield from account.faults_behind_load_balancer(service, alb, group, PORT, "nat")
    if not account.reaches(ANYWHERE, alb, 80):
        yield "the load balancer is closed"
    for source in (ANYWHERE, alb):
        if account.reaches(source, instance, PORT):
            yield f"{source} reaches the instances"
    for name in (group, instance):
        if not account.may_leave(name, ANYWHERE, 443) or account.may_leave(name, ANYWHERE, 80):
            yield "the way out is not 443 alone"
    yield from of_the_roles(account, *(value(f"aws_iam_role.{name}", "name") for name in ROLES))
    profile = account.client("iam").get_instance_profile(
        InstanceProfileName=value("aws_iam_instance_profile.instance", "name")
    )["InstanceProfile"]
    if [role["RoleName"] for role in profile["Roles"]] != [value("aws_iam_role.instance", "name")]:
        yield f"the instance profile has {profile['Roles']}"


def of_the_roles(account: Account, infrastructure: str, instance: str) -> Iterator[str]:
    """What ECS and the instances may do."""
    expected = {
        infrastructure: ("ecs.amazonaws.com", INFRASTRUCTURE),
        instance: ("ec2.amazonaws.com", INSTANCE),
    }
    for role, (service, policy) in expected.items():
        if account.trusted(role) != {service}:
            yield f"{role} trusts {account.trusted(role)}"
        if account.policies(role) != {policy}:
            yield f"{role} may {account.policies(role)}"
    if not account.may_pass(infrastructure, instance):
        yield f"ECS may not give {instance} to the instances"


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, "without-managed-instances")) == []


def test_an_instance_role_that_ecs_may_not_pass_on_is_noticed(applied: Applied) -> None:
    assert list(faults(applied, "role-of-another-name")) == [
        "ECS may not give role-of-another-name-instance to the instances"
    ]


def test_what_is_not_applied() -> None:
    read = configuration(*sorted(STACK.glob("*.tf")))
    assert not read.problems
    module = terraform.build(read)
    (task,), (service,) = module.task_definitions, module.services
    assert known_items(task.requires_compatibilities) == ("MANAGED_INSTANCES",)
    assert service.launch_type.omitted
    assert not service.capacity_provider_strategy.omitted
    (provider,) = (each for each in read.resources if each.type == "aws_ecs_capacity_provider")
    assert "cluster" in provider.body.attributes
    # It works in its cluster without; AWS has refused the association.
    assert "aws_ecs_cluster_capacity_providers" not in {each.type for each in read.resources}
