output "cluster" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.main.name
}

output "service" {
  description = "Name of the service."
  value       = aws_ecs_service.collector.name
}

output "client_security_group" {
  description = "ID of the security group for tasks in awsvpc that send to the collector."
  value       = aws_security_group.client.id
}
