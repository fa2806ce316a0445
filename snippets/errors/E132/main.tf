terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "cluster_arn" {
  type        = string
  description = "ECS cluster that runs the tasks."
}

variable "region" {
  type        = string
  description = "Region of the endpoints."
}

variable "vpc_id" {
  type        = string
  description = "VPC of the tasks."
}

variable "public_subnet_ids" {
  type        = list(string)
  description = "Subnets with a route to an internet gateway."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets without a route to an internet gateway."
}

variable "private_route_table_id" {
  type        = string
  description = "Route table of the private subnets."
}

variable "nat_gateway_id" {
  type        = string
  description = "NAT gateway in a public subnet."
}

variable "task_security_group_id" {
  type        = string
  description = "Security group of the tasks."
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "256"
  memory                   = "512"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      portMappings = [{ containerPort = 80 }]
    }
  ])
}

# --8<-- [start:public-ip]
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = var.public_subnet_ids
    security_groups  = [var.task_security_group_id]
    assign_public_ip = true
  }
}
# --8<-- [end:public-ip]

# --8<-- [start:nat]
resource "aws_route" "internet" {
  route_table_id         = var.private_route_table_id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = var.nat_gateway_id
}
# --8<-- [end:nat]

# --8<-- [start:dns]
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"

  # Both are needed for the private names of interface endpoints.
  enable_dns_support   = true
  enable_dns_hostnames = true
}
# --8<-- [end:dns]

# --8<-- [start:egress]
resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = var.task_security_group_id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
# --8<-- [end:egress]

# --8<-- [start:endpoints]
resource "aws_security_group" "endpoints" {
  name        = "vpc-endpoints"
  description = "Interface endpoints that the tasks use"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_from_tasks" {
  security_group_id            = aws_security_group.endpoints.id
  referenced_security_group_id = var.task_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

# Leave out what the task does not use: logs for awslogs, the last two for secrets.
resource "aws_vpc_endpoint" "interface" {
  for_each = toset(["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"])

  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.private_subnet_ids
  security_group_ids  = [aws_security_group.endpoints.id]
}

# ECR keeps the layers of an image in S3.
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = var.vpc_id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [var.private_route_table_id]
}
# --8<-- [end:endpoints]
