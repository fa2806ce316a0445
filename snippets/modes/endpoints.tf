terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "region" {
  type        = string
  description = "Region of the VPC, such as ap-northeast-1."
}

variable "vpc_id" {
  type        = string
  description = "VPC of the tasks, with DNS support and DNS hostnames turned on."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the tasks, one per Availability Zone."
}

variable "private_route_table_ids" {
  type        = list(string)
  description = "Route tables of these subnets."
}

variable "task_security_group_id" {
  type        = string
  description = "Security group of the tasks."
}

variable "instance_security_group_id" {
  type        = string
  description = "Security group of the container instances."
}

# --8<-- [start:endpoints]
resource "aws_vpc_endpoint" "interface" {
  for_each = toset(["ecr.api", "ecr.dkr", "logs", "secretsmanager"])

  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.private_subnet_ids
  security_group_ids  = [aws_security_group.endpoints.id]
}

# ECR stores image layers in S3.
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = var.vpc_id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = var.private_route_table_ids
}
# --8<-- [end:endpoints]

# --8<-- [start:security-group]
resource "aws_security_group" "endpoints" {
  name_prefix = "vpc-endpoints-"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  security_group_id            = aws_security_group.endpoints.id
  referenced_security_group_id = var.task_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}
# --8<-- [end:security-group]

# --8<-- [start:ec2]
# The container agent needs the first three, ECS Exec the last.
resource "aws_vpc_endpoint" "agent" {
  for_each = toset(["ecs-agent", "ecs-telemetry", "ecs", "ssmmessages"])

  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.private_subnet_ids
  security_group_ids  = [aws_security_group.endpoints.id]
}

# The agent and Docker connect over the instance's ENI.
resource "aws_vpc_security_group_ingress_rule" "endpoints_from_instances" {
  security_group_id            = aws_security_group.endpoints.id
  referenced_security_group_id = var.instance_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}
# --8<-- [end:ec2]
