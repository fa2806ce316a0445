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

variable "listener_arn" {
  type        = string
  description = "Application Load Balancer listener that gets the rule."
}

# --8<-- [start:example]
resource "aws_lb_target_group" "web" {
  # At most six characters; Terraform adds the rest of the name.
  name_prefix = "web-"
  target_type = "ip"
  port        = 80
  protocol    = "HTTP"
  vpc_id      = var.vpc_id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "web" {
  listener_arn = var.listener_arn

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
# --8<-- [end:example]
