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
  description = "VPC of the subnets."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Subnets of the Network Load Balancer."
}

variable "application_load_balancer_arn" {
  type        = string
  description = "Application Load Balancer of the service."
}

variable "target_group_arn" {
  type        = string
  description = "Target group of the Application Load Balancer."
}

# --8<-- [start:network]
resource "aws_lb" "network" {
  name               = "web-nlb"
  load_balancer_type = "network"
  subnets            = var.subnet_ids
}

resource "aws_lb_target_group" "network" {
  name        = "web-nlb"
  target_type = "ip"
  port        = 80
  protocol    = "TCP"
  vpc_id      = var.vpc_id
}

resource "aws_lb_listener" "network" {
  load_balancer_arn = aws_lb.network.arn
  port              = 80
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.network.arn
  }
}
# --8<-- [end:network]

# --8<-- [start:application]
resource "aws_lb_listener" "application" {
  load_balancer_arn = var.application_load_balancer_arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = var.target_group_arn
  }
}
# --8<-- [end:application]
