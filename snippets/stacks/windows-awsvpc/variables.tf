variable "name" {
  type        = string
  description = "Name of the cluster, the service and everything else; letters, digits and hyphens."
  default     = "windows-awsvpc"

  validation {
    # A load balancer takes 32 characters, and its security group gets "-alb" on top.
    condition     = can(regex("^[a-z][a-z0-9-]{0,27}$", var.name))
    error_message = "Use up to 28 lowercase letters, digits and hyphens, beginning with a letter."
  }

  validation {
    condition     = !can(regex("^(aws|ecs|fargate)", var.name))
    error_message = "The name of a capacity provider cannot begin with aws, ecs or fargate."
  }
}

variable "vpc_cidr" {
  type        = string
  description = "IPv4 range of the VPC; each subnet takes one sixteenth of it."
  default     = "10.0.0.0/16"
}

variable "image" {
  type        = string
  description = "Image of the container; for Windows Server 2022, like the AMI."
  default     = "mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022"
}

variable "container_port" {
  type        = number
  description = "Port that the container listens on."
  default     = 80
}

variable "health_check_path" {
  type        = string
  description = "Path that the load balancer requests; the container must answer with 200."
  default     = "/"
}

variable "instance_type" {
  type        = string
  description = "Type of the container instances; x86_64, like the AMI. It holds one task fewer than its ENI limit."
  default     = "m6i.large"
}

variable "min_instances" {
  type        = number
  description = "Minimum number of container instances."
  default     = 2
}

variable "max_instances" {
  type        = number
  description = "Maximum number of container instances."
  default     = 4
}

variable "min_tasks" {
  type        = number
  description = "Minimum number of tasks."
  default     = 4
}

variable "max_tasks" {
  type        = number
  description = "Maximum number of tasks."
  default     = 8
}
