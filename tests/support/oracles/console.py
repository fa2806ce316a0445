"""``terraform console`` as an oracle of expressions, without providers and offline."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from support.oracles.terraform_cli import binary, environment

REFUSED = "refused"


def answers(expressions: Sequence[str], directory: Path) -> list[str]:
    """What Terraform makes of expressions, as ``jsonencode``; ``refused`` for what it refuses.

    Args:
        expressions: each on one line; one that does not parse fails all.
        directory: an empty directory to work in.

    Raises:
        Unavailable: there is no Terraform.
        AssertionError: Terraform failed otherwise.
    """
    asked = ", ".join(f'try(jsonencode({each}), "{REFUSED}")' for each in expressions)
    run = subprocess.run(
        [binary(), "console"],
        input=f"base64encode(jsonencode([{asked}]))\n",
        cwd=directory,
        env=environment(directory),
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise AssertionError(f"terraform console failed:\n{run.stdout}{run.stderr}")
    # base64, because the console has escapes of its own
    found = json.loads(base64.b64decode(json.loads(run.stdout)))
    return [str(answer) for answer in found]
