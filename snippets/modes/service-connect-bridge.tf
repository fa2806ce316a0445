terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "instance_security_group_id" {
  type        = string
  description = "Security group of the container instances."
}

# --8<-- [start:proxies]
resource "aws_vpc_security_group_ingress_rule" "proxies" {
  security_group_id            = var.instance_security_group_id
  referenced_security_group_id = var.instance_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 32768
  to_port                      = 65535
}

resource "aws_vpc_security_group_egress_rule" "proxies" {
  security_group_id            = var.instance_security_group_id
  referenced_security_group_id = var.instance_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 32768
  to_port                      = 65535
}
# --8<-- [end:proxies]
