"""cfn-lint as a second opinion: the same configuration as CloudFormation and as HCL.

Each case is written once, in Terraform's words, and put into both languages. Where the two disagree
the case says why, and a reason that no longer explains anything fails.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.needed import skip
from support.oracles import cfn_lint

import ecsnet
from ecsnet import report

pytestmark = pytest.mark.xdist_group("cfn-lint")

# cfn-lint's rules about ECS in which network modes, or the launch types that decide them, play no
# part: no rule here has their subject.
ELSEWHERE = {
    "E3042": "an essential container",
    "E3046": "options of log drivers",
    "E3713": "log drivers on Fargate",
}


@dataclass(frozen=True)
class Ref:
    """A reference to one of the three resources."""

    name: str


TASK, GROUP = Ref("task"), Ref("group")
TYPES = {
    "task": ("aws_ecs_task_definition", "AWS::ECS::TaskDefinition"),
    "service": ("aws_ecs_service", "AWS::ECS::Service"),
    "group": ("aws_lb_target_group", "AWS::ElasticLoadBalancingV2::TargetGroup"),
}


def task(*mappings: Mapping[str, int], **arguments: Any) -> dict[str, Any]:
    """A task definition of one container with these port mappings."""
    container = {"name": "web", "image": "nginx", "memory": 128, "essential": True}
    if mappings:
        container["portMappings"] = list(mappings)
    return {"family": "web", "container_definitions": [container], **arguments}


def fargate(**arguments: Any) -> dict[str, Any]:
    """A task definition that lists FARGATE and is as Fargate wants it, but for the arguments."""
    wanted = {"network_mode": "awsvpc", "cpu": "256", "memory": "512"} | arguments
    kept = {name: value for name, value in wanted.items() if value is not None}
    return task({"containerPort": 80}, requires_compatibilities=["FARGATE"], **kept)


def service(**arguments: Any) -> dict[str, Any]:
    """A service that runs the task definition."""
    return {"cluster": "main", "task_definition": TASK, "desired_count": 1, **arguments}


def balanced(**arguments: Any) -> dict[str, Any]:
    """A service behind the target group."""
    target = {"container_name": "web", "container_port": 80, "target_group_arn": GROUP}
    return service(load_balancer=[target], **arguments)


def group(port: str | None = None, target_type: str = "instance") -> dict[str, Any]:
    """A target group, with the port of its health check."""
    checks = {"health_check": [{"port": port}]} if port else {}
    common = {"port": 80, "protocol": "HTTP", "vpc_id": "vpc-0123456789abcdef0"}
    return {"target_type": target_type, **common, **checks}


NETWORK = {"network_configuration": [{"subnets": ["subnet-0123456789abcdef0"]}]}
ON_FARGATE = {"launch_type": "FARGATE", **NETWORK}
STRATEGY = {"capacity_provider_strategy": [{"capacity_provider": "FARGATE", "weight": 1}]}


@dataclass(frozen=True)
class Case:
    """A configuration with both verdicts; ``because`` explains where they differ."""

    name: str
    task: dict[str, Any]
    service: dict[str, Any] | None = None
    group: dict[str, Any] | None = None
    theirs: frozenset[str] = frozenset()
    ours: Mapping[str, str] | None = None
    because: str = ""

    @property
    def resources(self) -> dict[str, dict[str, Any]]:
        """The resources that there are, by name."""
        every = {"task": self.task, "service": self.service, "group": self.group}
        return {name: arguments for name, arguments in every.items() if arguments is not None}


def case(
    name: str,
    *resources: dict[str, Any],
    theirs: str = "",
    errors: str = "",
    warnings: str = "",
    because: str = "",
) -> Case:
    """A case; the rules are named in words separated by spaces."""
    ours = dict.fromkeys(errors.split(), "error") | dict.fromkeys(warnings.split(), "warning")
    return Case(name, *resources, theirs=frozenset(theirs.split()), ours=ours, because=because)


def port(container: int, host: int | None = None) -> dict[str, int]:
    """A port mapping."""
    return {"containerPort": container} | ({} if host is None else {"hostPort": host})


OMITTED_CHECK = "an omitted HealthCheckPort is traffic-port, by Elastic Load Balancing's default"
MORE = "cfn-lint has no rule for it"

CASES = [
    # E3047: sizes of Fargate
    case("smallest size", fargate()),
    case("largest size", fargate(cpu="16384", memory="122880")),
    case("size in units", fargate(cpu=".5 vCPU", memory="3 GB")),
    case("too much memory", fargate(memory="4096"), theirs="E3047", errors="ENM034"),
    case("too little memory", fargate(cpu="1024"), theirs="E3047", errors="ENM034"),
    case("memory between steps", fargate(memory="1536"), theirs="E3047", errors="ENM034"),
    case("no size of Fargate", fargate(cpu="300"), theirs="E3047 E3048", errors="ENM034"),
    case(
        "no size of EC2",
        task(port(80), network_mode="awsvpc", requires_compatibilities=["EC2"], cpu="300"),
    ),
    # E3048: what Fargate asks of a task definition
    case("no mode on Fargate", fargate(network_mode=None), theirs="E3048", errors="ENM004"),
    case("bridge on Fargate", fargate(network_mode="bridge"), theirs="E3048", errors="ENM004"),
    case(
        "host on Fargate",
        fargate(network_mode="host"),
        theirs="E3048",
        errors="ENM004",
        warnings="ENM042",
    ),
    case("none on Fargate", fargate(network_mode="none"), theirs="E3048", errors="ENM004 ENM009"),
    case("no cpu on Fargate", fargate(cpu=None), theirs="E3048", errors="ENM034"),
    case("no memory on Fargate", fargate(memory=None), theirs="E3048", errors="ENM034"),
    case(
        "placement on Fargate",
        fargate(placement_constraints=[{"type": "memberOf", "expression": "runningTasksCount==0"}]),
        theirs="E3048",
        errors="ENM061",
    ),
    # E3044: the scheduling strategy
    case(
        "daemon on Fargate",
        fargate(),
        service(scheduling_strategy="DAEMON", **ON_FARGATE),
        theirs="E3044",
        errors="ENM062",
    ),
    # E3049: dynamic ports and the health check
    case(
        "dynamic port, check on traffic-port",
        task(port(80, 0), network_mode="bridge"),
        balanced(),
        group("traffic-port"),
    ),
    case(
        "dynamic port, check on a fixed port",
        task(port(80, 0), network_mode="bridge"),
        balanced(),
        group("8080"),
        theirs="E3049",
        errors="ENM037",
    ),
    case(
        "dynamic port, no check port",
        task(port(80, 0), network_mode="bridge"),
        balanced(),
        group(),
        theirs="E3049",
        because=OMITTED_CHECK,
    ),
    case(
        "dynamic port, check on a static port of the task",
        task(port(80, 0), port(8080, 8080), network_mode="bridge"),
        balanced(),
        group("8080"),
        theirs="E3049",
        warnings="ENM038",
        because="the check reaches that port: it is the same on every instance",
    ),
    case(
        "omitted host port, check on a fixed port",
        task(port(80), network_mode="bridge"),
        balanced(),
        group("8080"),
        errors="ENM037",
        because="an omitted host port is dynamic too, and AWS refuses both",
    ),
    case(
        "static port, check on a fixed port",
        task(port(80, 8080), network_mode="bridge"),
        balanced(),
        group("8080"),
        warnings="ENM038",
    ),
    # E3052: a service without network configuration
    case("awsvpc service", task(port(80), network_mode="awsvpc"), service(**NETWORK)),
    case(
        "awsvpc service without network configuration",
        task(port(80), network_mode="awsvpc"),
        service(),
        theirs="E3052",
        errors="ENM001",
    ),
    case("bridge service", task(port(80), network_mode="bridge"), service()),
    case("service without a mode", task(port(80)), service()),
    case(
        "bridge service with network configuration",
        task(port(80), network_mode="bridge"),
        service(**NETWORK),
        errors="ENM002",
        because=MORE,
    ),
    # E3053: host ports
    case("awsvpc, equal ports", task(port(80, 80), network_mode="awsvpc")),
    case("awsvpc, no host port", task(port(80), network_mode="awsvpc")),
    case(
        "awsvpc, other host port",
        task(port(80, 8080), network_mode="awsvpc"),
        theirs="E3053",
        errors="ENM003",
    ),
    case(
        "awsvpc, host port 0",
        task(port(80, 0), network_mode="awsvpc"),
        theirs="E3053",
        warnings="ENM003",
        because="AWS's text does not say whether 0 is left out, and reports contradict each other",
    ),
    case("bridge, other host port", task(port(80, 8080), network_mode="bridge")),
    case(
        "host, other host port",
        task(port(80, 8080), network_mode="host"),
        errors="ENM008",
        because=MORE,
    ),
    # E3054: a service on Fargate
    case("Fargate service", fargate(), service(**ON_FARGATE)),
    case(
        "Fargate service, nothing listed",
        task(port(80), network_mode="awsvpc", cpu="256", memory="512"),
        service(**ON_FARGATE),
    ),
    case(
        "Fargate service, no mode",
        task(port(80), cpu="256", memory="512"),
        service(**ON_FARGATE),
        theirs="E3054",
        errors="ENM011",
    ),
    case(
        "Fargate service, bridge for EC2",
        task(
            port(80),
            network_mode="bridge",
            requires_compatibilities=["EC2"],
            cpu="256",
            memory="512",
        ),
        service(**ON_FARGATE),
        theirs="E3054",
        errors="ENM011",
    ),
    case(
        "Fargate service, bridge for Fargate",
        fargate(network_mode="bridge"),
        service(**ON_FARGATE),
        theirs="E3048",
        errors="ENM004",
    ),
    case(
        "Fargate service, no size",
        task(port(80), network_mode="awsvpc"),
        service(**ON_FARGATE),
        errors="ENM011",
        because=MORE,
    ),
    case(
        "Fargate by strategy, no mode",
        task(port(80), cpu="256", memory="512"),
        service(**STRATEGY, **NETWORK),
        errors="ENM011",
        because="cfn-lint reads LaunchType only",
    ),
]


# --- the two languages --------------------------------------------------------------------------


def pascal(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))


def cloudformation(value: Any) -> Any:
    if isinstance(value, Ref):
        return {"Ref": value.name.title()}
    if isinstance(value, list):
        return [cloudformation(item) for item in value]
    if isinstance(value, dict):
        return {pascal(name): cloudformation(item) for name, item in value.items()}
    return value


def template(resources: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The resources in CloudFormation, which has other names for a few blocks."""
    written = {}
    for name, arguments in resources.items():
        properties = cloudformation(arguments)
        if "NetworkConfiguration" in properties:
            (network,) = properties["NetworkConfiguration"]
            properties["NetworkConfiguration"] = {"AwsvpcConfiguration": network}
        if "LoadBalancer" in properties:
            properties["LoadBalancers"] = properties.pop("LoadBalancer")
        if "HealthCheck" in properties:
            (check,) = properties.pop("HealthCheck")
            properties["HealthCheckPort"] = check["Port"]
        written[name.title()] = {"Type": TYPES[name][1], "Properties": properties}
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": written}


