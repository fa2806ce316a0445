terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "availability_zone" {
  type        = string
  description = "Availability Zone of the subnet, such as ap-northeast-1a."
}

variable "cluster_name" {
  type        = string
  description = "ECS cluster that the instances join."
}

variable "egress_only_gateway_id" {
  type        = string
  description = "Egress-only internet gateway of the VPC."
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

variable "ipv6_cidr_block" {
  type        = string
  description = "IPv6 CIDR block of the subnet, a /64 of the VPC's block."
}

variable "nat_gateway_id" {
  type        = string
  description = "Public NAT gateway in another subnet, which has a route to an internet gateway."
}

variable "vpc_id" {
  type        = string
  description = "VPC of the subnets."
}

# --8<-- [start:subnet]
resource "aws_subnet" "ipv6_only" {
  vpc_id                                         = var.vpc_id
  availability_zone                              = var.availability_zone
  ipv6_native                                    = true
  ipv6_cidr_block                                = var.ipv6_cidr_block
  assign_ipv6_address_on_creation                = true
  enable_dns64                                   = true
  enable_resource_name_dns_aaaa_record_on_launch = true
}

resource "aws_route_table" "ipv6_only" {
  vpc_id = var.vpc_id
}

resource "aws_route_table_association" "ipv6_only" {
  subnet_id      = aws_subnet.ipv6_only.id
  route_table_id = aws_route_table.ipv6_only.id
}

resource "aws_route" "internet" {
  route_table_id              = aws_route_table.ipv6_only.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = var.egress_only_gateway_id
}

# DNS64 answers with an address of this prefix for a name that has only IPv4 addresses.
resource "aws_route" "nat64" {
  route_table_id              = aws_route_table.ipv6_only.id
  destination_ipv6_cidr_block = "64:ff9b::/96"
  nat_gateway_id              = var.nat_gateway_id
}
# --8<-- [end:subnet]

# --8<-- [start:target-groups]
resource "aws_lb_target_group" "awsvpc" {
  name_prefix     = "task-"
  vpc_id          = var.vpc_id
  target_type     = "ip"
  ip_address_type = "ipv6"
  protocol        = "HTTP"
  port            = 8080

  health_check {
    path = "/"
  }
}

resource "aws_lb_target_group" "bridge" {
  name_prefix     = "inst-"
  vpc_id          = var.vpc_id
  target_type     = "instance"
  ip_address_type = "ipv6"
  protocol        = "HTTP"
  port            = 8080

  health_check {
    path = "/"
  }
}
# --8<-- [end:target-groups]

# --8<-- [start:instances]
resource "aws_launch_template" "container_instance" {
  name_prefix   = "ecs-"
  image_id      = var.image_id
  instance_type = "m5.large"

  iam_instance_profile {
    name = var.instance_profile_name
  }

  network_interfaces {
    device_index       = 0
    security_groups    = [var.instance_security_group_id]
    ipv6_address_count = 1
    primary_ipv6       = true
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  user_data = base64encode(<<-EOT
    #!/bin/bash
    echo "ECS_CLUSTER=${var.cluster_name}" >> /etc/ecs/ecs.config
    echo "ECS_AWSVPC_BLOCK_IMDS=true" >> /etc/ecs/ecs.config
  EOT
  )
}
# --8<-- [end:instances]
