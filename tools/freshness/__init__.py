"""What the newest botocore, provider and agent say that the facts do not, and facts past a year.

`python -m tools.freshness` (make freshness, and a workflow once a week) names each change with the
facts that rest on it and the pages that show them. It reads what lies on the disk and nothing else:
make fetches. Each subject is a module that yields findings; what is not given is said to be
unchecked.
"""
