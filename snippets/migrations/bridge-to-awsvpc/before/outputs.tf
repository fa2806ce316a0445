output "url" {
  description = "Address of the load balancer."
  value       = "http://${aws_lb.main.dns_name}/"
}

output "cluster" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.main.name
}

output "bridge_target_group" {
  description = "ARN of the target group of the bridge service."
  value       = aws_lb_target_group.bridge.arn
}
