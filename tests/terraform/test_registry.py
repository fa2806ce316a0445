"""Modules of the public registry: which versions are read, and what calls of them come to."""

import json

import pytest
from support.command import write

from ecsnet.facts import facts
from ecsnet.model import Location
from ecsnet.terraform import registry

SERVICE = "terraform-aws-modules/ecs/aws//modules/service"
CONTAINER = "terraform-aws-modules/ecs/aws//modules/container-definition"
ECS = "terraform-aws-modules/ecs/aws"
TASK = "cloudposse/ecs-alb-service-task/aws"
COMPOSED = "cloudposse/ecs-container-definition/aws"


def found(run) -> list[tuple[str, int, str]]:
    """Rule, line and resource of what is found."""
    findings = json.loads(run("check", "--format", "json").out)["findings"]
    return [(finding["rule"], finding["line"], finding["resource"]) for finding in findings]


def notices(run) -> list[str]:
    return [
        notice["message"] for notice in json.loads(run("check", "--format", "json").out)["notices"]
    ]


def call(source: str, version: str, inputs: str, name: str = "web") -> str:
    """A call; its inputs begin in the fourth line."""
    return f'module "{name}" {{\n  source  = "{source}"\n  version = "{version}"\n{inputs}\n}}\n'


# --- versions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "admitted"),
    [
        ("5.11.2", ((5, 11, 2), (5, 11, 3))),
        ("= 5.11.2", ((5, 11, 2), (5, 11, 3))),
        ("v5.11.2", ((5, 11, 2), (5, 11, 3))),
        ("~> 5.11.2", ((5, 11, 2), (5, 12, 0))),
        ("~> 5.11", ((5, 11, 0), (6, 0, 0))),
        ("~> 5.0, != 5.9.1", ((5, 0, 0), (6, 0, 0))),
        (">= 5, < 7", ((5, 0, 0), (7, 0, 0))),
        ("> 5.0.0, <= 5.2.1", ((5, 0, 1), (5, 2, 2))),
        ("< 6.0", ((0, 0, 0), (6, 0, 0))),
        ("~> 5", None),
        (">= 5.0", None),
        ("> 5.0", None),
        ("!= 5.0.0", None),
        ("latest", None),
        ("", None),
    ],
)
def test_a_constraint_admits_versions(constraint: str, admitted) -> None:
    assert registry.admitted(constraint) == admitted


@pytest.mark.parametrize(
    ("source", "version"),
    [
        (SERVICE, "~> 5.0"),
        (SERVICE, "6.2.0"),
        (SERVICE, ">= 6.0, < 8.0"),
        (f"registry.terraform.io/{SERVICE}", "7.5.0"),
        (
            "git::https://github.com/terraform-aws-modules/terraform-aws-ecs.git//modules/service?ref=v7.1.0",
            None,
        ),
        (
            "git@github.com:terraform-aws-modules/terraform-aws-ecs.git//modules/service?ref=v5.12.1",
            None,
        ),
        ("github.com/cloudposse/terraform-aws-ecs-alb-service-task?ref=0.75.0", None),
        (TASK, "0.76.1"),
        (COMPOSED, "0.58.1"),
    ],
)
def test_a_version_that_the_facts_have_is_read(source: str, version: str | None) -> None:
    read = registry.read(
        source, version, ["name"] if source == TASK else [], Location("a.tf", 1, 1, 2)
    )
    assert isinstance(read, tuple)
    assert read


@pytest.mark.parametrize(
    ("source", "version", "reason"),
    [
        (SERVICE, None, "it has no version"),
        (SERVICE, ">= 5.0", "admits versions without an end"),
        (SERVICE, "4.1.3", "is not among those that are read (>= 5.0.0, < 8.0.0)"),
        (SERVICE, ">= 5.0, < 7.0", "is not among those that are read"),
        (TASK, "0.57.0", "is not among those that are read (>= 0.64.0, < 0.79.0)"),
        (COMPOSED, "0.23.0", "is not among those that are read (>= 0.46.0, < 0.62.0)"),
    ],
)
def test_any_other_version_is_one_notice(
    run, source: str, version: str | None, reason: str
) -> None:
    given = "" if version is None else f'  version = "{version}"\n'
    write("main.tf", f'module "web" {{\n  source = "{source}"\n{given}}}\n')
    (notice,) = notices(run)
    assert notice.startswith("module.web is not read: ")
    assert reason in notice


