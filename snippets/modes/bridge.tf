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
  description = "VPC of the container instances."
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

# --8<-- [start:task]
resource "aws_ecs_task_definition" "web" {
  family                   = "web" # Note 1
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name   = "web"
      image  = "public.ecr.aws/nginx/nginx:1.29"
      memory = 256 # Note 2

      # 0: each copy gets a free port on the instance.
      portMappings = [{ containerPort = 80, hostPort = 0 }] # Note 3
    }
  ])
}
# --8<-- [end:task]

# --8<-- [start:service]
resource "aws_ecs_service" "web" { # Note 4
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "EC2"
  desired_count   = 2

  # No network_configuration: ECS rejects it outside awsvpc.

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 80 # Note 5
  }

  # ECS rejects a target group that no listener uses yet.
  depends_on = [aws_lb_listener_rule.web] # Note 6
}
# --8<-- [end:service]

# --8<-- [start:target-group]
resource "aws_lb_target_group" "web" {
  name        = "web-bridge"
  target_type = "instance" # Note 7
  port        = 80         # Note 8
  protocol    = "HTTP"
  vpc_id      = var.vpc_id
}

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
# --8<-- [end:target-group]

# --8<-- [start:security-group]
# Any dynamic port may be in use, so the load balancer needs the whole range.
resource "aws_vpc_security_group_ingress_rule" "instances_from_lb" {
  security_group_id            = var.instance_security_group_id # Note 9
  referenced_security_group_id = var.lb_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 32768 # Note 10
  to_port                      = 65535
}
# --8<-- [end:security-group]
