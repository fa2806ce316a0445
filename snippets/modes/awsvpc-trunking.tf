terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:trunking]
# One setting per account and Region. Only instances launched after it get a trunk.
resource "aws_ecs_account_setting_default" "awsvpc_trunking" {
  name  = "awsvpcTrunking"
  value = "enabled"
}
# --8<-- [end:trunking]
