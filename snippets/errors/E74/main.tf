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

variable "vpc_id" {
  type        = string
  description = "VPC of the subnets."
}

# --8<-- [start:example]
data "aws_subnets" "private" {
  filter {
    name   = "vpc-id"
    values = [var.vpc_id]
  }

  tags = {
    Tier = "private"
  }

  lifecycle {
    postcondition {
      condition     = length(self.ids) >= 1 && length(self.ids) <= 16
      error_message = "A service takes 1 to 16 subnets."
    }
  }
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets = data.aws_subnets.private.ids
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
