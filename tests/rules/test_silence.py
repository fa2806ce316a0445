"""What the rules leave alone as a whole."""

from __future__ import annotations

from support.models import (
    FARGATE,
    balanced,
    container,
    found,
    network,
    port,
    registry,
    service,
    task,
)


def test_a_service_with_what_its_mode_needs_is_clean() -> None:
    web = task("awsvpc", container(port(80)), **FARGATE)
    for extra in ({}, {"launch_type": "FARGATE"}):
        kept = {"network_configuration": network(True), "load_balancers": balanced("ip")} | extra
        assert found(service(web, **kept)) == []
    kept = {"load_balancers": balanced(), "service_registries": registry("web", 80)}
    assert found(service(task("bridge", container(port(80, 0))), **kept)) == []


def test_a_service_without_its_task_definition_in_the_files_is_left_alone() -> None:
    everything = {
        "network_configuration": network(True),
        "load_balancers": balanced("ip"),
        "service_registries": registry(),
    }
    assert found(service(None, launch_type="FARGATE", **everything)) == []
    assert found(service(None, **everything)) == []
    assert found(service(None, launch_type="FARGATE")) == []
