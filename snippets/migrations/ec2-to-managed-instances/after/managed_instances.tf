# --8<-- [start:capacity-provider]
resource "aws_ecs_capacity_provider" "managed" {
  name    = "${var.name}-managed"
  cluster = aws_ecs_cluster.main.name

  managed_instances_provider {
    infrastructure_role_arn = aws_iam_role.infrastructure.arn

    instance_launch_template {
      ec2_instance_profile_arn = aws_iam_instance_profile.managed.arn

      network_configuration {
        subnets         = aws_subnet.private[*].id
        security_groups = [aws_security_group.managed.id]
      }

      storage_configuration {
        storage_size_gib = 30
      }

      instance_requirements {
        cpu_manufacturers     = ["intel", "amd"]
        instance_generations  = ["current"]
        burstable_performance = "excluded"

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
    aws_iam_role_policy_attachment.managed,
    aws_vpc_security_group_egress_rule.managed_https,
  ]
}
# --8<-- [end:capacity-provider]

# --8<-- [start:instance-security-group]
resource "aws_security_group" "managed" {
  name        = "${var.name}-managed"
  description = "Managed instances: nothing from outside"
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-managed" }
}

resource "aws_vpc_security_group_egress_rule" "managed_https" {
  security_group_id = aws_security_group.managed.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
# --8<-- [end:instance-security-group]

# --8<-- [start:roles]
data "aws_iam_policy_document" "assume_managed" {
  for_each = toset(["ec2", "ecs"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
  }
}

# With this role, ECS launches and terminates instances.
resource "aws_iam_role" "infrastructure" {
  name               = "${var.name}-infrastructure"
  assume_role_policy = data.aws_iam_policy_document.assume_managed["ecs"].json
}

resource "aws_iam_role_policy_attachment" "infrastructure" {
  role       = aws_iam_role.infrastructure.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances"
}

# With this role, the agent on an instance registers it.
resource "aws_iam_role" "managed" {
  name               = "ecsInstanceRole-${var.name}"
  assume_role_policy = data.aws_iam_policy_document.assume_managed["ec2"].json
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = aws_iam_role.managed.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances"
}

resource "aws_iam_instance_profile" "managed" {
  name = aws_iam_role.managed.name
  role = aws_iam_role.managed.name
}
# --8<-- [end:roles]
