"""Japanese made of parts: the guard reports its bad examples and no good one."""

from support.guard_cases import Case, bad, examples_hold

from tools.checks.japanese import GUARDS, bare_words

GUARD = "generated-japanese-is-japanese"
FILE = "generated/ja/rules/f.md"
OUTPUT = """\
## 題 {#enm001}

```hcl title="snippets/a.tf"
--8<-- "snippets/a.tf:x"
```

```text
main.tf:3:5: エラー[ENM001]: `mode` は LINE です。
  AWS: The mode must be null if not set.
  説明: ecsnet explain ENM001 (rules/ports/#enm001)
```
"""

BAD = [
    bad(
        GUARD,
        "words in prose, in a cell and in a heading",
        {FILE: "## service の題 {#a}\n\nservice event に出ます。\n\n| 値 |\n| - |\n| set |\n"},
        (FILE, 1),
        (FILE, 3),
        (FILE, 3),
        (FILE, 7),
        says="bare word",
    ),
    bad(
        GUARD,
        "a null that no example has",
        {FILE: OUTPUT.replace("LINE", "`null`"), "snippets/a.tf": "x = 1 # nullable\n"},
        (FILE, 8),
        says="says null",
    ),
    bad(GUARD, "a word in output", {FILE: OUTPUT.replace("LINE", "tcp")}, (FILE, 8), says="“tcp”"),
]

GOOD = [
    Case(
        GUARD,
        "code, English, links, names, units, words with capitals",
        {
            FILE: "`service event` に <span lang='en'>an event</span> と "
            "[the page](https://example.test/a)、Docker と Linux の 4 vCPU、terraform-aws-ecs、"
            "registry.example、/etc/hosts、--format、root と botocore です。{ .lead }\n",
            "generated/ja/drawings/a.svg": "<svg><text>app</text></svg>\n",
            "generated/en/f.md": "It is English.\n",
            "docs/ja/x.md": "ここは nginx です。\n",
        },
    ),
    Case(GUARD, "modes in a title", {FILE: "### host の注意点 {#host}\n"}),
    Case(
        GUARD,
        "a null that the example has",
        {FILE: OUTPUT.replace("LINE", "`null`"), "snippets/a.tf": "x = null\n"},
    ),
    Case(GUARD, "JSON", {FILE: '```json\n{ "message": "`mode` です。" }\n```\n'}),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)


def test_a_word_beside_japanese_is_bare() -> None:
    assert bare_words("そのままのevent、`event`、awsvpcの event。") == ["event", "awsvpc", "event"]
