terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "task_definition_file" {
  type        = string
  description = "Task definition in JSON, as the AWS CLI takes it."
}

# --8<-- [start:example]
locals {
  task_definition = jsondecode(file(var.task_definition_file))
}

resource "aws_ecs_task_definition" "web" {
  family                   = local.task_definition.family
  network_mode             = local.task_definition.networkMode
  requires_compatibilities = local.task_definition.requiresCompatibilities
  cpu                      = local.task_definition.cpu
  memory                   = local.task_definition.memory
  container_definitions    = jsonencode(local.task_definition.containerDefinitions)
}
# --8<-- [end:example]
