"""Terraform files to values and to the model: what is resolved, what stays unknown, what fails."""

import json
from pathlib import Path

import pytest
import support.terraform

from ecsnet import terraform
from ecsnet.model import OMITTED, UNKNOWN, Module, ResourceId, Service, all_items
from ecsnet.terraform.values import Json, Reference


def configuration(tmp_path: Path, source: str) -> terraform.Configuration:
    file = tmp_path / "main.tf"
    file.write_text(source, encoding="utf-8")
    return support.terraform.configuration(file)


def argument(tmp_path: Path, expression: str, extra: str = "") -> object:
    """The plain value of one argument of a resource."""
    source = f'{extra}\nresource "aws_ecs_cluster" "c" {{\n  name = {expression}\n}}\n'
    part = configuration(tmp_path, source)
    assert not part.problems, part.problems
    return next(r for r in part.resources if r.name == "c").body.attributes["name"].plain()


def module(tmp_path: Path, source: str) -> Module:
    part = configuration(tmp_path, source)
    assert not part.problems, part.problems
    return terraform.build(part)


SCOPE = """
variable "port" {
  type    = number
  default = 80
}
variable "subnets" {
  type = list(string)
}
locals {
  name  = "web"
  tags  = { app = "web", tier = local.name }
  ports = [80, 443]
}
"""


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"web"', "web"),
        ("local.name", "web"),
        ('"a-${local.name}-${var.port}"', "a-web-80"),
        ("local.tags.tier", "web"),
        ('local.tags["app"]', "web"),
        ("local.ports[1]", 443),
        ("local.ports[9]", UNKNOWN),
        ("var.port", 80),
        ("var.subnets", UNKNOWN),
        ("var.undeclared", UNKNOWN),
        ('"a-${var.subnets[0]}"', UNKNOWN),
        ("-var.port", -80),
        ("!true", False),
        ('var.port == 80 ? "yes" : "no"', "yes"),
        ("var.subnets == [] ? 1 : 2", UNKNOWN),
        ("var.subnets == [] ? 1 : 1", 1),
        ("1 + 2 * 3", 7),
        ("1 < 2 && 3 >= 3", True),
        ("true || var.subnets", UNKNOWN),
        ("[1 == true, true == 1, 0 != false, true == true]", [False, False, True, True]),
        ("[[1] == [true], { a = [0] } == { a = [false] }, [1] == [1.0]]", [False, False, True]),
        ("var.subnets == [] ? 1 : true", UNKNOWN),
        ('merge({ a = 1 }, { a = 2, "b" = 3 })', {"a": 2, "b": 3}),
        ("merge({ a = 1 }, var.subnets)", UNKNOWN),
        ("concat([1], local.ports)", [1, 80, 443]),
        ("tostring(var.port)", "80"),
        ('tonumber("80")', 80),
        ('tonumber("eighty")', UNKNOWN),
        (f'tonumber("{"9" * 5000}")', UNKNOWN),
        (f"local.ports.{'9' * 5000}", UNKNOWN),
        ('upper("a")', "A"),
        ('coalesce(null, "", "x")', "x"),
        ('file("x")', UNKNOWN),
        ("concat(local.ports...)", UNKNOWN),
        ("concat([1], var.subnets)", [1, UNKNOWN]),
        ("concat([1], var.subnets)[0]", UNKNOWN),
        ("concat(var.subnets, [])", UNKNOWN),
        ("[for s in concat([1], var.subnets) : s]", UNKNOWN),
        ("toset(concat([1], var.subnets))", UNKNOWN),
        ("concat(concat([1], var.subnets), [2])", [1, UNKNOWN, 2]),
        ('toset(["a", "b", "a"])', ["a", "b"]),
        ('[for k, v in toset(["a", "b"]) : "${k}${v}"]', ["aa", "bb"]),
        ('[for k, v in tolist(toset(["a"])) : "${k}${v}"]', ["0a"]),
        ('[for v in toset(["b", "a"]) : v]', ["a", "b"]),
        ('tolist(toset(["b", "a"]))', ["a", "b"]),
        ("tolist(toset([10, 9]))", [9, 10]),
        ("tolist(toset([var.subnets]))", [UNKNOWN]),
        ('tolist(toset(["b", var.subnets]))', UNKNOWN),
        ("[for v in toset([{ b = 1 }, { a = 1 }]) : v]", UNKNOWN),
        ("[for k, v in { b = 1, a = 2 } : v]", [2, 1]),
        ("values({ b = 2, a = 1 })", [1, 2]),
        ('"x${0.5 * 512}"', "x256"),
        ("[for p in local.ports : p + 1]", [81, 444]),
        ("[for i, p in local.ports : p if i == 1]", [443]),
        ("[for s in var.subnets : s]", UNKNOWN),
        ("aws_vpc.main.id", UNKNOWN),
        ("aws_subnet.a[*].id", UNKNOWN),
        ("each.value", UNKNOWN),
        ("data.aws_vpc.main.id", UNKNOWN),
        ("{ (local.name) = 1 }", {"web": 1}),
        ("{ (var.subnets) = 1 }", UNKNOWN),
        (r'"tab\t quote\" あ \u3042 $${x} %%{y}"', 'tab\t quote" あ あ ${x} %{y}'),
        ("null", None),
    ],
)
def test_expression(tmp_path: Path, expression: str, expected: object) -> None:
    assert argument(tmp_path, expression, SCOPE) == expected


