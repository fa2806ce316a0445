"""Amazon ECS network modes: the facts, the rules, and a checker for Terraform."""

__version__ = "0.1.0"
