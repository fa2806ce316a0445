terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "mount_target_security_group_id" {
  type        = string
  description = "Security group of the mount targets of the file system."
}

variable "task_security_group_id" {
  type        = string
  description = "Security group of the tasks."
}

# --8<-- [start:mount-target]
# In awsvpc the task's own group connects; otherwise name that of the instances.
resource "aws_vpc_security_group_ingress_rule" "nfs_from_tasks" {
  security_group_id            = var.mount_target_security_group_id
  referenced_security_group_id = var.task_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
}
# --8<-- [end:mount-target]
