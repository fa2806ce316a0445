"""What is in the account after `fargate-awsvpc-alb`, as its page says it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.account import ANYWHERE, Account
from support.stacks import Applied

pytestmark = pytest.mark.xdist_group("stacks")

PORT = 80


def faults(applied: Applied, module: str, way_out: str | None) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(module)

    task = account.task_definition(value("aws_ecs_task_definition.web", "arn"))
    if task["networkMode"] != "awsvpc":
        yield f"network mode {task['networkMode']}"
    cluster = value("aws_ecs_cluster.main", "arn")
    service = account.service(cluster, value("aws_ecs_service.web", "name"))
    alb, group = (value(f"aws_security_group.{name}", "id") for name in ("alb", "task"))
    yield from account.faults_behind_load_balancer(service, alb, group, PORT, way_out)
    if not account.reaches(ANYWHERE, alb, 80):
        yield "the load balancer is closed"
    if not account.may_leave(group, ANYWHERE, 443):
        yield "the tasks cannot fetch their image"


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, "fargate-awsvpc-alb", way_out="nat")) == []


def test_with_endpoints_there_is_no_way_out(applied: Applied) -> None:
    assert list(faults(applied, "endpoints", way_out=None)) == []
    account = Account(applied.address)
    (group,) = (applied.resource("endpoints", "aws_security_group.endpoints[0]")["id"],)
    task = applied.resource("endpoints", "aws_security_group.task")["id"]
    assert account.reaches(task, group, 443)
    endpoints = account.client("ec2").describe_vpc_endpoints(
        Filters=[
            {"Name": "vpc-id", "Values": [applied.resource("endpoints", "aws_vpc.main")["id"]]}
        ]
    )["VpcEndpoints"]
    services = {each["ServiceName"].split(".", 3)[3] for each in endpoints}
    assert services == {"ecr.api", "ecr.dkr", "logs", "s3"}


def test_a_wrong_target_type_is_noticed(applied: Applied) -> None:
    assert list(faults(applied, "wrong-target-type", way_out="nat")) == ["target type instance"]
    findings = applied.findings.splitlines()
    assert any("module.wrong-target-type." in line and "ENM005" in line for line in findings)


def test_a_closed_security_group_is_noticed(applied: Applied) -> None:
    assert list(faults(applied, "closed-security-group", way_out="nat")) == [
        "the load balancer does not reach the tasks"
    ]
