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
  description = "VPC of the tasks."
}

variable "task_security_group_id" {
  type        = string
  description = "Security group of the tasks."
}

variable "instance_security_group_id" {
  type        = string
  description = "Security group of the container instances."
}

# --8<-- [start:load-balancer]
resource "aws_security_group" "lb" {
  name        = "web-lb"
  description = "Load balancer of the web service"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "lb_https" {
  security_group_id = aws_security_group.lb.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
# --8<-- [end:load-balancer]

# --8<-- [start:awsvpc]
resource "aws_vpc_security_group_egress_rule" "lb_to_tasks" {
  security_group_id            = aws_security_group.lb.id
  referenced_security_group_id = var.task_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_vpc_security_group_ingress_rule" "tasks_from_lb" {
  security_group_id            = var.task_security_group_id
  referenced_security_group_id = aws_security_group.lb.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}
# --8<-- [end:awsvpc]

# --8<-- [start:instance]
locals {
  # Dynamic host ports; with a static one, its number twice.
  host_ports = { from = 32768, to = 65535 }
}

resource "aws_vpc_security_group_egress_rule" "lb_to_instances" {
  security_group_id            = aws_security_group.lb.id
  referenced_security_group_id = var.instance_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = local.host_ports.from
  to_port                      = local.host_ports.to
}

resource "aws_vpc_security_group_ingress_rule" "instances_from_lb" {
  security_group_id            = var.instance_security_group_id
  referenced_security_group_id = aws_security_group.lb.id
  ip_protocol                  = "tcp"
  from_port                    = local.host_ports.from
  to_port                      = local.host_ports.to
}
# --8<-- [end:instance]

# --8<-- [start:target-group]
resource "aws_lb_target_group" "web" {
  name        = "web"
  target_type = "ip"
  protocol    = "HTTP"
  port        = 80
  vpc_id      = var.vpc_id

  deregistration_delay = 30
}
# --8<-- [end:target-group]
