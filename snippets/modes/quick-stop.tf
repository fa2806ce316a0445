terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "vpc_id" {
  type        = string
  description = "VPC of the container instances."
}

# --8<-- [start:stop]
resource "aws_lb_target_group" "web" {
  name        = "web"
  target_type = "instance"
  port        = 80
  protocol    = "HTTP"
  vpc_id      = var.vpc_id

  # Longer than the longest request.
  deregistration_delay = 30
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      stopTimeout  = 15
      portMappings = [{ containerPort = 80, hostPort = 8080 }]
    }
  ])
}
# --8<-- [end:stop]
