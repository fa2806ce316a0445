output "url" {
  description = "Address of the load balancer."
  value       = "http://${aws_lb.main.dns_name}/"
}

output "cluster" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.main.name
}

output "service" {
  description = "Name of the service."
  value       = aws_ecs_service.web.name
}

output "target_group" {
  description = "ARN of the target group."
  value       = aws_lb_target_group.web.arn
}
