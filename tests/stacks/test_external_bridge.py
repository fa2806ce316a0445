"""What is in the account after `external-bridge`, as its page says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from support.account import Account
from support.simulated_aws import REGION
from support.stacks import Applied

pytestmark = pytest.mark.xdist_group("stacks")

AGENT = {
    "ecs:DeregisterContainerInstance",
    "ecs:DiscoverPollEndpoint",
    "ecs:Poll",
    "ecs:RegisterContainerInstance",
    "ecs:StartTelemetrySession",
    "ecs:Submit*",
}
PARAMETERS = {"ssm:GetParameter", "ssm:GetParameters"}
A_DAY = 24 * 60 * 60


def faults(applied: Applied, module: str, instances: int) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(module)

    task = account.task_definition(value("aws_ecs_task_definition.web", "arn"))
    if task["networkMode"] != "bridge":
        yield f"network mode {task['networkMode']}"
    if task["requiresCompatibilities"] != ["EXTERNAL"]:
        yield f"a task for {task['requiresCompatibilities']}"
    if task["executionRoleArn"] != value("aws_iam_role.execution", "arn"):
        yield f"execution role {task['executionRoleArn']}"
    (container,) = task["containerDefinitions"]
    (port,) = container["portMappings"]
    if (port["containerPort"], port["hostPort"]) != (80, 8080):
        yield f"port mapping {port}"
    service = account.service(
        value("aws_ecs_cluster.main", "arn"), value("aws_ecs_service.web", "name")
    )
    if (service["launchType"], service.get("capacityProviderStrategy", [])) != ("EXTERNAL", []):
        yield f"launch type {service['launchType']}"
    for unsupported in ("loadBalancers", "serviceRegistries"):
        if service.get(unsupported):
            yield f"{unsupported} {service[unsupported]}"
    if "networkConfiguration" in service:
        yield "a network configuration"
    if service["desiredCount"] != instances:
        yield f"{service['desiredCount']} tasks"
    limits = service["deploymentConfiguration"]
    stays, most = limits["minimumHealthyPercent"], limits["maximumPercent"]
    if (stays, most) != (50 if instances > 1 else 0, 100):
        yield f"between {stays}% and {most}% of the tasks during a deployment"
    yield from of_the_registration(applied, module, instances)


def of_the_registration(applied: Applied, module: str, instances: int) -> Iterator[str]:
    """What an external instance registers with, and what it may do then."""
    account, value = Account(applied.address), applied.values_of(module)

    name, role = value("aws_ssm_activation.instances", "id"), value("aws_iam_role.instance", "name")
    activation = account.activation(name)
    if activation["IamRole"] != role:
        yield f"an activation with the role {activation['IamRole']}"
    if activation["RegistrationLimit"] != instances:
        yield f"an activation for {activation['RegistrationLimit']} instances"
    valid = (activation["ExpirationDate"] - activation["CreatedDate"]).total_seconds()
    if valid != A_DAY:
        yield f"an activation for {valid} seconds"
    if account.trusted(role) != {"ssm.amazonaws.com"}:
        yield f"the instance role trusts {account.trusted(role)}"
    if account.policies(role) != {"AmazonSSMManagedInstanceCore"}:
        yield f"the instance role may {account.policies(role)}"
    if (allowed := account.actions(role, "container-agent", "Allow")) != AGENT:
        yield f"the agent may {allowed ^ AGENT}"
    if account.actions(role, "container-agent", "Deny") != PARAMETERS:
        yield "the instances may read Parameter Store"
    told = dict(re.findall(r"--([a-z-]+) (\S+)", applied.outputs(module)["registration_command"]))
    expected = {
        "region": REGION,
        "cluster": value("aws_ecs_cluster.main", "name"),
        "activation-id": name,
        "activation-code": value("aws_ssm_activation.instances", "activation_code"),
    }
    for option, expects in expected.items():
        if told.get(option) != expects:
            yield f"the command has --{option} {told.get(option)}"


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, "external-bridge", 1)) == []


def test_several_instances(applied: Applied) -> None:
    assert list(faults(applied, "external-three", 3)) == []


def test_a_role_for_ec2_is_noticed(applied: Applied) -> None:
    assert list(faults(applied, "external-as-ec2", 1)) == [
        "the instance role trusts {'ec2.amazonaws.com'}"
    ]
