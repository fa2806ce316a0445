# --8<-- [start:target-group]
resource "aws_lb_target_group" "host" {
  name        = var.name
  vpc_id      = aws_vpc.main.id
  target_type = "instance"
  protocol    = "HTTP"
  port        = var.container_port

  deregistration_delay = 30
}
# --8<-- [end:target-group]

# --8<-- [start:security-group]
resource "aws_vpc_security_group_egress_rule" "alb_instance" {
  security_group_id            = aws_security_group.alb.id
  referenced_security_group_id = aws_security_group.instance.id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port
}

resource "aws_vpc_security_group_ingress_rule" "instance_alb" {
  security_group_id            = aws_security_group.instance.id
  referenced_security_group_id = aws_security_group.alb.id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port
}
# --8<-- [end:security-group]

# --8<-- [start:task]
resource "aws_ecs_task_definition" "host" {
  family                   = var.name
  network_mode             = "host"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([
    {
      name      = "web"
      image     = var.image
      essential = true
      user      = "101"
      cpu       = 128
      memory    = 256

      portMappings = [{ containerPort = var.container_port, hostPort = var.container_port }]

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
resource "aws_ecs_service" "host" {
  name            = var.name
  cluster         = aws_ecs_cluster.main.arn
  task_definition = aws_ecs_task_definition.host.arn
  desired_count   = var.tasks

  health_check_grace_period_seconds = 30

  # The host port of an instance is free only when the old task has stopped.
  deployment_minimum_healthy_percent = 50
  deployment_maximum_percent         = 100

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.main.name
    weight            = 1
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.host.arn
    container_name   = "web"
    container_port   = var.container_port
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  depends_on = [
    aws_lb_listener_rule.back,
    aws_ecs_cluster_capacity_providers.main,
    aws_iam_role_policy.execution,
  ]
}
# --8<-- [end:service]
