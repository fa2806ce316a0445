"""Which mode to take, and how many tasks and addresses that means: pure functions of the facts.

The pages compute the same in ``docs/assets/javascripts/decide.js`` and ``density.js`` from the JSON
of ``tools.generate.chooser``; ``tests/choose/`` holds both against one table of cases.
"""

from ecsnet.choose.decide import Answer, Bar, Out, Question, allowed, decide, meets
from ecsnet.choose.density import Demand, Limit, Plan, limits, plan

__all__ = [
    "Answer",
    "Bar",
    "Demand",
    "Limit",
    "Out",
    "Plan",
    "Question",
    "allowed",
    "decide",
    "limits",
    "meets",
    "plan",
]
