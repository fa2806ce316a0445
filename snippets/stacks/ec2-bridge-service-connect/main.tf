resource "aws_ecs_cluster" "main" {
  name = var.name
}

# --8<-- [start:namespace]
# Service Connect needs no DNS zone: a namespace for API calls is enough.
resource "aws_service_discovery_http_namespace" "main" {
  name = var.name
}
# --8<-- [end:namespace]

# --8<-- [start:task]
resource "aws_ecs_task_definition" "app" {
  for_each = { api = "web", web = "api" }

  family                   = "${var.name}-${each.key}"
  network_mode             = "bridge" # Note 1
  requires_compatibilities = ["EC2"]
  cpu                      = "384"
  memory                   = "256" # Note 2
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([
    {
      name      = each.key
      image     = "public.ecr.aws/docker/library/python:3.13-alpine"
      command   = ["python", "-c", local.program]
      essential = true

      environment = [
        { name = "NAME", value = each.key },
        { name = "PEER", value = "http://${each.value}:8080" },
      ]

      portMappings = [
        {
          name          = "http" # Note 3
          containerPort = 8080
          hostPort      = 0 # Note 4
          appProtocol   = "http"
        }
      ]

      logConfiguration = {
        logDriver = "awslogs"
        options   = merge(local.logs, { awslogs-stream-prefix = "app" })
      }
    }
  ])
}
# --8<-- [end:task]

# --8<-- [start:api]
resource "aws_ecs_service" "api" {
  name            = "api"
  cluster         = aws_ecs_cluster.main.arn
  task_definition = aws_ecs_task_definition.app["api"].arn
  desired_count   = var.tasks

  wait_for_steady_state = true # Note 5

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.main.name
    weight            = 1
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn

    service {
      port_name      = "http"
      discovery_name = "api"

      client_alias {
        dns_name = "api" # Note 6
        port     = 8080
      }
    }

    log_configuration {
      log_driver = "awslogs"
      options    = merge(local.logs, { awslogs-stream-prefix = "proxy" })
    }
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  depends_on = [
    aws_ecs_cluster_capacity_providers.main,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.proxy,
  ]
}
# --8<-- [end:api]

# --8<-- [start:web]
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.main.arn
  task_definition = aws_ecs_task_definition.app["web"].arn
  desired_count   = var.tasks

  health_check_grace_period_seconds = 30

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.main.name
    weight            = 1
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn

    service {
      port_name      = "http"
      discovery_name = "web"

      client_alias {
        dns_name = "web"
        port     = 8080
      }
    }

    log_configuration {
      log_driver = "awslogs"
      options    = merge(local.logs, { awslogs-stream-prefix = "proxy" })
    }
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  depends_on = [
    aws_ecs_service.api, # Note 7
    aws_lb_listener.http,
    aws_ecs_cluster_capacity_providers.main,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.proxy,
  ]
}
# --8<-- [end:web]

locals {
  logs = {
    awslogs-group  = aws_cloudwatch_log_group.main.name
    awslogs-region = data.aws_region.current.id
  }
}

resource "aws_cloudwatch_log_group" "main" {
  name              = "/ecs/${var.name}"
  retention_in_days = 30
}

# --8<-- [start:role]
data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "execution" {
  name               = "${var.name}-execution"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

data "aws_iam_policy_document" "execution" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.main.arn}:*"]
  }
}

resource "aws_iam_role_policy" "execution" {
  name   = "logs"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.execution.json
}
# --8<-- [end:role]
