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

variable "region" {
  type        = string
  description = "Region of the endpoint."
}

variable "task_security_group_id" {
  type        = string
  description = "Security group of the tasks."
}

variable "task_role_name" {
  type        = string
  description = "Task IAM role in task_role_arn of the task definition."
}

variable "task_role_arn" {
  type        = string
  description = "The same role."
}

# --8<-- [start:endpoint]
resource "aws_security_group" "endpoint" {
  name        = "ssmmessages-endpoint"
  description = "Interface endpoint for ECS Exec"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "endpoint_from_tasks" {
  security_group_id            = aws_security_group.endpoint.id
  referenced_security_group_id = var.task_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_endpoint" "ssmmessages" {
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.region}.ssmmessages"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.private_subnet_ids
  security_group_ids  = [aws_security_group.endpoint.id]
}
# --8<-- [end:endpoint]

# --8<-- [start:role]
resource "aws_iam_role_policy" "exec" {
  name = "ecs-exec"
  role = var.task_role_name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ]
        Resource = "*"
      }
    ]
  })
}

resource "aws_ecs_service" "web" {
  name                   = "web"
  cluster                = var.cluster_arn
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  desired_count          = 2
  enable_execute_command = true

  network_configuration {
    subnets         = var.private_subnet_ids
    security_groups = [var.task_security_group_id]
  }

  depends_on = [aws_iam_role_policy.exec]
}
# --8<-- [end:role]

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "256"
  memory                   = "512"
  task_role_arn            = var.task_role_arn

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      portMappings = [{ containerPort = 80 }]
    }
  ])
}
