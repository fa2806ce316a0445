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

variable "subnet_id" {
  type        = string
  description = "Subnet of the tasks."
}

# --8<-- [start:example]
data "aws_subnet" "tasks" {
  id = var.subnet_id
}

resource "aws_security_group" "web" {
  name        = "web-task"
  description = "Tasks of the web service"
  vpc_id      = data.aws_subnet.tasks.vpc_id
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets         = [data.aws_subnet.tasks.id]
    security_groups = [aws_security_group.web.id]
  }
}
# --8<-- [end:example]

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
