"""What the pages say that hashicorp/aws has, or lacks, for new features of ECS.

A newer schema that fails here has gained an argument: correct ``run-provider-new-arguments``, the
cells that cite it, and the pages that name its version.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from support.oracles import schema

from ecsnet import facts

EVIDENCE = facts.facts().evidence["run-provider-new-arguments"]

INSTANCES = "aws_ecs_capacity_provider.managed_instances_provider.instance_launch_template"

THERE = [
    "aws_ecs_express_gateway_service",
    "aws_ecs_service.deployment_configuration.strategy",
    "aws_ecs_service.load_balancer.advanced_configuration.alternate_target_group_arn",
    "aws_ecs_service.load_balancer.advanced_configuration.production_listener_rule",
    "aws_ecs_service.vpc_lattice_configurations.port_name",
    "aws_ecs_service.service_connect_configuration.access_log_configuration",
    "aws_ecs_service.service_connect_configuration.service.ingress_port_override",
    "aws_ecs_service.service_connect_configuration.service.client_alias.test_traffic_rules",
    "aws_ecs_service.availability_zone_rebalancing",
    "aws_ecs_service.wait_for_steady_state",
    "aws_ecs_daemon.capacity_provider_arns",
    f"{INSTANCES}.instance_requirements.network_interface_count",
    f"{INSTANCES}.instance_requirements.network_bandwidth_gbps",
]
NOT_THERE = [
    "aws_ecs_service.gateway_connectors",
    "aws_ecs_service.gateway_connector",
    "aws_ecs_task_definition.trusted_execution_configuration",
    "aws_ecs_service.service_connect_configuration.container_configurations",
    "aws_ecs_service.service_connect_configuration.container_configuration",
    "aws_ecs_service.vpc_lattice_configurations.advanced_configuration",
    f"{INSTANCES}.nitro_enclaves_enabled",
]


def _names(path: str, block: dict[str, Any]) -> Iterator[str]:
    yield path
    yield from (f"{path}.{name}" for name in block.get("attributes", {}))
    for name, inner in block.get("block_types", {}).items():
        yield from _names(f"{path}.{name}", inner["block"])


NAMES = {
    name
    for resource, described in schema.provider()["resource"].items()
    for name in _names(resource, described["block"])
}


@pytest.mark.parametrize("name", THERE)
def test_the_provider_has_it(name: str) -> None:
    assert name in NAMES


@pytest.mark.parametrize("name", NOT_THERE)
def test_the_provider_lacks_it(name: str) -> None:
    assert name not in NAMES


def test_managed_instances_can_ask_for_interfaces() -> None:
    requirements = (
        "aws_ecs_capacity_provider.managed_instances_provider"
        ".instance_launch_template.instance_requirements"
    )
    assert f"{requirements}.network_interface_count" in NAMES
    assert f"{requirements}.network_bandwidth_gbps" in NAMES


def test_the_version_is_the_one_in_use() -> None:
    assert isinstance(EVIDENCE, facts.RunEvidence)
    assert schema.VERSION in EVIDENCE.tool
