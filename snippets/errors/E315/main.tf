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
  description = "ECS cluster of the service."
}

variable "service_name" {
  type        = string
  description = "Service with the deployment controller CODE_DEPLOY."
}

variable "codedeploy_role_arn" {
  type        = string
  description = "Role with which CodeDeploy deploys."
}

variable "listener_arn" {
  type        = string
  description = "Production listener of the load balancer."
}

variable "target_group_names" {
  type        = list(string)
  description = "The two target groups, first the one in load_balancer of the service."
}

# --8<-- [start:app]
resource "aws_codedeploy_app" "web" {
  name             = "web"
  compute_platform = "ECS"
}
# --8<-- [end:app]

# --8<-- [start:group]
resource "aws_codedeploy_deployment_group" "web" {
  app_name               = aws_codedeploy_app.web.name
  deployment_group_name  = "web"
  deployment_config_name = "CodeDeployDefault.ECSAllAtOnce"
  service_role_arn       = var.codedeploy_role_arn

  deployment_style {
    deployment_type   = "BLUE_GREEN"
    deployment_option = "WITH_TRAFFIC_CONTROL"
  }

  blue_green_deployment_config {
    deployment_ready_option {
      action_on_timeout = "CONTINUE_DEPLOYMENT"
    }

    terminate_blue_instances_on_deployment_success {
      action = "TERMINATE"
    }
  }

  ecs_service {
    cluster_name = var.cluster_name
    service_name = var.service_name
  }

  load_balancer_info {
    target_group_pair_info {
      prod_traffic_route {
        listener_arns = [var.listener_arn]
      }

      target_group {
        name = var.target_group_names[0]
      }

      target_group {
        name = var.target_group_names[1]
      }
    }
  }
}
# --8<-- [end:group]