def test_an_input_that_is_not_known_is_one_notice(run) -> None:
    write("main.tf", call(SERVICE, "7.5.0", '  network_mode = "bridge"\n  taste = "salty"'))
    assert notices(run) == ["module.web is not read: its input taste is not one that is read"]
    assert found(run) == []


def test_another_module_is_not_mentioned(run) -> None:
    write("main.tf", call("terraform-aws-modules/ecs/aws//modules/cluster", "5.12.1", ""))
    assert (found(run), notices(run)) == ([], [])


def test_the_root_module_without_services_is_not_mentioned(run) -> None:
    write("main.tf", call(ECS, "4.1.3", '  cluster_name = "web"'))
    assert (found(run), notices(run)) == ([], [])
    write("main.tf", call(ECS, "4.1.3", "  services = {}"))
    assert len(notices(run)) == 1


# --- every module -------------------------------------------------------------------------------

MODULES = tuple(facts().registry_modules.values())


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_what_the_facts_say_of_a_module_holds_together(module) -> None:
    assert any(mark in module.source for mark in registry.MARKS)
    assert any(mark in module.repository for mark in registry.MARKS)
    spans = registry.admitted(f">= {module.since}, < {module.before}")
    newest = registry.admitted(module.newest)
    assert spans is not None
    assert newest is not None
    assert spans[0] <= newest[0] < spans[1]
    assert {facts().evidence[name].kind for name in module.evidence} == {"source"}
    needed = [module.needs] if module.needs else []
    blocks = registry.read(module.source, module.newest, needed, Location("a.tf", 1, 1, 2))
    assert isinstance(blocks, tuple)
    inputs = {block.labels[0] for block in blocks if block.type == "variable"}
    assert not inputs & set(module.ignored)
    assert set(needed) <= inputs
    assert len(set(module.ignored)) == len(module.ignored)


def test_no_version_belongs_to_two_modules() -> None:
    for module in MODULES:
        for other in MODULES:
            if module is not other and module.source == other.source:
                one, two = (
                    registry.admitted(f">= {m.since}, < {m.before}") for m in (module, other)
                )
                assert one is not None
                assert two is not None
                assert one[1] <= two[0] or two[1] <= one[0]


# --- calls --------------------------------------------------------------------------------------

GROUP = 'resource "aws_lb_target_group" "web" {\n  target_type = "%s"\n}\n'
BALANCED = """
  load_balancer = {
    web = {
      target_group_arn = aws_lb_target_group.web.arn
      container_name   = "web"
      container_port   = 80
    }
  }
"""
SERVICE_5 = """\
  name        = "web"
  cluster_arn = "arn:aws:ecs:us-east-1:123456789012:cluster/web"
  subnet_ids  = ["subnet-0123456789abcdef0"]
  container_definitions = {
    web = {
      image         = "nginx"
      port_mappings = [{ name = "web", containerPort = 80, hostPort = 80 }]
    }
  }
"""
SERVICE_7 = SERVICE_5.replace("port_mappings", "portMappings")
CALLS_7 = [(SERVICE, "6.2.0", SERVICE_7), (SERVICE, "~> 7.0", SERVICE_7)]
CALLS = [(SERVICE, "~> 5.11", SERVICE_5), *CALLS_7]


@pytest.mark.parametrize(("source", "version", "inputs"), CALLS)
def test_a_service_is_checked_as_what_its_call_makes(run, source, version, inputs) -> None:
    write("group.tf", GROUP % "ip")
    write("main.tf", call(source, version, inputs + BALANCED))
    assert (found(run), notices(run)) == ([], [])
    write("main.tf", call(source, version, inputs.replace("hostPort = 80", "hostPort = 8080")))
    assert found(run) == [("ENM003", 10, "module.web.aws_ecs_task_definition.this[0]")]
    write("main.tf", call(source, version, inputs + BALANCED))
    write("group.tf", GROUP % "instance")
    assert found(run) == [("ENM005", 2, "aws_lb_target_group.web")]


