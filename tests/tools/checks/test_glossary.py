"""The glossary: the guard reports its bad examples and no good one."""

from support.guard_cases import EN, JA, Case, bad, both, examples_hold, front

from tools.checks.glossary import GUARDS, TERMS

GUARD = "glossary-terms-occur"
ENI = '[[term]]\nid = "eni"\nterm = { ja = "Elastic なもの (ENI)", en = "elastic thing (ENI)" }\n'
TRUNK = '\n[[term]]\nid = "trunk"\nterm.ja = "トランク `eni`"\nterm.en = "trunk `eni`"\n'

BAD = [
    bad(
        GUARD,
        "in the glossary alone, in an address, within a word, in one language",
        {
            TERMS: ENI + TRUNK,
            JA: front(description="トランク eni") + "[ENI](https://example.test/トランクeni)\n",
            EN: "A xtrunk `eni` <a id='trunk eni'></a> and an elastic\nthing.\n",
            "docs/ja/glossary.md": "| トランク `eni` |\n| - |\n",
            "generated/en/glossary.md": "trunk eni\n",
        },
        (TERMS, 6),
        (TERMS, 6),
        says="`eni`”: remove the term",
    ),
]

GOOD = [
    Case(
        GUARD,
        "in other letters, in the plural, in a fragment",
        {
            TERMS: ENI + TRUNK,
            "generated/ja/f.md": "`トランク eni` と ＥＮＩ\n",
            EN: "Trunk ENIs are\n",
        },
    ),
    Case(
        GUARD,
        "between an include and a tag",
        {TERMS: TRUNK, JA: '--8<-- "a.md"\nトランク eni\n<br>\n', EN: "trunk eni\n"},
    ),
    Case(GUARD, "no glossary", both("x\n")),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
