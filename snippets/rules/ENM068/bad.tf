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

variable "public_subnet_ids" {
  type = list(string)
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "bridge"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 128
      portMappings = [{ containerPort = 80, hostPort = 8080 }]
    }
  ])
}

resource "aws_lb" "web" {
  name    = "web"
  subnets = var.public_subnet_ids
}

# --8<-- [start:mistake]
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn

  load_balancer {
    elb_name       = aws_lb.web.name
    container_name = "web"
    container_port = 80
  }
}
# --8<-- [end:mistake]
# --8<-- [end:example]
