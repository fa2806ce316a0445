"""What a snippet is held against: the provider's schema, AWS's own API model, canonical formatting
and Terraform itself. Every oracle gives its objections as lines; no line, no objection."""
