"""The reader reads a page the way the site renders it, and knows the line of each part."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.checks.reader import scan

PAGE = """\
---
title: 表題
verified: 2026-11-22
---
# 表題

`awsvpc` と [規則](rules/index.md#enm003 "題") は *本文* です。

## 制限 { #limits .wide }

!!! note "補足"
    | 種類 | 値 |
    | --- | --- |
    | `a|b` | 2 |

    ```hcl title="snippets/a.tf"
    --8<-- "snippets/a.tf:task"
    ```

--8<-- "generated/ja/x.md"

~~~~text
```
## 見出しではない
~~~~

見出し
------

<p lang="en">See <a id="here" href="b.md">the <code>x &lt; y</code></a>
now.</p>

![図](a.png) ![](b.png) <img src="c.png" alt="">

<!-- ## コメント {#comment} -->
<https://example.test/a_b>
[1]: https://example.test/definition
"""


def test_front_matter() -> None:
    page = scan("docs/ja/x.md", PAGE)
    assert page.language == "ja"
    assert page.front_matter["title"] == "表題"
    assert page.front_matter_lines == {"title": 2, "verified": 3}
    assert scan("docs/ja/x.md", "---\na: [\n---\n").front_matter_error
    assert scan("docs/ja/x.md", "text\n").front_matter == {}


def test_headings() -> None:
    page = scan("docs/ja/x.md", PAGE)
    headings = [(h.line, h.level, h.text, h.id) for h in page.headings]
    assert headings == [
        (5, 1, "表題", None),
        (9, 2, "制限", "limits"),
        (27, 2, "見出し", None),
    ]
    html = scan("docs/ja/x.md", '<h3 id="a">題</h3>\n')
    assert [(h.level, h.id) for h in html.headings] == [(3, "a")]
    assert list(html.ids()) == [(1, "a")]


@pytest.mark.parametrize(
    "text",
    ["    ## 題 {#a}", " ## 題 {#a}", "> ## 題 {#a}", "- ## 題 {#a}", "- x\n\n    ## 題 {#a}"],
)
def test_headings_that_are_no_section(text: str) -> None:
    page = scan("docs/ja/x.md", f"{text}\n")
    assert page.headings == ()
    assert [id for _, id in page.ids()] == ["a"]


def test_sections() -> None:
    page = scan("docs/ja/x.md", PAGE)
    assert [(s.id, s.line) for s in page.sections] == [("(top)", 1), ("limits", 9)]
    assert page.section_at(8) == "(top)"
    assert page.section_at(9) == "limits"


def test_fences_and_includes() -> None:
    page = scan("docs/ja/x.md", PAGE)
    fences = [(f.line, f.end_line, f.language, f.title, len(f.body)) for f in page.fences]
    assert fences == [(16, 18, "hcl", "snippets/a.tf", 1), (22, 25, "text", None, 2)]
    includes = [(i.line, i.path, i.section) for i in page.includes]
    assert includes == [(17, "snippets/a.tf", "task"), (20, "generated/ja/x.md", None)]


def test_include_variants() -> None:
    def only(line: str) -> tuple[str, str | None, bool, bool]:
        (include,) = scan("docs/ja/x.md", f"{line}\n").includes
        return include.path, include.section, include.working, include.line_range

    assert only('--8<-- "a.tf"') == ("a.tf", None, True, False)
    assert only("--8<-- a.tf:x") == ("a.tf", "x", False, False)
    assert only("  -8<- 'a.tf'") == ("a.tf", None, False, False)
    assert only('--8<-- "a.tf:3:5"') == ("a.tf", None, True, True)
    assert only('--8<-- "a.tf::5"') == ("a.tf", None, True, True)
    assert only('--8<-- "a.tf:1:2,4:5"') == ("a.tf", None, True, True)
    assert only("--8<--") == ("", None, False, False)
    assert only('--8<-- "a.tf" ') == ("a.tf", None, False, False)
    assert only('--8<--"a.tf"') == ("a.tf", None, False, False)
    assert only('> --8<-- "a.tf"') == ("a.tf", None, False, False)
    assert scan("docs/ja/x.md", ';--8<-- "a.tf"\n# --8<-- [start:x]\n').includes == ()


def test_tables() -> None:
    (table,) = scan("docs/ja/x.md", PAGE).tables
    assert [(row.line, row.cells) for row in table.rows] == [
        (12, ("種類", "値")),
        (14, ("`a|b`", "2")),
    ]
    text = "<table>\n<tr><th>a</th>\n<td>b &lt; <b>c</b></td></tr>\n</table>\n"
    (table,) = scan("docs/ja/x.md", text).tables
    assert [(row.line, row.end_line, row.cells) for row in table.rows] == [(2, 3, ("a", "b < c"))]


def test_links_images_and_code() -> None:
    page = scan("docs/ja/x.md", PAGE)
    assert [(link.line, link.target) for link in page.links] == [
        (7, "rules/index.md#enm003"),
        (30, "b.md"),
        (36, "https://example.test/a_b"),
        (37, "https://example.test/definition"),
    ]
    assert page.prose[page.links[0].start : page.links[0].end] == "規則"
    images = [(image.line, image.target, image.alt) for image in page.images]
    assert images == [(33, "a.png", "図"), (33, "b.png", None), (33, "c.png", "")]
    spans = [(span.line, span.text) for span in page.code_spans]
    assert spans == [(7, "awsvpc"), (14, "a|b"), (30, "x < y")]


def test_admonitions() -> None:
    page = scan("docs/ja/x.md", PAGE)
    assert [(a.line, a.type, a.title) for a in page.admonitions] == [(11, "note", "補足")]
    assert "補足" in page.prose_lines[10]


def test_prose_keeps_every_offset_and_no_markup() -> None:
    page = scan("docs/ja/x.md", PAGE)
    assert len(page.prose) == len(PAGE)
    for recognised in ("awsvpc", "enm003", "見出しではない", "コメント", "lang", "limits", "8<"):
        assert recognised not in page.prose
    assert "本文" in page.prose_lines[6]
    (region,) = page.foreign("en")
    assert "now." in page.prose[slice(*region)]
    assert "now." not in page.prose_without(region)


def test_drawing() -> None:
    page = scan(
        "generated/ja/drawings/a.svg", '<?xml version="1.0"?>\n<svg><text>80</text></svg>\n'
    )
    assert page.language == "ja"
    assert "1.0" not in page.prose
    assert "80" in page.prose_lines[1]


COMMENT = """\
<!--
## 見出し {#a}

| a | b |
| - | - |

!!! note "題"

`code` [link](x.md)
--> [b](y.md)
"""


def test_comments_hold_nothing() -> None:
    page = scan("docs/ja/x.md", COMMENT)
    assert [page.headings, page.tables, page.admonitions, page.code_spans] == [()] * 4
    assert [(link.line, link.target) for link in page.links] == [(10, "y.md")]


@pytest.mark.parametrize(
    "text",
    [
        "- x\n\n    - y\n\n        ```text\n        z\n        ```\n",
        "1. x\n    ```text\n    z\n    ```\n",
        '!!! note "題"\n\n    - x\n\n        ```text\n        z\n        ```\n',
        "文\n    ```text\n    z\n    ```\n",
        "> x\n>\n> ```text\n> z\n> ```\n",
        '=== "tab"\n\n    ```text\n    z\n    ```\n',
        "<div markdown>\n```text\nz\n```\n</div>\n",
    ],
)
def test_code_blocks_at_any_depth(text: str) -> None:
    (fence,) = scan("docs/ja/x.md", text).fences
    assert (fence.language, len(fence.body), fence.closed) == ("text", 1, True)
    assert "z" in text.split("\n")[fence.line]


def test_markdown_within_html() -> None:
    figure = "<figure markdown>\n[a](b.md) `c`\n## 題 {#x}\n</figure>\n\n"
    page = scan("docs/ja/x.md", figure + "<div>\n\n| a | b |\n|-|-|\n</div>\n---\n")
    assert [(link.line, link.target) for link in page.links] == [(2, "b.md")]
    assert [(h.line, h.id) for h in page.headings] == [(3, "x")]
    assert [len(table.rows) for table in page.tables] == [1]


def test_tables_that_are_none_to_commonmark() -> None:
    def rows(text: str) -> list[list[int]]:
        return [[len(row.cells) for row in t.rows] for t in scan("docs/ja/x.md", text).tables]

    assert rows("|a|b|\n|-|-|\n|`x|y`|z|\n") == [[2, 2]]
    assert rows("|a|b|\n|-|-|\n|x\\|y|z|\n") == [[2, 2]]
    assert rows("|a|b|\n|-|\n|c|d|\n") == [[2, 2]]
    assert rows("文\n    |a|b|\n    |-|-|\n") == [[2]]
    assert rows("|a|b|\n|-|-|\n文\n> |c|d|\n") == [[2, 1, 3]]


def test_spans_within_spans() -> None:
    page = scan(
        "docs/ja/x.md", "[![図 `a`](b.png) `c]`](d(e).md 'f') [](g.md) [h]() ![`i`](<j k>)\n"
    )
    assert [link.target for link in page.links] == ["d(e).md", "g.md", ""]
    assert [(image.target, image.alt) for image in page.images] == [
        ("b.png", "図 `a`"),
        ("j k", "`i`"),
    ]
    assert [span.text for span in page.code_spans] == ["a", "c]", "i"]
    assert page.prose.replace("\ue000", "").split() == ["図", "h"]


PIECES = st.sampled_from(
    [
        *("- ", "` ", "``", "```", "~~~", "> ", "# ", "##", "|", "---", "|-|-|", "[", "](", ")"),
        *("![", "<a>", "</a>", "<div>", "<!--", "-->", "!!! note", "{#a}", "1. ", "\\", "--8<-- "),
        *("===", "<p x='`'>", "&lt;", "表", "x", " ", "\n", "\n\n", "\n    ", "\t"),
    ]
)


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_text_can_be_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    page = scan("docs/ja/x.md", text)
    assert len(page.prose) == len(text)
    assert page.prose.count("\n") == text.count("\n")
    assert len(page.markup_lines) == text.count("\n") + 1
    last = text.count("\n") + 1
    parts = [*page.headings, *page.fences, *page.tables, *page.links, *page.code_spans]
    assert all(1 <= part.line <= last for part in parts)
