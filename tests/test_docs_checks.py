"""Each guard over the pages reports a bad example at its file and line, and lets a good one be."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from tools.docs_checks import GUARDS, MODE_SECTIONS, Repo, check, main

TODAY = date(2026, 11, 23)
JA, EN = "docs/ja/x.md", "docs/en/x.md"


def front(**changes: str) -> str:
    values = {
        "title": "T",
        "description": "D",
        "verified": "2026-11-22",
        "sources": "[https://example.test/a]",
    }
    lines = [f"{key}: {value}" for key, value in (values | changes).items() if value]
    return "\n".join(["---", *lines, "---", ""])


def mode_page(*ids: str) -> str:
    return "\n".join(["# T", *(f"## H {{#{id}}}" for id in ids), ""])


def both(ja: str, en: str | None = None) -> dict[str, str]:
    return {JA: ja, EN: ja if en is None else en}


@dataclass(frozen=True)
class Case:
    guard: str
    name: str
    files: Mapping[str, str]
    expected: tuple[tuple[str, int], ...] = ()
    says: str = ""
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", f"{self.guard}: {self.name}")


def bad(guard: str, name: str, files: dict[str, str], *where: tuple[str, int], says: str) -> Case:
    return Case(guard, name, files, where, says)


TASK = "# --8<-- [start:task]\na = 1\n# --8<-- [end:task]\n"
INCLUDE = '--8<-- "snippets/a.tf:task"'
HCL = f'```hcl title="snippets/a.tf"\n{INCLUDE}\n```\n'
REST = list(MODE_SECTIONS[2:])
SOURCES = "[https://docs.aws.amazon.com/a.html, https://example.test/b]"

BAD = [
    bad(
        "hcl-is-included",
        "fence with code",
        {JA: "# T\n\n```hcl\nlocals {}\n```\n"},
        (JA, 4),
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "attribute-list fence, one line of code beside the include",
        {JA: f"``` {{.tf title='x'}}\n{INCLUDE}\ncount = 2\n```\n"},
        (JA, 3),
        says="snippets/",
    ),
    bad("hcl-is-included", "empty fence", {JA: "```terraform\n\n```\n"}, (JA, 1), says="empty"),
    bad(
        "hcl-is-included",
        "unlabelled fence",
        {EN: '```\nresource "aws_ecs_service" "web" {\n```\n'},
        (EN, 2),
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "text fence with an argument",
        {EN: '```text\n  network_mode = "awsvpc"\n```\n'},
        (EN, 2),
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "diff fence",
        {EN: '```diff\n-  network_mode = "bridge"\n```\n'},
        (EN, 2),
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "code of another language that holds a resource",
        {EN: '```bash\ncat > main.tf <<EOF\nresource "aws_lb" "web" {\n```\n'},
        (EN, 3),
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "indented block",
        {EN: '# T\n\n    resource "aws_lb" "web" {\n    }\n'},
        (EN, 3),
        says="outside a fence",
    ),
    bad(
        "hcl-is-included",
        "pre element",
        {EN: '<pre>\nresource "aws_lb" "web" {\n</pre>\n'},
        (EN, 1),
        says="<pre>",
    ),
    bad(
        "hcl-is-included",
        "fragment that is no snippet",
        {"generated/ja/x.md": '```hcl\n--8<-- "generated/ja/y.md"\n```\n'},
        ("generated/ja/x.md", 2),
        says="generated/ja/y.md",
    ),
    bad(
        "includes-resolve",
        "missing file",
        {JA: '# T\n--8<-- "snippets/b.tf"\n'},
        (JA, 2),
        says="does not exist",
    ),
    bad(
        "includes-resolve",
        "missing section",
        {JA: f"{INCLUDE}\n", "snippets/a.tf": "a = 1\n"},
        (JA, 1),
        says="no section task",
    ),
    bad(
        "includes-resolve",
        "no quotes",
        {JA: "--8<-- snippets/a.tf:task\n", "snippets/a.tf": TASK},
        (JA, 1),
        says="double quotes",
    ),
    bad(
        "hcl-is-included",
        "block, number, call, module and quotation",
        {
            JA: "```text\nload_balancer {\n```\n\n```text\ncpu = 256\n```\n\n"
            "> network_mode = toset([])\n\nvpc_id = module.vpc.id\n"
            '\n```json\n{"resource": {"aws_ecs_service": {}}}\n```\n'
        },
        *[(JA, line) for line in (2, 6, 9, 11, 14)],
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "language that no check knows",
        {JA: "```tofu\nx\n```\n"},
        (JA, 1),
        says="code block in tofu",
    ),
    bad(
        "hcl-is-included",
        "language after the id in an attribute list",
        {JA: "``` {#a .hcl}\nlocals {}\n```\n"},
        (JA, 2),
        says="snippets/",
    ),
    bad(
        "includes-resolve",
        "space after it",
        {JA: f"{INCLUDE} \n", "snippets/a.tf": TASK},
        (JA, 1),
        says="not even a space",
    ),
    bad(
        "includes-resolve",
        "outside a block, in a text block, in a block without a title",
        {
            JA: f"{INCLUDE}\n\n```text\n{INCLUDE}\n```\n\n```hcl\n{INCLUDE}\n```\n",
            "snippets/a.tf": TASK,
        },
        *[(JA, line) for line in (1, 4, 8)],
        says="show a snippet in a block",
    ),
    bad(
        "includes-resolve",
        "title that names no snippet",
        {JA: f'```hcl title="main.tf"\n{INCLUDE}\n```\n', "snippets/a.tf": TASK},
        (JA, 1),
        says="correct its title",
    ),
    bad(
        "includes-resolve",
        "block form",
        {JA: "--8<--\na.tf\n--8<--\n"},
        (JA, 1),
        (JA, 3),
        says="double quotes",
    ),
    bad(
        "includes-resolve",
        "line range",
        {JA: '--8<-- "snippets/a.tf:1:2"\n', "snippets/a.tf": TASK},
        (JA, 1),
        says="mark a section",
    ),
    bad(
        "includes-resolve",
        "no end marker",
        {"snippets/a.tf": "a = 1\n# --8<-- [start:task]\n"},
        ("snippets/a.tf", 2),
        says="[end:task]",
    ),
    bad(
        "includes-resolve",
        "no start marker",
        {"snippets/a.tf": "# --8<-- [end:task]\n"},
        ("snippets/a.tf", 1),
        says="without [start:task]",
    ),
    bad(
        "includes-resolve",
        "section name used twice",
        {"snippets/a.tf": TASK + TASK},
        ("snippets/a.tf", 4),
        ("snippets/a.tf", 6),
        says="only the first counts",
    ),
    bad(
        "includes-resolve",
        "fragment of the other language",
        {EN: '--8<-- "generated/ja/x.md"\n', "generated/ja/x.md": "x\n"},
        (EN, 1),
        says="generated/en/",
    ),
    bad(
        "includes-resolve",
        "path that leaves the repository",
        {EN: '--8<-- "snippets/../../a.tf"\n'},
        (EN, 1),
        says="does not exist",
    ),
    bad(
        "includes-resolve",
        "title of another file",
        {EN: f'```hcl title="snippets/b.tf"\n{INCLUDE}\n```\n', "snippets/a.tf": TASK},
        (EN, 1),
        says="does not include",
    ),
    bad(
        "snippets-used-by-both-languages",
        "used by one",
        {JA: HCL, EN: "x\n", "snippets/a.tf": TASK},
        ("snippets/a.tf", 1),
        says="docs/en",
    ),
    bad(
        "snippets-used-by-both-languages",
        "used by neither, only by a fragment nobody includes",
        {JA: "x\n", EN: "x\n", "generated/ja/f.md": HCL, "snippets/a.tf": TASK},
        ("snippets/a.tf", 1),
        says="docs/ja or docs/en",
    ),
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
            '```text title="What is printed"\n```\n'
        },
        *[(JA, line) for line in (1, 3, 5)],
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
    bad(
        "rule-links-lead-to-their-rule",
        "another rule",
        {JA: "[ENM001](#enm001)、[ENM002](rules/ports.md#enm003)\n"},
        (JA, 1),
        says="ENM002 leads to",
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
    bad(
        "front-matter",
        "another day, another source",
        both(front(), front(verified="2026-11-21", sources="[https://example.test/b]")),
        (EN, 4),
        (EN, 5),
        says=f"differs from {JA}",
    ),
    bad(
        "excluded-features",
        "link and admonition that are printed",
        {JA: '[a][b]\n\n[a] (b.md)\n\n[a]()\n\n!! note "題"\n'},
        *[(JA, line) for line in (1, 3, 5, 7)],
        says="printed",
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
    bad(
        "docs-folders-are-not-languages",
        "js and zh-TW",
        {"docs/js/a.js": "", "docs/zh-TW/x.md": ""},
        ("docs/js", 1),
        ("docs/zh-TW", 1),
        says="drops",
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
    Case("hcl-is-included", "include", {JA: HCL, "snippets/a.tf": TASK}),
    Case("hcl-is-included", "inline code", {JA: '`network_mode = "awsvpc"` と書きます。\n'}),
    Case("hcl-is-included", "shell", {JA: "```bash\nterraform plan\nMODE=x\n```\n"}),
    Case("hcl-is-included", "plan", {JA: '```text\n  + network_mode = "host"\n```\n'}),
    Case("hcl-is-included", "JSON", {JA: '```json\n{"networkMode": "awsvpc"}\n```\n'}),
    Case("hcl-is-included", "TOML", {JA: '```toml\nvalue = "ip"\n```\n'}),
    Case("includes-resolve", "section", {JA: HCL, "snippets/a.tf": TASK}),
    Case("includes-resolve", "escaped", {JA: '```text\n;--8<-- "x.tf"\n```\n'}),
    Case(
        "snippets-used-by-both-languages",
        "directly, and through a fragment of a fragment",
        {
            JA: HCL,
            EN: '--8<-- "generated/en/f.md"\n',
            "generated/en/f.md": '--8<-- "generated/en/g.md"\n',
            "generated/en/g.md": HCL,
            "snippets/a.tf": TASK,
        },
    ),
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
    Case(
        "fences-match",
        "example written anew, included code",
        both(
            f"```markdown\n表\n```\n\n```hcl\n{INCLUDE}\n```\n",
            f"```markdown\nx\n```\n\n```hcl\n{INCLUDE}\n```\n",
        ),
    ),
    Case(
        "facts-match",
        "items in another order, paragraphs divided otherwise",
        both("- `a` 7\n- `b` 8\n\n5 秒。\n\n6 秒。\n", "- `b` 8\n- `a` 7\n\n6 s. 5 s.\n"),
    ),
    Case(
        "glossaries-match",
        "columns exchanged, other markup",
        {
            "docs/ja/glossary.md": "|語|英語|\n|-|-|\n|タスク|<span lang='en'>Task</span>|\n",
            "docs/en/glossary.md": "|Term|Japanese|\n|-|-|\n|**task**|タスク|\n",
        },
    ),
    Case("docs-folders-are-not-languages", "others", {**both("x\n"), "docs/assets/a.js": ""}),
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


def repository(root: Path, files: Mapping[str, str]) -> Repo:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Repo(root, TODAY)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.id)
def test_bad_example_is_reported(case: Case, tmp_path: Path) -> None:
    problems = list(GUARDS[case.guard](repository(tmp_path, case.files)))
    assert sorted((p.file, p.line) for p in problems) == sorted(case.expected), problems
    assert all(case.says in problem.message for problem in problems), problems


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.id)
def test_good_example_is_not_reported(case: Case, tmp_path: Path) -> None:
    assert check(repository(tmp_path, case.files), [case.guard]) == []


@pytest.mark.parametrize("guard", GUARDS)
def test_every_guard_has_examples_of_both_kinds(guard: str) -> None:
    assert guard in {case.guard for case in BAD}
    assert guard in {case.guard for case in GOOD}


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository(tmp_path, {EN: "# T\n\n## Limits\n", JA: "# T\n\n## 制限 {#limits}\n"})
    assert main(["--root", str(tmp_path), "headings-have-ids"]) == 1
    assert capsys.readouterr().out.startswith(f"{EN}:3: heading “Limits” needs")
    assert main(["--root", str(tmp_path), "ids-are-unique"]) == 0
    assert capsys.readouterr().out == ""


def test_module_runs() -> None:
    command = [sys.executable, "-m", "tools.docs_checks", "no-such-guard"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 2
    assert "no guard named no-such-guard" in run.stderr
