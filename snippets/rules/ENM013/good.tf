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
resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "bridge"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80 }]
    }
  ])
}

# For tasks with network_mode = "bridge"
resource "aws_service_discovery_service" "web" {
  name = "web"

  dns_config {
    namespace_id = var.namespace_id

    dns_records {
      type = "SRV"
      ttl  = 10
    }
  }
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn # network_mode = "bridge"
  desired_count   = 2

  service_registries {
    registry_arn   = aws_service_discovery_service.web.arn
    container_name = "web"
    container_port = 80
  }
}
# --8<-- [end:example]