def test_cycle_of_locals_is_unknown(tmp_path: Path) -> None:
    source = "locals {\n  a = local.b\n  b = local.a\n}\n"
    part = configuration(tmp_path, source + 'resource "x_y" "c" {\n  name = local.a\n}\n')
    assert part.resources[0].body.attributes["name"].plain() is UNKNOWN
    (problem,) = part.problems
    assert problem.message.en == "a cycle: local.a -> local.b -> local.a"


def test_reference_to_an_argument_that_is_written(tmp_path: Path) -> None:
    extra = 'resource "aws_lb_target_group" "web" {\n  port = 8080\n}'
    part = configuration(
        tmp_path, f'{extra}\nresource "x_y" "c" {{\n  port = aws_lb_target_group.web.port\n}}\n'
    )
    value = part.resources[1].body.attributes["port"]
    assert value.data == Reference("aws_lb_target_group.web", ("port",))
    assert part.evaluator.scalar(value).data == 8080


@pytest.mark.parametrize("marker", ["<<EOT", "<<-EOT"])
def test_heredoc(tmp_path: Path, marker: str) -> None:
    text = argument(tmp_path, f"{marker}\n    first\n      second\n    EOT")
    indent = "" if "-" in marker else "    "
    assert text == f"{indent}first\n{indent}  second\n"


def test_json_heredoc_keeps_lines_and_columns(tmp_path: Path) -> None:
    part = configuration(
        tmp_path,
        SCOPE
        + 'resource "x_y" "c" {\n'
        + "  json = <<-EOT\n"
        + '    [{"name": "a-${local.name}", "port": ${var.port},\n'
        + '      "id": "${var.subnets[0]}"}]\n'
        + "  EOT\n"
        + "}\n",
    )
    data = part.resources[0].body.attributes["json"].data
    assert isinstance(data, Json)
    assert data.value.plain() == [{"name": "a-web", "port": 80, "id": UNKNOWN}]
    first = SCOPE.count("\n") + 3
    located = data.value.data[0].data
    assert (located["name"].at.line, located["name"].at.column) == (first, 7)
    assert (located["id"].at.line, located["id"].at.column) == (first + 1, 7)


def test_a_template_writes_json_and_not_strings(tmp_path: Path) -> None:
    source = SCOPE + (
        'variable "text" {\n  type    = string\n  default = 443\n}\n'
        'resource "x_y" "c" {\n  json = <<EOT\n'
        '[${var.port}, "${var.port}", ${var.text}, ${jsonencode([1])}, '
        "${local.name}, ${var.subnets}]\n"
        "EOT\n}\n"
    )
    data = configuration(tmp_path, source).resources[0].body.attributes["json"].data
    assert data.value.plain() == [80, "80", 443, [1], UNKNOWN, UNKNOWN]


