"""What a test needs and a machine may lack: there the test is skipped, and under CI it fails."""

import os
import shutil
from typing import NoReturn

import pytest


def skip(reason: str) -> NoReturn:
    """Skip a test for want of something, which under CI is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"must not be skipped in CI: {reason}", pytrace=False)
    pytest.skip(reason)


def needs(found: object, reason: str) -> pytest.MarkDecorator:
    """The mark of tests that do not run where something is not found; under CI they try to."""
    return pytest.mark.skipif(not found and not os.environ.get("CI"), reason=reason)


needs_node = needs(shutil.which("node"), "needs Node.js, which `make test` brings")
