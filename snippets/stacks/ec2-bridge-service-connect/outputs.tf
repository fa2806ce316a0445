output "url" {
  description = "Address of the load balancer, which leads to web."
  value       = "http://${aws_lb.main.dns_name}/"
}

output "cluster" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.main.name
}

output "namespace" {
  description = "Name of the namespace."
  value       = aws_service_discovery_http_namespace.main.name
}
