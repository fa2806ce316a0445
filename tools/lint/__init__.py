"""What `make lint` runs beside the linters, and what these are given."""
