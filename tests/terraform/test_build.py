"""Resources to the model: what is linked to what, and what stays unknown."""

import json
from pathlib import Path

import pytest
from support.terraform import TASK, configuration, module, read

from ecsnet import terraform
from ecsnet.model import OMITTED, UNKNOWN, ResourceId, Service, StartedTask, all_items, known_items


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
        (found,) = terraform.build(configuration(*files)).services
        assert (found.task_definition is not None) is linked


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


def test_the_launch_type_of_an_externally_deployed_service_is_not_sent(tmp_path: Path) -> None:
    source = """
resource "aws_ecs_service" "web" {
  launch_type = "MANAGED_INSTANCES"
  deployment_controller {
    type = "EXTERNAL"
  }
}
"""
    (service,) = module(tmp_path, source).services
    assert service.launch_type.omitted


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
    assert [port.port_name.raw for port in connect.services.value] == ["http", UNKNOWN]
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


def test_targets_of_rules_and_schedules(tmp_path: Path) -> None:
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
    runs = module(tmp_path, source).started_tasks
    assert [(run.address, run.starter) for run in runs] == [
        ("aws_cloudwatch_event_target.a", "rule"),
        ("aws_scheduler_schedule.b", "schedule"),
    ]
    for run in runs:
        assert (run.mode, run.fargate, run.platform_version.value) == ("bridge", True, "1.4.0")
        assert len(run.network_configuration.value.subnets.value) == 1


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


ATTACHMENTS = [
    """resource "aws_autoscaling_attachment" "ecs" {
  lb_target_group_arn = aws_lb_target_group.web.arn
}
""",
    """resource "aws_autoscaling_attachment" "ecs" {
  alb_target_group_arn = aws_lb_target_group.web.arn
}
""",
    """resource "aws_autoscaling_traffic_source_attachment" "ecs" {
  traffic_source {
    identifier = aws_lb_target_group.web.arn
    type       = "elbv2"
  }
}
""",
    """resource "aws_autoscaling_group" "ecs" {
  traffic_source {
    identifier = "arn:aws:vpc-lattice"
  }
  traffic_source {
    identifier = aws_lb_target_group.web.arn
  }
}
""",
]


@pytest.mark.parametrize("attachment", ATTACHMENTS)
def test_every_way_to_attach_a_target_group(tmp_path: Path, attachment: str) -> None:
    source = f'resource "aws_lb_target_group" "web" {{\n}}\n{attachment}'
    (group,) = module(tmp_path, source).auto_scaling_groups
    assert group.target_groups.omitted
    assert [one.address for one in group.attached.value] == ["aws_lb_target_group.web"]


@pytest.mark.parametrize("arn", ["var.arn", "aws_lb_target_group.gone.arn", "null"])
def test_what_is_attached_may_be_elsewhere(tmp_path: Path, arn: str) -> None:
    for argument in ("lb_target_group_arn", "elb"):
        source = f'resource "aws_autoscaling_attachment" "ecs" {{\n  {argument} = {arn}\n}}\n'
        (group,) = module(tmp_path, source).auto_scaling_groups
        assert not known_items(group.attached)


@pytest.mark.parametrize(
    ("written", "subnets"),
    [
        ('{ subnets = ["subnet-1"] }', 1),
        ('[{ subnets = ["subnet-1"] }]', 1),
        ('{ subnets = "${var.subnets}" }', UNKNOWN),
        ("local.network", 1),
        ("{}", None),
        ("[{}]", None),
        ("var.network", None),
        ("aws_vpc.main", None),
        ('["a"]', None),
        ("null", OMITTED),
        ("[]", OMITTED),
    ],
)
def test_an_argument_where_a_block_belongs_is_read_as_the_block(
    tmp_path: Path, written: str, subnets: object
) -> None:
    source = (
        'locals {\n  network = { subnets = ["subnet-1"] }\n}\n'
        f'resource "aws_ecs_service" "web" {{\n  network_configuration = {written}\n}}\n'
    )
    (service,) = module(tmp_path, source).services
    found = service.network_configuration
    if subnets is None:
        assert found.unknown
    elif subnets is OMITTED:
        assert found.omitted
    elif subnets is UNKNOWN:
        assert found.value.subnets.unknown
    else:
        assert len(found.value.subnets.value) == subnets


@pytest.mark.parametrize(("written", "known"), [("local.network", True), ("var.network", False)])
def test_an_expression_in_json_may_be_a_block(tmp_path: Path, written: str, known: bool) -> None:
    web = {"network_configuration": f"${{{written}}}"}
    text = json.dumps(
        {
            "locals": {"network": {"subnets": ["subnet-1"]}},
            "resource": {"aws_ecs_service": {"web": web}},
        }
    )
    (service,) = terraform.build(read(tmp_path, text, "main.tf.json")).services
    network = service.network_configuration
    assert (network.known, network.unknown) == (known, not known)


