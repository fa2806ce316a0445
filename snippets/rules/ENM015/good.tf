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
  family       = "web"
  network_mode = "awsvpc"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80 }]
    },
    {
      name    = "probe"
      image   = "public.ecr.aws/docker/library/busybox:1.37"
      command = ["sh", "-c", "while wget -q -O - http://localhost/; do sleep 60; done"]
      memory  = 64
    }
  ])
}
# --8<-- [end:example]
