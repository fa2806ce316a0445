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
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name       = "web"
      image      = "public.ecr.aws/nginx/nginx:1.29"
      memory     = 256
      links      = ["cache"]
      extraHosts = [{ hostname = "db", ipAddress = "10.0.0.5" }]
    },
    {
      name   = "cache"
      image  = "public.ecr.aws/docker/library/redis:8.2"
      memory = 256
    }
  ])
}
# --8<-- [end:example]
