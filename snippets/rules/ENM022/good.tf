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
    # network_mode = "awsvpc": both containers have the task's address.
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80 }]
    },
    {
      name         = "status"
      image        = "public.ecr.aws/docker/library/busybox:1.37"
      command      = ["httpd", "-f", "-p", "8080", "-h", "/var/www"]
      memory       = 64
      portMappings = [{ containerPort = 8080 }]
    }
  ])
}
# --8<-- [end:example]
