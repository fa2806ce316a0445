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

variable "instance_profile_name" {
  type        = string
  description = "Instance profile of the container instances."
}

# --8<-- [start:instance]
data "aws_ssm_parameter" "ecs_ami" {
  name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
}

resource "aws_launch_template" "ecs" {
  name          = "ecs"
  image_id      = data.aws_ssm_parameter.ecs_ami.value
  instance_type = "m5.large"

  # The root device, in GiB.
  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = 100
      volume_type = "gp3"
    }
  }

  iam_instance_profile {
    name = var.instance_profile_name
  }

  user_data = base64encode("#!/bin/bash\necho ECS_CLUSTER=${var.cluster_name} >> /etc/ecs/ecs.config\n")
}
# --8<-- [end:instance]
