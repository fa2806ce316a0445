terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the instances."
}

variable "launch_template_id" {
  type        = string
  description = "Launch template of the container instances."
}

# --8<-- [start:group]
# Without target_group_arns: the service registers its tasks.
resource "aws_autoscaling_group" "ecs" {
  name                = "ecs"
  min_size            = 1
  max_size            = 3
  vpc_zone_identifier = var.private_subnet_ids

  launch_template {
    id = var.launch_template_id
  }
}
# --8<-- [end:group]
