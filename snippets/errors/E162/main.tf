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
  network_mode = "bridge"

  container_definitions = jsonencode([
    {
      name   = "app"
      image  = "public.ecr.aws/docker/library/httpd:2.4"
      memory = 256

      healthCheck = {
        command = ["CMD-SHELL", "test -f /usr/local/apache2/logs/httpd.pid"]
      }
    },
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      links        = ["app"]
      portMappings = [{ containerPort = 80 }]

      # Starts only once the linked container runs and is healthy.
      dependsOn = [{ containerName = "app", condition = "HEALTHY" }]
    }
  ])
}
# --8<-- [end:example]
