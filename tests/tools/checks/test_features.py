"""What the site does without: each guard reports its bad examples and no good one."""

from support.guard_cases import JA, Case, bad, examples_hold

from tools.checks.features import GUARDS

BAD = [
    bad(
        "excluded-features",
        "link and admonition that are printed",
        {JA: '[a][b]\n\n[a] (b.md)\n\n[a]()\n\n!! note "題"\n'},
        *[(JA, line) for line in (1, 3, 5, 7)],
        says="printed",
    ),
    bad("excluded-features", "tab", {JA: 'x\n\n=== "Fargate"\n'}, (JA, 3), says="content tab"),
    bad("excluded-features", "details", {JA: '??? note "x"\n'}, (JA, 1), says="collapsible"),
    bad("excluded-features", "annotate", {JA: "x\n{ .annotate }\n"}, (JA, 2), says="annotations"),
    bad("excluded-features", "block", {JA: "/// note\n"}, (JA, 1), says="block syntax"),
    bad(
        "excluded-features",
        "footnote",
        {JA: "語[^1]\n\n[^1]: 注\n"},
        (JA, 1),
        (JA, 3),
        says="footnote",
    ),
    bad("excluded-features", "tasks", {JA: "- [x] 済\n"}, (JA, 1), says="task list"),
    bad("excluded-features", "emoji", {JA: "語 :material-check:\n"}, (JA, 1), says="emoji"),
    bad("excluded-features", "mermaid", {JA: "```mermaid\n```\n"}, (JA, 1), says="mermaid"),
    bad("excluded-features", "type", {JA: '!!! info "題"\n'}, (JA, 1), says="type info"),
    bad("excluded-features", "untitled", {JA: "!!! note\n"}, (JA, 1), says="title"),
    bad(
        "excluded-features",
        "code annotation",
        {"snippets/a.tf": "a = 1\nb = 2 # (1)!\n"},
        ("snippets/a.tf", 2),
        says="code annotation",
    ),
    bad(
        "images-have-alternatives",
        "Markdown and HTML",
        {JA: 'x\n![](a.png)\n<img src="b.png">\n'},
        (JA, 2),
        (JA, 3),
        says="alternative text",
    ),
    bad(
        "drawings-have-names",
        "no role, no such id, empty title",
        {
            JA: '<svg aria-label="x"></svg>\n\n<svg role="img" aria-labelledby="t"></svg>\n',
            "generated/en/d.svg": '<svg role="img" aria-labelledby="t"><title id="t"/></svg>',
        },
        (JA, 1),
        (JA, 3),
        ("generated/en/d.svg", 1),
        says="aria-labelledby",
    ),
]

GOOD = [
    Case(
        "excluded-features",
        "spoken of, not used",
        {
            JA: '`=== "x"` と `:material-check:`、12:30:00。\n\n```text\n??? note\n```\n\n'
            '!!! warning "注意"\n    文です。\n\n[x](a.md "A :b: c") [^ ではない]\n'
        },
    ),
    Case("images-have-alternatives", "decoration", {JA: '![図](a.png)\n<img src="b" alt="">\n'}),
    Case(
        "drawings-have-names",
        "title, label, hidden, nested",
        {
            JA: '<svg role="img" aria-labelledby="t d"><title id="t">図</title><desc id="d">説明'
            '</desc><svg></svg></svg>\n\n<svg role="img" aria-label="図"></svg>\n\n'
            '<svg aria-hidden="true"></svg>\n'
        },
    ),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
