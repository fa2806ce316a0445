terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:task]
# A batch job that only reads and writes files. Start it with RunTask.
resource "aws_ecs_task_definition" "checksums" { # Note 1
  family                   = "checksums"
  network_mode             = "none"
  requires_compatibilities = ["EC2"]

  volume { # Note 2
    name      = "data"
    host_path = "/srv/data" # Note 3
  }

  container_definitions = jsonencode([
    {
      name   = "checksums"
      image  = "public.ecr.aws/docker/library/busybox:1.37"
      memory = 64 # Note 4

      # No portMappings: ECS does not allow them in this mode.
      command     = ["sh", "-c", "sha256sum /data/in/* > /data/SHA256SUMS"] # Note 5
      mountPoints = [{ sourceVolume = "data", containerPath = "/data" }]
    }
  ])
}
# --8<-- [end:task]
