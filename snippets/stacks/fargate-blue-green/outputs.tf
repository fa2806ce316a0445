output "url" {
  description = "Address of the load balancer."
  value       = "http://${aws_lb.main.dns_name}/"
}

output "test_url" {
  description = "Address of the test listener."
  value       = "http://${aws_lb.main.dns_name}:${local.ports.test}/"
}

output "cluster" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.main.name
}

output "service" {
  description = "Name of the service."
  value       = aws_ecs_service.web.name
}

output "production_rule" {
  description = "ARN of the listener rule for production."
  value       = aws_lb_listener_rule.web["production"].arn
}
