# --8<-- [start:load-balancer]
resource "aws_lb" "main" {
  name               = var.name
  load_balancer_type = "application"
  subnets            = aws_subnet.public[*].id
  security_groups    = [aws_security_group.alb.id]
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  protocol          = "HTTP"
  port              = 80

  default_action {
    type             = "forward"
    target_group_arn = var.live == "awsvpc" ? aws_lb_target_group.awsvpc.arn : aws_lb_target_group.host.arn
  }
}
# --8<-- [end:load-balancer]

resource "aws_security_group" "alb" {
  name        = "${var.name}-alb"
  description = "Load balancer: HTTP from the internet"
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-alb" }
}

resource "aws_vpc_security_group_ingress_rule" "alb_http" {
  security_group_id = aws_security_group.alb.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

# --8<-- [start:switch]
variable "live" {
  type        = string
  description = "Service that the load balancer sends its clients to: \"host\" or \"awsvpc\"."
  default     = "host"

  validation {
    condition     = contains(["host", "awsvpc"], var.live)
    error_message = "Use \"host\" or \"awsvpc\"."
  }
}

# Attaches the new target group, and lets you try the new service before its clients do.
resource "aws_lb_listener_rule" "test" {
  listener_arn = aws_lb_listener.http.arn
  priority     = 1

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.awsvpc.arn
  }

  condition {
    http_header {
      http_header_name = "X-Try"
      values           = ["awsvpc"]
    }
  }
}

# Keeps the old target group attached, so that ECS accepts the old service on the way back too.
resource "aws_lb_listener_rule" "back" {
  listener_arn = aws_lb_listener.http.arn
  priority     = 2

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.host.arn
  }

  condition {
    http_header {
      http_header_name = "X-Try"
      values           = ["host"]
    }
  }
}
# --8<-- [end:switch]