def test_blocks_of_blocks_may_be_arguments_too(tmp_path: Path) -> None:
    source = """
resource "aws_lb_target_group" "web" {
  health_check = {
    port = "80"
  }
}
resource "aws_ecs_service" "web" {
  deployment_controller = {
    type = "EXTERNAL"
  }
  load_balancer = [
    {
      target_group_arn       = aws_lb_target_group.web.arn
      container_name         = "web"
      container_port         = 80
      advanced_configuration = { alternate_target_group_arn = aws_lb_target_group.web.arn }
    },
  ]
}
resource "aws_cloudwatch_event_target" "report" {
  ecs_target = {
    launch_type = "EC2"
  }
}
"""
    found = module(tmp_path, source)
    (service,) = found.services
    assert service.deployment_controller.value == "EXTERNAL"
    (balanced,) = service.load_balancers.value
    (group,) = found.target_groups
    assert (balanced.target_group, balanced.alternate_target_group) == (group, group)
    assert (balanced.container_port.value, group.health_check_port.value) == (80, "80")
    assert [task.launch_type.value for task in found.started_tasks] == ["EC2"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("var.name", "var.name"),
        ('"${var.name}-web"', "${var.name}-web"),
        ('var.names["a"]', 'var.names["a"]'),
        ('join(\n  "-", var.names)', "?"),
        ('"web"', "web"),
    ],
)
def test_a_container_is_called_by_what_is_written(tmp_path: Path, name: str, label: str) -> None:
    source = (
        'resource "aws_ecs_task_definition" "web" {\n'
        f'  container_definitions = jsonencode([{{ name = {name}, image = "a" }}])\n}}\n'
    )
    (task,) = module(tmp_path, source).task_definitions
    assert [container.label for container in task.containers.value] == [label]


def test_a_container_in_a_heredoc_is_called_by_what_is_written(tmp_path: Path) -> None:
    source = (
        'resource "aws_ecs_task_definition" "web" {\n  container_definitions = <<EOF\n'
        '[{ "name": "${var.name}-web", "image": "a" }]\nEOF\n}\n'
    )
    (task,) = module(tmp_path, source).task_definitions
    assert [container.label for container in task.containers.value] == ["${var.name}-web"]


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
    (template,) = terraform.build(read(tmp_path, source)).launch_templates
    assert template.user_data.raw == expected


RUN = 'Resource = "arn:aws:states:::ecs:runTask.sync"'
ARN = "aws_ecs_task_definition.web.arn"


def machine(tmp_path: Path, states: str) -> tuple[StartedTask, ...]:
    """What a state machine with these states starts."""
    definition = f"jsonencode({{ States = {{ {states} }} }})"
    source = f'{TASK}resource "aws_sfn_state_machine" "m" {{\n  definition = {definition}\n}}\n'
    return module(tmp_path, source).started_tasks


def test_states_that_run_a_task(tmp_path: Path) -> None:
    (run,) = machine(
        tmp_path,
        f"""
        Wait = {{ Type = "Wait" }}
        Other = {{ Resource = "arn:aws:states:::ecs:stopTask", Parameters = {{}} }}
        Run = {{
          {RUN}
          Parameters = {{
            TaskDefinition           = {ARN}
            LaunchType               = "EC2"
            PlatformVersion          = "1.4.0"
            CapacityProviderStrategy = [{{ CapacityProvider = "FARGATE_SPOT" }}]
            NetworkConfiguration = {{ AwsvpcConfiguration = {{
              Subnets = ["subnet-1"], SecurityGroups = ["sg-1"], AssignPublicIp = "ENABLED"
            }} }}
          }}
        }}
        """,
    )
    assert (run.address, run.starter, run.state) == ("aws_sfn_state_machine.m", "state", "Run")
    assert (run.mode, run.launch_type.value, run.platform_version.value) == (
        "bridge",
        "EC2",
        "1.4.0",
    )
    assert run.capacity_provider_strategy.value[0].kind == "FARGATE"
    network = run.network_configuration.value
    assert [item.value for item in network.subnets.value] == ["subnet-1"]
    assert [item.value for item in network.security_groups.value] == ["sg-1"]
    assert network.assign_public_ip.value is True


