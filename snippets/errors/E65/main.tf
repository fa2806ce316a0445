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

variable "listener_arn" {
  type        = string
  description = "Application Load Balancer listener that gets the rule."
}

# --8<-- [start:service]
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  deployment_controller {
    type = "CODE_DEPLOY"
  }

  network_configuration {
    subnets = var.private_subnet_ids
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.blue.arn
    container_name   = "web"
    container_port   = 80
  }

  # After the first deployment these belong to CodeDeploy.
  lifecycle {
    ignore_changes = [task_definition, load_balancer, network_configuration]
  }

  depends_on = [aws_lb_listener_rule.web]
}
# --8<-- [end:service]

resource "aws_lb_target_group" "blue" {
  name        = "web-blue"
  target_type = "ip"
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
    target_group_arn = aws_lb_target_group.blue.arn
  }
}

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
