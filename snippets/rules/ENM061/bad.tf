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
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      portMappings = [{ containerPort = 80 }]
      mountPoints  = [{ sourceVolume = "cache", containerPath = "/var/cache/nginx" }]
    }
  ])

  volume {
    name      = "cache"
    host_path = "/var/cache/nginx"
  }
  # --8<-- [end:mistake]
}
# --8<-- [end:example]
