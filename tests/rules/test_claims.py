"""No cell of a matrix contradicts a rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from support.models import (
    FARGATE,
    MACHINE,
    MANAGED,
    Part,
    attr,
    balanced,
    classic,
    connect,
    container,
    ids,
    level,
    module,
    network,
    port,
    registry,
    scheduled,
    service,
    target,
    task,
)
from support.rule_cases import claimants

from ecsnet import facts, rules
from ecsnet.diagnostics import Finding
from ecsnet.model import OMITTED

MATRIX = Path(facts.__file__).parent / "modes.toml"


Matrix = Callable[[str, str], str | None]


@dataclass(frozen=True)
class Claim:
    """What a cell of a property means for a probe: the level of the finding, or None for none."""

    property_id: str
    probe: Callable[[str], Part]
    expected: Callable[[str | None, str], str | None]


def error_if(*values: str) -> Callable[[str | None, str], str | None]:
    return lambda value, mode: "error" if value in values else None


def levels(**by_value: str) -> Callable[[str | None, str], str | None]:
    return lambda value, mode: by_value.get(value or "")


def _search_domains(value: str | None, mode: str) -> str | None:
    if value == "unconfirmed" and mode == "awsvpc":
        return "warning"
    return error_if("refused")(value, mode)


def _target_type(value: str | None, mode: str) -> str | None:
    # AWS's answer is not quoted for the default mode on Windows.
    return None if value != "instance" else "warning" if mode == "default" else "error"


WINDOWS = {"operating_system_family": "WINDOWS_SERVER_2022_CORE"}


def _dynamic_ports(value: str | None, mode: str) -> str | None:
    # An explicit 0 is no port mapping at all in none; elsewhere AWS's text does not settle it.
    return None if value != "no" else "error" if mode == "none" else "warning"


def _managed_instances(value: str | None, mode: str) -> str | None:
    # The default mode is an omitted one, and what that means on Managed Instances is not known.
    if mode == "default":
        return None
    return error_if("no")(value, mode)


CLAIMS = [
    Claim("network_configuration", lambda m: service(task(m)), error_if("required")),
    Claim(
        "network_configuration",
        lambda m: service(task(m), network_configuration=network()),
        error_if("refused"),
    ),
    Claim("port_mappings", lambda m: task(m, container(port(80))), error_if("refused")),
    Claim("host_port", lambda m: task(m, container(port(80, 8080))), error_if("equal", "refused")),
    Claim("dynamic_ports", lambda m: task(m, container(port(80, 0))), _dynamic_ports),
    Claim(
        "port_uniqueness",
        lambda m: task(m, container(port(80, 80)), container(port(80, 8080))),
        error_if("unique_container_port"),
    ),
    Claim(
        "port_uniqueness",
        lambda m: task(m, container(port(80, 8080)), container(port(81, 8080))),
        error_if("unique_host_port"),
    ),
    Claim("target_type", lambda m: target(m, "instance"), error_if("ip")),
    Claim("target_type", lambda m: target(m, "ip"), _target_type),
    Claim(
        "public_ip",
        lambda m: service(task(m), launch_type="EC2", network_configuration=network(True)),
        error_if("fargate_only"),
    ),
    Claim(
        "service_registries",
        lambda m: service(task(m), service_registries=registry()),
        error_if("required"),
    ),
    Claim("links", lambda m: task(m, container(links=("db",))), error_if("refused")),
    Claim("hostname", lambda m: task(m, container(hostname="web-1")), error_if("refused")),
    Claim("extra_hosts", lambda m: task(m, container(extra_hosts=({},))), error_if("refused")),
    Claim("dns_servers", lambda m: task(m, container(dns_servers=("a",))), error_if("refused")),
    Claim(
        "dns_search_domains",
        lambda m: task(m, container(dns_search_domains=("a",))),
        _search_domains,
    ),
    Claim(
        "disable_networking",
        lambda m: task(m, container(disable_networking=True)),
        error_if("refused"),
    ),
    Claim("api_value", lambda m: task(attr(m), container()), error_if("omitted")),
    Claim("memory", lambda m: task(m, container(memory=OMITTED)), error_if("task_or_container")),
    Claim("fargate", lambda m: task(m, container(), **FARGATE), error_if("no")),
    Claim(
        "fargate",
        lambda m: service(task(m, cpu="256", memory="512"), launch_type="FARGATE"),
        error_if("no"),
    ),
    Claim("managed_instances", lambda m: task(m, container(), **MANAGED), _managed_instances),
    Claim(
        "container_port_range",
        lambda m: task(m, container(port(container_port_range="8000-8010"))),
        error_if("refused"),
    ),
    Claim(
        "cloud_map_records",
        lambda m: service(task(m), service_registries=registry("web", 80, records=("A",))),
        error_if("srv", "no"),
    ),
    Claim(
        "service_registries",
        lambda m: service(task(m), service_registries=registry("web", 80, records=("A",))),
        error_if("by_record_type"),
    ),
    Claim("service_role", lambda m: service(task(m), iam_role="ecs"), error_if("refused")),
    Claim(
        "load_balancers",
        lambda m: service(task(m), load_balancers=classic()),
        error_if("alb_nlb", "none"),
    ),
    Claim(
        "service_connect",
        lambda m: service(task(m), service_connect=connect("http")),
        levels(no="error"),
    ),
    Claim(
        "proxy_configuration",
        lambda m: task(m, proxy_configuration=True),
        error_if("refused"),
    ),
    Claim(
        "external",
        lambda m: task(m, requires_compatibilities=("EXTERNAL",)),
        error_if("no"),
    ),
    Claim("network_configuration", lambda m: scheduled(task(m)), error_if("required")),
    Claim("network_configuration", lambda m: scheduled(task(m), MACHINE), error_if("required")),
    Claim(
        "network_configuration",
        lambda m: scheduled(task(m), network_configuration=network()),
        error_if("refused"),
    ),
    Claim(
        "dynamic_ports",
        lambda m: service(
            task(m, container(port(80, 0))), load_balancers=balanced("instance", "8080")
        ),
        lambda value, mode: "error" if value == "yes" else _dynamic_ports(value, mode),
    ),
    Claim(
        "dynamic_ports",
        lambda m: service(task(m, container(port(80, 0))), load_balancers=classic()),
        lambda value, mode: (
            ("error" if mode == "bridge" else "warning")
            if value == "yes"
            else _dynamic_ports(value, mode)
        ),
    ),
    Claim(
        "reserved_ports",
        lambda m: task(m, container(port(2375, 2375))),
        levels(per_instance="warning"),
    ),
    Claim(
        "copies_per_instance",
        lambda m: service(task(m, container(port(80))), desired_count=1),
        levels(impossible="warning"),
    ),
    Claim("fault_injection", lambda m: task(m, fault_injection=True), levels(no="warning")),
    Claim("ec2_windows", lambda m: task(m, **WINDOWS), error_if("no")),
    Claim(
        "system_controls",
        lambda m: task(m, container(system_controls=ids("net.core.somaxconn"))),
        error_if("refused"),
    ),
]


@cache
def matrix(property_id: str, mode: str) -> str | None:
    if property_id in facts.LAUNCH_TYPES:
        return facts.facts().compatibility.value(mode, property_id)
    return facts.facts().modes.value(property_id, mode)


def verdict(claim: Claim, mode: str) -> list[Finding]:
    return rules.check(module(claim.probe(mode)), claimants(claim.property_id))


@cache
def found_level(claim: Claim, mode: str) -> str | None:
    return next((level(finding) for finding in verdict(claim, mode)), None)


def contradictions(cells: Matrix) -> set[tuple[str, str]]:
    """The property and mode of every cell that says something else than the rules do."""
    return {
        (claim.property_id, mode)
        for claim in CLAIMS
        for mode in facts.MODES
        if claim.expected(cells(claim.property_id, mode), mode) != found_level(claim, mode)
    }


def placed(property_id: str, mode: str) -> str:
    line = facts.line_of(MATRIX.read_text(encoding="utf-8"), [property_id, mode, "value"])
    return f"{MATRIX}:{line}: {property_id} of {mode} contradicts a rule: correct one of the two"


def test_no_cell_contradicts_a_rule() -> None:
    assert [placed(*cell) for cell in sorted(contradictions(matrix))] == []


def test_a_contradicting_cell_is_named_with_file_and_line() -> None:
    lines = MATRIX.read_text(encoding="utf-8").splitlines()
    cell = lines.index("[property.cells.host]", lines.index('id = "target_type"'))
    value = next(n for n in range(cell, len(lines)) if lines[n].startswith("value"))
    assert placed("target_type", "host").startswith(f"{MATRIX}:{value + 1}: target_type of host")


# No rule can decide what cannot be written.
CELLS = {(claim.property_id, mode) for claim in CLAIMS for mode in facts.MODES} - {
    ("managed_instances", "default")
}


@pytest.mark.parametrize(("property_id", "mode"), sorted(CELLS))
def test_an_altered_cell_contradicts_a_rule(property_id: str, mode: str) -> None:
    probes = [claim for claim in CLAIMS if claim.property_id == property_id]

    def meaning(value: str | None) -> list[str | None]:
        return [claim.expected(value, mode) for claim in probes]

    true = matrix(property_id, mode)
    wrong = [value for value in facts.facts().modes.values if meaning(value) != meaning(true)]
    assert wrong
    for value in wrong:

        def altered(name: str, where: str, value: str = value) -> str | None:
            return value if (name, where) == (property_id, mode) else matrix(name, where)

        assert contradictions(altered) == {(property_id, mode)}


def test_every_claim_is_probed_and_every_claimant_has_a_say() -> None:
    claimed = {
        (claim, rule.id)
        for rule in facts.facts().rules.values()
        for claim in rule.claims
        if claim != "fargate_sizes"
    }
    reported = {
        (claim.property_id, finding.rule)
        for claim in CLAIMS
        for mode in facts.MODES
        for finding in verdict(claim, mode)
    }
    assert reported == claimed