def test_what_stands_in_quotes_in_json_stays_a_string(tmp_path: Path) -> None:
    text = (
        '[{"containerPort": "${var.port}"}, "${true}", "${local.tags["app"]}",'
        ' ${jsonencode([var.port])}, "${var.subnets}"]'
    )
    source = f'{SCOPE}resource "x_y" "c" {{\n  json = <<EOT\n{text}\nEOT\n}}\n'
    data = configuration(tmp_path, source).resources[0].body.attributes["json"].data
    expected = [{"containerPort": "80"}, "true", "web", [80], UNKNOWN]
    assert data.value.plain() == expected


def test_a_quoted_port_in_terraform_s_json_syntax_stays_a_string(tmp_path: Path) -> None:
    file = tmp_path / "main.tf.json"
    template = '[{"containerPort": "${var.port}", "hostPort": ${var.port}}]'
    variable = {"port": {"type": "number", "default": 80}}
    file.write_text(
        json.dumps({"variable": variable, "resource": {"x_y": {"c": {"json": template}}}})
    )
    data = support.terraform.configuration(file).resources[0].body.attributes["json"].data
    assert data.value.plain() == [{"containerPort": "80", "hostPort": 80}]


def test_jsondecode_of_jsonencode(tmp_path: Path) -> None:
    assert argument(tmp_path, "jsondecode(jsonencode({ a = [1] })).a", "") is UNKNOWN
    assert argument(tmp_path, "jsondecode(jsonencode([1, 2]))", "") == [1, 2]


@pytest.mark.parametrize(
    ("text", "expected"), [("[1, null]", [1, None]), ("2", 2), ("$${a}", UNKNOWN), ("[a]", UNKNOWN)]
)
def test_jsondecode_of_a_text(tmp_path: Path, text: str, expected: object) -> None:
    assert argument(tmp_path, f'jsondecode("{text}")', "") == expected


@pytest.mark.parametrize("text", ["[ip, user, request]", "[mysqld]", "{ a = b }", "[a-z]", "["])
def test_a_heredoc_that_only_begins_like_json_is_text(tmp_path: Path, text: str) -> None:
    assert argument(tmp_path, f"<<EOT\n{text}\nEOT") == f"{text}\n"
    assert argument(tmp_path, f"<<EOT\n{text} ${{var.subnets}}\nEOT", SCOPE) is UNKNOWN


TASK = """
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", memory = 128 }])
}
"""


@pytest.mark.parametrize(
    "reference",
    [
        "aws_ecs_task_definition.web.arn",
        "aws_ecs_task_definition.web[0].arn",
        "aws_ecs_task_definition.web.family",
        '"${aws_ecs_task_definition.web.family}:${aws_ecs_task_definition.web.revision}"',
    ],
)
def test_service_is_linked_to_its_task_definition(tmp_path: Path, reference: str) -> None:
    source = f'{TASK}resource "aws_ecs_service" "web" {{\n  task_definition = {reference}\n}}\n'
    (service,) = module(tmp_path, source).services
    assert service.task_definition is not None
    assert service.task_definition.address == "aws_ecs_task_definition.web"


def test_resources_are_linked_across_the_files_of_a_directory(tmp_path: Path) -> None:
    task, service = tmp_path / "task.tf", tmp_path / "service.tf"
    task.write_text(TASK)
    service.write_text(
        'resource "aws_ecs_service" "web" {\n'
        "  task_definition = aws_ecs_task_definition.web.arn\n}\n"
    )
    for files, linked in (([service, task], True), ([service], False)):
        (found,) = terraform.build(support.terraform.configuration(*files)).services
        assert (found.task_definition is not None) is linked


def test_count_zero_removes_a_resource_and_an_unknown_count_does_not(tmp_path: Path) -> None:
    for zero in ("0", '"0"', "1 - 1.0"):
        counted = TASK.replace('"web" {', f'"web" {{\n  count = {zero}', 1)
        assert module(tmp_path, counted).task_definitions == ()
    counted = TASK.replace('"web" {', '"web" {\n  count = var.n', 1)
    assert len(module(tmp_path, counted).task_definitions) == 1


