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
resource "aws_ecs_task_definition" "proxy" {
  family       = "proxy"
  network_mode = "host"

  container_definitions = jsonencode([
    {
      name         = "proxy"
      image        = "public.ecr.aws/nginx/nginx-unprivileged:1.29"
      memory       = 256
      portMappings = [{ containerPort = 8080, hostPort = 8080 }]

      systemControls = [{ namespace = "net.core.somaxconn", value = "4096" }]
    }
  ])
}
# --8<-- [end:mistake]
# --8<-- [end:example]
