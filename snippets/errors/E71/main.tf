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

variable "classic_load_balancer_name" {
  type        = string
  description = "Classic Load Balancer of the service."
}

# --8<-- [start:example]
resource "aws_iam_role" "service" {
  name = "ecs-service"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        # Neither ecs-tasks.amazonaws.com nor ec2.amazonaws.com.
        Principal = { Service = "ecs.amazonaws.com" }
        Action    = "sts:AssumeRole"
      }
    ]
  })
}

resource "aws_iam_role_policy_attachment" "service" {
  role       = aws_iam_role.service.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceRole"
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn # network_mode = "bridge"
  iam_role        = aws_iam_role.service.arn
  desired_count   = 2

  # The host port is static: a deployment stops a task first.
  deployment_minimum_healthy_percent = 50

  load_balancer {
    elb_name       = var.classic_load_balancer_name
    container_name = "web"
    container_port = 80
  }

  depends_on = [aws_iam_role_policy_attachment.service]
}
# --8<-- [end:example]

resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "bridge"

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80, hostPort = 80 }]
    }
  ])
}
