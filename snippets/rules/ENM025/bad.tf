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

variable "namespace_id" {
  type = string
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "batch" {
  family       = "batch"
  network_mode = "none"

  container_definitions = jsonencode([
    {
      name    = "batch"
      image   = "public.ecr.aws/docker/library/busybox:1.37"
      memory  = 256
      command = ["sh", "-c", "sleep 3600"]
    }
  ])
}

resource "aws_service_discovery_service" "batch" {
  name = "batch"

  dns_config {
    namespace_id = var.namespace_id

    dns_records {
      type = "SRV"
      ttl  = 10
    }
  }
}

# --8<-- [start:mistake]
resource "aws_ecs_service" "batch" {
  name            = "batch"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.batch.arn # network_mode = "none"
  desired_count   = 2

  service_registries {
    registry_arn = aws_service_discovery_service.batch.arn
  }
}
# --8<-- [end:mistake]
# --8<-- [end:example]
