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

# --8<-- [start:example]
resource "aws_lb_target_group" "web" {
  name        = "web-nlb"
  target_type = "ip"
  port        = 80
  protocol    = "TCP"
  vpc_id      = var.vpc_id

  health_check {
    protocol = "TCP"
  }
}
# --8<-- [end:example]
