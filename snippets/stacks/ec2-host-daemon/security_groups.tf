# --8<-- [start:security-groups]
resource "aws_security_group" "instance" {
  name        = "${var.name}-instance"
  description = "Container instances: the collector's ports from its clients"
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

resource "aws_security_group" "client" { # Note 1
  name        = "${var.name}-client"
  description = "Tasks in awsvpc that send to the collector of their instance"
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-client" }
}

resource "aws_vpc_security_group_ingress_rule" "instance_client" {
  security_group_id            = aws_security_group.instance.id
  referenced_security_group_id = aws_security_group.client.id
  ip_protocol                  = "tcp"
  from_port                    = local.ports.grpc
  to_port                      = local.ports.http
}

resource "aws_vpc_security_group_egress_rule" "client_instance" {
  security_group_id            = aws_security_group.client.id
  referenced_security_group_id = aws_security_group.instance.id
  ip_protocol                  = "tcp"
  from_port                    = local.ports.grpc
  to_port                      = local.ports.http
}
# --8<-- [end:security-groups]
