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

variable "namespace_arn" {
  type        = string
  description = "Cloud Map namespace of the services."
}

variable "private_ca_arn" {
  type        = string
  description = "Certificate authority in AWS Private CA."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the tasks, one per Availability Zone."
}

variable "task_security_group_id" {
  type        = string
  description = "Security group of the tasks."
}

# --8<-- [start:role]
data "aws_partition" "current" {}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "tls" {
  name               = "service-connect-tls"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy_attachment" "tls" {
  role       = aws_iam_role.tls.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity"
}
# --8<-- [end:role]

resource "aws_ecs_task_definition" "api" {
  family                   = "api"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "512"
  memory                   = "1024"

  container_definitions = jsonencode([
    {
      name         = "api"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      essential    = true
      portMappings = [{ name = "http", containerPort = 80, appProtocol = "http" }]
    }
  ])
}

# --8<-- [start:service]
resource "aws_ecs_service" "api" {
  name            = "api"
  cluster         = var.cluster_arn
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.api.arn # network_mode = "awsvpc"
  desired_count   = 2

  network_configuration {
    subnets         = var.private_subnet_ids
    security_groups = [var.task_security_group_id]
  }

  service_connect_configuration {
    enabled   = true
    namespace = var.namespace_arn

    service {
      port_name      = "http"
      discovery_name = "api"

      client_alias {
        dns_name = "api"
        port     = 80
      }

      tls {
        role_arn = aws_iam_role.tls.arn

        issuer_cert_authority {
          aws_pca_authority_arn = var.private_ca_arn
        }
      }
    }
  }

  depends_on = [aws_iam_role_policy_attachment.tls]
}
# --8<-- [end:service]
