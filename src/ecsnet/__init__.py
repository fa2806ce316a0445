"""Amazon ECS network modes: the facts, the rules, and a checker for Terraform.

:func:`check` and :func:`check_text` are the whole checker in one call. Their result has findings
(:class:`~ecsnet.diagnostics.Finding`), which :func:`ecsnet.report.message` puts in words, and
problems with the input (:class:`~ecsnet.diagnostics.Problem`).
"""

from ecsnet.run import check, check_text
from ecsnet.version import __version__

__all__ = ["__version__", "check", "check_text"]
