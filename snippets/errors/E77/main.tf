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

variable "public_listener_arn" {
  type        = string
  description = "Listener of the public load balancer path."
}

# --8<-- [start:example]
# One target group of the service, and a listener rule for each path.
resource "aws_lb_target_group" "web" {
  name        = "web"
  target_type = "ip"
  port        = 80
  protocol    = "HTTP"
  vpc_id      = var.vpc_id
}

resource "aws_lb_listener_rule" "web" {
  for_each     = { shop = "/shop/*", blog = "/blog/*" }
  listener_arn = var.public_listener_arn

  condition {
    path_pattern {
      values = [each.value]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
# --8<-- [end:example]
