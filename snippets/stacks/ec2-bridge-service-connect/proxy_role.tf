# --8<-- [start:proxy-role]
# The proxies of Service Connect fetch their configuration with the role of the instance. They poll
# task sets, for which the condition in instance_role.tf may not hold.
data "aws_iam_policy_document" "proxy" {
  statement {
    actions   = ["ecs:Poll"]
    resources = ["${replace(aws_ecs_cluster.main.arn, ":cluster/", ":task-set/")}/*"]
  }
}

resource "aws_iam_role_policy" "proxy" {
  name   = "service-connect"
  role   = aws_iam_role.instance.id
  policy = data.aws_iam_policy_document.proxy.json
}
# --8<-- [end:proxy-role]