@pytest.mark.parametrize(("source", "version", "inputs"), CALLS)
def test_a_default_of_the_module_is_found_at_the_call(run, source, version, inputs) -> None:
    bridge = inputs + '  network_mode = "bridge"\n'
    write("main.tf", call(source, version, bridge.replace("hostPort = 80", "hostPort = 0")))
    assert found(run) == [("ENM004", 1, "module.web.aws_ecs_task_definition.this[0]")]
    write("main.tf", call(source, version, inputs.replace("subnet_ids", "security_group_ids")))
    assert found(run) == [("ENM035", 1, "module.web.aws_ecs_service.this[0]")]


@pytest.mark.parametrize(("source", "version", "inputs"), CALLS)
def test_what_a_call_switches_off_is_not_there(run, source, version, inputs) -> None:
    wrong = inputs.replace("hostPort = 80", "hostPort = 8080")
    for off in ("create = false", "create_task_definition = false"):
        write("main.tf", call(source, version, f"{wrong}  {off}\n"))
        assert found(run) == []
    write(
        "main.tf", call(source, version, wrong.replace("image  ", "create = false\n      image  "))
    )
    assert found(run) == []


@pytest.mark.parametrize(("source", "version", "inputs"), CALLS)
def test_a_service_whose_task_definition_is_ignored_has_its_own_name(
    run, source, version, inputs
) -> None:
    ignored = inputs + "  ignore_task_definition_changes = true\n"
    write("main.tf", call(source, version, ignored.replace("subnet_ids", "security_group_ids")))
    assert {resource for _, _, resource in found(run)} == {
        "module.web.aws_ecs_service.ignore_task_definition[0]"
    }


@pytest.mark.parametrize(("source", "version", "inputs"), CALLS)
def test_each_instance_of_a_call_has_its_own_values(run, source, version, inputs) -> None:
    many = inputs.replace("hostPort = 80", "hostPort = each.value")
    write("main.tf", call(source, version, many + "  for_each = { a = 80, b = 8080 }\n"))
    assert found(run) == [("ENM003", 10, 'module.web["b"].aws_ecs_task_definition.this[0]')]
    counted = inputs.replace("hostPort = 80", "hostPort = 8080")
    write("main.tf", call(source, version, counted + "  count = 2\n"))
    assert found(run) == [("ENM003", 10, "module.web[0].aws_ecs_task_definition.this[0]")]
    write("main.tf", call(source, version, counted + "  count = 0\n"))
    assert found(run) == []


@pytest.mark.parametrize(("source", "version", "inputs"), CALLS)
def test_what_a_call_does_not_tell_is_one_notice(run, source, version, inputs) -> None:
    unknown = inputs.replace('"nginx"', "var.image").replace("hostPort = 80", "hostPort = var.port")
    write("main.tf", call(source, version, unknown) + 'variable "port" {}\nvariable "image" {}\n')
    assert found(run) == []
    (notice,) = notices(run)
    assert notice.endswith("unresolved values: hostPort (var.port)")


@pytest.mark.parametrize("version", ["6.0.5", "~> 7.0"])
def test_a_null_whose_meaning_depends_on_the_version_is_unknown(run, version: str) -> None:
    write("main.tf", call(SERVICE, version, SERVICE_7 + "  network_mode = null\n"))
    assert found(run) == []
    of_service, of_task = notices(run)
    assert "unresolved values: network_configuration" in of_service
    assert "unresolved values: network_mode" in of_task


@pytest.mark.parametrize(
    ("version", "inputs"), [("5.12.1", SERVICE_5), ("6.0.0", SERVICE_7), ("~> 7.0", SERVICE_7)]
)
def test_the_root_module_has_a_service_for_each_entry(run, version: str, inputs: str) -> None:
    services = f"  services = {{\n    api = {{\n{inputs}    }}\n  }}\n"
    write("main.tf", call(ECS, version, services))
    assert (found(run), notices(run)) == ([], [])
    write("main.tf", call(ECS, version, services.replace("hostPort = 80", "hostPort = 8080")))
    address = 'module.web.module.service["api"].aws_ecs_task_definition.this[0]'
    assert found(run) == [("ENM003", 12, address)]


