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
resource "aws_ecs_task_definition" "report" {
  family                   = "report"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EXTERNAL"]

  container_definitions = jsonencode([
    {
      name    = "report"
      image   = "public.ecr.aws/docker/library/busybox:1.37"
      memory  = 256
      command = ["sh", "-c", "date"]
    }
  ])
}
# --8<-- [end:mistake]
# --8<-- [end:example]
