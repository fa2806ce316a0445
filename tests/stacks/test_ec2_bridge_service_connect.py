"""What is in the account after `ec2-bridge-service-connect`, as its page says it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatch

import pytest
from support.account import ANYWHERE, Account
from support.stacks import Applied

pytestmark = pytest.mark.xdist_group("stacks")

STACK = "ec2-bridge-service-connect"
DYNAMIC = (32768, 49153, 65535)


def faults(applied: Applied, module: str) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(module)

    cluster = value("aws_ecs_cluster.main", "arn")
    namespace = value("aws_service_discovery_http_namespace.main", "arn")
    provider = value("aws_ecs_capacity_provider.main", "name")
    alb, instance = (value(f"aws_security_group.{name}") for name in ("alb", "instance"))
    for name in ("api", "web"):
        service = account.service(cluster, name)
        task = account.task_definition(service["taskDefinition"])
        if task["networkMode"] != "bridge":
            yield f"{name}: network mode {task['networkMode']}"
        if not task.get("memory"):
            yield f"{name}: no memory on the task"
        (container,) = task["containerDefinitions"]
        (mapping,) = container["portMappings"]
        if mapping["hostPort"] != 0:
            yield f"{name}: host port {mapping['hostPort']}"
        strategy = service["capacityProviderStrategy"]
        if [each["capacityProvider"] for each in strategy] != [provider]:
            yield f"{name}: capacity providers {strategy}"
        connect = account.service_connect(service)
        if connect["namespace"] != namespace:
            yield f"{name}: namespace {connect['namespace']}"
        (published,) = connect["services"]
        if published["portName"] != mapping["name"]:
            yield f"{name}: port {published['portName']}"
        if published["clientAliases"] != [{"port": 8080, "dnsName": name}]:
            yield f"{name}: names {published['clientAliases']}"
    for port in DYNAMIC:
        if not account.connects(alb, instance, port):
            yield f"the load balancer does not reach port {port}"
        if not account.connects(instance, instance, port):
            yield f"the proxies do not reach port {port}"
        if account.reaches(ANYWHERE, instance, port):
            yield f"port {port} is open to everyone"
    if account.reaches(instance, instance, 22) or account.reaches(alb, instance, 8080):
        yield "a port below the dynamic ones is open"
    if not account.may_leave(instance, ANYWHERE, 443):
        yield "the instances reach neither ECS nor a registry"
    task_set = cluster.replace(":cluster/", ":task-set/") + "/api/ecs-svc/1234567890123456789"
    polled = account.unconditioned(value("aws_iam_role.instance"), "ecs:Poll")
    if not any(fnmatch(task_set, pattern) for pattern in polled):
        yield "the proxies may not poll their task sets"
    (balanced,) = account.service(cluster, "web")["loadBalancers"]
    if (found := account.target_type(balanced["targetGroupArn"])) != "instance":
        yield f"target type {found}"
    yield from account.faults_at_launch(value("aws_launch_template.instance"))
    group = account.auto_scaling_group(value("aws_autoscaling_group.instances", "name"))
    if {account.way_out(subnet) for subnet in group["VPCZoneIdentifier"].split(",")} != {"nat"}:
        yield "an instance without NAT"


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, STACK)) == []


def test_closed_proxies_are_noticed(applied: Applied) -> None:
    assert list(faults(applied, "closed-proxies")) == [
        *(f"the proxies do not reach port {port}" for port in DYNAMIC),
        "the proxies may not poll their task sets",
    ]


def test_it_runs_the_program_of_the_stack_on_fargate(applied: Applied) -> None:
    """So what that one prints (test_fargate_service_connect.py), this one prints."""
    programs = {
        json.loads(
            applied.resource(stack, 'aws_ecs_task_definition.app["web"]')["container_definitions"]
        )[0]["command"][2]
        for stack in (STACK, "fargate-service-connect")
    }
    assert len(programs) == 1
