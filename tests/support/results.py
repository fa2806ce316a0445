"""Results for the printers: every finding there is, problems and notices."""

from functools import cache

from support.paths import SNIPPETS

import ecsnet
from ecsnet import facts
from ecsnet.diagnostics import Finding, Problem, Result, Text

BROKEN = (
    Problem("a,b:c.tf", 3, 7, Text.same("syntax error: 100%\nof it")),
    Problem("big.tf", 0, 0, Text.same("larger than 4 MiB")),
)
NOTICES = (
    Problem("a,b:c.tf", 5, 0, Text.same("silences\nnothing"), "notice"),
    Problem("override.tf", 0, 0, Text.same("not checked"), "notice"),
    Problem("part.tf", 7, 3, Text.same("not fully checked"), "notice", "aws_ecs_service.web"),
)


@cache
def of_bad_examples() -> tuple[Finding, ...]:
    findings: list[Finding] = []
    for rule in facts.facts().rules:
        bad = SNIPPETS / "rules" / rule / "bad.tf"
        findings += ecsnet.check([bad]).findings
    return tuple(findings)


def everything() -> Result:
    """The findings of all bad examples, errors and notices."""
    return Result(list(of_bad_examples()), [*BROKEN, *NOTICES])
