"""Configurations rebuilt from what users reported: refused ones are found, valid ones let be.

`RULES` names the rule that has to find a refused one. Of a way of writing that cannot be followed
the run says so: it is never silent.
"""

import json
from textwrap import dedent

import pytest
from support.command import write

# What the configurations have in common; each changes or adds what it is about.
FARGATE = """
resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
%s
  container_definitions = jsonencode([{
    name  = "app"
    image = "registry.example/app:3"
    portMappings = [%s]
  }])
}
"""
SERVICE = """
resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = "prod"
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"
  network_configuration { subnets = ["subnet-0123456789abcdef0"] }
%s
}
"""
TARGET_GROUP = """
resource "aws_lb_target_group" "app" {
  name        = "app"
  port        = 3000
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = "vpc-0123456789abcdef0"
}
"""
BALANCED = """
  load_balancer {
    target_group_arn = aws_lb_target_group.app.arn
    container_name   = "app"
    container_port   = %d
  }
"""
CONNECT = """
  service_connect_configuration {
    enabled   = true
    namespace = "internal"
    service {
      port_name = "http"
%s
      client_alias { port = 80 }
    }
  }
"""
PORT = '{ containerPort = 3000, name = "http" }'
LISTENER = """
resource "aws_lb_listener" "app" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:x:111122223333:loadbalancer/app/app/0123"
  port              = 80
  default_action {
%s
  }
}
"""
EXTERNAL = """
resource "aws_ecs_service" "app" {
  name    = "app"
  cluster = "prod"
  deployment_controller { type = "EXTERNAL" }
%s
}
resource "aws_ecs_task_set" "app" {
  service         = aws_ecs_service.app.id
  cluster         = "prod"
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"
  network_configuration { subnets = ["subnet-0123456789abcdef0"] }
}
"""
SUBNETS = '  network_configuration { subnets = ["subnet-0123456789abcdef0"] }'
TASK = FARGATE % ("", PORT)

REFUSED = {
    "one port in two protocols behind a load balancer": (
        FARGATE % ("", '{ containerPort = 53 }, { containerPort = 53, protocol = "udp" }')
        + TARGET_GROUP
        + SERVICE % (BALANCED % 53),
        "ENM049",
    ),
    "Classic Load Balancer and a dynamic port": (
        """
        resource "aws_ecs_task_definition" "app" {
          family       = "app"
          network_mode = "bridge"
          container_definitions = jsonencode([{
            name         = "app"
            image        = "registry.example/app:3"
            memory       = 256
            portMappings = [{ containerPort = 80, hostPort = 0 }]
          }])
        }
        resource "aws_ecs_service" "app" {
          name            = "app"
          cluster         = "prod"
          task_definition = aws_ecs_task_definition.app.arn
          iam_role        = "ecsServiceRole"
          load_balancer {
            elb_name       = "app-classic"
            container_name = "app"
            container_port = 80
          }
        }
        """,
        "ENM050",
    ),
    "network configuration on a service of task sets": (TASK + EXTERNAL % SUBNETS, "ENM048"),
    "ingress port below 1024": (
        TASK + SERVICE % (CONNECT % "      ingress_port_override = 443"),
        "ENM056",
    ),
    "ip target group attached to an Auto Scaling group": (
        TARGET_GROUP
        + """
        resource "aws_autoscaling_attachment" "app" {
          autoscaling_group_name = "instances"
          lb_target_group_arn    = aws_lb_target_group.app.arn
        }
        """,
        "ENM046",
    ),
    "Step Functions task without a network configuration": (
        TASK
        + """
        resource "aws_sfn_state_machine" "app" {
          name     = "app"
          role_arn = "arn:aws:iam::111122223333:role/states"
          definition = jsonencode({
            StartAt = "Import"
            States = {
              Import = {
                Type     = "Task"
                Resource = "arn:aws:states:::ecs:runTask.sync"
                Parameters = {
                  LaunchType     = "FARGATE"
                  Cluster        = "prod"
                  TaskDefinition = aws_ecs_task_definition.app.arn
                }
                End = true
              }
            }
          })
        }
        """,
        "ENM060",
    ),
    "Service Connect on Windows": (
        (
            FARGATE
            % ('  runtime_platform { operating_system_family = "WINDOWS_SERVER_2022_CORE" }', PORT)
        )
        .replace("= 512", "= 2048")
        .replace("= 1024", "= 4096")
        + SERVICE % (CONNECT % ""),
        "ENM027",
    ),
    "port above 65535": (FARGATE % ("", "{ containerPort = 70000 }"), "ENM033"),
    "namespace of Cloud Map as a registry": (
        TASK
        + SERVICE
        % (
            "  service_registries {\n"
            "    registry_arn = aws_service_discovery_private_dns_namespace.app.arn\n  }\n"
        ),
        "ENM068",
    ),
    "placement strategy on Fargate": (
        TASK + SERVICE % '  ordered_placement_strategy {\n    type = "spread"\n  }\n',
        "ENM063",
    ),
    "CodeDeploy without a load balancer": (
        TASK + SERVICE % '  deployment_controller {\n    type = "CODE_DEPLOY"\n  }\n',
        "ENM066",
    ),
    "secrets without an execution role": (
        (FARGATE % ("", PORT)).replace(
            '    name  = "app"',
            '    name  = "app"\n    secrets = [{ name = "A", valueFrom = "b" }]',
        ),
        "ENM067",
    ),
}

