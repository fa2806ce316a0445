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

variable "namespace_arn" {
  type = string
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "bridge"
  memory       = 512

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      portMappings = [{ name = "http", containerPort = 80 }]
    }
  ])
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = 2

  service_connect_configuration {
    enabled   = true
    namespace = var.namespace_arn

    service {
      port_name             = "http"
      ingress_port_override = 8080

      client_alias {
        port = 80
      }
    }
  }
}
# --8<-- [end:example]
