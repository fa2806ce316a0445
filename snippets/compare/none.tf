terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:task]
resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "none"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name   = "web"
      image  = "public.ecr.aws/nginx/nginx-unprivileged:1.29"
      user   = "101"
      memory = 256
    }
  ])
}
# --8<-- [end:task]
