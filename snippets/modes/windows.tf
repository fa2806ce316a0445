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

# --8<-- [start:task]
resource "aws_ecs_task_definition" "web" { # Note 1
  family                   = "web-windows"
  requires_compatibilities = ["EC2"]

  # No network_mode: on Windows, this means Docker's nat network.

  runtime_platform {
    operating_system_family = "WINDOWS_SERVER_2022_CORE" # Note 2
    cpu_architecture        = "X86_64"
  }

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022" # Note 3
      cpu          = 512
      memory       = 2048
      portMappings = [{ containerPort = 80, hostPort = 8080 }] # Note 4
    }
  ])
}
# --8<-- [end:task]

# --8<-- [start:service]
resource "aws_ecs_service" "web" {
  name                               = "web-windows"
  cluster                            = var.cluster_arn
  task_definition                    = aws_ecs_task_definition.web.arn
  launch_type                        = "EC2"
  desired_count                      = 2
  deployment_minimum_healthy_percent = 50 # Note 5

  # Port 8080 exists once per instance.
  placement_constraints {
    type = "distinctInstance" # Note 6
  }
}
# --8<-- [end:service]
