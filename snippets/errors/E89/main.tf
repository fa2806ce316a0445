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

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the tasks."
}

# --8<-- [start:service]
resource "aws_ecs_service" "web" {
  name             = "web"
  cluster          = var.cluster_arn
  task_definition  = aws_ecs_task_definition.web.arn
  launch_type      = "FARGATE"
  platform_version = "LATEST"
  desired_count    = 2

  network_configuration {
    subnets = var.private_subnet_ids
  }
}
# --8<-- [end:service]

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "256"
  memory                   = "512"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      portMappings = [{ containerPort = 80 }]
    }
  ])
}

# --8<-- [start:windows]
resource "aws_ecs_task_definition" "iis" {
  family                   = "iis"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "1024"
  memory                   = "2048"

  runtime_platform {
    operating_system_family = "WINDOWS_SERVER_2022_CORE"
    cpu_architecture        = "X86_64"
  }

  container_definitions = jsonencode([
    {
      name         = "iis"
      image        = "mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022"
      portMappings = [{ containerPort = 80 }]
    }
  ])
}
# --8<-- [end:windows]