@pytest.mark.parametrize(
    ("version", "inputs"),
    [("5.12.1", "port_mappings"), ("6.12.0", "portMappings"), ("7.5.0", "portMappings")],
)
def test_a_container_of_its_own_module_is_read(run, version: str, inputs: str) -> None:
    task = (
        'resource "aws_ecs_task_definition" "web" {\n  family = "web"\n  network_mode = "awsvpc"\n'
        "  container_definitions = jsonencode([module.web.container_definition])\n}\n"
    )
    ports = (
        f'  name = "web"\n  memory = 128\n  {inputs} = [{{ containerPort = 80, hostPort = %d }}]'
    )
    write("main.tf", call(CONTAINER, version, ports % 80) + task)
    assert (found(run), notices(run)) == ([], [])
    write("main.tf", call(CONTAINER, version, ports % 8080) + task)
    assert found(run) == [("ENM003", 6, "aws_ecs_task_definition.web")]


COMPOSED_PORTS = """\
  container_name  = "web"
  container_image = "nginx"
  port_mappings   = [{ containerPort = 80, hostPort = %d, protocol = "tcp", name = "web" }]"""
TASK_INPUTS = """\
  namespace                 = "eg"
  container_definition_json = module.container.json_map_encoded_list
  ecs_cluster_arn           = "arn:aws:ecs:us-east-1:123456789012:cluster/web"
  vpc_id                    = "vpc-0123456789abcdef0"
  subnet_ids                = ["subnet-0123456789abcdef0"]
  ecs_load_balancers = [
    { container_name = "web", container_port = 80, target_group_arn = aws_lb_target_group.web.arn }
  ]"""


NOWHERE = TASK_INPUTS.replace('["subnet-0123456789abcdef0"]', "[]")


@pytest.mark.parametrize("version", ["0.58.1", "0.60.1", "0.61.2"])
def test_the_modules_of_cloudposse_are_read_together(run, version: str) -> None:
    write("group.tf", GROUP % "ip")
    service = call(TASK, "0.76.1", TASK_INPUTS)
    write("main.tf", call(COMPOSED, version, COMPOSED_PORTS % 80, "container") + service)
    assert (found(run), notices(run)) == ([], [])
    write("main.tf", call(COMPOSED, version, COMPOSED_PORTS % 8080, "container") + service)
    assert found(run) == [("ENM003", 6, "module.web.aws_ecs_task_definition.default[0]")]
    write("main.tf", call(COMPOSED, version, COMPOSED_PORTS % 80, "container") + service)
    write("group.tf", GROUP % "instance")
    assert found(run) == [("ENM005", 2, "aws_lb_target_group.web")]


def test_a_label_that_is_not_enabled_makes_nothing(run) -> None:
    write("main.tf", call(TASK, "0.76.1", NOWHERE + "\n  enabled = false"))
    assert found(run) == []


@pytest.mark.parametrize(
    ("inputs", "name"),
    [
        ("", "ignore_changes_task_definition"),
        ("\n  ignore_changes_task_definition = false", "default"),
        (
            "\n  ignore_changes_desired_count = true",
            "ignore_changes_task_definition_and_desired_count",
        ),
        (
            "\n  ignore_changes_task_definition = false\n  ignore_changes_desired_count = true",
            "ignore_changes_desired_count",
        ),
    ],
)
def test_the_service_of_cloudposse_is_named_by_what_it_ignores(run, inputs: str, name: str) -> None:
    write(
        "main.tf",
        call(TASK, "0.76.1", NOWHERE + inputs),
    )
    assert {resource for _, _, resource in found(run)} == {f"module.web.aws_ecs_service.{name}[0]"}


CONNECTED = """
  service_connect_configurations = [{
    enabled = true
    service = [{ port_name = "web", client_alias = [{ port = 80, dns_name = "web" }] }]
  }]"""


@pytest.mark.parametrize(
    ("version", "rules"), [("0.59.0", ["ENM026"]), ("0.60.1", ["ENM026"]), ("0.61.0", [])]
)
def test_a_version_that_drops_the_name_of_a_port_has_none(run, version: str, rules) -> None:
    container = call(COMPOSED, version, COMPOSED_PORTS % 80, "container")
    write("group.tf", GROUP % "ip")
    write("main.tf", container + call(TASK, "0.76.1", TASK_INPUTS + CONNECTED))
    assert [rule for rule, *_ in found(run)] == rules
