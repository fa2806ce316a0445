output "cluster" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.main.name
}

output "task_definition" {
  description = "Family of the task definition."
  value       = aws_ecs_task_definition.job.family
}

output "file_system" {
  description = "ID of the file system with the input and the results."
  value       = aws_efs_file_system.data.id
}
