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
  description = "VPC of the tasks."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the tasks, one per Availability Zone."
}

variable "task_security_group_id" {
  type        = string
  description = "Security group of the tasks."
}

# --8<-- [start:namespace]
resource "aws_service_discovery_private_dns_namespace" "main" {
  name = "app.internal"
  vpc  = var.vpc_id
}
# --8<-- [end:namespace]

# --8<-- [start:srv]
resource "aws_service_discovery_service" "web" {
  name = "_web._tcp"

  dns_config {
    namespace_id = aws_service_discovery_private_dns_namespace.main.id

    dns_records {
      type = "SRV"
      ttl  = 10
    }
  }

  # ECS reports the result of container health checks.
  health_check_custom_config {}
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name      = "web"
      image     = "public.ecr.aws/nginx/nginx:1.29"
      memory    = 256
      essential = true

      portMappings = [{ containerPort = 80, hostPort = 0 }]

      healthCheck = { command = ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] }
    }
  ])
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = 2

  service_registries {
    registry_arn   = aws_service_discovery_service.web.arn
    container_name = "web"
    container_port = 80
  }
}
# --8<-- [end:srv]

# --8<-- [start:address]
resource "aws_service_discovery_service" "api" {
  name = "api"

  dns_config {
    namespace_id = aws_service_discovery_private_dns_namespace.main.id

    dns_records {
      type = "A"
      ttl  = 10
    }
  }

  health_check_custom_config {}
}

resource "aws_ecs_task_definition" "api" {
  family                   = "api"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name         = "api"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      essential    = true
      portMappings = [{ containerPort = 80 }]
      healthCheck  = { command = ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] }
    }
  ])
}

resource "aws_ecs_service" "api" {
  name            = "api"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.api.arn
  desired_count   = 2

  network_configuration {
    subnets         = var.private_subnet_ids
    security_groups = [var.task_security_group_id]
  }

  service_registries {
    registry_arn = aws_service_discovery_service.api.arn
  }
}
# --8<-- [end:address]
