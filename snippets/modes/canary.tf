terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.21"
    }
  }
}

variable "cluster_arn" {
  type        = string
  description = "ECS cluster that runs the tasks."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets with a route to the internet through a NAT gateway."
}

variable "target_group_arns" {
  type        = map(string)
  description = "Two target groups, one for each revision, under the keys `blue` and `green`."
}

variable "listener_rule_arns" {
  type        = map(string)
  description = "Listener rules with both target groups, under the keys `production` and `test`."
}

variable "infrastructure_role_arn" {
  type        = string
  description = "Infrastructure role with which ECS changes the listener rules."
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "256"
  memory                   = "512"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      portMappings = [{ containerPort = 80 }]
    }
  ])
}

# --8<-- [start:service]
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets = var.private_subnet_ids
  }

  deployment_configuration {
    strategy             = "CANARY"
    bake_time_in_minutes = 5

    canary_configuration {
      canary_percent              = 10
      canary_bake_time_in_minutes = 15
    }
  }

  load_balancer {
    target_group_arn = var.target_group_arns["blue"]
    container_name   = "web"
    container_port   = 80

    advanced_configuration {
      alternate_target_group_arn = var.target_group_arns["green"]
      production_listener_rule   = var.listener_rule_arns["production"]
      test_listener_rule         = var.listener_rule_arns["test"]
      role_arn                   = var.infrastructure_role_arn
    }
  }
}
# --8<-- [end:service]
