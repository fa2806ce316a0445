terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# --8<-- [start:links]
resource "aws_ecs_task_definition" "links" {
  family                   = "web-links"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name   = "api"
      image  = "public.ecr.aws/docker/library/tomcat:11.0"
      memory = 512
    },
    {
      name        = "web"
      image       = "public.ecr.aws/nginx/nginx:1.29"
      memory      = 256
      links       = ["api"]
      environment = [{ name = "API_URL", value = "http://api:8080" }]
    }
  ])
}
# --8<-- [end:links]

# --8<-- [start:address]
resource "aws_ecs_task_definition" "address" {
  family                   = "web-address"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name   = "api"
      image  = "public.ecr.aws/docker/library/tomcat:11.0"
      memory = 512
    },
    {
      name   = "web"
      image  = "public.ecr.aws/docker/library/python:3.13-slim"
      memory = 256
      command = ["python", "-c", join("\n", [
        "import json, os, urllib.request",
        "task = os.environ['ECS_CONTAINER_METADATA_URI_V4'] + '/task'",
        "containers = json.load(urllib.request.urlopen(task))['Containers']",
        "api = next(each for each in containers if each['Name'] == 'api')",
        "print(f\"http://{api['Networks'][0]['IPv4Addresses'][0]}:8080\")",
      ])]

      # The address exists only once the container runs.
      dependsOn = [{ containerName = "api", condition = "START" }]
    }
  ])
}
# --8<-- [end:address]

# --8<-- [start:host-port]
resource "aws_ecs_task_definition" "host_port" {
  family                   = "web-host-port"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name         = "api"
      image        = "public.ecr.aws/docker/library/tomcat:11.0"
      memory       = 512
      portMappings = [{ containerPort = 8080, hostPort = 8080 }]
    },
    {
      name   = "web"
      image  = "public.ecr.aws/docker/library/python:3.13-slim"
      memory = 256

      # The file needs ECS_ENABLE_CONTAINER_METADATA=true on the instance.
      command = ["python", "-c", join("\n", [
        "import json, os",
        "metadata = json.load(open(os.environ['ECS_CONTAINER_METADATA_FILE']))",
        "print(f\"http://{metadata['HostPrivateIPv4Address']}:8080\")",
      ])]
    }
  ])
}
# --8<-- [end:host-port]

# --8<-- [start:awsvpc]
resource "aws_ecs_task_definition" "awsvpc" {
  family                   = "web-awsvpc"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]

  # The containers share one network namespace, so each needs a port of its own.
  container_definitions = jsonencode([
    {
      name         = "api"
      image        = "public.ecr.aws/docker/library/tomcat:11.0"
      memory       = 512
      portMappings = [{ containerPort = 8080 }]
    },
    {
      name         = "web"
      image        = "public.ecr.aws/nginx/nginx:1.29"
      memory       = 256
      portMappings = [{ containerPort = 80 }]
      environment  = [{ name = "API_URL", value = "http://localhost:8080" }]
    }
  ])
}
# --8<-- [end:awsvpc]
