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
  description = "ECS cluster of the service."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the tasks, with a route to the image."
}

variable "task_security_group_id" {
  type        = string
  description = "Security group of the tasks."
}

variable "target_group_arn" {
  type        = string
  description = "Target group of type ip that a listener uses."
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "iis" {
  family                   = "iis"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 2048
  memory                   = 4096

  runtime_platform {
    operating_system_family = "WINDOWS_SERVER_2022_CORE"
    cpu_architecture        = "X86_64"
  }

  container_definitions = jsonencode([
    {
      name         = "iis"
      image        = "mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022"
      portMappings = [{ containerPort = 80 }]
    }
  ])
}

resource "aws_ecs_service" "iis" {
  name            = "iis"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.iis.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets         = var.subnet_ids
    security_groups = [var.task_security_group_id]
  }

  load_balancer {
    target_group_arn = var.target_group_arn
    container_name   = "iis"
    container_port   = 80
  }
}
# --8<-- [end:example]
