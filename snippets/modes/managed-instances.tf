terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.15"
    }
  }
}

variable "cluster_name" {
  type        = string
  description = "Name of the ECS cluster that the capacity provider is for."
}

variable "cluster_arn" {
  type        = string
  description = "ARN of the same cluster."
}

variable "infrastructure_role_arn" {
  type        = string
  description = "Role with which ECS launches the instances."
}

variable "instance_profile_arn" {
  type        = string
  description = "Instance profile of the managed instances."
}

variable "instance_role_name" {
  type        = string
  description = "Role of this instance profile."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets with a route to the internet through a NAT gateway."
}

variable "instance_security_group_id" {
  type        = string
  description = "Security group of the managed instances."
}

variable "daemon_task_role_arn" {
  type        = string
  description = "Role that can write traces to AWS X-Ray and metrics to CloudWatch."
}

# --8<-- [start:capacity-provider]
resource "aws_ecs_capacity_provider" "managed" {
  name    = "managed"
  cluster = var.cluster_name

  managed_instances_provider {
    infrastructure_role_arn = var.infrastructure_role_arn

    instance_launch_template {
      ec2_instance_profile_arn = var.instance_profile_arn

      network_configuration {
        subnets         = var.private_subnet_ids
        security_groups = [var.instance_security_group_id]
      }

      storage_configuration {
        storage_size_gib = 30
      }

      instance_requirements {
        burstable_performance = "excluded"

        network_interface_count {
          min = 3
        }

        vcpu_count {
          min = 2
          max = 4
        }

        memory_mib {
          min = 4096
          max = 16384
        }
      }
    }
  }
}
# --8<-- [end:capacity-provider]

# --8<-- [start:service-connect]
data "aws_iam_policy_document" "service_connect" {
  statement {
    actions   = ["ecs:Poll"]
    resources = ["arn:aws:ecs:*:*:task-set/*"]
  }
}

resource "aws_iam_role_policy" "service_connect" {
  name   = "service-connect"
  role   = var.instance_role_name
  policy = data.aws_iam_policy_document.service_connect.json
}
# --8<-- [end:service-connect]

# --8<-- [start:daemon]
resource "aws_ecs_daemon_task_definition" "collector" {
  family        = "collector"
  cpu           = "256"
  memory        = "512"
  task_role_arn = var.daemon_task_role_arn

  container_definition {
    name      = "collector"
    image     = "public.ecr.aws/aws-observability/aws-otel-collector:v0.48.0"
    essential = true
  }
}

resource "aws_ecs_daemon" "collector" {
  name                       = "collector"
  cluster_arn                = var.cluster_arn
  daemon_task_definition_arn = aws_ecs_daemon_task_definition.collector.arn
  capacity_provider_arns     = [aws_ecs_capacity_provider.managed.arn]
}
# --8<-- [end:daemon]
