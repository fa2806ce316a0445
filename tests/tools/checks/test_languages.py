"""The language of the prose: each guard reports its bad examples and no good one."""

from support.guard_cases import EN, JA, Case, bad, both, examples_hold, front

from tools.checks.languages import GUARDS

BAD = [
    bad(
        "no-japanese-on-english-pages",
        "prose and link text",
        {EN: "x\n\nthe タスク\n[日本語](x.md)\n"},
        (EN, 3),
        (EN, 4),
        says='<span lang="ja">',
    ),
    bad(
        "no-japanese-on-english-pages",
        "title",
        {EN: front(title="表")},
        (EN, 2),
        says="title",
    ),
    bad(
        "no-japanese-on-english-pages",
        "full-width punctuation, drawing",
        {"generated/en/d.svg": "<svg>\n<text>a（b）</text></svg>\n"},
        ("generated/en/d.svg", 2),
        says="（",
    ),
    bad(
        "no-english-sentences-on-japanese-pages",
        "wrapped line with code in it",
        {JA: "例です。\n\nThe `x` task\nhas no own address.\n"},
        (JA, 3),
        says='<span lang="en">',
    ),
    bad(
        "no-english-sentences-on-japanese-pages",
        "text of an internal link",
        {JA: "[What you should know about modes](x.md)\n"},
        (JA, 1),
        says="What you should know",
    ),
    bad(
        "no-english-sentences-on-japanese-pages",
        "heading, cell, item, short sentence as in English",
        both(
            "## Blocking metadata {#a}\n\n| Target type | `ip` |\n| - | - |\n| 値 | 値 |\n\n"
            "- Docker calls `links` old.\n\n数値です。It gives no numbers.\n",
            "## Blocking metadata {#a}\n\n| Target type | `ip` |\n| - | - |\n| x | x |\n\n"
            "- Docker calls `links` old.\n\nFigures. It gives no numbers.\n",
        ),
        *[(JA, line) for line in (1, 3, 7, 9)],
        says=f"as in {EN}",
    ),
    bad(
        "no-english-sentences-on-japanese-pages",
        "description",
        {JA: front(description="How containers get their network addresses")},
        (JA, 3),
        says="description",
    ),
    bad(
        "no-english-sentences-on-japanese-pages",
        "alternative, label, title of a block",
        {
            JA: "![Packet path of a task](a.png)\n\n"
            '<span aria-label="Show the path">図</span>\n\n'
            '```text title="What is printed"\n```\n\n'
            '<textarea lang="ja" placeholder="Links are not supported."></textarea>\n'
        },
        *[(JA, line) for line in (1, 3, 5, 8)],
        says="in an attribute",
    ),
    bad(
        "no-japanese-on-english-pages",
        "alternative, label, title of a block",
        {
            EN: '<img alt="図" src="a.png">\n\n<span aria-label="図">x</span>\n\n'
            '```text title="出力"\n```\n'
        },
        *[(EN, line) for line in (1, 3, 5)],
        says="on an English page",
    ),
    bad(
        "marked-language-ends",
        "no end tag, end tag of the parent",
        {EN: '<p><span lang="ja">表</p>\n\n<span lang="ja">図\n'},
        (EN, 1),
        (EN, 3),
        says="add </span>",
    ),
    bad(
        "glossaries-match",
        "term in one language only",
        {
            "docs/ja/glossary.md": '--8<-- "generated/ja/glossary.md"\n',
            "docs/en/glossary.md": '--8<-- "generated/en/glossary.md"\n',
            "generated/ja/glossary.md": "|語|英語|\n|-|-|\n|タスク|task|\n|ホスト|host|\n",
            "generated/en/glossary.md": "|Term|Japanese|\n|-|-|\n|task|タスク|\n",
        },
        ("generated/ja/glossary.md", 4),
        says="host / ホスト",
    ),
    bad(
        "glossaries-match",
        "no terms",
        {"docs/ja/glossary.md": "x\n"},
        ("docs/ja/glossary.md", 1),
        says="no terms",
    ),
]

GOOD = [
    Case(
        "no-japanese-on-english-pages",
        "marked, or code",
        {EN: 'The <span lang="ja">**タスク**</span> is `タスク`.\n\n```text\n規則\n```\n'},
    ),
    Case("no-japanese-on-english-pages", "a Japanese page", {JA: "日本語\n"}),
    Case(
        "no-english-sentences-on-japanese-pages",
        "marked, code, a title, names",
        {
            JA: '<span lang="en">Links are not supported when the mode is awsvpc.</span>\n\n'
            '<textarea lang="en" placeholder="Links are not supported."></textarea>\n\n'
            "```text\nLinks are not supported when the mode is awsvpc.\n```\n\n"
            "[How to choose a mode for your tasks](https://example.test/)\n\n"
            "Application Load Balancer、Network Load Balancer、Amazon Elastic Container Service\n"
            "Application Load Balancer, Network Load Balancer, Gateway Load Balancer です。\n"
            "awsvpc / bridge / host / none / default / NAT\n"
        },
    ),
    Case(
        "no-english-sentences-on-japanese-pages",
        "names that are the same in English",
        both(
            "## python-hcl2 {#a}\n\n| Managed Instances | vCPU |\n| - | - |\n"
            '| `x` task | <span lang="en">task role</span> |\n',
            "## python-hcl2 {#a}\n\n| Managed Instances | vCPU |\n| - | - |\n"
            "| `x` task | task role |\n",
        ),
    ),
    Case(
        "no-english-sentences-on-japanese-pages",
        "an English page",
        {EN: "This is an English one.\n"},
    ),
    Case("marked-language-ends", "end tags", {EN: '<p lang="ja">表</p> <br lang="ja"> <i>x\n'}),
    Case(
        "glossaries-match",
        "columns exchanged, other markup",
        {
            "docs/ja/glossary.md": "|語|英語|\n|-|-|\n|タスク|<span lang='en'>Task</span>|\n",
            "docs/en/glossary.md": "|Term|Japanese|\n|-|-|\n|**task**|タスク|\n",
        },
    ),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
