"""The pages decide and count as Python does, from one table of cases."""

import json
from dataclasses import asdict
from typing import Any

from support.choosing import demands, from_node, questions
from support.needed import needs_node

from ecsnet.choose import decide, plan
from tools.generate import chooser


def plain(data: Any) -> Any:
    """As JSON has it: lists for tuples."""
    return json.loads(json.dumps(data))


@needs_node
def test_javascript_gives_the_same_answers() -> None:
    asked, wanted = list(questions()), list(demands())
    assert len(asked) > 10_000
    assert len(wanted) > 3_000
    found = from_node(
        chooser.data("en"), [asdict(each) for each in asked], [asdict(each) for each in wanted]
    )
    for question, answer in zip(asked, found["answers"], strict=True):
        assert answer == plain(asdict(decide(question))), question
    for demand, planned in zip(wanted, found["plans"], strict=True):
        assert planned == plain(asdict(plan(demand))), demand