@pytest.mark.parametrize(("each", "count"), [("{}", 0), ('toset(["a"])', 1), ("var.all", 1)])
def test_for_each_hides_a_resource_only_when_it_is_empty(
    tmp_path: Path, each: str, count: int
) -> None:
    many = TASK.replace('"web" {', f'"web" {{\n  for_each = {each}', 1)
    assert len(module(tmp_path, many).task_definitions) == count


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ('type = number\n  default = "80"', 80),
        ("type = string\n  default = 80", "80"),
        ('type = bool\n  default = "true"', True),
        ('default = "80"', "80"),
        ('type = list(number)\n  default = ["80"]', [80]),
        ("type = set(string)\n  default = [80, 80]", ["80"]),
        ('type = map(number)\n  default = { a = "80" }', {"a": 80}),
        ('type = object({ port = number })\n  default = { port = "80", more = 1 }', {"port": 80}),
        (
            "type = object({\n    port = number # of the container\n"
            '    "name" = optional(string)\n    host = optional(number, 80)\n  })\n'
            '  default = { port = "80", host = null }',
            {"port": 80, "name": None, "host": UNKNOWN},
        ),
        (
            'type = list(object({ a = number }))\n  default = [{ a = "80" }, { a = null }]',
            [{"a": 80}, {"a": None}],
        ),
        ('type = tuple([number, list(bool)])\n  default = ["80", ["true"]]', [80, [True]]),
        ('type = map(any)\n  default = { a = "80" }', {"a": "80"}),
        ("default = 0", 0),
        ("default = false", False),
        ("default = null", UNKNOWN),
        ('default = ""', UNKNOWN),
        ("default = []", UNKNOWN),
        ("type = map(string)\n  default = {}", UNKNOWN),
    ],
)
def test_a_default_has_the_type_of_its_variable_and_an_empty_one_says_nothing(
    tmp_path: Path, variable: str, expected: object
) -> None:
    extra = f'variable "a" {{\n  {variable}\n}}'
    assert argument(tmp_path, "var.a", extra) == expected


def test_terraform_s_json_syntax_has_types_and_places_too(tmp_path: Path) -> None:
    file = tmp_path / "main.tf.json"
    file.write_text(
        '{"variable": {"a": {"type": "object({port = number})", "default": {"port": "80"}}},\n'
        '"locals": {"b": [{"c": 1}]}, "resource": {"x_y": {"z": {\n'
        '"text": "${<<EOT\\n[{}]\\nEOT\\n}",'
        ' "name": "${jsonencode([{port = var.a.port}, local.b])}"}}}}'
    )
    part = support.terraform.configuration(file)
    assert not part.problems
    data = part.resources[0].body.attributes["name"].data
    assert data.value.plain() == [{"port": 80}, [{"c": 1}]]
    # a heredoc in a string has lines that the file does not have
    assert part.resources[0].body.attributes["text"].data is UNKNOWN
    own, local = data.value.data
    assert (own.data["port"].at.line, local.data[0].data["c"].at.line) == (3, 2)


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("locals {\n  mode = awsvpc\n}\n", 2, 'write "awsvpc"'),
        ('locals {\n  mode = "aws\nvpc"\n}\n', 2, "must not contain a line break"),
        ('variable "mode" {\n  default = awsvpc\n}\n', 2, 'write "awsvpc"'),
    ],
)
def test_what_locals_and_defaults_cannot_say_is_one_error(
    tmp_path: Path, source: str, line: int, message: str
) -> None:
    use = 'resource "x_y" "c" {\n  a = local.mode\n  b = "${var.mode}-${local.mode}"\n}\n'
    part = configuration(tmp_path, source + use)
    (error,) = part.problems
    assert (error.line, message in error.message.en) == (line, True)
    assert part.resources[0].body.attributes["a"].data is UNKNOWN


CONTAINERS = """
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([
    { name = "web", user = "root", portMappings = [
      { containerPort = "80", name = "http" }, { containerPort = 81, hostPort = "82" }, var.port
    ] },
    var.sidecar
  ])
  enable_fault_injection = true

  proxy_configuration {
    container_name = "envoy"
  }
}
"""


def test_a_list_says_when_something_in_it_could_not_be_read(tmp_path: Path) -> None:
    (task,) = module(tmp_path, CONTAINERS).task_definitions
    (web,) = task.containers.value
    assert all_items(task.containers) is None
    assert all_items(web.port_mappings) is None
    assert all_items(web.links) == ()
    assert [m.container_port.value for m in web.port_mappings.value] == [80, 81]
    assert [m.text.value for m in web.port_mappings.value] == ["80", "82"]
    assert web.port_mappings.value[0].name.value == "http"
    assert web.user.value == "root"
    assert (task.fault_injection.value, task.proxy_configuration.value) == (True, True)


