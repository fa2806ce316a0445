variable "name" {
  type        = string
  description = "Name of the cluster, the service and everything else; letters, digits and hyphens."
  default     = "ec2-host-daemon"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,39}$", var.name))
    error_message = "Use up to 40 lowercase letters, digits and hyphens, beginning with a letter."
  }
}

variable "vpc_cidr" {
  type        = string
  description = "IPv4 range of the VPC; each subnet takes one sixteenth of it."
  default     = "10.0.0.0/16"
}

variable "image" {
  type        = string
  description = "Image of the collector."
  default     = "public.ecr.aws/aws-observability/aws-otel-collector:v0.48.0"
}

variable "user" {
  type        = string
  description = "User that the collector runs as; the image must have it, and it must not be root."
  default     = "aoc"

  validation {
    condition     = !contains(["", "root", "0"], split(":", var.user)[0])
    error_message = "In host mode, root of the container reaches what root of the instance reaches."
  }
}

variable "instance_type" {
  type        = string
  description = "Type of the container instances; x86_64, like the AMI."
  default     = "t3.small"
}

variable "instances" {
  type        = number
  description = "Number of container instances, and so of collectors."
  default     = 2

  validation {
    condition     = var.instances >= 1
    error_message = "A service needs an instance to run on."
  }
}
