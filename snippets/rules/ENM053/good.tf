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

variable "public_target_group_arn" {
  type = string
}

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

resource "aws_ecs_service" "web" {
  name          = "web"
  cluster       = var.cluster_arn
  desired_count = 2

  deployment_controller {
    type = "EXTERNAL"
  }
}

# --8<-- [start:example]
resource "aws_ecs_task_set" "web" {
  service         = aws_ecs_service.web.id
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "EC2"

  load_balancer {
    target_group_arn = var.public_target_group_arn
    container_name   = "web"
    container_port   = 80
  }
}
# --8<-- [end:example]