SERVICE = """
resource "aws_service_discovery_service" "web" {
  dns_config {
    dns_records {
      type = "A"
    }
    dns_records {
      type = var.type
    }
  }
}
resource "aws_service_discovery_service" "http" {
  name = "http"
}
resource "aws_lb_target_group" "web" {
  target_type = "ip"
  health_check {
    port = 8080
  }
}
resource "aws_autoscaling_group" "ecs" {
  target_group_arns = [aws_lb_target_group.web.arn, var.other]
}
resource "aws_ecs_service" "web" {
  desired_count                      = 2
  deployment_minimum_healthy_percent = 50
  scheduling_strategy                = "REPLICA"
  iam_role                           = aws_iam_role.ecs.arn
  network_configuration {
    subnets         = ["aws_subnet.a.id", aws_subnet.a.id, aws_subnet.a[1].id, var.b]
    security_groups = var.groups
  }
  load_balancer {
    elb_name       = aws_elb.web.name
    container_name = "web"
    container_port = 80
  }
  placement_constraints {
    type = "distinctInstance"
  }
  service_registries {
    registry_arn = aws_service_discovery_service.web.arn
    port         = 80
  }
  service_connect_configuration {
    enabled = true
    service {
      port_name = "http"
    }
    service {
      port_name = var.name
    }
  }
}
"""


def test_a_service_and_what_it_is_linked_to(tmp_path: Path) -> None:
    found = module(tmp_path, SERVICE)
    (web,) = found.services
    assert isinstance(web, Service)
    assert (web.desired_count.value, web.minimum_healthy_percent.value) == (2, 50)
    assert (web.scheduling_strategy.value, web.iam_role.value) == ("REPLICA", "aws_iam_role.ecs")
    assert web.placement_constraints.value == ("distinctInstance",)
    network = web.network_configuration.value
    subnet = ResourceId("aws_subnet.a")
    assert [item.raw for item in network.subnets.value] == [
        "aws_subnet.a.id",
        subnet,
        subnet,
        UNKNOWN,
    ]
    assert network.subnets.value[0].at.column == 24
    assert network.security_groups.unknown
    assert web.load_balancers.value[0].classic.value == "aws_elb.web"
    registry = web.service_registries.value
    assert registry.service is not None
    assert registry.service.record_types.value == ("A",)
    assert all_items(registry.service.record_types) is None
    assert registry.port.value == 80
    connect = web.service_connect.value
    assert connect.enabled.value
    assert [name.raw for name in connect.port_names.value] == ["http", UNKNOWN]
    (group,) = found.target_groups
    assert (group.health_check_port.value, group.target_type.value) == ("8080", "ip")
    (scaling,) = found.auto_scaling_groups
    assert scaling.target_groups.value == (group,)
    assert not scaling.target_groups.complete


def test_a_name_that_may_be_null_is_unknown(tmp_path: Path) -> None:
    source = 'resource "aws_ecs_service" "web" {\n  iam_role = %s\n}\n'
    for expression, raw in (
        ("aws_ecs_service.other.iam_role", UNKNOWN),
        ("var.role", UNKNOWN),
        ("var.own ? aws_iam_role.ecs.arn : null", UNKNOWN),
        ('""', OMITTED),
        ("null", OMITTED),
    ):
        (web,) = module(tmp_path, source % expression).services
        assert web.iam_role.raw is raw, expression


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ('container_name = ""\n container_port = 0\n port = 0', [OMITTED, OMITTED, OMITTED]),
        ('container_name = "web"\n container_port = 80\n port = 0', ["web", 80, OMITTED]),
        ("container_port = var.port", [OMITTED, UNKNOWN, OMITTED]),
    ],
)
def test_a_registry_is_without_what_the_provider_does_not_send(
    tmp_path: Path, block: str, expected: list[object]
) -> None:
    source = f'resource "aws_ecs_service" "web" {{\n service_registries {{\n {block}\n }}\n}}\n'
    (web,) = module(tmp_path, source).services
    registry = web.service_registries.value
    arguments = (registry.container_name, registry.container_port, registry.port)
    assert [argument.raw for argument in arguments] == expected


