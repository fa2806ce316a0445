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
  cpu                      = "256"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80 }]
    }
  ])
}
# --8<-- [end:example]
