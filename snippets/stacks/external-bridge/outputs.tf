output "registration_command" {
  description = "What to run on each external instance; it holds the activation code."
  value       = local.registration
  sensitive   = true
}

output "cluster" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.main.name
}

output "service" {
  description = "Name of the service."
  value       = aws_ecs_service.web.name
}
