terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "vpc_id" {
  type        = string
  description = "VPC of the subnets."
}

# --8<-- [start:example]
resource "aws_security_group" "web" {
  name_prefix = "web-task-"
  description = "Tasks of the web service"
  vpc_id      = var.vpc_id

  lifecycle {
    create_before_destroy = true
  }
}
# --8<-- [end:example]
