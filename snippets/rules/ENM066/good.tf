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

variable "private_subnet_ids" {
  type = list(string)
}

variable "target_group_arns" {
  type        = map(string)
  description = "A blue and a green target group with the target type ip."
}

variable "listener_rule_arn" {
  type        = string
  description = "Listener rule that forwards to both target groups."
}

variable "load_balancer_role_arn" {
  type        = string
  description = "Role with which ECS changes the listener rule."
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      portMappings = [{ containerPort = 80 }]
    }
  ])
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"

  deployment_configuration {
    strategy = "BLUE_GREEN"
  }

  network_configuration {
    subnets = var.private_subnet_ids
  }

  load_balancer {
    target_group_arn = var.target_group_arns["blue"]
    container_name   = "web"
    container_port   = 80

    advanced_configuration {
      alternate_target_group_arn = var.target_group_arns["green"]
      production_listener_rule   = var.listener_rule_arn
      role_arn                   = var.load_balancer_role_arn
    }
  }
}
# --8<-- [end:example]
