"""What a test needs and a machine may lack: there the test is skipped, and under CI it fails."""

import os
import shutil
from typing import NoReturn

import pytest
from support.oracles.terraform_cli import Unavailable


def skip(reason: str) -> NoReturn:
    """Skip a test for want of something, which under CI is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"must not be skipped in CI: {reason}", pytrace=False)
    pytest.skip(reason)


def no_terraform(error: Unavailable) -> NoReturn:
    """Skip a test for want of Terraform or hashicorp/aws, under CI too: the provider is hundreds of
    megabytes, and CI need not have a mirror."""
    pytest.skip(str(error))


def needs(found: object, reason: str) -> pytest.MarkDecorator:
    """The mark of tests that do not run where something is not found; under CI they try to."""
    return pytest.mark.skipif(not found and not os.environ.get("CI"), reason=reason)


needs_node = needs(shutil.which("node"), "needs Node.js, which `make test` brings")
