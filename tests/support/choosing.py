"""One table of cases for what Python and JavaScript decide and count, and JavaScript's answers."""

import itertools
import json
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

from support.paths import ROOT

from ecsnet.choose import Demand, Question
from ecsnet.facts import facts

PLACES = tuple(facts().chooser.places)
NEEDS = tuple(facts().chooser.needs)
# A type of each kind: with and without a number for trunking, without trunking, not known at all.
TYPES = (None, "m5.large", "m5.xlarge", "m5.2xlarge", "t3.large", "m7i.large", "zz9.large")
TASKS = (1, 2, 3, 10, 40, 1000)

_NODE = """
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { root, data, questions, demands } = JSON.parse(Buffer.concat(chunks));
const { decide } = await import(`${root}/decide.js`);
const { plan } = await import(`${root}/density.js`);
console.log(JSON.stringify({
  answers: questions.map((question) => decide(data, question)),
  plans: demands.map((demand) => plan(data, demand)),
}));
"""


def subsets(needs: Sequence[str], most: int) -> Iterator[tuple[str, ...]]:
    for size in range(most + 1):
        yield from itertools.combinations(needs, size)


def questions() -> Iterator[Question]:
    """Every place with every set of needs, and each number and type with up to two needs."""
    for place, needs in itertools.product(PLACES, subsets(NEEDS, len(NEEDS))):
        numbers: list[tuple[int | None, str | None]] = [(None, None), (40, None), (40, "m5.xlarge")]
        if len(needs) <= 2:
            numbers += itertools.product(TASKS, TYPES)
        for tasks, instance_type in dict.fromkeys(numbers):
            yield Question(place=place, needs=needs, tasks=tasks, type=instance_type)


def demands() -> Iterator[Demand]:
    """What the calculator is asked: each kind of type, services small to too large."""
    values = itertools.product(
        [name for name in TYPES if name is not None],
        (1, 7, 40, 333),
        (False, True),
        (None, 1, 2, 20),
        (1, 2, 3),
        (16, 24, 27, 28),
        (100, 150, 200),
    )
    for each in values:
        yield Demand(**dict(zip(Demand.__dataclass_fields__, each, strict=True)))


def from_node(
    data: dict[str, Any], asked: Sequence[dict[str, Any]], wanted: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """The answers and the plans of the scripts that the pages load."""
    told = {
        "root": (ROOT / "docs/assets/javascripts").as_uri(),
        "data": data,
        "questions": asked,
        "demands": wanted,
    }
    run = subprocess.run(
        ["node", "--input-type=module", "-e", _NODE],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    answers: dict[str, Any] = json.loads(run.stdout)
    return answers
