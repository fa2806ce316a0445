# --8<-- [start:capacity-provider]
resource "aws_ecs_capacity_provider" "main" {
  name    = var.name
  cluster = aws_ecs_cluster.main.name # Note 1

  managed_instances_provider {
    infrastructure_role_arn = aws_iam_role.infrastructure.arn

    instance_launch_template {
      ec2_instance_profile_arn = aws_iam_instance_profile.instance.arn

      network_configuration {
        subnets         = aws_subnet.private[*].id
        security_groups = [aws_security_group.instance.id]
      }

      storage_configuration {
        storage_size_gib = 30
      }

      instance_requirements { # Note 2
        cpu_manufacturers     = ["intel", "amd"]
        instance_generations  = ["current"]
        burstable_performance = "excluded" # Note 3

        vcpu_count {
          min = 2
          max = 4
        }

        memory_mib {
          min = 4096
          max = 16384
        }
      }
    }
  }

  # Instances need these to register, and ECS needs them to remove the instances.
  depends_on = [
    aws_route.nat,
    aws_route_table_association.private,
    aws_iam_role_policy_attachment.infrastructure,
    aws_iam_role_policy_attachment.instance,
    aws_vpc_security_group_egress_rule.instance_https,
  ]
}
# --8<-- [end:capacity-provider]

# --8<-- [start:instance-security-group]
resource "aws_security_group" "instance" { # Note 4
  name        = "${var.name}-instance"
  description = "Managed instances: nothing from outside"
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-instance" }
}

resource "aws_vpc_security_group_egress_rule" "instance_https" { # Note 5
  security_group_id = aws_security_group.instance.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
# --8<-- [end:instance-security-group]

# --8<-- [start:roles]
# With this role, ECS launches and terminates instances.
resource "aws_iam_role" "infrastructure" {
  name               = "${var.name}-infrastructure"
  assume_role_policy = data.aws_iam_policy_document.assume["ecs"].json
}

resource "aws_iam_role_policy_attachment" "infrastructure" {
  role       = aws_iam_role.infrastructure.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances"
}

# With this role, the agent on an instance registers it.
resource "aws_iam_role" "instance" {
  name               = "ecsInstanceRole-${var.name}" # Note 6
  assume_role_policy = data.aws_iam_policy_document.assume["ec2"].json
}

resource "aws_iam_role_policy_attachment" "instance" {
  role       = aws_iam_role.instance.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances"
}

resource "aws_iam_instance_profile" "instance" {
  name = aws_iam_role.instance.name
  role = aws_iam_role.instance.name
}
# --8<-- [end:roles]
