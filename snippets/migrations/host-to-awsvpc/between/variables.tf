variable "name" {
  type        = string
  description = "Name of the cluster, the service and everything else; letters, digits and hyphens."
  default     = "host-to-awsvpc"

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
  description = "Image of the container, for x86_64; it must run as the user 101."
  default     = "public.ecr.aws/nginx/nginx-unprivileged:1.29"
}

variable "container_port" {
  type        = number
  description = "Port that the container listens on."
  default     = 8080
}

variable "tasks" {
  type        = number
  description = "Number of tasks."
  default     = 2
}

variable "instance_type" {
  type        = string
  description = "Type of the container instances; x86_64, like the AMI."
  default     = "m5.large"
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
