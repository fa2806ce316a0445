resource "aws_security_group" "instance" {
  name        = "${var.name}-instance"
  description = "Container instances"
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
