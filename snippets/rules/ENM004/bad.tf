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
resource "aws_ecs_task_definition" "web" {
  # No network_mode: on Linux that means bridge.
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      portMappings = [{ containerPort = 80 }]
    }
  ])
}
# --8<-- [end:mistake]
# --8<-- [end:example]
