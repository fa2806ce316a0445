terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "cluster_name" {
  type        = string
  description = "ECS cluster that the instances join."
}

variable "image_id" {
  type        = string
  description = "ECS-optimized AMI for Linux."
}

variable "instance_profile_name" {
  type        = string
  description = "Instance profile of the container instances."
}

# --8<-- [start:launch-template]
resource "aws_launch_template" "container_instance" {
  name_prefix   = "ecs-"
  image_id      = var.image_id
  instance_type = "m5.large"

  iam_instance_profile {
    name = var.instance_profile_name
  }

  # For bridge: the token does not get past the instance.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  # For awsvpc: the agent blocks the address in each task's namespace.
  user_data = base64encode(<<-EOT
    #!/bin/bash
    echo "ECS_CLUSTER=${var.cluster_name}" >> /etc/ecs/ecs.config
    echo "ECS_AWSVPC_BLOCK_IMDS=true" >> /etc/ecs/ecs.config
  EOT
  )
}
# --8<-- [end:launch-template]
