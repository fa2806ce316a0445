"""The repository's own scripts: generators and guards. They are not part of the wheel."""
