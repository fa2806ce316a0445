"""Numbers, dates, names, code: the guard reports its bad examples and no good one."""

from support.guard_cases import EN, JA, Case, bad, both, examples_hold, front

from tools.checks.statements import GUARDS

BAD = [
    bad(
        "facts-match",
        "number in another section",
        both("## A {#a}\n最大 2 個\n## B {#b}\n16 個\n", "## A {#a}\n2\n## B {#b}\nup to 8\n"),
        (JA, 4),
        (EN, 4),
        says="section b",
    ),
    bad("facts-match", "identifier", both("ENIを\n", "an interface\n"), (JA, 1), says="ENI"),
    bad("facts-match", "code", both("x\n\n`host`\n", "x\n"), (JA, 3), says="code span host"),
    bad(
        "facts-match",
        "in text output",
        both("```\n3\n```\n", "```\n4\n```\n"),
        (JA, 2),
        (EN, 2),
        says="number",
    ),
    bad(
        "facts-match",
        "two rows with their cells exchanged",
        both("|a|b|\n|-|-|\n|x|16|\n|`h`|8|\n", "|a|b|\n|-|-|\n|x|8|\n|`h`|16|\n"),
        (JA, 3),
        (JA, 4),
        (EN, 3),
        (EN, 4),
        says="same row",
    ),
    bad(
        "facts-match",
        "description",
        both(front(description="規則 5 個"), front(description="6 rules")),
        (JA, 1),
        (EN, 1),
        says="front matter",
    ),
    bad(
        "facts-match",
        "pair of drawings",
        {
            "generated/ja/d.svg": "<svg>\n<text>80 番</text></svg>\n",
            "generated/en/d.svg": "<svg>\n<text>port 8080</text></svg>\n",
        },
        ("generated/ja/d.svg", 2),
        ("generated/en/d.svg", 2),
        says="number",
    ),
    bad(
        "facts-match",
        "number of another paragraph, of another item",
        both("5 秒。\n\n6 秒。\n\n- `a` 7\n- `b` 8\n", "6 s.\n\n5 s.\n\n- `a` 8\n- `b` 7\n"),
        *[(JA, line) for line in (1, 3, 5, 6)],
        *[(EN, line) for line in (1, 3, 5, 6)],
        says="in the same",
    ),
    bad(
        "facts-match",
        "port in place of another port of the sentence",
        both("8080 と 8081 のうち 8081。\n", "8080, of 8080 and 8081.\n"),
        (JA, 1),
        (EN, 1),
        says="more often",
    ),
    bad(
        "facts-match",
        "name of a product",
        both("Fargate と Windows\n", "Fargate and Linux\n"),
        (JA, 1),
        (EN, 1),
        says="identifier",
    ),
]

GOOD = [
    Case(
        "facts-match",
        "told in each language's way",
        both(
            "## 制限 {#a}\n1. 2 つの ENI と 1 つのタスク。`<名前>` は 2026 年 11 月 22 日から。\n"
            "[資料](https://example.test/12)\n",
            "## Limits {#a}\n2. A task with two ENIs.\n\nSince November 22, 2026: `<name>`.\n"
            "[Source](https://example.test/34)\n",
        ),
    ),
    Case(
        "facts-match",
        "rows in another order",
        both("|a|b|\n|-|-|\n|あ|16|\n|い|8|\n", "|a|b|\n|-|-|\n|x|8|\n|y|16|\n"),
    ),
    Case("facts-match", "section of one language", both("## A {#a}\n5\n", "x\n")),
    Case(
        "facts-match",
        "items in another order, paragraphs divided otherwise",
        both("- `a` 7\n- `b` 8\n\n5 秒。\n\n6 秒。\n", "- `b` 8\n- `a` 7\n\n6 s. 5 s.\n"),
    ),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
