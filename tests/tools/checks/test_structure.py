"""The parts of a page: each guard reports its bad examples and no good one."""

from support.guard_cases import EN, JA, Case, bad, both, examples_hold, front

from tools.checks.structure import GUARDS, MODE_SECTIONS

REST = list(MODE_SECTIONS[2:])
SOURCES = "[https://docs.aws.amazon.com/a.html, https://example.test/b]"


def mode_page(*ids: str) -> str:
    return "\n".join(["# T", *(f"## H {{#{id}}}" for id in ids), ""])


BAD = [
    bad(
        "mode-page-sections",
        "section missing",
        {"docs/ja/modes/a.md": mode_page(*MODE_SECTIONS[:-1])},
        ("docs/ja/modes/a.md", 1),
        says="{#sources}",
    ),
    bad(
        "mode-page-sections",
        "out of order",
        {"docs/en/modes/a.md": mode_page(MODE_SECTIONS[1], MODE_SECTIONS[0], *REST)},
        ("docs/en/modes/a.md", 3),
        says="before",
    ),
    bad(
        "mode-page-sections",
        "section of another level",
        {"docs/en/modes/a.md": mode_page(*MODE_SECTIONS).replace("## H {#lim", "### H {#lim")},
        ("docs/en/modes/a.md", 1),
        says="{#limits}",
    ),
    bad("front-matter", "none", {JA: "# T\n"}, *[(JA, 1)] * 4, says="lacks"),
    bad("front-matter", "no title", {JA: front(title="")}, (JA, 1), says="title"),
    bad("front-matter", "empty description", {JA: front(description='" "')}, (JA, 3), says="descr"),
    bad("front-matter", "future", {JA: front(verified="2026-11-24")}, (JA, 4), says="future"),
    bad("front-matter", "no such day", {JA: front(verified="2026-02-30")}, (JA, 1), says="YAML"),
    bad("front-matter", "no date", {JA: front(verified="recently")}, (JA, 4), says="YYYY-MM-DD"),
    bad("front-matter", "no sources", {JA: front(sources="[]")}, (JA, 5), says="sources"),
    bad("front-matter", "bad source", {JA: front(sources="[a.md]")}, (JA, 5), says="https"),
    bad("front-matter", "not YAML", {JA: front(title="a: b: c")}, (JA, 1), says="not YAML"),
    bad(
        "mode-page-sources-are-linked",
        "linked elsewhere only",
        {
            "docs/en/modes/a.md": front(sources=SOURCES)
            + "[b](https://example.test/b)\n"
            + "## Sources {#sources}\n\n[a](https://docs.aws.amazon.com/a.html#x)\n"
        },
        ("docs/en/modes/a.md", 5),
        says="https://example.test/b is not linked",
    ),
    bad(
        "has-check", "none", {"docs/en/modes/a.md": "# T\n"}, ("docs/en/modes/a.md", 1), says="0 s"
    ),
    bad(
        "has-check",
        "two",
        {JA: "# T\n## A {#check}\n```\nx\n```\n## B {#check}\n```\nx\n```\n"},
        (JA, 6),
        says="2 sections",
    ),
    bad(
        "has-check",
        "code only beside it",
        {EN: "# T\n```\nx\n```\n## A {#check}\nx\n## B {#b}\n```\nx\n```\n"},
        (EN, 5),
        says="no code block",
    ),
    bad("headings-have-ids", "no id", {JA: "# T\n## 制限\n"}, (JA, 2), says="{#some-words}"),
    bad("headings-have-ids", "id not ASCII", {JA: "# T\n## A {#制限}\n"}, (JA, 2), says="ASCII"),
    bad("headings-have-ids", "underlined", {JA: "# T\n\n制限\n---\n"}, (JA, 3), says="“制限”"),
    bad("headings-have-ids", "id on the title", {JA: "# T {#t}\n"}, (JA, 1), says="no id"),
    bad("headings-have-ids", "two titles", {JA: "# T\n# U\n"}, (JA, 2), says="##"),
    bad("headings-have-ids", "no title", {JA: "x\n"}, (JA, 1), says="no title"),
    bad(
        "headings-have-ids",
        "title in a fragment",
        {"generated/en/f.md": "# T\n"},
        ("generated/en/f.md", 1),
        says="##",
    ),
    bad("ids-are-unique", "two headings", {JA: "## A {#a}\n## B {#a}\n"}, (JA, 2), says="id a "),
    bad(
        "ids-are-unique",
        "heading, element and attribute list",
        {JA: '## A {#a}\n<a id="a"></a>\n*x*{#a}\n'},
        (JA, 2),
        (JA, 3),
        says="id a ",
    ),
    bad(
        "ids-are-unique",
        "included fragment",
        {
            JA: '## A {#a}\n--8<-- "generated/ja/f.md"\n',
            "generated/ja/f.md": '--8<-- "generated/ja/g.svg"\n',
            "generated/ja/g.svg": '<svg id="a"></svg>\n',
        },
        (JA, 2),
        says="generated/ja/g.svg:1",
    ),
    bad(
        "mode-pages-are-filled",
        "empty section",
        {
            "docs/ja/modes/a.md": "# T\n\n## 制限 {#limits}\n\n### 細目 {#a}\n文\n\n"
            '--8<-- "snippets/a.tf"\n\n--8<-- "generated/ja/drawings/a.svg"\n'
        },
        ("docs/ja/modes/a.md", 3),
        says="section limits says nothing",
    ),
    bad(
        "mode-pages-are-filled",
        "no snippet, no drawing",
        {"docs/ja/modes/a.md": "# T\n\n## 制限 {#limits}\n文\n"},
        *[("docs/ja/modes/a.md", 1)] * 2,
        says="a mode page includes",
    ),
    bad(
        "tables-are-whole",
        "after a line of prose",
        {JA: "文です。\n|a|b|\n|-|-|\n|x|y|\n"},
        (JA, 2),
        says="empty line",
    ),
    bad(
        "tables-are-whole",
        "too few cells, too many",
        {JA: "|a|b|\n|-|-|\n|x|\n|`x|y`|z|w|\n"},
        (JA, 3),
        (JA, 4),
        says="in a table of 2 columns",
    ),
    bad(
        "tables-are-whole",
        "rule of another width",
        {JA: "|a|b|\n|-|\n|x|y|\n"},
        (JA, 2),
        says="1 columns under 2 headers",
    ),
    bad(
        "rule-links-lead-to-their-rule",
        "another rule",
        {JA: "[ENM001](#enm001)、[ENM002](rules/ports.md#enm003)\n"},
        (JA, 1),
        says="ENM002 leads to",
    ),
    bad(
        "rule-links-lead-to-their-rule",
        "another message",
        {EN: "[E4](#e4), [E33b](errors.md#e33)\n"},
        (EN, 1),
        says="E33b leads to",
    ),
    bad(
        "front-matter",
        "another day, another source",
        both(front(), front(verified="2026-11-21", sources="[https://example.test/b]")),
        (EN, 4),
        (EN, 5),
        says=f"differs from {JA}",
    ),
    bad(
        "docs-folders-are-not-languages",
        "js and zh-TW",
        {"docs/js/a.js": "", "docs/zh-TW/x.md": ""},
        ("docs/js", 1),
        ("docs/zh-TW", 1),
        says="drops",
    ),
    bad(
        "code-blocks-are-closed",
        "outside of the quotation or the item, not at all",
        {JA: "> ```text\n> x\n```\n", EN: "- ```text\n  x\n\n~~~\nx\n```\n"},
        (JA, 1),
        (JA, 3),
        (EN, 1),
        (EN, 4),
        says="without an end",
    ),
]

