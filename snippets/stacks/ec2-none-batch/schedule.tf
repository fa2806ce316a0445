# --8<-- [start:schedule]
resource "aws_scheduler_schedule" "job" {
  name                         = var.name
  schedule_expression          = var.schedule # Note 1
  schedule_expression_timezone = var.timezone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.main.arn
    role_arn = aws_iam_role.schedule.arn

    ecs_parameters { # Note 2
      task_definition_arn = aws_ecs_task_definition.job.arn

      capacity_provider_strategy { # Note 3
        capacity_provider = aws_ecs_capacity_provider.main.name
        weight            = 1
      }
    }

    retry_policy { # Note 4
      maximum_event_age_in_seconds = 3600
    }
  }

  # The first task starts with the schedule.
  depends_on = [
    aws_ecs_cluster_capacity_providers.main,
    aws_efs_mount_target.data,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.schedule,
  ]
}
# --8<-- [end:schedule]

# --8<-- [start:role]
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "assume_schedule" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition { # Note 5
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values = [join(":", [
        "arn",
        data.aws_partition.current.partition,
        "scheduler",
        data.aws_region.current.id,
        data.aws_caller_identity.current.account_id,
        "schedule-group/default",
      ])]
    }
  }
}

resource "aws_iam_role" "schedule" {
  name               = "${var.name}-schedule"
  assume_role_policy = data.aws_iam_policy_document.assume_schedule.json
}

data "aws_iam_policy_document" "schedule" {
  statement {
    actions   = ["ecs:RunTask"]
    resources = ["${aws_ecs_task_definition.job.arn_without_revision}:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [aws_ecs_cluster.main.arn]
    }
  }

  statement { # Note 6
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.execution.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "schedule" {
  name   = "run-task"
  role   = aws_iam_role.schedule.id
  policy = data.aws_iam_policy_document.schedule.json
}
# --8<-- [end:role]
