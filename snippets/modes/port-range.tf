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

variable "instance_security_group_id" {
  type        = string
  description = "Security group of the container instances."
}

variable "lb_security_group_id" {
  type        = string
  description = "Security group of the load balancer."
}

# --8<-- [start:range]
locals {
  dynamic_ports = { from = 40000, to = 40999 }
  range         = "${local.dynamic_ports.from}-${local.dynamic_ports.to}"
}

resource "aws_launch_template" "container_instance" {
  name_prefix            = "ecs-"
  image_id               = var.image_id
  instance_type          = "m5.large"
  vpc_security_group_ids = [var.instance_security_group_id]

  iam_instance_profile {
    name = var.instance_profile_name
  }

  # The agent takes host ports from this range instead of the kernel's.
  user_data = base64encode(<<-EOT
    #!/bin/bash
    echo "ECS_CLUSTER=${var.cluster_name}" >> /etc/ecs/ecs.config
    echo "ECS_DYNAMIC_HOST_PORT_RANGE=${local.range}" >> /etc/ecs/ecs.config
  EOT
  )
}

resource "aws_vpc_security_group_ingress_rule" "instances_from_lb" {
  security_group_id            = var.instance_security_group_id
  referenced_security_group_id = var.lb_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = local.dynamic_ports.from
  to_port                      = local.dynamic_ports.to
}
# --8<-- [end:range]