GOOD = [
    Case(
        "code-blocks-are-closed",
        "in an item, in an admonition, in a quotation",
        {
            JA: "- x\n\n    ```text\n    y\n    ```\n\n> ~~~\n> y\n> ~~~~\n\n"
            '!!! note "題"\n    ```text\n    ~~~\n    ```\n\n文\n    ```text\n    y\n    ```\n'
        },
    ),
    Case(
        "mode-page-sections",
        "with one more section",
        {"docs/ja/modes/a.md": mode_page("extra", *MODE_SECTIONS)},
    ),
    Case("front-matter", "complete", {JA: front(verified="2026-11-23")}),
    Case(
        "mode-page-sources-are-linked",
        "one in the page, one in a fragment",
        {
            "docs/en/modes/a.md": front(sources=SOURCES)
            + "## S {#sources}\n[a](https://docs.aws.amazon.com/ja_jp/a.html#x)\n"
            + '--8<-- "generated/en/f.md"\n',
            "generated/en/f.md": "<https://example.test/b>\n",
        },
    ),
    Case(
        "has-check",
        "of its own, in a subsection, in a fragment",
        {
            JA: "# T\n## A {#check}\n```\nx\n```\n",
            EN: "# T\n## A {#check}\n### B {#b}\n```\nx\n```\n## C {#c}\n",
            "docs/en/y.md": '# T\n## A {#check}\n\n--8<-- "generated/en/f.md"\n',
            "generated/en/f.md": "```\nx\n```\n",
        },
    ),
    Case("has-check", "no need", {"docs/en/rules/a.md": "# T\n", "docs/ja/errors.md": "# T\n"}),
    Case("headings-have-ids", "ids", {JA: "# T\n## 制限 {#limits-2}\n### 例 { #enm003 }\n"}),
    Case("headings-have-ids", "rule and table", {JA: "# T\n\nx\n\n---\n\n| a |\n| --- |\n"}),
    Case(
        "ids-are-unique",
        "two sections of one fragment",
        {
            JA: '--8<-- "generated/ja/f.md:x"\n--8<-- "generated/ja/f.md:y"\n',
            "generated/ja/f.md": "<!-- --8<-- [start:x] -->\n## X {#x}\n<!-- --8<-- [end:x] -->\n"
            "<!-- --8<-- [start:y] -->\n## Y {#y}\n<!-- --8<-- [end:y] -->\n",
        },
    ),
    Case(
        "mode-pages-are-filled",
        "with a snippet and a drawing",
        {
            "docs/ja/modes/a.md": '## 制限 {#limits}\n文\n\n--8<-- "snippets/a.tf"\n\n'
            '--8<-- "generated/ja/drawings/a.svg"\n'
        },
    ),
    Case("tables-are-whole", "after a tag", {JA: "<div markdown>\n|a|b|\n|-|-|\n|x|`a\\|b`|\n"}),
    Case(
        "rule-links-lead-to-their-rule",
        "its own, and a title",
        {JA: "[ENM001](#enm001)、[ENM002：題](rules/ports.md)\n"},
    ),
    Case("docs-folders-are-not-languages", "others", {**both("x\n"), "docs/assets/a.js": ""}),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
