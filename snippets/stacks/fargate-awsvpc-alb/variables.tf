variable "name" {
  type        = string
  description = "Name of the cluster, the service and everything else; letters, digits and hyphens."
  default     = "fargate-awsvpc-alb"

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

variable "egress" {
  type        = string
  description = "How tasks get their image and send logs: \"nat\" or \"endpoints\"."
  default     = "nat"

  validation {
    condition     = contains(["nat", "endpoints"], var.egress)
    error_message = "Use \"nat\" or \"endpoints\"."
  }
}

variable "image" {
  type        = string
  description = "Image of the container. With egress = \"endpoints\", an image in a private ECR repository of this region."
  default     = "public.ecr.aws/nginx/nginx:1.29"

  validation {
    condition     = var.egress == "nat" || can(regex("[.]dkr[.]ecr[.]", var.image))
    error_message = "VPC endpoints reach private ECR repositories only: set image to one, or egress to \"nat\"."
  }
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

variable "min_tasks" {
  type        = number
  description = "Minimum number of tasks."
  default     = 2
}

variable "max_tasks" {
  type        = number
  description = "Maximum number of tasks."
  default     = 6
}
