"""The Markdown of a page: what each element becomes."""

import pytest
from lxml import html

from tools.site.markdown import Converter

BASE = "https://example.test/ecs/en/modes/bridge/"
CASES = {
    "a heading": ("<h2 id='x'>Ports <code>a</code><a class=headerlink>¶</a></h2>", "## Ports `a`"),
    "a link": (
        "<p><a href='../host/#b'>host</a></p>",
        "[host](https://example.test/ecs/en/modes/host/#b)",
    ),
    "a link within the page": ("<p><a href='#p'>p</a></p>", f"[p]({BASE}#p)"),
    "emphasis": ("<p><strong> a </strong>b <em>c</em></p>", "**a** b *c*"),
    "what looks like Markdown": (
        "<p>*a* [b] &lt;c&gt; _d_ e_f `g`</p>",
        r"\*a\* \[b\] \<c\> \_d\_ e_f \`g\`",
    ),
    "what looks like a list": ("<p>1. a</p>", r"1\. a"),
    "what looks like a heading": ("<p># a</p>", r"\# a"),
    "code with a back quote": ("<p><code>a`b</code></p>", "``a`b``"),
    "a line break": ("<p>a<br>b</p>", "a\\\nb"),
    "a list": ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    "a list in a list": ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
    "steps": ("<ol start=3><li><p>a</p><p>b</p></li><li>c</li></ol>", "3. a\n\n   b\n\n4. c"),
    "a table": (
        "<table><tr><th>A</th><th>B</th></tr><tr><td>a|b<br>c</td><td><code>\\|</code></td></tr></table>",
        "| A | B |\n| --- | --- |\n| a\\|b<br>c | `\\\\|` |",
    ),
    "a list in a table": (
        "<table><tr><th>A</th></tr><tr><td><ul><li>a</li><li>b</li></ul></td></tr></table>",
        "| A |\n| --- |\n| - a<br>- b |",
    ),
    "code": (
        "<div class='language-hcl highlight'><span class=filename>a.tf</span>"
        "<pre><code><span>a</span> = 1\n\nb = 2\n</code></pre></div>",
        '```hcl title="a.tf"\na = 1\n\nb = 2\n```',
    ),
    "code with its file": (
        "<div class=highlight><span class=filename><a href='/tf/a.tf'>a.tf</a>"
        "<span class=take><a href='/tf/a.tf'>Save</a></span></span><pre>a</pre></div>",
        "[a.tf](https://example.test/tf/a.tf)\n\n```\na\n```",
    ),
    "code with a fence": ("<pre><code>```\na\n```\n</code></pre>", "````\n```\na\n```\n````"),
    "a difference": (
        "<div class=highlight><pre class=difference><code>a\n<del>b\n</del><ins>c\n</ins>d\n"
        "</code></pre></div>",
        "```diff\n a\n-b\n+c\n d\n```",
    ),
    "what is folded": ("<details><summary>More</summary><p>a</p></details>", "**More**\n\na"),
    "a folded section": ("<details><summary><h3>M</h3></summary>a</details>", "### M\n\na"),
    "a warning": (
        "<div class='admonition warning'><p class=admonition-title>W</p><p>a</p></div>",
        "> **W**\n>\n> a",
    ),
    "a drawing": (
        "<svg role=img><title>T</title><desc>D.</desc><text>x</text></svg>",
        "*T*\n\nD.",
    ),
    "an ornament": ("<p>a</p><svg aria-hidden=true><title>T</title></svg>", "a"),
    "terms": ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "- **a** b"),
    "controls": ("<form><input><button>b</button></form><p hidden>c</p><p>a</p>", "a"),
    "loose text": ("a <b>b</b><p>c</p>d", "a **b**\n\nc\n\nd"),
}


@pytest.mark.parametrize("what", CASES)
def test_an_element_becomes(what: str) -> None:
    source, expected = CASES[what]
    article = html.fromstring(f"<article>{source}</article>")
    assert Converter(BASE).convert(article) == f"{expected}\n"
