resource "aws_ecs_cluster" "main" {
  name = var.name
}

# --8<-- [start:task]
locals {
  job = <<-EOT
    set -eu
    mkdir -p in out
    result="out/$(date -u +%Y%m%dT%H%M%SZ).sha256"
    find in -type f -exec sha256sum {} + > "$result.part"
    mv "$result.part" "$result"
    echo "$result, files: $(wc -l < "$result")"
  EOT
}

resource "aws_ecs_task_definition" "job" {
  family                   = var.name
  network_mode             = "none" # Note 1
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.execution.arn

  volume {
    name = "data"

    efs_volume_configuration { # Note 2
      file_system_id     = aws_efs_file_system.data.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.data.id
      }
    }
  }

  container_definitions = jsonencode([
    {
      name                   = "job"
      image                  = var.image
      essential              = true
      cpu                    = 128
      memory                 = 256
      command                = ["sh", "-c", local.job] # Note 3
      user                   = "${local.user}:${local.user}"
      workingDirectory       = "/data"
      readonlyRootFilesystem = true # Note 4

      mountPoints = [
        { sourceVolume = "data", containerPath = "/data" }
      ]

      logConfiguration = { # Note 5
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.job.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "job"
        }
      }
    }
  ])
}
# --8<-- [end:task]

resource "aws_cloudwatch_log_group" "job" {
  name              = "/ecs/${var.name}"
  retention_in_days = 30
}

# --8<-- [start:role]
data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "execution" {
  name               = "${var.name}-execution"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

data "aws_iam_policy_document" "execution" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.job.arn}:*"]
  }

  # Only for an image in a private ECR repository; GetAuthorizationToken has no resource.
  statement {
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetAuthorizationToken",
      "ecr:GetDownloadUrlForLayer",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "execution" {
  name   = "logs-and-image"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.execution.json
}
# --8<-- [end:role]
