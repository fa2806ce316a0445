terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "load_balancer_arn" {
  type        = string
  description = "Application Load Balancer of the service."
}

variable "target_group_arn" {
  type        = string
  description = "Target group that the service starts with."
}

# --8<-- [start:example]
resource "aws_lb_listener" "production" {
  load_balancer_arn = var.load_balancer_arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = var.target_group_arn
  }

  # CodeDeploy switches the target group with every deployment.
  lifecycle {
    ignore_changes = [default_action]
  }
}
# --8<-- [end:example]
