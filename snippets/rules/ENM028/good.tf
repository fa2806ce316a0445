terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "ftp" {
  family       = "ftp"
  network_mode = "bridge"

  container_definitions = jsonencode([
    {
      name         = "ftp"
      image        = "public.ecr.aws/docker/library/busybox:1.37"
      memory       = 256
      command      = ["sh", "-c", "for p in $(seq 21000 21010); do while true; do nc -l -p $p; done & done; wait"]
      portMappings = [{ containerPortRange = "21000-21010" }]
    }
  ])
}
# --8<-- [end:example]
