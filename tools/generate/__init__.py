"""Write what the pages include and the site publishes, from the facts, the rules and the snippets.

`python -m tools.generate` (make generate) rewrites generated/ja, generated/en, docs/data and the
theme's style sheet, and removes what it no longer makes. The result is committed, so that a change
of a fact shows in review as a change of the pages; a test compares it with a fresh run.
"""
