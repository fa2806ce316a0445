terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "cluster_arn" {
  type = string
}

variable "states_role_arn" {
  type = string
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "report" {
  family                   = "report"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([
    {
      name    = "report"
      image   = "public.ecr.aws/docker/library/busybox:1.37"
      command = ["sh", "-c", "date"]
    }
  ])
}

resource "aws_sfn_state_machine" "report" {
  name     = "report"
  role_arn = var.states_role_arn

  definition = jsonencode({
    StartAt = "Run"
    States = {
      # --8<-- [start:mistake]
      Run = {
        Type     = "Task"
        Resource = "arn:aws:states:::ecs:runTask.sync"
        Parameters = {
          Cluster        = var.cluster_arn
          LaunchType     = "FARGATE"
          TaskDefinition = aws_ecs_task_definition.report.arn
        }
        End = true
      }
      # --8<-- [end:mistake]
    }
  })
}
# --8<-- [end:example]
