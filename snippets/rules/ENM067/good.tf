terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "execution_role_arn" {
  type        = string
  description = "Role with the policy AmazonECSTaskExecutionRolePolicy."
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = var.execution_role_arn

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/web:1.29"
      portMappings = [{ containerPort = 80 }]
    }
  ])
}
# --8<-- [end:example]
