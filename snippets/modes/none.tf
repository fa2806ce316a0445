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
resource "aws_ecs_task_definition" "checksums" {
  family                   = "checksums"
  network_mode             = "none"
  requires_compatibilities = ["EC2"]

  volume {
    name      = "data"
    host_path = "/srv/data"
  }

  container_definitions = jsonencode([
    {
      name   = "checksums"
      image  = "public.ecr.aws/docker/library/busybox:1.37"
      memory = 64

      # No portMappings: ECS does not allow them in this mode.
      command     = ["sh", "-c", "sha256sum /data/in/* > /data/SHA256SUMS"]
      mountPoints = [{ sourceVolume = "data", containerPath = "/data" }]
    }
  ])
}
# --8<-- [end:task]
