# --8<-- [start:instances]
data "aws_ssm_parameter" "ami" {
  name = "/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id"
}

resource "aws_launch_template" "instance" {
  name                   = var.name
  image_id               = data.aws_ssm_parameter.ami.insecure_value # Note 1
  instance_type          = var.instance_type
  vpc_security_group_ids = [aws_security_group.instance.id]

  iam_instance_profile {
    arn = aws_iam_instance_profile.instance.arn
  }

  metadata_options { # Note 2
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  user_data = base64encode(<<-EOT
    <powershell>
    [Environment]::SetEnvironmentVariable("ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", $TRUE, "Machine")
    Import-Module ECSTools
    Initialize-ECSAgent -Cluster '${aws_ecs_cluster.main.name}' -EnableTaskENI -AwsvpcBlockIMDS `
      -EnableTaskIAMRole -LoggingDrivers '["json-file","awslogs"]'
    </powershell>
  EOT
  ) # Note 3
}

resource "aws_autoscaling_group" "instances" {
  name                = var.name
  vpc_zone_identifier = aws_subnet.private[*].id
  min_size            = var.min_instances
  max_size            = var.max_instances

  launch_template {
    id      = aws_launch_template.instance.id
    version = aws_launch_template.instance.latest_version
  }

  tag {
    key                 = "Name"
    value               = var.name
    propagate_at_launch = true
  }

  tag { # Note 4
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  # An instance that cannot reach ECS does not register.
  depends_on = [
    aws_route.nat,
    aws_route_table_association.private,
    aws_iam_role_policy.instance,
    aws_vpc_security_group_egress_rule.instance_https,
  ]
}
# --8<-- [end:instances]

# --8<-- [start:capacity-provider]
resource "aws_ecs_capacity_provider" "main" {
  name = var.name

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.instances.arn
    managed_termination_protection = "DISABLED" # Note 5
    managed_draining               = "ENABLED"  # Note 6

    managed_scaling {
      status          = "ENABLED"
      target_capacity = 100
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = [aws_ecs_capacity_provider.main.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.main.name
    weight            = 1
  }
}
# --8<-- [end:capacity-provider]

# --8<-- [start:instance-security-group]
resource "aws_security_group" "instance" {
  name        = "${var.name}-instance"
  description = "Container instances: nothing from outside" # Note 7
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-instance" }
}

resource "aws_vpc_security_group_egress_rule" "instance_https" {
  security_group_id = aws_security_group.instance.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
# --8<-- [end:instance-security-group]
