"""What is in the account after `fargate-blue-green`, as its page says it.

Applied without the two blocks that the provider at hand does not know (NEWER in support.stacks).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.account import ANYWHERE, Account
from support.stacks import Applied

pytestmark = pytest.mark.xdist_group("stacks")

TESTER = "203.0.113.10/32"
PORT = 80
POLICY = "AmazonECSInfrastructureRolePolicyForLoadBalancers"


def faults(applied: Applied, module: str) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(module)

    task = account.task_definition(value("aws_ecs_task_definition.web", "arn"))
    if task["networkMode"] != "awsvpc":
        yield f"network mode {task['networkMode']}"
    service = account.service(
        value("aws_ecs_cluster.main", "arn"), value("aws_ecs_service.web", "name")
    )
    alb, group = (value(f"aws_security_group.{name}", "id") for name in ("alb", "task"))
    yield from account.faults_of_network(service, group, "nat")
    targets = {
        colour: value(f'aws_lb_target_group.web["{colour}"]', "arn") for colour in ("blue", "green")
    }
    for colour, arn in targets.items():
        if (found := account.target_type(arn)) != "ip":
            yield f"{colour}: target type {found}"
    (balanced,) = service["loadBalancers"]
    if balanced["targetGroupArn"] != targets["blue"]:
        yield f"the service begins with {balanced['targetGroupArn']}"
    for name, port in (("production", 80), ("test", 8080)):
        if (found := value(f'aws_lb_listener.web["{name}"]', "port")) != port:
            yield f"{name}: port {found}"
        weights = account.weights(value(f'aws_lb_listener_rule.web["{name}"]', "arn"))
        if weights != {targets["blue"]: 100, targets["green"]: 0}:
            yield f"{name}: weights {sorted(weights.values())}"
    if not account.reaches(ANYWHERE, alb, 80):
        yield "the load balancer is closed"
    if account.reaches(ANYWHERE, alb, 8080):
        yield "the test listener is open to everyone"
    if not account.reaches(TESTER, alb, 8080):
        yield "the test listener is closed to the testers"
    if not account.connects(alb, group, PORT):
        yield "the load balancer does not reach the tasks"
    if account.reaches(ANYWHERE, group, PORT):
        yield "the tasks are open to everyone"
    role = value("aws_iam_role.load_balancer", "name")
    if account.trusted(role) != {"ecs.amazonaws.com"}:
        yield f"the role trusts {account.trusted(role)}"
    if account.policies(role) != {POLICY}:
        yield f"the role may {account.policies(role)}"


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, "blue-green-without-strategy")) == []


def test_weights_and_an_open_test_listener_are_noticed(applied: Applied) -> None:
    assert list(faults(applied, "two-weights")) == [
        "production: weights [100, 100]",
        "test: weights [100, 100]",
        "the test listener is open to everyone",
    ]
