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

variable "task_security_group_id" {
  type        = string
  description = "Security group of the tasks."
}

variable "lattice_prefix_list_id" {
  type        = string
  description = "Prefix list com.amazonaws.REGION.vpc-lattice."
}

variable "lattice_role_arn" {
  type        = string
  description = "Infrastructure role with which ECS registers targets in VPC Lattice."
}

variable "lattice_target_group_arn" {
  type        = string
  description = "VPC Lattice target group of type IP."
}

# --8<-- [start:service]
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
      portMappings = [{ name = "http", containerPort = 80 }]
    }
  ])
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets         = var.private_subnet_ids
    security_groups = [var.task_security_group_id]
  }

  vpc_lattice_configurations {
    port_name        = "http"
    target_group_arn = var.lattice_target_group_arn
    role_arn         = var.lattice_role_arn
  }
}

resource "aws_vpc_security_group_ingress_rule" "tasks_from_lattice" {
  security_group_id = var.task_security_group_id
  prefix_list_id    = var.lattice_prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}
# --8<-- [end:service]
