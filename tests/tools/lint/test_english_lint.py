"""textlint finds the known kinds of fault in English prose, and leaves the rest alone."""

from typing import Any

import pytest
from support.textlint import lint, needs_textlint

pytestmark = needs_textlint

# Everything here is right, or is no English prose: nothing may be reported.
GOOD = """\
---
title: What refuses to take 2 tasks
---

# awsvpc mode

Each task gets one elastic network interface (ENI). Use platform version 1.4.0 or later.

## Ports {#ports}

!!! note "On EC2"

    At most 5 security groups, and cause 2 if `runningCount` stays at 0.

    ```hcl title="snippets/modes/awsvpc.tf"
    # what is refused rests on 2 things
    ;--8<-- "snippets/modes/awsvpc.tf:task"
    ```

| Argument | Value |
| --- | --- |
| `hostPort` | omit it |

Before: <span lang="en">What AWS refuses stands in 1 place.</span>
"""

# One mistake a line, with what must be reported there.
BAD = [
    ("# What the mode changes is the address", "cleft"),
    ("AWS refuses it.", "refuses => rejects"),
    ("The page of [errors of AWS](errors.md).", "of-genitive"),
    ('!!! warning "Only 1 task"', "small-number"),
    ("    - Services of another mode than `awsvpc`.", "another-than"),
    ("| It rests on `hostPort` | value |", "stands"),
    ("The mode is not confirmed.", "provenance"),
    ("Nothing is shown if the file does not exist.", "two-negatives"),
    ("Write `hostPort` with a number.", "set:"),
    (" ".join(["A sentence that goes on"] * 9) + ".", "sentence length"),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    lines = [f"{line}\n| --- | --- |" if line.startswith("|") else f"{line}" for line, _ in BAD]
    pages = {"good.md": GOOD, "bad.md": "\n\n".join(lines) + "\n"}
    return lint("en", pages, tmp_path_factory.mktemp("pages"))


def test_correct_prose_and_code_are_not_reported(found: dict[str, list[dict[str, Any]]]) -> None:
    assert [(m["line"], m["ruleId"], m["message"]) for m in found["good.md"]] == []


def test_mistakes_are_reported_on_their_lines(found: dict[str, list[dict[str, Any]]]) -> None:
    missed, line = [], 1
    for text, message in BAD:
        if not any(m["line"] == line and message in m["message"] for m in found["bad.md"]):
            missed.append((text, message))
        line += 3 if text.startswith("|") else 2
    assert missed == []
