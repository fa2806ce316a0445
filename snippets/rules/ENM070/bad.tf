terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:example]
resource "aws_ecs_task_definition" "web" {
  family = "web"

  runtime_platform {
    operating_system_family = "WINDOWS_SERVER_2022_CORE"
  }

  # --8<-- [start:mistake]
  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022"
      memory       = 2048
      user         = "app"
      portMappings = [{ containerPort = 80 }]
    }
  ])
  # --8<-- [end:mistake]
}
# --8<-- [end:example]
