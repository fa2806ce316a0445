# --8<-- [start:activation]
resource "aws_ssm_activation" "instances" {
  name               = var.name
  description        = "Registers external instances with the cluster ${aws_ecs_cluster.main.name}"
  iam_role           = aws_iam_role.instance.name
  registration_limit = var.instances # Note 1

  # A server that registers earlier cannot call ECS.
  depends_on = [
    aws_iam_role_policy.instance,
    aws_iam_role_policy_attachment.instance,
  ]
}

locals {
  install = "/tmp/ecs-anywhere-install.sh"

  registration = <<-EOT
    curl --proto "https" -o "${local.install}" \
      "https://amazon-ecs-agent.s3.amazonaws.com/ecs-anywhere-install-latest.sh"
    sudo bash ${local.install} \
      --region ${data.aws_region.current.id} \
      --cluster ${aws_ecs_cluster.main.name} \
      --activation-id ${aws_ssm_activation.instances.id} \
      --activation-code ${aws_ssm_activation.instances.activation_code}
  EOT
}
# --8<-- [end:activation]

# --8<-- [start:instance-role]
data "aws_iam_policy_document" "assume_instance" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ssm.amazonaws.com"] # Note 2
    }
  }
}

resource "aws_iam_role" "instance" {
  name               = "${var.name}-instance"
  assume_role_policy = data.aws_iam_policy_document.assume_instance.json
}

resource "aws_iam_role_policy_attachment" "instance" {
  role       = aws_iam_role.instance.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" # Note 3
}

data "aws_iam_policy_document" "instance" {
  # What the container agent calls; images and logs are for the execution role of a task.
  statement {
    actions = [
      "ecs:DeregisterContainerInstance",
      "ecs:RegisterContainerInstance",
      "ecs:Submit*",
    ]
    resources = [aws_ecs_cluster.main.arn]
  }

  statement {
    actions   = ["ecs:Poll", "ecs:StartTelemetrySession"]
    resources = ["*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [aws_ecs_cluster.main.arn]
    }
  }

  statement {
    actions   = ["ecs:DiscoverPollEndpoint"]
    resources = ["*"]
  }

  statement {
    effect    = "Deny" # Note 4
    actions   = ["ssm:GetParameter", "ssm:GetParameters"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "instance" {
  name   = "container-agent"
  role   = aws_iam_role.instance.id
  policy = data.aws_iam_policy_document.instance.json
}
# --8<-- [end:instance-role]
