terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "cluster_arn" {
  type        = string
  description = "ECS cluster that runs the tasks."
}

variable "vpc_id" {
  type        = string
  description = "VPC of the subnets."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets behind a NAT gateway, because EC2 tasks get no public IP address."
}

variable "listener_arn" {
  type        = string
  description = "Application Load Balancer listener that gets the rule."
}

variable "lb_security_group_id" {
  type        = string
  description = "Security group of the load balancer."
}

# --8<-- [start:task]
resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"] # Note 1

  container_definitions = jsonencode([
    {
      name   = "web"
      image  = "public.ecr.aws/nginx/nginx:1.29"
      memory = 256 # Note 2

      # No hostPort: the task has its own address.
      portMappings = [{ containerPort = 80 }]
    }
  ])
}
# --8<-- [end:task]

# --8<-- [start:service]
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "EC2" # Note 3
  desired_count   = 2

  network_configuration {                    # Note 4
    subnets         = var.private_subnet_ids # Note 5
    security_groups = [aws_security_group.web.id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 80
  }

  # ECS rejects a target group that no listener uses yet.
  depends_on = [aws_lb_listener_rule.web]
}
# --8<-- [end:service]

# --8<-- [start:target-group]
resource "aws_lb_target_group" "web" {
  name        = "web-awsvpc-ec2"
  target_type = "ip" # Note 6
  port        = 80
  protocol    = "HTTP"
  vpc_id      = var.vpc_id
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
# --8<-- [end:target-group]

# --8<-- [start:security-group]
resource "aws_security_group" "web" {
  name        = "web-task"
  description = "Tasks of the web service"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "web_from_lb" {
  security_group_id            = aws_security_group.web.id
  referenced_security_group_id = var.lb_security_group_id # Note 7
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_vpc_security_group_egress_rule" "web_all" {
  security_group_id = aws_security_group.web.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
# --8<-- [end:security-group]
