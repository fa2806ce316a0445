# --8<-- [start:load-balancer]
resource "aws_lb" "main" {
  name               = var.name
  load_balancer_type = "application"
  subnets            = aws_subnet.public[*].id
  security_groups    = [aws_security_group.alb.id]
}

resource "aws_lb_target_group" "web" {
  name        = var.name
  vpc_id      = aws_vpc.main.id
  target_type = "ip" # Note 1
  protocol    = "HTTP"
  port        = 8080

  deregistration_delay = 30

  health_check {
    path = "/"
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  protocol          = "HTTP"
  port              = 80

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
# --8<-- [end:load-balancer]
