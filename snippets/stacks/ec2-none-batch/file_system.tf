# --8<-- [start:file-system]
locals {
  user = 1000
}

resource "aws_efs_file_system" "data" {
  encrypted = true

  tags = { Name = var.name }
}

resource "aws_efs_mount_target" "data" { # Note 1
  count = length(local.zones)

  file_system_id  = aws_efs_file_system.data.id
  subnet_id       = aws_subnet.private[count.index].id
  security_groups = [aws_security_group.file_system.id]
}

resource "aws_efs_access_point" "data" { # Note 2
  file_system_id = aws_efs_file_system.data.id

  posix_user {
    uid = local.user
    gid = local.user
  }

  root_directory {
    path = "/job"

    creation_info {
      owner_uid   = local.user
      owner_gid   = local.user
      permissions = "0700"
    }
  }

  tags = { Name = var.name }
}
# --8<-- [end:file-system]

# --8<-- [start:security-groups]
resource "aws_security_group" "instance" { # Note 3
  name        = "${var.name}-instance"
  description = "Container instances: nothing comes in"
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

resource "aws_vpc_security_group_egress_rule" "instance_nfs" {
  security_group_id            = aws_security_group.instance.id
  referenced_security_group_id = aws_security_group.file_system.id
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
}

resource "aws_security_group" "file_system" {
  name        = "${var.name}-file-system"
  description = "Mount targets: NFS from the container instances"
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-file-system" }
}

resource "aws_vpc_security_group_ingress_rule" "file_system_instance" {
  security_group_id            = aws_security_group.file_system.id
  referenced_security_group_id = aws_security_group.instance.id
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
}
# --8<-- [end:security-groups]
