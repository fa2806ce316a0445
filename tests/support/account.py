"""An account, read back through AWS's API: what the pages of the stacks say that is in it."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from ipaddress import ip_network
from typing import Any

from botocore.client import BaseClient
from support.simulated_aws import client

ANYWHERE = "0.0.0.0/0"
#: In each of them a stack has a subnet of each kind.
ZONES = 2


class Account:
    """The answers of one account, asked over again each time: nothing is kept."""

    def __init__(self, address: str) -> None:
        self._address = address

    def client(self, service: str) -> BaseClient:
        """A client of botocore for a service, such as ``ecs``."""
        return client(self._address, service)

    def setting(self, name: str) -> str | None:
        """The value of an account setting that is in effect."""
        settings = self.client("ecs").list_account_settings(name=name, effectiveSettings=True)
        return next((setting["value"] for setting in settings["settings"]), None)

    def task_definition(self, arn: str) -> Mapping[str, Any]:
        described = self.client("ecs").describe_task_definition(taskDefinition=arn)
        return described["taskDefinition"]

    def service(self, cluster: str, name: str) -> Mapping[str, Any]:
        (service,) = self.client("ecs").describe_services(cluster=cluster, services=[name])[
            "services"
        ]
        return service

    def service_connect(self, service: Mapping[str, Any]) -> Mapping[str, Any]:
        """The configuration of Service Connect, which is of the deployment."""
        (deployment,) = service["deployments"]
        return deployment["serviceConnectConfiguration"]

    def target_type(self, target_group: str) -> str:
        """``ip``, ``instance``, ``lambda`` or ``alb``, of the ARN of a target group."""
        (group,) = self.client("elbv2").describe_target_groups(TargetGroupArns=[target_group])[
            "TargetGroups"
        ]
        return group["TargetType"]

    def weights(self, rule: str) -> Mapping[str, int]:
        """The weight of each target group that a listener rule forwards to, of its ARN."""
        (described,) = self.client("elbv2").describe_rules(RuleArns=[rule])["Rules"]
        (action,) = described["Actions"]
        groups = action["ForwardConfig"]["TargetGroups"]
        return {group["TargetGroupArn"]: group["Weight"] for group in groups}

    def trusted(self, role: str) -> set[str]:
        """The services that may take on a role, of its name."""
        policy = self.client("iam").get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]
        return {statement["Principal"]["Service"] for statement in policy["Statement"]}

    def policies(self, role: str) -> set[str]:
        """The names of the managed policies of a role."""
        attached = self.client("iam").list_attached_role_policies(RoleName=role)
        return {policy["PolicyName"] for policy in attached["AttachedPolicies"]}

    def actions(self, role: str, policy: str, effect: str) -> set[str]:
        """What an inline policy of a role allows or denies, of their names."""
        document = self.client("iam").get_role_policy(RoleName=role, PolicyName=policy)
        found: set[str] = set()
        for statement in document["PolicyDocument"]["Statement"]:
            if statement["Effect"] == effect:
                actions = statement["Action"]
                found |= {actions} if isinstance(actions, str) else {*actions}
        return found

    def unconditioned(self, role: str, action: str) -> set[str]:
        """The patterns of resources on which inline policies of a role allow an action under no
        condition, of the names of both."""
        iam = self.client("iam")
        found: set[str] = set()
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            document = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
            for statement in document["Statement"]:
                actions, resources = (
                    {value} if isinstance(value, str) else {*value}
                    for value in (statement["Action"], statement["Resource"])
                )
                allows = statement["Effect"] == "Allow" and "Condition" not in statement
                if allows and action in actions:
                    found |= resources
        return found

    def may_pass(self, role: str, passed: str) -> bool:
        """Whether a managed policy of a role allows it to pass another role on, of their names."""
        iam = self.client("iam")
        arn = iam.get_role(RoleName=passed)["Role"]["Arn"]
        for policy in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
            described = iam.get_policy(PolicyArn=policy["PolicyArn"])["Policy"]
            version = iam.get_policy_version(
                PolicyArn=described["Arn"], VersionId=described["DefaultVersionId"]
            )["PolicyVersion"]
            for statement in version["Document"]["Statement"]:
                if "iam:PassRole" in statement["Action"]:
                    return any(fnmatch(arn, pattern) for pattern in statement["Resource"])
        return False

    def activation(self, name: str) -> Mapping[str, Any]:
        """What servers register with at Systems Manager, of its ID."""
        (activation,) = self.client("ssm").describe_activations(
            Filters=[{"FilterKey": "ActivationIds", "FilterValues": [name]}]
        )["ActivationList"]
        return activation

    def way_out(self, subnet: str) -> str | None:
        """Where the default route of a subnet leads: ``igw``, ``nat``, or None without one."""
        tables = self.client("ec2").describe_route_tables(
            Filters=[{"Name": "association.subnet-id", "Values": [subnet]}]
        )["RouteTables"]
        for route in (route for table in tables for route in table["Routes"]):
            if route.get("DestinationCidrBlock") == ANYWHERE:
                return "nat" if route.get("NatGatewayId") else route["GatewayId"].split("-")[0]
        return None

    def launch_template(self, template: str) -> Mapping[str, Any]:
        """What the newest version of a template launches, with its user data decoded."""
        (version,) = self.client("ec2").describe_launch_template_versions(
            LaunchTemplateId=template, Versions=["$Latest"]
        )["LaunchTemplateVersions"]
        data = version["LaunchTemplateData"]
        return data | {"UserData": base64.b64decode(data["UserData"]).decode()}

    def faults_at_launch(self, template: str, *user_data: str) -> Iterator[str]:
        """Where instances are launched with other access to instance metadata, or with user data
        that lacks something."""
        launched = self.launch_template(template)
        metadata = launched["MetadataOptions"]
        if (metadata["HttpTokens"], metadata["HttpPutResponseHopLimit"]) != ("required", 1):
            yield f"instance metadata with {metadata}"
        yield from (f"user data without {x}" for x in user_data if x not in launched["UserData"])

    def auto_scaling_group(self, name: str) -> Mapping[str, Any]:
        (group,) = self.client("autoscaling").describe_auto_scaling_groups(
            AutoScalingGroupNames=[name]
        )["AutoScalingGroups"]
        return group

    def capacity_provider(self, name: str) -> Mapping[str, Any]:
        (provider,) = self.client("ecs").describe_capacity_providers(capacityProviders=[name])[
            "capacityProviders"
        ]
        return provider

    def reaches(self, source: str, group: str, port: int) -> bool:
        """Whether TCP packets from a security group, or from a range of addresses, may enter a
        security group on a port; what leaves the source is asked with ``may_leave``."""
        return any(self._allowed("IpPermissions", group, source, port))

    def may_leave(self, group: str, target: str, port: int) -> bool:
        """Whether TCP packets for a port of a security group, or of a range, may leave a group."""
        return any(self._allowed("IpPermissionsEgress", group, target, port))

    def connects(self, source: str, target: str, port: int) -> bool:
        """Whether TCP packets may leave a security group for a port of another, and enter that."""
        return self.may_leave(source, target, port) and self.reaches(source, target, port)

    def faults_of_network(
        self, service: Mapping[str, Any], group: str, way_out: str | None
    ) -> Iterator[str]:
        """Where tasks in ``awsvpc`` have other groups, or subnets with another way out."""
        network = service["networkConfiguration"]["awsvpcConfiguration"]
        if network["securityGroups"] != [group]:
            yield f"security groups {network['securityGroups']}"
        if len(network["subnets"]) != ZONES:
            yield f"{len(network['subnets'])} subnets"
        for found in {self.way_out(subnet) for subnet in network["subnets"]} - {way_out}:
            yield f"a subnet with the way out {found}"

    def faults_behind_load_balancer(
        self, service: Mapping[str, Any], balancer: str, group: str, port: int, way_out: str | None
    ) -> Iterator[str]:
        """Where tasks in ``awsvpc`` have another network or are other targets, or where others than
        the group of their load balancer reach the port of theirs."""
        yield from self.faults_of_network(service, group, way_out)
        (balanced,) = service["loadBalancers"]
        if (found := self.target_type(balanced["targetGroupArn"])) != "ip":
            yield f"target type {found}"
        if not self.connects(balancer, group, port):
            yield "the load balancer does not reach the tasks"
        if self.reaches(ANYWHERE, group, port):
            yield "the tasks are open to everyone"

    def faults_of_capacity(self, group: Mapping[str, Any], provider: str) -> Iterator[str]:
        """Where the instances of a group have no NAT, or where their number stays as it is."""
        for subnet in group["VPCZoneIdentifier"].split(","):
            if self.way_out(subnet) != "nat":
                yield f"a subnet with the way out {self.way_out(subnet)}"
        scaling = self.capacity_provider(provider)["autoScalingGroupProvider"]["managedScaling"]
        if scaling["status"] != "ENABLED":
            yield "nobody changes the number of instances"

    def _allowed(self, direction: str, group: str, peer: str, port: int) -> Iterator[bool]:
        (described,) = self.client("ec2").describe_security_groups(GroupIds=[group])[
            "SecurityGroups"
        ]
        for rule in described[direction]:
            every = rule["IpProtocol"] == "-1"
            if not every and not (
                rule["IpProtocol"] == "tcp" and rule["FromPort"] <= port <= rule["ToPort"]
            ):
                continue
            if peer.startswith("sg-"):
                yield any(pair["GroupId"] == peer for pair in rule["UserIdGroupPairs"])
            else:
                wanted = ip_network(peer)
                yield any(wanted.subnet_of(ip_network(r["CidrIp"])) for r in rule["IpRanges"])
