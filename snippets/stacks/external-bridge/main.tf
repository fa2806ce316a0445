data "aws_region" "current" {}

resource "aws_ecs_cluster" "main" {
  name = var.name
}

# --8<-- [start:task]
resource "aws_ecs_task_definition" "web" {
  family                   = var.name
  network_mode             = "bridge" # Note 1
  requires_compatibilities = ["EXTERNAL"]
  execution_role_arn       = aws_iam_role.execution.arn # Note 2

  container_definitions = jsonencode([
    {
      name      = "web"
      image     = var.image
      essential = true
      cpu       = 128
      memory    = 256

      portMappings = [{ containerPort = var.container_port, hostPort = var.host_port }] # Note 3

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "web"
        }
      }
    }
  ])
}
# --8<-- [end:task]

# --8<-- [start:service]
resource "aws_ecs_service" "web" {
  name            = var.name
  cluster         = aws_ecs_cluster.main.arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "EXTERNAL" # Note 4
  desired_count   = var.instances

  deployment_minimum_healthy_percent = var.instances > 1 ? 50 : 0 # Note 5
  deployment_maximum_percent         = 100

  depends_on = [aws_iam_role_policy.execution]
}
# --8<-- [end:service]

resource "aws_cloudwatch_log_group" "web" {
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
    resources = ["${aws_cloudwatch_log_group.web.arn}:*"]
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
# --8<-- [end:role]
