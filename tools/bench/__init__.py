"""Measures what site and command promise: `python -m tools.bench [SECTION ...]` (make bench).

Every section stands alone; one that lacks a program says so and the others go on.
"""
