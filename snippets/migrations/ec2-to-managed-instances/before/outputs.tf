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
