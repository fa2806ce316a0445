variable "name" {
  type        = string
  description = "Name of the cluster, the namespace and everything else; letters, digits and hyphens."
  default     = "fargate-service-connect"

  validation {
    # A load balancer takes 32 characters, and its security group gets "-alb" on top.
    condition     = can(regex("^[a-z][a-z0-9-]{0,27}$", var.name))
    error_message = "Use up to 28 lowercase letters, digits and hyphens, beginning with a letter."
  }
}

variable "vpc_cidr" {
  type        = string
  description = "IPv4 range of the VPC; each subnet takes one sixteenth of it."
  default     = "10.0.0.0/16"
}

variable "tasks" {
  type        = number
  description = "Number of tasks of each service."
  default     = 2
}
