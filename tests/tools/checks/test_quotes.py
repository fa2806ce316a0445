"""Quoted messages: the guard reports its bad examples and no good one."""

from support.guard_cases import EN, JA, Case, bad, both, examples_hold, front

from ecsnet.facts import SourceEvidence, facts
from tools.checks.quotes import GUARDS

GUARD = "quoted-messages-are-known"
KNOWN = facts().errors["E1"].text
SYMBOL = "Unsupported features and network options"

BAD = [
    bad(
        GUARD,
        "a word that AWS does not say",
        both("# T\n\n`Assign public IP is never supported for this launch type.`\n"),
        (JA, 3),
        (EN, 3),
        says="which is like E14",
    ),
    bad(
        GUARD,
        "one that nobody knows",
        {"generated/en/f.md": "| a | ``It failed `somehow` this time: (here)`` |\n"},
        ("generated/en/f.md", 1),
        says="no message of the facts has",
    ),
    bad(
        GUARD,
        "marked as English",
        {JA: '# T\n\n<span lang="en">Network modes are not valid\nfor this task.</span>\n'},
        (JA, 3),
        says="Network modes are not valid for this task.",
    ),
    bad(
        GUARD,
        "leave that is not needed",
        {EN: front(quotes_not_aws="of Docker") + f"`{KNOWN}`\n"},
        (EN, 6),
        says="remove it",
    ),
]

GOOD = [
    Case(GUARD, "whole, and a part of it", both(f"`{KNOWN}` `{KNOWN[:40].rsplit(' ', 1)[0]}`\n")),
    Case(
        GUARD,
        "what is typed, what is short, what is a path",
        both(
            "`aws ecs list-tasks that are here` `a b c = d e` `x y z --with w` `element 0: it is`\n"
            "`src/ecsnet/facts/errors and that` `{ a b c d }` `terraform plan for all of it`\n"
        ),
    ),
    Case(
        GUARD,
        "titles of documents, and what the evidence names",
        {
            JA: '[<span lang="en">What one does with it</span>](https://example.test/a)\n\n'
            '<span lang="en">[What one does with it](https://example.test/a)</span>\n',
            "generated/ja/evidence/run.md": '<span lang="en">It is not what it was.</span>\n',
            EN: f'<span lang="en">All that is on an English page.</span>\n\n`{SYMBOL}`\n',
        },
    ),
    Case(
        GUARD,
        "a page whose messages are not of AWS",
        {EN: front(quotes_not_aws="of Docker") + "`It failed some other time here`\n"},
    ),
]


def test_the_evidence_names_the_symbol() -> None:
    evidence = facts().evidence.values()
    assert SYMBOL in {e.symbol for e in evidence if isinstance(e, SourceEvidence)}


test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
