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
  task_role_arn            = var.task_role_arn

  container_definitions = jsonencode([
    {
      name   = "collector"
      image  = "public.ecr.aws/aws-observability/aws-otel-collector:v0.48.0"
      memory = 512

      # The instance's loopback services are reachable, so never run as root.
      user = "aoc"

      # Set hostPort: if omitted, every plan replaces the task definition.
      portMappings = [
        { containerPort = 4317, hostPort = 4317 },
        { containerPort = 4318, hostPort = 4318 },
        { containerPort = 2000, hostPort = 2000, protocol = "udp" }
      ]
    }
  ])
}
# --8<-- [end:task]

# --8<-- [start:service]
resource "aws_ecs_service" "collector" {
  name                = "collector"
  cluster             = var.cluster_arn
  task_definition     = aws_ecs_task_definition.collector.arn
  launch_type         = "EC2"
  scheduling_strategy = "DAEMON"
}
# --8<-- [end:service]
