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
resource "aws_ecs_task_definition" "worker" {
  family       = "worker"
  network_mode = "none"

  container_definitions = jsonencode([
    {
      name         = "worker"
      image        = "public.ecr.aws/docker/library/busybox:1.37"
      command      = ["sha256sum", "/etc/passwd"]
      memory       = 64
      portMappings = [{ containerPort = 8080 }]
    }
  ])
}
# --8<-- [end:mistake]
# --8<-- [end:example]
