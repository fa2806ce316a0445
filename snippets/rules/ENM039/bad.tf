terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:example]
# --8<-- [start:mistake]
resource "aws_ecs_task_definition" "api" {
  family       = "api"
  network_mode = "bridge"

  container_definitions = jsonencode([
    {
      name         = "api"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80, hostPort = 50000 }]
    }
  ])
}
# --8<-- [end:mistake]
# --8<-- [end:example]
