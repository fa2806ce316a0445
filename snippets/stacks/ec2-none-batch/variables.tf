variable "name" {
  type        = string
  description = "Name of the cluster, the schedule and everything else; letters, digits and hyphens."
  default     = "ec2-none-batch"

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
  description = "Image of the job; it must have a shell for the command of the task definition."
  default     = "public.ecr.aws/docker/library/busybox:1.37"
}

variable "schedule" {
  type        = string
  description = "When the job runs, such as rate(1 day) or cron(0 3 * * ? *)."
  default     = "rate(1 day)"

  validation {
    condition     = can(regex("^(rate|cron|at)\\(.+\\)$", var.schedule))
    error_message = "Use rate(...), cron(...) or at(...)."
  }
}

variable "timezone" {
  type        = string
  description = "Time zone of cron(...) and at(...), such as Asia/Tokyo."
  default     = "UTC"
}

variable "instance_type" {
  type        = string
  description = "Type of the container instances; x86_64, like the AMI."
  default     = "t3.small"
}

variable "min_instances" {
  type        = number
  description = "Number of container instances while no job runs."
  default     = 0
}

variable "max_instances" {
  type        = number
  description = "Maximum number of container instances that the capacity provider starts."
  default     = 1

  validation {
    condition     = var.max_instances >= max(1, var.min_instances)
    error_message = "A job needs an instance to run on, and the maximum is at least min_instances."
  }
}
