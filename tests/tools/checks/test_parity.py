"""The parts of the two languages: each guard reports its bad examples and no good one."""

from support.guard_cases import EN, INCLUDE, JA, Case, bad, both, examples_hold

from tools.checks.parity import GUARDS

BAD = [
    bad(
        "pages-exist-in-both-languages",
        "page and fragment",
        {JA: "x\n", "generated/en/y.md": "y\n"},
        (JA, 1),
        ("generated/en/y.md", 1),
        says="there is no",
    ),
    bad(
        "headings-match",
        "only in one",
        both("# T\n## A {#a}\n## B {#b}\n", "# T\n## A {#a}\n"),
        (JA, 3),
        says="{#b}",
    ),
    bad(
        "headings-match",
        "other id and level",
        both("# T\n\n## A {#a}\n", "# T\n### A {#b}\n"),
        (JA, 3),
        (EN, 2),
        says="heading",
    ),
    bad(
        "headings-match",
        "other order",
        both("## A {#a}\n## B {#b}\n", "## B {#b}\n## A {#a}\n"),
        (JA, 2),
        (EN, 1),
        says="{#b}",
    ),
    bad(
        "tables-match",
        "a row less",
        both("|a|b|\n|-|-|\n|c|d|\n", "x\n\n|a|b|\n|-|-|\n"),
        (JA, 1),
        (EN, 3),
        says="rows",
    ),
    bad(
        "includes-match",
        "other section",
        both('--8<-- "a.tf:x"\n', '\n--8<-- "a.tf:y"\n'),
        (JA, 1),
        (EN, 2),
        says="a.tf:",
    ),
    bad("fences-match", "other language", both("```json\n```\n", "x\n"), (JA, 1), says="json code"),
    bad(
        "admonitions-match",
        "other type",
        both('!!! note "A"\n', '!!! tip "A"\n'),
        (JA, 1),
        (EN, 1),
        says="admonition of type",
    ),
    bad(
        "links-match",
        "other target",
        both("x\n\n[あ](a.md#x)\n", "[a](a.md#y)\n"),
        (JA, 3),
        (EN, 1),
        says="link to a.md#",
    ),
    bad(
        "links-match",
        "one image less",
        both("![あ](a.ja.png)\n", "x\n"),
        (JA, 1),
        says="image",
    ),
    bad(
        "tables-match",
        "column of one language",
        both("|a|b|\n|-|-|\n|x|y|\n", "|a|\n|-|\n|x|\n"),
        (JA, 1),
        (EN, 1),
        says="columns",
    ),
    bad(
        "fences-match",
        "code that says something else",
        both("```bash\nip a\nip b\n```\n", "```bash\nip a\nip c\n```\n"),
        (EN, 3),
        says=f"differs from {JA}:3",
    ),
]

GOOD = [
    Case("pages-exist-in-both-languages", "both", both("x\n")),
    Case("headings-match", "other words", both("# T\n## 制限 {#a}\n", "# T\n\n## Limits {#a}\n")),
    Case("tables-match", "other words", both("|あ|\n|-|\n|い|\n", "x\n\n|a|\n|---|\n|b|\n")),
    Case(
        "includes-match",
        "own fragment",
        both('--8<-- "generated/ja/f.md"\n', '--8<-- "generated/en/f.md"\n'),
    ),
    Case("fences-match", "same", both("```json\n```\n")),
    Case("admonitions-match", "other title", both('!!! tip "題"\n', '!!! tip "Title"\n')),
    Case(
        "links-match",
        "other order and AWS's Japanese edition",
        both(
            "[あ](a.md) [い](https://docs.aws.amazon.com/ja_jp/b.html)\n",
            "[b](https://docs.aws.amazon.com/b.html) [a](a.md)\n",
        ),
    ),
    Case(
        "fences-match",
        "example written anew, included code",
        both(
            f"```markdown\n表\n```\n\n```hcl\n{INCLUDE}\n```\n",
            f"```markdown\nx\n```\n\n```hcl\n{INCLUDE}\n```\n",
        ),
    ),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
