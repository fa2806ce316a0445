"""What is in the account after `fargate-service-connect`, as its page says it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from support.account import ANYWHERE, Account
from support.stacks import Applied

from tools.site.build import free_port

pytestmark = pytest.mark.xdist_group("stacks")

STACK = "fargate-service-connect"
PORT = 8080


def faults(applied: Applied, module: str) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(module)

    cluster = value("aws_ecs_cluster.main", "arn")
    namespace = value("aws_service_discovery_http_namespace.main", "arn")
    groups = {name: value(f"aws_security_group.{name}") for name in ("alb", "api", "web")}
    for name in ("api", "web"):
        service = account.service(cluster, name)
        task = account.task_definition(service["taskDefinition"])
        if task["networkMode"] != "awsvpc":
            yield f"{name}: network mode {task['networkMode']}"
        yield from account.faults_of_network(service, groups[name], "nat")
        if not account.may_leave(groups[name], ANYWHERE, 443):
            yield f"{name}: the tasks cannot fetch their image"
        if account.reaches(ANYWHERE, groups[name], PORT):
            yield f"{name}: the tasks are open to everyone"
        connect = account.service_connect(service)
        if connect["namespace"] != namespace:
            yield f"{name}: namespace {connect['namespace']}"
        names = [
            f"{alias['dnsName']}:{alias['port']}"
            for each in connect["services"]
            for alias in each["clientAliases"]
        ]
        if names != [f"{name}:{PORT}"]:
            yield f"{name}: names {names}"
        ports = {mapping["name"] for mapping in task["containerDefinitions"][0]["portMappings"]}
        if {each["portName"] for each in connect["services"]} != ports:
            yield f"{name}: ports {ports}"
    for caller, called in (("alb", "web"), ("web", "api"), ("api", "web")):
        if not account.connects(groups[caller], groups[called], PORT):
            yield f"{caller} does not reach {called}"
    if account.reaches(groups["alb"], groups["api"], PORT):
        yield "the load balancer reaches api"
    if not account.reaches(ANYWHERE, groups["alb"], 80):
        yield "the load balancer is closed"
    (balanced,) = account.service(cluster, "web")["loadBalancers"]
    if (found := account.target_type(balanced["targetGroupArn"])) != "ip":
        yield f"target type {found}"
    if "loadBalancers" in (api := account.service(cluster, "api")) and api["loadBalancers"]:
        yield "api has a load balancer"


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, STACK)) == []


def test_a_call_without_a_rule_is_noticed(applied: Applied) -> None:
    assert list(faults(applied, "no-rule-for-a-call")) == ["web does not reach api"]


@contextmanager
def served(program: str, port: int, **environment: str) -> Iterator[None]:
    """The program of the stack, on a port of the loopback interface."""
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | environment | {"PORT": str(port)},
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                break
            except URLError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def answer(port: int, path: str) -> tuple[int, str]:
    """The status and the words before the name of the host."""
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as said:
            return said.status, said.read().decode().split(" on ")[0]
    except HTTPError as error:
        return error.code, error.read().decode()


def test_the_program_answers_what_the_page_shows(applied: Applied) -> None:
    """The program of the plan, run as two processes; `api` learns of `web` later, as on ECS."""
    task = applied.resource(STACK, 'aws_ecs_task_definition.app["web"]')
    python, option, program = json.loads(task["container_definitions"])[0]["command"]
    assert (python, option) == ("python", "-c")
    web, api, nobody = free_port(), free_port(), free_port()
    unknown = f"http://127.0.0.1:{nobody}"
    with ExitStack() as running:
        running.enter_context(served(program, web, NAME="web", PEER=f"http://127.0.0.1:{api}"))
        with served(program, api, NAME="api", PEER=unknown):
            assert answer(web, "/") == (200, "web")
            assert answer(web, "/peer") == (200, "api")
            assert answer(web, "/peer/peer") == (502, f"api cannot reach {unknown}\n")
        with served(program, api, NAME="api", PEER=f"http://127.0.0.1:{web}"):
            assert answer(web, "/peer/peer") == (200, "web")
