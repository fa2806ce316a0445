terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "namespace_id" {
  type        = string
  description = "Private DNS namespace of Cloud Map."
}

# --8<-- [start:example]
resource "aws_service_discovery_service" "web" {
  name          = "web"
  force_destroy = true

  dns_config {
    namespace_id = var.namespace_id

    dns_records {
      type = "A"
      ttl  = 10
    }
  }
}
# --8<-- [end:example]
