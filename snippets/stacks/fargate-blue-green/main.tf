resource "aws_ecs_cluster" "main" {
  name = var.name
}

resource "aws_ecs_task_definition" "web" {
  family                   = var.name
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "256"
  memory                   = "512"
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = var.image
      essential    = true
      portMappings = [{ containerPort = var.container_port }]

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

# --8<-- [start:service]
resource "aws_ecs_service" "web" {
  name            = var.name
  cluster         = aws_ecs_cluster.main.arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = var.tasks

  health_check_grace_period_seconds = 30

  deployment_configuration {
    strategy             = "BLUE_GREEN"     # Note 1
    bake_time_in_minutes = var.bake_minutes # Note 2

    dynamic "lifecycle_hook" {
      for_each = var.pause_minutes > 0 ? [var.pause_minutes] : []

      content {
        target_type      = "PAUSE" # Note 3
        lifecycle_stages = ["POST_TEST_TRAFFIC_SHIFT"]

        timeout_configuration {
          timeout_in_minutes = lifecycle_hook.value
          action             = "ROLLBACK"
        }
      }
    }
  }

  network_configuration {
    subnets         = aws_subnet.private[*].id
    security_groups = [aws_security_group.task.id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web["blue"].arn
    container_name   = "web"
    container_port   = var.container_port

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.web["green"].arn
      production_listener_rule   = aws_lb_listener_rule.web["production"].arn # Note 4
      test_listener_rule         = aws_lb_listener_rule.web["test"].arn
      role_arn                   = aws_iam_role.load_balancer.arn # Note 5
    }
  }

  depends_on = [
    aws_route.nat,
    aws_iam_role_policy.execution,
    aws_iam_role_policy_attachment.load_balancer,
  ]
}
# --8<-- [end:service]

# --8<-- [start:role]
# With this role, ECS registers tasks and moves traffic.
resource "aws_iam_role" "load_balancer" {
  name = "${var.name}-load-balancer"

  assume_role_policy = data.aws_iam_policy_document.assume["ecs"].json
}

resource "aws_iam_role_policy_attachment" "load_balancer" {
  role       = aws_iam_role.load_balancer.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}
# --8<-- [end:role]

resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/${var.name}"
  retention_in_days = 30
}

# --8<-- [start:execution-role]
data "aws_iam_policy_document" "assume" {
  for_each = toset(["ecs", "ecs-tasks"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "execution" {
  name               = "${var.name}-execution"
  assume_role_policy = data.aws_iam_policy_document.assume["ecs-tasks"].json
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
# --8<-- [end:execution-role]