def expression(value: Any) -> str:
    if isinstance(value, Ref):
        return f"{TYPES[value.name][0]}.{value.name}.arn"
    return json.dumps(value)


def hcl(resources: Mapping[str, dict[str, Any]]) -> str:
    """The resources in HCL: a list of tables is a block each."""
    lines = []
    for name, arguments in resources.items():
        lines.append(f'resource "{TYPES[name][0]}" "{name}" {{')
        for key, value in arguments.items():
            if key == "container_definitions":
                lines.append(f"  {key} = jsonencode({json.dumps(value)})")
            elif isinstance(value, list) and isinstance(value[0], dict):
                for block in value:
                    lines.append(f"  {key} {{")
                    lines += [f"    {inner} = {expression(item)}" for inner, item in block.items()]
                    lines.append("  }")
            else:
                lines.append(f"  {key} = {expression(value)}")
        lines.append("}")
    return "\n".join(lines) + "\n"


# --- the verdicts -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def second() -> cfn_lint.Opinion:
    try:
        return cfn_lint.opinion([template(case.resources) for case in CASES])
    except cfn_lint.Unavailable as error:
        skip(str(error))


@pytest.mark.parametrize("position", range(len(CASES)), ids=[case.name for case in CASES])
def test_cfn_lint_says_what_the_case_says(position: int, second: cfn_lint.Opinion) -> None:
    # all of its rules, so that a template that is wrong in another way is noticed
    assert second.found[position] == CASES[position].theirs


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_ecsnet_says_what_the_case_says(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "main.tf"
    file.write_text(hcl(case.resources), encoding="utf-8")
    result = ecsnet.check([file])
    assert result.problems == []
    found = {finding.rule: report.level(finding) for finding in result.findings}
    assert found == case.ours


def test_every_difference_is_explained() -> None:
    for case in CASES:
        refused = "error" in (case.ours or {}).values()
        assert (bool(case.theirs) == refused) == (case.because == ""), case.name


def test_every_rule_of_cfn_lint_about_ecs_has_cases(second: cfn_lint.Opinion) -> None:
    covered = frozenset().union(*(case.theirs for case in CASES))
    assert covered.isdisjoint(ELSEWHERE)
    assert second.rules.keys() == covered | ELSEWHERE.keys()
