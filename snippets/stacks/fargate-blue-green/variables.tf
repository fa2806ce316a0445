variable "name" {
  type        = string
  description = "Name of the cluster, the service and everything else; letters, digits and hyphens."
  default     = "fargate-blue-green"

  validation {
    # A target group takes 32 characters, and gets "-green" on top.
    condition     = can(regex("^[a-z][a-z0-9-]{0,25}$", var.name))
    error_message = "Use up to 26 lowercase letters, digits and hyphens, beginning with a letter."
  }
}

variable "vpc_cidr" {
  type        = string
  description = "IPv4 range of the VPC; each subnet takes one sixteenth of it."
  default     = "10.0.0.0/16"
}

variable "image" {
  type        = string
  description = "Image of the container: another one starts a deployment."
  default     = "public.ecr.aws/nginx/nginx:1.28"
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

variable "tasks" {
  type        = number
  description = "Tasks of the service; during a deployment there are twice as many."
  default     = 2
}

variable "test_cidrs" {
  type        = list(string)
  description = "IPv4 ranges that reach the test listener on port 8080."
  default     = []
}

variable "pause_minutes" {
  type        = number
  description = "How long a deployment waits for your decision when test traffic reaches the new tasks; 0 for no wait."
  default     = 0

  validation {
    condition     = var.pause_minutes >= 0 && var.pause_minutes <= 20160 && floor(var.pause_minutes) == var.pause_minutes
    error_message = "Use 0 to 20160 (14 days), as a whole number."
  }
}

variable "bake_minutes" {
  type        = number
  description = "How long the old tasks stay after production traffic has moved, ready for a rollback."
  default     = 5
}