VALID = {
    "task sets done right": TASK + EXTERNAL % "",
    "no word on the order of listener and service": TASK
    + TARGET_GROUP
    + LISTENER % '    type = "forward"\n    target_group_arn = aws_lb_target_group.app.arn'
    + SERVICE % (BALANCED % 3000),
    "listener that only redirects, with a rule that may be elsewhere": TASK
    + TARGET_GROUP
    + LISTENER % '    type = "redirect"\n    redirect { status_code = "HTTP_301" }'
    + SERVICE % (BALANCED % 3000 + "  depends_on = [aws_lb_listener.app]\n"),
    "network configuration only with awsvpc": """
        variable "network_mode" { default = "bridge" }
        resource "aws_ecs_task_definition" "app" {
          family       = "app"
          network_mode = var.network_mode
          container_definitions = jsonencode([{ name = "app", image = "a:1", memory = 128 }])
        }
        resource "aws_ecs_service" "app" {
          name            = "app"
          cluster         = "prod"
          task_definition = aws_ecs_task_definition.app.arn
          launch_type     = "EC2"
          dynamic "network_configuration" {
            for_each = aws_ecs_task_definition.app.network_mode == "awsvpc" ? [1] : []
            content { subnets = ["subnet-0123456789abcdef0"] }
          }
        }
        """,
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_aws_refuses_is_found(run, case: str) -> None:
    text, rule = REFUSED[case]
    assert run("check", "--format", "json", write("main.tf", dedent(text))).rules == [rule]


@pytest.mark.parametrize("case", VALID)
def test_what_is_valid_is_let_be(run, case: str) -> None:
    result = run("check", "--format", "json", write("main.tf", dedent(VALID[case])))
    assert result.rules == []
    assert result.status == 0


# --- Ways of writing -----------------------------------------------------------------------------

MODULE = {
    "main.tf": """
        module "app" {
          source       = "./app"
          network_mode = "bridge"
        }
        """,
    "app/main.tf": """
        variable "network_mode" {}
        resource "aws_ecs_task_definition" "app" {
          family                = "app"
          network_mode          = var.network_mode
          container_definitions = jsonencode([{ name = "app", image = "a:1", memory = 64 }])
        }
        resource "aws_ecs_service" "app" {
          name            = "app"
          task_definition = aws_ecs_task_definition.app.arn
          network_configuration { subnets = ["subnet-0123456789abcdef0"] }
        }
        """,
}
OUTPUT = {
    "main.tf": """
        module "app" {
          source = "./app"
          mode   = "awsvpc"
        }
        resource "aws_ecs_service" "app" {
          name            = "app"
          task_definition = module.app.arn
          launch_type     = "FARGATE"
        }
        """,
    "app/main.tf": """
        variable "mode" {}
        resource "aws_ecs_task_definition" "app" {
          family                = "app"
          network_mode          = var.mode
          container_definitions = jsonencode([{ name = "app", image = "a:1", memory = 64 }])
        }
        output "arn" { value = aws_ecs_task_definition.app.arn }
        """,
}
PART = """
        resource "aws_ecs_task_definition" "app" {
          %s
          requires_compatibilities = ["FARGATE"]
          network_mode             = %s
          cpu                      = 256
          memory                   = 512
          container_definitions    = %s
        }
        """
JSON = (
    '[{"name": "app", "image": "a:1", "portMappings": [{"containerPort": 8080, "hostPort": 80}]}]'
)
CONTAINERS = 'jsonencode([{ name = "app", image = "a:1" }])'
MAPPED = (
    'jsonencode([{ name = "app", image = "a:1", portMappings = '
    "[{ containerPort = each.value.port, hostPort = each.value.host }] }])"
)
WAYS = {
    "a local module called with a mode": MODULE,
    "the output of a local module": OUTPUT,
    "an entry of for_each that is wrong": {
        "main.tf": """
        locals {
          apps = { api = { port = 8080, host = 8080 }, admin = { port = 9090, host = 80 } }
        }
        """
        + PART % ("for_each = local.apps\n          family = each.key", '"awsvpc"', MAPPED)
    },
    "templatefile": {
        "main.tf": PART
        % ('family = "app"', '"awsvpc"', 'templatefile("${path.module}/app.tpl", { port = 8080 })'),
        "app.tpl": JSON.replace("8080", "${port}"),
    },
    "file": {
        "main.tf": PART % ('family = "app"', '"awsvpc"', 'file("${path.module}/app.json")'),
        "app.json": JSON,
    },
    "try": {
        "main.tf": 'variable "app" { default = { mode = "bridge" } }\n'
        + PART % ('family = "app"', 'try(var.app.mode, "awsvpc")', CONTAINERS)
    },
    "coalesce with null": {
        "main.tf": 'variable "mode" { default = null }\n'
        + PART % ('family = "app"', 'coalesce(var.mode, "host")', CONTAINERS)
    },
    "lookup": {
        "main.tf": 'variable "app" { default = { mode = "bridge" } }\n'
        + PART % ('family = "app"', 'lookup(var.app, "mode", "awsvpc")', CONTAINERS)
    },
    "one, join and an index of count": {
        "main.tf": PART % ('count = 1\n          family = "app"', '"awsvpc"', CONTAINERS)
        + "".join(
            f"""
        resource "aws_ecs_service" "app_{number}" {{
          name            = "app"
          launch_type     = "FARGATE"
          task_definition = {link}
        }}
        """
            for number, link in enumerate(
                (
                    "aws_ecs_task_definition.app[0].arn",
                    'join("", aws_ecs_task_definition.app[*].arn)',
                    "one(aws_ecs_task_definition.app[*].arn)",
                )
            )
        )
    },
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_read_is_said(run, way: str) -> None:
    for name, text in WAYS[way].items():
        write(f"infra/{name}", dedent(text))
    result = run("check", "--format", "json", "infra")
    said = json.loads(result.out)
    assert said["findings"] or said["notices"]
