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

variable "task_role_arn" {
  type        = string
  description = "Role that can write traces to AWS X-Ray and metrics to CloudWatch."
}

# --8<-- [start:task]
resource "aws_ecs_task_definition" "collector" {
  family                   = "collector"
  network_mode             = "host"
  requires_compatibilities = ["EC2"]
  task_role_arn            = var.task_role_arn # Note 1

  container_definitions = jsonencode([
    {
      name   = "collector"
      image  = "public.ecr.aws/aws-observability/aws-otel-collector:v0.48.0" # Note 2
      memory = 512

      # The instance's loopback services are reachable, so never run as root.
      user = "aoc" # Note 3

      # Set hostPort: if omitted, every plan replaces the task definition.
      portMappings = [ # Note 4
        { containerPort = 4317, hostPort = 4317 },
        { containerPort = 4318, hostPort = 4318 },
        { containerPort = 2000, hostPort = 2000, protocol = "udp" }
      ]
    }
  ])
}
# --8<-- [end:task]

# --8<-- [start:service]
resource "aws_ecs_service" "collector" { # Note 5
  name                = "collector"
  cluster             = var.cluster_arn
  task_definition     = aws_ecs_task_definition.collector.arn
  launch_type         = "EC2"    # Note 6
  scheduling_strategy = "DAEMON" # Note 7
}
# --8<-- [end:service]