def test_a_task_set_is_read_like_a_service(tmp_path: Path) -> None:
    source = TASK + (
        'resource "aws_ecs_task_set" "web" {\n'
        "  task_definition = aws_ecs_task_definition.web.arn\n"
        '  load_balancer {\n    load_balancer_name = "web"\n    container_name = "web"\n  }\n}\n'
    )
    (web,) = module(tmp_path, source).services
    assert web.address == "aws_ecs_task_set.web"
    assert web.mode == "bridge"
    assert web.load_balancers.value[0].classic.value == "web"


def test_scheduled_tasks_of_both_kinds(tmp_path: Path) -> None:
    arguments = (
        "task_definition_arn = aws_ecs_task_definition.web.arn\n"
        'launch_type = "FARGATE"\nplatform_version = "1.4.0"\n'
        "network_configuration {\nsubnets = [var.a]\n}\n"
    )
    source = TASK + (
        f'resource "aws_cloudwatch_event_target" "a" {{\necs_target {{\n{arguments}}}\n}}\n'
        'resource "aws_cloudwatch_event_target" "queue" {\n  arn = "x"\n}\n'
        'resource "aws_scheduler_schedule" "b" {\ntarget {\n'
        f"ecs_parameters {{\n{arguments}}}\n}}\n}}\n"
    )
    runs = module(tmp_path, source).scheduled_tasks
    assert [(run.address, run.by_rule) for run in runs] == [
        ("aws_cloudwatch_event_target.a", True),
        ("aws_scheduler_schedule.b", False),
    ]
    for run in runs:
        assert (run.mode, run.fargate, run.platform_version.value) == ("bridge", True, "1.4.0")
        assert len(run.network_configuration.value.subnets.value) == 1


def test_dynamic_block(tmp_path: Path) -> None:
    source = """
resource "aws_ecs_service" "web" {
  dynamic "load_balancer" {
    for_each = [80, 443]
    content {
      container_name = "web"
      container_port = load_balancer.value
    }
  }
  dynamic "network_configuration" {
    for_each = var.networks
    content {
      subnets = network_configuration.value
    }
  }
}
"""
    (service,) = module(tmp_path, source).services
    assert [lb.container_port.value for lb in service.load_balancers.value] == [80, 443]
    assert service.network_configuration.unknown


def test_bare_words_of_meta_arguments_are_no_mistake(tmp_path: Path) -> None:
    source = TASK.replace(
        '"web" {',
        '"web" {\n  provider   = aws\n  depends_on = [aws_vpc.a]\n'
        "  lifecycle {\n    ignore_changes = [cpu]\n  }",
        1,
    )
    assert len(module(tmp_path, source).task_definitions) == 1


@pytest.mark.parametrize(
    ("system", "compatibilities", "mode"),
    [
        ("", "", "bridge"),
        ('operating_system_family = "LINUX"', "", "bridge"),
        ('operating_system_family = "WINDOWS_SERVER_2022_CORE"', "", "default"),
        ("operating_system_family = var.os", "", None),
        ("", 'requires_compatibilities = ["MANAGED_INSTANCES"]', None),
        ("", "requires_compatibilities = var.launch", None),
    ],
)
def test_mode_when_omitted(
    tmp_path: Path, system: str, compatibilities: str, mode: str | None
) -> None:
    block = f"runtime_platform {{\n    {system}\n  }}" if system else ""
    source = TASK.replace('"web" {', f'"web" {{\n  {compatibilities}\n  {block}', 1)
    (task,) = module(tmp_path, source).task_definitions
    assert task.mode == mode


