resource "aws_lb" "main" {
  name               = var.name
  load_balancer_type = "application"
  subnets            = aws_subnet.public[*].id
  security_groups    = [aws_security_group.alb.id]
}

# --8<-- [start:target-groups]
resource "aws_lb_target_group" "web" {
  for_each = toset(["blue", "green"])

  name        = "${var.name}-${each.key}"
  vpc_id      = aws_vpc.main.id
  target_type = "ip" # Note 1
  protocol    = "HTTP"
  port        = var.container_port

  deregistration_delay = 30

  health_check {
    path = var.health_check_path
  }
}
# --8<-- [end:target-groups]

# --8<-- [start:listeners]
locals {
  ports = { production = 80, test = 8080 }
}

resource "aws_lb_listener" "web" {
  for_each = local.ports

  load_balancer_arn = aws_lb.main.arn
  protocol          = "HTTP"
  port              = each.value

  # Never used: the rule below matches every path.
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web["blue"].arn
  }
}

resource "aws_lb_listener_rule" "web" {
  for_each = local.ports

  listener_arn = aws_lb_listener.web[each.key].arn

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action { # Note 2
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.web["blue"].arn
        weight = 100
      }

      target_group {
        arn    = aws_lb_target_group.web["green"].arn
        weight = 0
      }
    }
  }

  lifecycle {
    # ECS changes the weights with every deployment.
    ignore_changes = [action] # Note 3
  }
}
# --8<-- [end:listeners]

# --8<-- [start:security-groups]
resource "aws_security_group" "alb" {
  name        = "${var.name}-alb"
  description = "Load balancer: HTTP from the internet, the test port from test_cidrs"
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-alb" }
}

resource "aws_vpc_security_group_ingress_rule" "alb_http" {
  security_group_id = aws_security_group.alb.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = local.ports.production
  to_port           = local.ports.production
}

resource "aws_vpc_security_group_ingress_rule" "alb_test" {
  for_each = toset(var.test_cidrs) # Note 4

  security_group_id = aws_security_group.alb.id
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = local.ports.test
  to_port           = local.ports.test
}

resource "aws_vpc_security_group_egress_rule" "alb_task" {
  security_group_id            = aws_security_group.alb.id
  referenced_security_group_id = aws_security_group.task.id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port
}

resource "aws_security_group" "task" {
  name        = "${var.name}-task"
  description = "Tasks: the container port from the load balancer"
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-task" }
}

resource "aws_vpc_security_group_ingress_rule" "task_alb" {
  security_group_id            = aws_security_group.task.id
  referenced_security_group_id = aws_security_group.alb.id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port
}

resource "aws_vpc_security_group_egress_rule" "task_https" {
  security_group_id = aws_security_group.task.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
# --8<-- [end:security-groups]
