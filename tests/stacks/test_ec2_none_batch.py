"""What is in the account after `ec2-none-batch`, as its page says it."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.account import ANYWHERE, Account
from support.stacks import Applied

pytestmark = pytest.mark.xdist_group("stacks")

STACK = "ec2-none-batch"
NFS = 2049


def faults(applied: Applied, module: str) -> Iterator[str]:
    """What is in the account otherwise than the page says."""
    account, value = Account(applied.address), applied.values_of(module)

    task = account.task_definition(value("aws_ecs_task_definition.job", "arn"))
    if task["networkMode"] != "none":
        yield f"network mode {task['networkMode']}"
    (container,) = task["containerDefinitions"]
    if container.get("portMappings"):
        yield f"port mappings {container['portMappings']}"
    if (container["user"], container["readonlyRootFilesystem"]) != ("1000:1000", True):
        yield f"user {container['user']}, or a root file system to write to"
    if container["logConfiguration"]["logDriver"] != "awslogs":
        yield f"log driver {container['logConfiguration']['logDriver']}"
    (volume,) = task["volumes"]
    if volume["efsVolumeConfiguration"] != {
        "fileSystemId": value("aws_efs_file_system.data"),
        "rootDirectory": "/",
        "transitEncryption": "ENABLED",
        "authorizationConfig": {"accessPointId": value("aws_efs_access_point.data")},
    }:
        yield f"volume {volume['efsVolumeConfiguration']}"
    yield from at_the_schedule(applied, module, account)
    yield from at_the_file_system(applied, module, account)
    yield from at_the_instances(applied, module, account)


def at_the_schedule(applied: Applied, module: str, account: Account) -> Iterator[str]:
    """When the task starts, on what, and what the role of the schedule may do."""
    value = applied.values_of(module)
    schedule = account.client("scheduler").get_schedule(
        Name=value("aws_scheduler_schedule.job", "name")
    )
    if (schedule["State"], schedule["ScheduleExpression"]) != ("ENABLED", "rate(1 day)"):
        yield f"schedule {schedule['State']} {schedule['ScheduleExpression']}"
    target = schedule["Target"]
    cluster = value("aws_ecs_cluster.main", "arn")
    if target["Arn"] != cluster:
        yield f"target {target['Arn']}"
    if target["RetryPolicy"]["MaximumEventAgeInSeconds"] != 3600:
        yield f"retries {target['RetryPolicy']}"
    started = target["EcsParameters"]
    if started["TaskDefinitionArn"] != value("aws_ecs_task_definition.job", "arn"):
        yield f"task definition {started['TaskDefinitionArn']}"
    if "NetworkConfiguration" in started or "LaunchType" in started:
        yield "a network configuration, or a launch type"
    strategy = [each["capacityProvider"] for each in started["CapacityProviderStrategy"]]
    if strategy != [value("aws_ecs_capacity_provider.main", "name")]:
        yield f"capacity providers {strategy}"

    role = value("aws_iam_role.schedule", "name")
    if account.trusted(role) != {"scheduler.amazonaws.com"}:
        yield f"the role is trusted to {account.trusted(role)}"
    family = value("aws_ecs_task_definition.job", "arn_without_revision")
    allowed = {
        statement["Action"]: (statement["Resource"], statement["Condition"])
        for statement in statements(account, role, "run-task")
    }
    if allowed != {
        "ecs:RunTask": (f"{family}:*", {"ArnEquals": {"ecs:cluster": cluster}}),
        "iam:PassRole": (
            value("aws_iam_role.execution", "arn"),
            {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
        ),
    }:
        yield f"the role allows {allowed}"


def statements(account: Account, role: str, policy: str) -> list[dict[str, Any]]:
    found = account.client("iam").get_role_policy(RoleName=role, PolicyName=policy)
    return found["PolicyDocument"]["Statement"]


def at_the_file_system(applied: Applied, module: str, account: Account) -> Iterator[str]:
    """Who reaches the file system, and as which user."""
    value, efs = applied.values_of(module), account.client("efs")
    data = value("aws_efs_file_system.data")
    (described,) = efs.describe_file_systems(FileSystemId=data)["FileSystems"]
    if not described["Encrypted"]:
        yield "a file system without encryption"
    (point,) = efs.describe_access_points(AccessPointId=value("aws_efs_access_point.data"))[
        "AccessPoints"
    ]
    if point["PosixUser"] != {"Uid": 1000, "Gid": 1000}:
        yield f"user {point['PosixUser']}"
    if point["RootDirectory"]["Path"] != "/job":
        yield f"root directory {point['RootDirectory']}"
    instance, group = (value(f"aws_security_group.{name}") for name in ("instance", "file_system"))
    targets = efs.describe_mount_targets(FileSystemId=data)["MountTargets"]
    for target in targets:
        groups = efs.describe_mount_target_security_groups(MountTargetId=target["MountTargetId"])
        if groups["SecurityGroups"] != [group]:
            yield f"a mount target in {groups['SecurityGroups']}"
    instances = account.auto_scaling_group(value("aws_autoscaling_group.instances", "name"))
    if {target["SubnetId"] for target in targets} != {*instances["VPCZoneIdentifier"].split(",")}:
        yield "an instance in a subnet without a mount target"
    if not account.connects(instance, group, NFS):
        yield "the instances do not reach the file system"
    if account.reaches(ANYWHERE, group, NFS):
        yield "the file system is open to everyone"


def at_the_instances(applied: Applied, module: str, account: Account) -> Iterator[str]:
    """How many instances there are before a task starts, where, and what reaches them."""
    value = applied.values_of(module)
    group = account.auto_scaling_group(value("aws_autoscaling_group.instances", "name"))
    if (group["MinSize"], group["MaxSize"], len(group["Instances"])) != (0, 1, 0):
        yield f"{len(group['Instances'])} instances of {group['MinSize']} to {group['MaxSize']}"
    for subnet in group["VPCZoneIdentifier"].split(","):
        if account.way_out(subnet) != "nat":
            yield f"a subnet with the way out {account.way_out(subnet)}"
    provider = account.capacity_provider(value("aws_ecs_capacity_provider.main", "name"))
    scaling = provider["autoScalingGroupProvider"]["managedScaling"]
    if (scaling["status"], scaling["targetCapacity"]) != ("ENABLED", 100):
        yield f"managed scaling {scaling}"
    metadata = account.launch_template(value("aws_launch_template.instance"))["MetadataOptions"]
    if metadata["HttpTokens"] != "required":
        yield "instance metadata without a token"
    (described,) = account.client("ec2").describe_security_groups(
        GroupIds=[value("aws_security_group.instance")]
    )["SecurityGroups"]
    if described["IpPermissions"]:
        yield f"the instances accept {described['IpPermissions']}"


def test_what_the_page_says(applied: Applied) -> None:
    assert list(faults(applied, STACK)) == []


def test_a_closed_file_system_is_noticed(applied: Applied) -> None:
    assert list(faults(applied, "closed-file-system")) == [
        "the instances do not reach the file system"
    ]


def test_the_first_task_starts_when_all_it_needs_is_there(applied: Applied) -> None:
    assert {*applied.waits_for(STACK, "aws_scheduler_schedule.job")} == {
        "aws_ecs_cluster_capacity_providers.main",
        "aws_efs_mount_target.data",
        "aws_iam_role_policy.execution",
        "aws_iam_role_policy.schedule",
    }


def test_the_job_prints_what_the_page_shows(applied: Applied, tmp_path: Path) -> None:
    """The command of the plan, run in a directory instead of on EFS."""
    task = applied.resource(STACK, "aws_ecs_task_definition.job")
    shell, option, job = json.loads(task["container_definitions"])[0]["command"]
    assert (shell, option) == ("sh", "-c")

    def run(script: str) -> str:
        done = subprocess.run(
            [shell, option, script], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert re.fullmatch(r"out/\d{8}T\d{6}Z\.sha256, files: 0\n", run(job))
    run("echo hello > in/hello.txt")
    said = run(job)
    assert re.fullmatch(r"out/\d{8}T\d{6}Z\.sha256, files: 1\n", said)
    result = said.split(",")[0]
    digest = hashlib.sha256(b"hello\n").hexdigest()
    assert run(f"cat {shlex.quote(result)}") == f"{digest}  in/hello.txt\n"
