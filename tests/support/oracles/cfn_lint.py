"""cfn-lint's opinion of CloudFormation templates, from an environment of its own: it brings 150 MB
that nothing else needs."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from support.paths import ROOT

PYTHON = ROOT / ".venv" / "cfn-lint" / "bin" / "python"

# One process and one set of rules for all templates: these are what takes time.
_SCRIPT = """
import json, sys
from importlib import resources
from cfnlint.config import ConfigMixIn
from cfnlint.runner import Runner

runner = Runner(ConfigMixIn(regions=["us-east-1"]))
found = [
    sorted({match.rule.id for match in runner.validate_template(template)})
    for template in json.load(sys.stdin)
]
# cfn-lint loads each file of its rules as a module without a package
modules = {
    file.name.removesuffix(".py")
    for file in resources.files("cfnlint.rules.resources.ecs").iterdir()
}
of_ecs = {
    rule.id: rule.shortdesc
    for rule in runner.rules.values()
    if type(rule).__module__ in modules
}
json.dump({"found": found, "rules": of_ecs}, sys.stdout)
"""


class Unavailable(Exception):
    """The environment is not there; says how to make it."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What cfn-lint says.

    Attributes:
        found: the ids of the rules that object to each template.
        rules: cfn-lint's own rules about ECS, by id, as it describes them.
    """

    found: Sequence[frozenset[str]]
    rules: Mapping[str, str]


def opinion(templates: Sequence[Mapping[str, Any]]) -> Opinion:
    """Lint templates.

    Raises:
        Unavailable: cfn-lint is not installed.
    """
    if not PYTHON.exists():
        raise Unavailable(f"needs cfn-lint in {PYTHON.parents[1].relative_to(ROOT)} ('make test')")
    run = subprocess.run(
        [str(PYTHON), "-I", "-c", _SCRIPT],
        input=json.dumps(templates),
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    if run.returncode:
        raise AssertionError(f"cfn-lint failed:\n{run.stderr}")
    answer = json.loads(run.stdout)
    return Opinion([frozenset(ids) for ids in answer["found"]], answer["rules"])
