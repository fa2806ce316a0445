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

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the load balancer, one per Availability Zone."
}

variable "client_cidr" {
  type        = string
  description = "Addresses of the clients, such as 10.0.0.0/16."
}

variable "instance_security_group_id" {
  type        = string
  description = "Security group of the container instances."
}

# --8<-- [start:load-balancer]
resource "aws_lb" "internal" {
  name               = "web-internal"
  load_balancer_type = "network"
  internal           = true
  subnets            = var.private_subnet_ids
  security_groups    = [aws_security_group.nlb.id]
}

resource "aws_security_group" "nlb" {
  name        = "web-nlb"
  description = "Network Load Balancer of the web service"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "nlb_clients" {
  security_group_id = aws_security_group.nlb.id
  cidr_ipv4         = var.client_cidr
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_security_group_egress_rule" "nlb_to_instances" {
  security_group_id            = aws_security_group.nlb.id
  referenced_security_group_id = var.instance_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 32768
  to_port                      = 65535
}

# Names the group of the load balancer, so it applies whether or not client addresses are preserved.
resource "aws_vpc_security_group_ingress_rule" "instances_from_nlb" {
  security_group_id            = var.instance_security_group_id
  referenced_security_group_id = aws_security_group.nlb.id
  ip_protocol                  = "tcp"
  from_port                    = 32768
  to_port                      = 65535
}
# --8<-- [end:load-balancer]

# --8<-- [start:target-group]
resource "aws_lb_target_group" "web" {
  name        = "web-internal"
  target_type = "instance"
  protocol    = "TCP"
  port        = 80
  vpc_id      = var.vpc_id

  # Lets a task reach a target on its own instance.
  preserve_client_ip = false
}

resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.internal.arn
  protocol          = "TCP"
  port              = 80

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
# --8<-- [end:target-group]
