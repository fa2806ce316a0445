"""Commands as somebody runs them who has nothing of this environment."""

import os
import subprocess
from typing import Any

import pytest


def run(*command: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """A command without this environment's Python paths; its output is in the failure."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment |= {"LC_ALL": "C.UTF-8", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment |= options.pop("env", {})
    expected = options.pop("expected", 0)
    result = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment,
        **options,
    )
    if result.returncode != expected:
        pytest.fail(f"{command} ended with {result.returncode}:\n{result.stdout}{result.stderr}")
    return result
