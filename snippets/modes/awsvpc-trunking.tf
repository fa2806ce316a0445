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

variable "instance_security_group_id" {
  type        = string
  description = "Security group of the container instances."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets behind a NAT gateway, because EC2 tasks get no public IP address."
}

# --8<-- [start:trunking]
# One setting per account and Region. Only instances launched after it get a trunk.
resource "aws_ecs_account_setting_default" "awsvpc_trunking" {
  name  = "awsvpcTrunking"
  value = "enabled"
}
# --8<-- [end:trunking]

# --8<-- [start:instances]
data "aws_ssm_parameter" "ami" {
  name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
}

resource "aws_launch_template" "instance" {
  name_prefix            = "ecs-"
  image_id               = data.aws_ssm_parameter.ami.insecure_value
  instance_type          = "m5.large"
  vpc_security_group_ids = [var.instance_security_group_id]

  iam_instance_profile {
    name = var.instance_profile_name
  }

  # Trunking requires this; a subnet can turn A records on for its instances.
  private_dns_name_options {
    enable_resource_name_dns_a_record = false
  }

  user_data = base64encode("#!/bin/bash\necho ECS_CLUSTER=${var.cluster_name} >> /etc/ecs/ecs.config\n")
}

resource "aws_autoscaling_group" "instances" {
  name_prefix         = "ecs-"
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = var.private_subnet_ids

  launch_template {
    id      = aws_launch_template.instance.id
    version = aws_launch_template.instance.latest_version
  }

  # Replaces the instances when the launch template changes.
  instance_refresh {
    strategy = "Rolling"
  }

  # An instance launched before the setting never gets a trunk.
  depends_on = [aws_ecs_account_setting_default.awsvpc_trunking]
}
# --8<-- [end:instances]