def test_states_inside_states(tmp_path: Path) -> None:
    inner = f"{{ States = {{ %s = {{ {RUN}, Parameters = {{ TaskDefinition = {ARN} }} }} }} }}"
    runs = machine(
        tmp_path,
        f"P = {{ Branches = [{inner % 'A'}, {inner % 'B'}] }}\n"
        f"M = {{ ItemProcessor = {inner % 'C'} }}\nO = {{ Iterator = {inner % 'D'} }}\n",
    )
    assert [run.state for run in runs] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    "sent",
    [
        '"NetworkConfiguration.$" = "$.network"',
        'NetworkConfiguration = "{% $network %}"',
        "NetworkConfiguration = var.network",
        "NetworkConfiguration = {}",
        'NetworkConfiguration = { "AwsvpcConfiguration.$" = "$.network" }',
    ],
)
def test_what_an_execution_decides_is_unknown(tmp_path: Path, sent: str) -> None:
    for arguments in ("Parameters", "Arguments"):
        (run,) = machine(
            tmp_path, f"R = {{ {RUN}\n {arguments} = {{\nTaskDefinition = {ARN}\n{sent}\n}}\n}}"
        )
        assert run.network_configuration.unknown


@pytest.mark.parametrize(
    "sent",
    [
        'Parameters = "{% $all %}"',
        "",
        "Parameters = var.all",
    ],
)
def test_a_state_whose_arguments_are_not_in_the_files_starts_nothing(
    tmp_path: Path, sent: str
) -> None:
    assert machine(tmp_path, f"R = {{ {RUN}\n {sent}\n}}") == ()


def test_a_state_machine_in_a_heredoc(tmp_path: Path) -> None:
    source = TASK + (
        'resource "aws_sfn_state_machine" "m" {\n  definition = <<-EOT\n'
        '    {"States": {"Run": {"Resource": "arn:aws-cn:states:::ecs:runTask",\n'
        '      "Parameters": {"TaskDefinition": "${aws_ecs_task_definition.web.arn}",\n'
        '      "NetworkConfiguration": {"AwsvpcConfiguration": {"AssignPublicIp.$": "$.p"}}}}}}\n'
        "  EOT\n}\n"
    )
    (run,) = module(tmp_path, source).started_tasks
    assert run.mode == "bridge"
    assert run.network_configuration.value.assign_public_ip.unknown


def test_targets_of_a_pipe(tmp_path: Path) -> None:
    block = (
        'resource "aws_pipes_pipe" "%s" {\n target_parameters {\n ecs_task_parameters {\n'
        " task_definition_arn = aws_ecs_task_definition.web.arn\n%s}\n}\n}\n"
    )
    network = (
        "network_configuration {\n aws_vpc_configuration {\n"
        ' subnets = ["subnet-1"]\n assign_public_ip = "DISABLED"\n}\n}\n'
    )
    source = (
        TASK
        + block % ("a", network)
        + block % ("b", "")
        + block
        % (
            "c",
            "network_configuration {\n}\n",
        )
    )
    a, b, c = module(tmp_path, source).started_tasks
    assert (a.starter, a.mode) == ("pipe", "bridge")
    assert a.network_configuration.value.assign_public_ip.value is False
    assert len(a.network_configuration.value.subnets.value) == 1
    assert b.network_configuration.omitted
    assert c.network_configuration.unknown


@pytest.mark.parametrize(
    ("cluster", "named", "linked"),
    [
        ("aws_ecs_cluster.a.id", "aws_ecs_cluster.a.name", True),
        ('"a"', '"a"', True),
        ("aws_ecs_cluster.b.id", "aws_ecs_cluster.a.name", False),
        ("var.a", "var.a", False),
        ('"a"', "aws_ecs_cluster.a.name", False),
    ],
)
def test_the_default_strategy_of_a_cluster(
    tmp_path: Path, cluster: str, named: str, linked: bool
) -> None:
    source = (
        f'resource "aws_ecs_service" "s" {{\n  cluster = {cluster}\n}}\n'
        f'resource "aws_ecs_cluster_capacity_providers" "a" {{\n  cluster_name = {named}\n'
        '  default_capacity_provider_strategy {\n    capacity_provider = "FARGATE"\n  }\n}\n'
    )
    made = module(tmp_path, source)
    (service,) = made.services
    assert (service.cluster_strategy is not None) == linked
    assert made.cluster_strategies[0].providers.value[0].kind == "FARGATE"


