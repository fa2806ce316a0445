terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "agent" {
  family       = "agent"
  network_mode = "host"

  container_definitions = jsonencode([
    {
      name         = "agent"
      image        = "public.ecr.aws/aws-observability/aws-otel-collector:v0.48.0"
      user         = "aoc"
      memory       = 256
      portMappings = [{ containerPort = 4317, hostPort = 4317 }]
    }
  ])
}
# --8<-- [end:example]
