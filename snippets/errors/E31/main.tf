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

# --8<-- [start:example]
resource "aws_ecs_task_definition" "web" {
  family = "web"

  # External instances run bridge, host and none.
  network_mode             = "bridge"
  requires_compatibilities = ["EXTERNAL"]

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
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "EXTERNAL"
  desired_count   = 1
}
# --8<-- [end:example]
