"""Doubts: the guard reports its bad examples and no good one."""

from support.guard_cases import EN, JA, Case, bad, both, examples_hold

from tools.checks.provenance import GUARDS

GUARD = "doubts-have-labels"
LAB = "lab-evidence-is-run"

LABS = '[[section]]\n[[section.expectation]]\nid = "host-loopback"\n'
EVIDENCE = "src/ecsnet/facts/evidence/e.toml"
RUN = '[run-a]\ntool = "t"\n\n[run-b]\nkind = "run"\nlab = "{}"\n'

BAD = [
    bad(
        GUARD,
        "in the words of the day",
        both(
            "# T\n\n拒否と推測します。\n\n誤りとみられ、おそらく駄目です。\n\n動くようです。\n",
            "# T\n\nWe infer that it fails.\n\nPresumably, it is most likely so.\n",
        ),
        (JA, 3),
        (JA, 5),
        (JA, 5),
        (JA, 7),
        (EN, 3),
        (EN, 5),
        (EN, 5),
        says="is no label for a doubt",
    ),
    bad(
        GUARD,
        "in a fragment",
        {"generated/en/f.md": "| It seems to work |\n"},
        ("generated/en/f.md", 1),
        says="“AWS does not document …”",
    ),
    bad(
        GUARD,
        "in Japanese",
        {"generated/ja/f.md": "らしい\n"},
        ("generated/ja/f.md", 1),
        says="「（推定）」",
    ),
    bad(
        LAB,
        "of another lab",
        {"labs/host.toml": LABS, EVIDENCE: RUN.format("host-loop")},
        (EVIDENCE, 6),
        says="no lab expects 'host-loop'",
    ),
]

GOOD = [
    Case(
        GUARD,
        "labels, facts, code, the other language",
        both(
            "拒否されます（推定）。AWS のドキュメントに記載がありません。次のようです。`おそらく`\n"
            '<span lang="en">It seems to work, most likely.</span>\n',
            "Inferred: it fails. It appears in the list. AWS does not document it.\n`maybe`\n",
        ),
    ),
    Case(LAB, "of a lab", {"labs/host.toml": LABS, EVIDENCE: RUN.format("host-loopback")}),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