@pytest.mark.parametrize(
    ("copies", "linked"),
    [
        ("count = 1", True),
        ("count = var.one ? 1 : 0", True),
        ("count = 2", False),
        ("count = var.any", False),
        ('for_each = toset(["a", "b"])', False),
    ],
)
def test_clusters_of_one_resource_are_not_taken_for_one(
    tmp_path: Path, copies: str, linked: bool
) -> None:
    source = (
        f'variable "one" {{\n  default = true\n}}\n'
        f'resource "aws_ecs_cluster" "a" {{\n  {copies}\n}}\n'
        'resource "aws_ecs_service" "s" {\n  cluster = aws_ecs_cluster.a[0].id\n}\n'
        'resource "aws_ecs_cluster_capacity_providers" "a" {\n'
        "  cluster_name = aws_ecs_cluster.a[1].name\n}\n"
    )
    (service,) = module(tmp_path, source).services
    assert (service.cluster_strategy is not None) == linked


def test_a_count_that_cannot_be_read_links_no_cluster(tmp_path: Path) -> None:
    source = (
        'resource "aws_ecs_cluster" "a" {\n  count = one\n}\n'
        'resource "aws_ecs_service" "s" {\n  cluster = aws_ecs_cluster.a.id\n}\n'
        'resource "aws_ecs_cluster_capacity_providers" "a" {\n'
        "  cluster_name = aws_ecs_cluster.a.name\n}\n"
    )
    (service,) = terraform.build(read(tmp_path, source)).services
    assert service.cluster_strategy is None


STARTERS = {
    "rule": """
resource "aws_cloudwatch_event_target" "s" {
  arn = aws_ecs_cluster.a.arn
  ecs_target {
  }
}
""",
    "schedule": """
resource "aws_scheduler_schedule" "s" {
  target {
    arn = aws_ecs_cluster.a.arn
    ecs_parameters {
    }
  }
}
""",
    "pipe": """
resource "aws_pipes_pipe" "s" {
  target = aws_ecs_cluster.a.arn
  target_parameters {
    ecs_task_parameters {
    }
  }
}
""",
    "state": """
resource "aws_sfn_state_machine" "s" {
  definition = jsonencode({
    States = {
      Run = {
        Resource  = "arn:aws:states:::ecs:runTask"
        Arguments = { Cluster = aws_ecs_cluster.a.arn }
      }
    }
  })
}
""",
}


@pytest.mark.parametrize("starter", STARTERS)
def test_the_default_strategy_of_the_cluster_of_a_started_task(
    tmp_path: Path, starter: str
) -> None:
    source = STARTERS[starter] + (
        'resource "aws_ecs_cluster_capacity_providers" "a" {\n'
        "  cluster_name = aws_ecs_cluster.a.name\n}\n"
    )
    (run,) = module(tmp_path, source).started_tasks
    assert run.starter == starter
    assert run.cluster_strategy is not None


CONNECT = """
resource "aws_ecs_service" "web" {
  deployment_controller {
    type = "EXTERNAL"
  }
  task_definition = aws_ecs_task_definition.web.arn
  vpc_lattice_configurations {
    port_name = "http"
  }
  service_connect_configuration {
    enabled = true
    service {
      port_name             = "http"
      discovery_name        = ""
      ingress_port_override = 0
      client_alias {
        port     = 80
        dns_name = var.name
      }
    }
    service {
      port_name = "admin"
    }
  }
}
resource "aws_ecs_task_set" "web" {
  service         = aws_ecs_service.web.id
  task_definition = aws_ecs_task_definition.web.arn
}
resource "aws_ecs_task_set" "elsewhere" {
  service = var.service
}
"""


def test_what_service_connect_and_task_sets_refer_to(tmp_path: Path) -> None:
    web, task_set, elsewhere = module(tmp_path, TASK + CONNECT).services
    assert web.named_task_definition.value == "aws_ecs_task_definition.web"
    assert web.task_definition is None
    assert [name.raw for name in web.vpc_lattice_port_names.value] == ["http"]
    http, admin = web.service_connect.value.services.value
    assert (http.discovery_name.omitted, http.ingress_port_override.omitted) == (True, True)
    assert http.client_alias.value.port.value == 80
    assert http.client_alias.value.dns_name.unknown
    assert admin.client_alias.omitted
    assert task_set.of_service.value == web
    assert elsewhere.of_service.unknown
    assert web.of_service.omitted


@pytest.mark.parametrize(
    ("controls", "expected"),
    [
        ('[{ namespace = "net.core.somaxconn", value = "4096" }]', ["net.core.somaxconn"]),
        ("[{ namespace = var.name }]", [UNKNOWN]),
        ("[]", []),
    ],
)
def test_system_controls_are_their_namespaces(
    tmp_path: Path, controls: str, expected: list[object]
) -> None:
    source = TASK.replace('name = "web"', f'name = "web", systemControls = {controls}', 1)
    assert source != TASK
    (task,) = module(tmp_path, source).task_definitions
    (container,) = task.containers.value
    assert [namespace.raw for namespace in container.system_controls.value] == expected
