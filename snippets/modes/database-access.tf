terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "database_security_group_id" {
  type        = string
  description = "Security group of the database."
}

variable "instance_security_group_id" {
  type        = string
  description = "Security group of the container instances."
}

variable "task_security_group_id" {
  type        = string
  description = "Security group of the tasks."
}

# --8<-- [start:instances]
# bridge, host, default: every task on these instances can connect.
resource "aws_vpc_security_group_ingress_rule" "from_instances" {
  security_group_id            = var.database_security_group_id
  referenced_security_group_id = var.instance_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}
# --8<-- [end:instances]

# --8<-- [start:tasks]
# awsvpc: only tasks with this security group can connect.
resource "aws_vpc_security_group_ingress_rule" "from_tasks" {
  security_group_id            = var.database_security_group_id
  referenced_security_group_id = var.task_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}
# --8<-- [end:tasks]