@pytest.mark.parametrize(
    ("strategy", "fargate"),
    [
        ('launch_type = "FARGATE"', True),
        ('launch_type = "EC2"', False),
        ('launch_type = ""', None),
        ("launch_type = var.launch", None),
        ("", None),
        ('capacity_provider_strategy {\n    capacity_provider = "FARGATE_SPOT"\n  }', True),
        ('capacity_provider_strategy {\n    capacity_provider = "own"\n  }', False),
        ("capacity_provider_strategy {\n    capacity_provider = var.p\n  }", None),
        (
            "capacity_provider_strategy {\n"
            "    capacity_provider = aws_ecs_capacity_provider.mi.name\n  }",
            False,
        ),
    ],
)
def test_whether_a_service_runs_on_fargate(
    tmp_path: Path, strategy: str, fargate: bool | None
) -> None:
    provider = (
        'resource "aws_ecs_capacity_provider" "mi" {\n  name = "mi"\n'
        "  managed_instances_provider {\n  }\n}\n"
    )
    source = f'{provider}resource "aws_ecs_service" "web" {{\n  {strategy}\n}}\n'
    (service,) = module(tmp_path, source).services
    assert service.fargate is fargate


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (b'resource "a_b" "x" {\n  a = 1\n  a = 2\n}\n', 3, 3, "written twice (first on line 2)"),
        (b'resource "a_b" "x" {\n  a = awsvpc\n}\n', 2, 7, 'write "awsvpc"'),
        (b'resource "a_b" "x" {\n  a = "x\ny"\n}\n', 2, 8, "must not contain a line break"),
        (b'resource "a_b" "x" {\n  a =\n}\n', 2, 6, "unexpected line break"),
        (b'resource "a_b" "x" {\n  a = 1\n', 3, 1, "the file ends inside a block"),
        (b'resource "a${1}" "x" {\n}\n', 1, 10, "a block label must be a plain string"),
        (b'resource "a" "b" {\n  a = ' + b"[" * 3000 + b"]" * 3000 + b"\n}\n", 2, 3, "too deeply"),
        (b"a = 1\n", 1, 1, "'a' stands outside a block"),
    ],
    ids=["duplicate", "bare", "newline", "syntax", "end", "label", "deep", "outside"],
)
def test_unusable_file_is_one_error_and_the_others_are_read(
    tmp_path: Path, content: bytes, line: int, column: int, message: str
) -> None:
    (tmp_path / "bad.tf").write_bytes(content)
    (tmp_path / "good.tf").write_text(TASK)
    part = support.terraform.configuration(tmp_path / "bad.tf", tmp_path / "good.tf")
    (error,) = part.problems
    assert (error.file, error.line, error.column) == (str(tmp_path / "bad.tf"), line, column)
    assert message in error.message.en
    assert len(terraform.build(part).task_definitions) == 1


def test_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    assert len(module(tmp_path, "\ufeff" + TASK).task_definitions) == 1


def test_names_in_a_container_definition_are_read_in_any_case(tmp_path: Path) -> None:
    source = """
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = <<-EOF
    [{"Name": "web", "MEMORY": 128, "PortMappings": [{"ContainerPort": 80, "hostport": 0}]}]
  EOF
}
"""
    (web,) = module(tmp_path, source).task_definitions
    (container,) = web.containers.value
    (mapping,) = container.port_mappings.value
    assert (container.name.value, container.memory.value) == ("web", 128)
    assert (mapping.container_port.value, mapping.host_port.value) == (80, 0)


def test_containers_in_a_quoted_string(tmp_path: Path) -> None:
    source = (
        'resource "aws_ecs_task_definition" "web" {\n'
        '  container_definitions = "[{\\"name\\": \\"web\\"}]"\n}\n'
    )
    (web,) = module(tmp_path, source).task_definitions
    assert [container.label for container in web.containers.value] == ["web"]


def test_containers_beside_unknown_ones_are_not_all(tmp_path: Path) -> None:
    source = """
variable "sidecars" {
}
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode(concat([{ name = "web" }], var.sidecars))
}
"""
    (web,) = module(tmp_path, source).task_definitions
    assert [container.label for container in web.containers.value] == ["web"]
    assert all_items(web.containers) is None


FAMILY = "${aws_ecs_task_definition.web.family}"
REVISION = "aws_ecs_task_definition.web.revision"


