terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "cluster_name" {
  type        = string
  description = "ECS cluster that the instances join."
}

variable "instance_profile_name" {
  type        = string
  description = "Instance profile of the container instances."
}

variable "private_subnet_ids" {
  type        = list(string)
  description = "Subnets of the instances and of the tasks."
}

# --8<-- [start:instance]
data "aws_ssm_parameter" "ecs_ami" {
  name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
}

resource "aws_launch_template" "ecs" {
  name          = "ecs"
  image_id      = data.aws_ssm_parameter.ecs_ami.value
  instance_type = "m5.large"

  iam_instance_profile {
    name = var.instance_profile_name
  }

  user_data = base64encode("#!/bin/bash\necho ECS_CLUSTER=${var.cluster_name} >> /etc/ecs/ecs.config\n")
}
# --8<-- [end:instance]

# --8<-- [start:subnets]
resource "aws_autoscaling_group" "ecs" {
  name                = "ecs"
  min_size            = 1
  max_size            = 3
  vpc_zone_identifier = var.private_subnet_ids

  launch_template {
    id      = aws_launch_template.ecs.id
    version = aws_launch_template.ecs.latest_version
  }
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster_name
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "EC2"
  desired_count   = 2

  network_configuration {
    # Those of the Auto Scaling group: the same VPC and the same Availability Zones.
    subnets = var.private_subnet_ids
  }
}
# --8<-- [end:subnets]

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80 }]
    }
  ])
}
