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

# --8<-- [start:example]
resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "bridge"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80, hostPort = 0 }]
    }
  ])
}

# --8<-- [start:mistake]
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn # hostPort = 0
  desired_count   = 2

  load_balancer {
    elb_name       = "web"
    container_name = "web"
    container_port = 80
  }
}
# --8<-- [end:mistake]
# --8<-- [end:example]
