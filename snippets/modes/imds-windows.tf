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
  description = "ECS-optimized AMI for Windows."
}

variable "instance_profile_name" {
  type        = string
  description = "Instance profile of the container instances."
}

# --8<-- [start:launch-template]
resource "aws_launch_template" "windows_instance" {
  name_prefix   = "ecs-windows-"
  image_id      = var.image_id
  instance_type = "m5.large"

  iam_instance_profile {
    name = var.instance_profile_name
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  # For awsvpc: the agent adds no route to the address.
  user_data = base64encode(<<-EOT
    <powershell>
    Import-Module ECSTools
    Initialize-ECSAgent -Cluster '${var.cluster_name}' -EnableTaskENI -AwsvpcBlockIMDS -EnableTaskIAMRole
    </powershell>
  EOT
  )
}
# --8<-- [end:launch-template]
