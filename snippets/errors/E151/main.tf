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

  iam_instance_profile {
    name = var.instance_profile_name
  }

  # The security group of the instances has to allow the same range from the load balancer.
  user_data = base64encode(join("\n", [
    "#!/bin/bash",
    "echo ECS_CLUSTER=${var.cluster_name} >> /etc/ecs/ecs.config",
    "echo ECS_DYNAMIC_HOST_PORT_RANGE=32768-65535 >> /etc/ecs/ecs.config",
    ""
  ]))
}
# --8<-- [end:instance]
