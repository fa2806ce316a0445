terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "cluster_arn" {
  type        = string
  description = "ECS cluster that runs the tasks."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the tasks."
}

variable "states_role_arn" {
  type        = string
  description = "Role with which Step Functions starts the task."
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "report" {
  family                   = "report"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name    = "report"
      image   = "public.ecr.aws/docker/library/busybox:1.37"
      memory  = 256
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
      Run = {
        Type     = "Task"
        Resource = "arn:aws:states:::ecs:runTask.sync"
        Parameters = {
          Cluster        = var.cluster_arn
          LaunchType     = "EC2"
          TaskDefinition = aws_ecs_task_definition.report.arn
          NetworkConfiguration = {
            AwsvpcConfiguration = {
              # No AssignPublicIp: only Fargate has it.
              Subnets = var.private_subnet_ids
            }
          }
        }
        End = true
      }
    }
  })
}
# --8<-- [end:example]
