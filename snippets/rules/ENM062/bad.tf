terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "capacity_provider_name" {
  type = string
}

# --8<-- [start:example]
resource "aws_ecs_cluster" "main" {
  name = "main"
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = [var.capacity_provider_name]

  default_capacity_provider_strategy {
    capacity_provider = var.capacity_provider_name
    weight            = 1
  }
}

resource "aws_ecs_task_definition" "agent" {
  family       = "agent"
  network_mode = "host"

  container_definitions = jsonencode([
    {
      name    = "agent"
      image   = "public.ecr.aws/docker/library/busybox:1.37"
      user    = "65534"
      memory  = 128
      command = ["sh", "-c", "while true; do date; sleep 60; done"]
    }
  ])
}

# --8<-- [start:mistake]
resource "aws_ecs_service" "agent" {
  name                = "agent"
  cluster             = aws_ecs_cluster.main.id
  task_definition     = aws_ecs_task_definition.agent.arn
  scheduling_strategy = "DAEMON"
}
# --8<-- [end:mistake]
# --8<-- [end:example]