@pytest.mark.parametrize(
    ("reference", "linked"),
    [
        ("aws_ecs_task_definition.web.arn", True),
        ("aws_ecs_task_definition.web.family", True),
        (f'"{FAMILY}:${{{REVISION}}}"', True),
        (f'"{FAMILY}:${{max({REVISION}, data.aws_ecs_task_definition.web.revision)}}"', True),
        (f'"{FAMILY}-${{var.suffix}}"', False),
        (f'"{FAMILY}${{var.suffix}}:1"', False),
        ('"web:3"', False),
    ],
)
def test_how_a_service_names_its_task_definition(
    tmp_path: Path, reference: str, linked: bool
) -> None:
    source = f"""
resource "aws_ecs_task_definition" "web" {{
  network_mode = "host"
}}
resource "aws_ecs_service" "web" {{
  task_definition = {reference}
}}
"""
    (service,) = module(tmp_path, source).services
    assert (service.mode == "host") is linked


@pytest.mark.parametrize(
    ("controller", "linked"),
    [('"ECS"', True), ('"CODE_DEPLOY"', True), ('"EXTERNAL"', False), ("var.controller", False)],
)
def test_task_sets_say_what_an_externally_deployed_service_runs(
    tmp_path: Path, controller: str, linked: bool
) -> None:
    source = f"""
resource "aws_ecs_task_definition" "web" {{
  network_mode = "host"
}}
resource "aws_ecs_service" "web" {{
  task_definition = aws_ecs_task_definition.web.arn
  deployment_controller {{
    type = {controller}
  }}
}}
"""
    (service,) = module(tmp_path, source).services
    assert (service.mode == "host") is linked


def test_a_target_group_by_its_older_name(tmp_path: Path) -> None:
    source = """
resource "aws_alb_target_group" "web" {
  target_type = "ip"
}
resource "aws_ecs_service" "web" {
  load_balancer {
    target_group_arn = aws_alb_target_group.web.arn
  }
}
"""
    (service,) = module(tmp_path, source).services
    (balanced,) = service.load_balancers.value
    assert balanced.target_group
    assert balanced.target_group.target_type.value == "ip"


def test_both_target_groups_of_a_blue_green_deployment(tmp_path: Path) -> None:
    source = """
resource "aws_lb_target_group" "blue" {
}
resource "aws_lb_target_group" "green" {
}
resource "aws_ecs_service" "web" {
  load_balancer {
    target_group_arn = aws_lb_target_group.blue.arn
    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.green.arn
    }
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.blue.arn
    advanced_configuration {
      alternate_target_group_arn = var.green
    }
  }
  load_balancer {
    target_group_arn = var.blue
  }
}
"""
    (service,) = module(tmp_path, source).services
    found = [
        (one.target_group and one.target_group.address, one.alternate_target_group)
        for one in service.load_balancers.value
    ]
    (first, alternate), *others = found
    assert alternate
    assert alternate.address == "aws_lb_target_group.green"
    assert first == "aws_lb_target_group.blue"
    assert others == [(first, None), (None, None)]


def test_the_default_of_a_variable_that_is_set_elsewhere_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "main.tf"
    file.write_text(
        'variable "a" {\n  default = 1\n}\nvariable "b" {\n  default = 2\n}\n'
        'resource "x_y" "c" {\n  name = [var.a, var.b]\n}\n'
    )
    part = support.terraform.configuration(file, given={"a"})
    assert part.resources[0].body.attributes["name"].plain() == [UNKNOWN, 2]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('base64encode("ECS_CLUSTER=web")', "ECS_CLUSTER=web"),
        (
            "base64encode(<<-EOT\n    #!/bin/bash\n    echo 日本\n  EOT\n  )",
            "#!/bin/bash\necho 日本\n",
        ),
        ('"RUNTX0NMVVNURVI9d2Vi"', "ECS_CLUSTER=web"),
        ('"ECS_CLUSTER=web"', UNKNOWN),
        ('"gICA"', UNKNOWN),
        ('base64encode("ECS_CLUSTER=${var.name}")', UNKNOWN),
        ('filebase64("user_data.sh")', UNKNOWN),
    ],
)
def test_user_data_is_decoded(tmp_path: Path, expression: str, expected: object) -> None:
    source = f'resource "aws_launch_template" "ecs" {{\n  user_data = {expression}\n}}\n'
    (template,) = terraform.build(configuration(tmp_path, source)).launch_templates
    assert template.user_data.raw == expected
