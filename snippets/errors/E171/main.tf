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
  description = "VPC with an internet gateway."
}

variable "lb_security_group_id" {
  type        = string
  description = "Security group of the load balancer."
}

# --8<-- [start:example]
resource "aws_subnet" "public" {
  # One subnet for each Availability Zone.
  for_each = {
    "ap-northeast-1a" = "10.0.0.0/24"
    "ap-northeast-1c" = "10.0.1.0/24"
  }

  vpc_id            = var.vpc_id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_lb" "web" {
  name               = "web"
  load_balancer_type = "application"
  security_groups    = [var.lb_security_group_id]
  subnets            = [for subnet in aws_subnet.public : subnet.id]
}
# --8<-- [end:example]
