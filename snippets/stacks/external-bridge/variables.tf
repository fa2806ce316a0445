variable "name" {
  type        = string
  description = "Name of the cluster, the service and everything else; letters, digits and hyphens."
  default     = "external-bridge"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,39}$", var.name))
    error_message = "Use up to 40 lowercase letters, digits and hyphens, beginning with a letter."
  }
}

variable "instances" {
  type        = number
  description = "Number of external instances that the activation can register, and of tasks."
  default     = 1

  validation {
    condition     = var.instances >= 1 && var.instances <= 1000
    error_message = "An activation registers 1 to 1000 instances."
  }
}

variable "image" {
  type        = string
  description = "Image of the container, for the architecture of the external instances."
  default     = "public.ecr.aws/nginx/nginx:1.29"
}

variable "container_port" {
  type        = number
  description = "Port that the container listens on."
  default     = 80
}

variable "host_port" {
  type        = number
  description = "Port of the external instance that leads to the container."
  default     = 8080

  validation {
    condition     = var.host_port >= 1024 && var.host_port < 32768
    error_message = "Use 1024 to 32767: below the dynamic host ports, and above what the host itself uses."
  }
}
