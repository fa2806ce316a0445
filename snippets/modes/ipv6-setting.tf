terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:setting]
resource "aws_ecs_account_setting_default" "ipv6" {
  name  = "dualStackIPv6"
  value = "enabled"
}
# --8<-- [end:setting]
