resource "aws_ecs_cluster" "main" {
  name = var.name
}

# --8<-- [start:task]
locals {
  # Ports of the instance itself.
  ports = { grpc = 4317, http = 4318, health = 13133 }

  collector = {
    extensions = {
      health_check = { endpoint = "127.0.0.1:${local.ports.health}" }
    }
    receivers = {
      otlp = {
        protocols = {
          grpc = { endpoint = "0.0.0.0:${local.ports.grpc}" }
          http = { endpoint = "0.0.0.0:${local.ports.http}" }
        }
      }
    }
    processors = { batch = { timeout = "1s" } }
    exporters  = { awsxray = { region = data.aws_region.current.id } }
    service = {
      extensions = ["health_check"]
      pipelines = {
        traces = { receivers = ["otlp"], processors = ["batch"], exporters = ["awsxray"] }
      }
    }
  }
}

resource "aws_ecs_task_definition" "collector" {
  family                   = var.name
  network_mode             = "host" # Note 1
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn # Note 2

  container_definitions = jsonencode([
    {
      name        = "collector"
      image       = var.image
      essential   = true
      cpu         = 128
      memory      = 256
      user        = var.user                                                               # Note 3
      environment = [{ name = "AOT_CONFIG_CONTENT", value = yamlencode(local.collector) }] # Note 4
      healthCheck = { command = ["CMD", "/healthcheck"] }

      portMappings = [ # Note 5
        for port in values(local.ports) : { containerPort = port, hostPort = port }
      ]

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.collector.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "collector"
        }
      }
    }
  ])
}
# --8<-- [end:task]

# --8<-- [start:service]
resource "aws_ecs_service" "collector" {
  name                = var.name
  cluster             = aws_ecs_cluster.main.arn
  task_definition     = aws_ecs_task_definition.collector.arn
  launch_type         = "EC2"    # Note 6
  scheduling_strategy = "DAEMON" # Note 7

  deployment_minimum_healthy_percent = var.instances > 1 ? 50 : 0 # Note 8

  depends_on = [
    aws_autoscaling_group.instances,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.task,
  ]
}
# --8<-- [end:service]

resource "aws_cloudwatch_log_group" "collector" {
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
    resources = ["${aws_cloudwatch_log_group.collector.arn}:*"]
  }

  # Only for an image in a private ECR repository; GetAuthorizationToken has no resource.
  statement {
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetAuthorizationToken",
      "ecr:GetDownloadUrlForLayer",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "execution" {
  name   = "logs-and-image"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.execution.json
}

resource "aws_iam_role" "task" {
  name               = "${var.name}-task"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

# A trace has no ARN.
data "aws_iam_policy_document" "task" {
  statement {
    actions   = ["xray:PutTraceSegments"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "task" {
  name   = "traces"
  role   = aws_iam_role.task.id
  policy = data.aws_iam_policy_document.task.json
}
# --8<-- [end:role]
