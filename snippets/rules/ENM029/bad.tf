terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:example]
locals {
  proxy = {
    IgnoredUID       = "1337"
    ProxyIngressPort = "15000"
    ProxyEgressPort  = "15001"
    AppPorts         = "80"
    EgressIgnoredIPs = "169.254.170.2,169.254.169.254"
  }

  containers = jsonencode([
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80 }]
    },
    {
      name   = "envoy"
      image  = "public.ecr.aws/appmesh/aws-appmesh-envoy:v1.29.12.1-prod"
      memory = 256
      user   = "1337"
    }
  ])
}

# --8<-- [start:mistake]
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  network_mode          = "bridge"
  container_definitions = local.containers

  proxy_configuration {
    type           = "APPMESH"
    container_name = "envoy"
    properties     = local.proxy
  }
}
# --8<-- [end:mistake]
# --8<-- [end:example]
