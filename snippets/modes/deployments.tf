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

variable "capacity_provider_name" {
  type        = string
  description = "Capacity provider of the cluster with managed scaling."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the tasks, one per Availability Zone."
}

# --8<-- [start:static-port]
resource "aws_ecs_task_definition" "proxy" {
  family                   = "proxy"
  network_mode             = "host"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name         = "proxy"
      image        = "public.ecr.aws/nginx/nginx-unprivileged:1.29"
      user         = "101"
      memory       = 256
      portMappings = [{ containerPort = 8080, hostPort = 8080 }]
    }
  ])
}

resource "aws_ecs_service" "proxy" {
  name            = "proxy"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.proxy.arn
  launch_type     = "EC2"
  desired_count   = 2

  # One of the two tasks stops first and frees port 8080 of its instance.
  deployment_minimum_healthy_percent = 50
  deployment_maximum_percent         = 100
}
# --8<-- [end:static-port]

# --8<-- [start:task-eni]
resource "aws_ecs_task_definition" "api" {
  family                   = "api"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name         = "api"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80 }]
    }
  ])
}

resource "aws_ecs_service" "api" {
  name            = "api"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.api.arn
  desired_count   = 4

  # Six tasks at most, not eight: fewer ENIs and addresses at the peak.
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 150

  # No launch_type: a task without room makes the provider add an instance.
  capacity_provider_strategy {
    capacity_provider = var.capacity_provider_name
    weight            = 1
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "instanceId"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets = var.private_subnet_ids
  }
}
# --8<-- [end:task-eni]
