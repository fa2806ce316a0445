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

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the tasks."
}

variable "vpc_id" {
  type        = string
  description = "VPC of the subnets."
}

variable "load_balancer_arn" {
  type        = string
  description = "Application Load Balancer of the service."
}

variable "certificate_arn" {
  type        = string
  description = "Certificate of the HTTPS listener."
}

# --8<-- [start:listener]
# Only redirects: the target group gets nothing from here.
resource "aws_lb_listener" "http" {
  load_balancer_arn = var.load_balancer_arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = var.load_balancer_arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_lb_target_group" "web" {
  name        = "web"
  target_type = "ip"
  port        = 80
  protocol    = "HTTP"
  vpc_id      = var.vpc_id
}
# --8<-- [end:listener]

# --8<-- [start:service]
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets = var.private_subnet_ids
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 80
  }

  # The listener that forwards, not the one that redirects.
  depends_on = [aws_lb_listener.https]
}
# --8<-- [end:service]

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "256"
  memory                   = "512"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      portMappings = [{ containerPort = 80 }]
    }
  ])
}
