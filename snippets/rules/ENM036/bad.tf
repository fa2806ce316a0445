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

variable "events_role_arn" {
  type = string
}

variable "rule_name" {
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

# --8<-- [start:mistake]
resource "aws_cloudwatch_event_target" "report" {
  rule     = var.rule_name
  arn      = var.cluster_arn
  role_arn = var.events_role_arn

  ecs_target {
    task_definition_arn = aws_ecs_task_definition.report.arn
    launch_type         = "FARGATE"
  }
}
# --8<-- [end:mistake]
# --8<-- [end:example]
