# --8<-- [start:calls]
locals {
  group_ids = {
    alb = aws_security_group.alb.id
    api = aws_security_group.api.id
    web = aws_security_group.web.id
  }

  # Who connects to whom on port 8080.
  calls = { # Note 1
    alb_web = ["alb", "web"]
    web_api = ["web", "api"]
    api_web = ["api", "web"]
  }
}

resource "aws_vpc_security_group_egress_rule" "call" {
  for_each = local.calls

  security_group_id            = local.group_ids[each.value[0]]
  referenced_security_group_id = local.group_ids[each.value[1]]
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "call" {
  for_each = local.calls

  security_group_id            = local.group_ids[each.value[1]]
  referenced_security_group_id = local.group_ids[each.value[0]]
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}
# --8<-- [end:calls]

# --8<-- [start:security-groups]
resource "aws_security_group" "alb" {
  name        = "${var.name}-alb"
  description = "Load balancer: HTTP from the internet"
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-alb" }
}

resource "aws_vpc_security_group_ingress_rule" "alb_http" {
  security_group_id = aws_security_group.alb.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_security_group" "api" {
  name        = "${var.name}-api"
  description = "Tasks of api: port 8080 from web"
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-api" }
}

resource "aws_security_group" "web" {
  name        = "${var.name}-web"
  description = "Tasks of web: port 8080 from the load balancer and from api"
  vpc_id      = aws_vpc.main.id

  tags = { Name = "${var.name}-web" }
}

resource "aws_vpc_security_group_egress_rule" "https" { # Note 2
  for_each = { for name, id in local.group_ids : name => id if name != "alb" }

  security_group_id = each.value
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
# --8<-- [end:security-groups]
