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

variable "events_role_arn" {
  type        = string
  description = "Role with which EventBridge starts the task."
}

variable "states_role_arn" {
  type        = string
  description = "Role with which Step Functions starts the task."
}

variable "rule_name" {
  type        = string
  description = "EventBridge rule of the target."
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "report" {
  family       = "report"
  network_mode = "bridge"

  container_definitions = jsonencode([
    {
      name    = "report"
      image   = "public.ecr.aws/docker/library/busybox:1.37"
      memory  = 256
      command = ["sh", "-c", "date"]
    }
  ])
}

resource "aws_cloudwatch_event_target" "report" {
  rule     = var.rule_name
  arn      = var.cluster_arn
  role_arn = var.events_role_arn

  ecs_target {
    task_definition_arn = aws_ecs_task_definition.report.arn
    launch_type         = "EC2"

    # No network_configuration: the mode is not awsvpc.
  }
}
# --8<-- [end:example]

# --8<-- [start:states]
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
          TaskDefinition = aws_ecs_task_definition.report.arn # network_mode = "bridge"

          # No NetworkConfiguration: the mode is not awsvpc.
        }
        End = true
      }
    }
  })
}
# --8<-- [end:states]
