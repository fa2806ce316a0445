terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "cluster_arn" {
  type = string
}

variable "load_balancer_arn" {
  type = string
}

variable "private_subnet_ids" {
  type = list(string)
}

variable "vpc_id" {
  type = string
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "syslog" {
  family       = "syslog"
  network_mode = "awsvpc"

  # --8<-- [start:mistake]
  container_definitions = jsonencode([
    {
      name    = "syslog"
      image   = "public.ecr.aws/docker/library/busybox:1.37"
      memory  = 128
      command = ["sh", "-c", "while true; do nc -l -p 514; done"]
      portMappings = [
        { containerPort = 514, protocol = "tcp" },
        { containerPort = 514, protocol = "udp" }
      ]
    }
  ])
  # --8<-- [end:mistake]
}

resource "aws_ecs_service" "syslog" {
  name            = "syslog"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.syslog.arn
  desired_count   = 2

  network_configuration {
    subnets = var.private_subnet_ids
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.syslog.arn
    container_name   = "syslog"
    container_port   = 514
  }

  depends_on = [aws_lb_listener.syslog]
}

resource "aws_lb_target_group" "syslog" {
  name        = "syslog"
  port        = 514
  protocol    = "TCP"
  target_type = "ip"
  vpc_id      = var.vpc_id
}

resource "aws_lb_listener" "syslog" {
  load_balancer_arn = var.load_balancer_arn
  port              = 514
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.syslog.arn
  }
}
# --8<-- [end:example]
