terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  # --8<-- [start:mistake]
  container_definitions = jsonencode([
    {
      name  = "web"
      image = "public.ecr.aws/nginx/nginx:1.29"

      portMappings = [
        { name = "http", containerPort = 80 },
        { name = "http", containerPort = 443 }
      ]
    }
  ])
  # --8<-- [end:mistake]
}
# --8<-- [end:example]
