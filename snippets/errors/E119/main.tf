terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "cluster_arn" {
  type        = string
  description = "ECS cluster that runs the tasks."
}

variable "vpc_id" {
  type        = string
  description = "VPC of the instances."
}

variable "listener_arn" {
  type        = string
  description = "Application Load Balancer listener that gets the rule."
}

variable "lb_security_group_id" {
  type        = string
  description = "Security group of the load balancer."
}

variable "instance_security_group_id" {
  type        = string
  description = "Security group of the container instances."
}

# --8<-- [start:static-port]
resource "aws_vpc_security_group_ingress_rule" "instances_from_lb" {
  security_group_id            = var.instance_security_group_id
  referenced_security_group_id = var.lb_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}
# --8<-- [end:static-port]

resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "bridge"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80, hostPort = 8080 }]
    }
  ])
}

# --8<-- [start:grace]
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "EC2"
  desired_count   = 2

  deployment_minimum_healthy_percent = 50

  # Longer than the application takes to start.
  health_check_grace_period_seconds = 120

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 80
  }

  depends_on = [aws_lb_listener_rule.web]
}
# --8<-- [end:grace]

# --8<-- [start:health-check]
resource "aws_lb_target_group" "web" {
  name        = "web"
  target_type = "instance"
  port        = 80
  protocol    = "HTTP"
  vpc_id      = var.vpc_id

  health_check {
    # port stays at its default, traffic-port.
    path    = "/healthz"
    matcher = "200"
    timeout = 5
  }
}
# --8<-- [end:health-check]

resource "aws_lb_listener_rule" "web" {
  listener_arn = var.listener_arn

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
