terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "vpc_id" {
  type        = string
  description = "VPC of the container instances."
}

variable "region" {
  type        = string
  description = "Region of the cluster."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the container instances."
}

variable "endpoint_security_group_id" {
  type        = string
  description = "Security group that lets the instances in on port 443."
}

# --8<-- [start:endpoints]
# What the agent talks to. A NAT gateway does the same.
resource "aws_vpc_endpoint" "ecs" {
  for_each = toset(["ecs", "ecs-agent", "ecs-telemetry"])

  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.private_subnet_ids
  security_group_ids  = [var.endpoint_security_group_id]
}
# --8<-- [end:endpoints]
