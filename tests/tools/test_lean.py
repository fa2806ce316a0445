"""Our scripts and style sheets, as the site sends them."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import tinycss2
from lxml import html
from support.needed import needs_node

from tools import ROOT
from tools.site import lean

SCRIPT = """// What it is for.
import { a } from "./a.js";

/** @typedef {{ id: string }} Line */
/**
 * @param {Line} line
 */
const f = (line) => /** @type {Map<string, Line>} */ (line).url;
const https = "https://"; // stays
"""
STYLE = """@charset "UTF-8";
/*! MIT: all */
/* Why
   it is so. */
.a > b,
.c::before {
  content: ": /";
  margin: 0 1rem; /* wide */
}
"""
PAGE = """<body>

  <p data-md-component="main" data-md-type="toc" class="a">One
    two</p>
  <ul data-md-component="toc" data-md-scrollfix>
    <li>x data-md-scrollfix</li></ul>
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>
  <pre><code><span class="na">a</span> <span class="o">=</span>

    <span class="nv">b</span></code></pre>

  <script>
    f();
  </script>
  <p><code>c</code></p>
</body>
"""


def test_a_page_keeps_its_code_and_what_is_coloured_in_it() -> None:
    assert lean.page(PAGE) == (
        "<body>\n<p class=a>One\ntwo</p>\n<ul data-md-component=toc>\n"
        '<li>x data-md-scrollfix</li></ul>\n<svg viewBox="0 0 1 1"></svg>\n'
        "<pre><code>a =\n\n    b</code></pre>\n"
        "<script>\n    f();\n  </script>\n<p><code>c</code></p>\n</body>\n"
    )


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ('<a href="../errors/">x="y"</a>', '<a href=../errors/>x="y"</a>'),
        ('<a title="two words" href="?a=b" id="">', '<a title="two words" href="?a=b" id="">'),
        ('<circle r="5"/><rect width="4" x="1"/>', '<circle r="5"/><rect width=4 x="1"/>'),
        ('<meta property="og:image">', '<meta property="og:image">'),
        ('<script>f(`<a href="b">`)</script>', '<script>f(`<a href="b">`)</script>'),
        ('<pre class="b"><code>a = "b"</code></pre>', '<pre class=b><code>a = "b"</code></pre>'),
    ],
)
def test_quotes_go_where_html_needs_none(written: str, sent: str) -> None:
    assert lean.page(written) == sent
    read = [html.fragment_fromstring(each, create_parent=True) for each in (written, sent)]
    assert html.tostring(read[0]) == html.tostring(read[1])


def test_what_loses_its_element_has_the_colour_of_the_code_around_it() -> None:
    sheet = (lean.ASSETS / "stylesheets/site.css").read_text(encoding="utf-8")
    names = "fg|hl-(?:variable|operator|punctuation)"
    colours = re.findall(rf"--md-code-(?:{names})-color: (.+);", sheet)
    assert colours == ["var(--d-ink)"] * 4


def test_a_script_keeps_all_but_comments() -> None:
    assert lean.script(SCRIPT) == (
        'import { a } from "./a.js";\n\nconst f = (line) => (line).url;\n'
        'const https = "https://"; // stays\n'
    )


def test_a_style_sheet_keeps_notices() -> None:
    assert lean.style(STYLE) == (
        '@charset "UTF-8";/*! MIT: all */\n.a > b,.c::before{content:": /";margin:0 1rem}\n'
    )


def signs(source: str) -> list[str]:
    """What a style sheet says, but for space and the last semicolon of a block."""
    tokens = tinycss2.parse_component_value_list(source, skip_comments=True)
    text = tinycss2.serialize([token for token in tokens if token.type != "whitespace"])
    return re.sub(r"\s+", " ", re.sub(r"\s*;?\s*(?=\})|(?<=[{;,:])\s+|\s+(?=\{)", "", text)).split()


@pytest.mark.parametrize(
    "path", sorted(lean.ASSETS.glob("stylesheets/*.css")), ids=lambda p: p.name
)
def test_a_style_sheet_says_the_same(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert signs(lean.style(source)) == signs(source)
    assert len(lean.style(source)) < len(source)


# Names the scripts of which both forms are not printed alike.
SAME = """
const ts = require("typescript");
const printed = (text) => ts.transpile(text, { removeComments: true, target: "esnext" });
const pairs = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
const differ = ([, [ours, sent]]) => printed(ours) !== printed(sent);
const names = Object.entries(pairs).filter(differ).map(([name]) => name);
console.log(JSON.stringify(names));
"""


@needs_node
@pytest.mark.parametrize("path", sorted(lean.ASSETS.glob("javascripts/*.js")), ids=lambda p: p.name)
def test_what_is_sent_is_a_script(path: Path, tmp_path: Path) -> None:
    text = lean.script(path.read_text(encoding="utf-8"))
    assert "/**" not in text
    sent = tmp_path / "sent.mjs"
    sent.write_text(text, encoding="utf-8")
    subprocess.run(["node", "--check", str(sent)], check=True, capture_output=True)


@needs_node
def test_a_script_says_the_same(tmp_path: Path) -> None:
    """TypeScript prints the sent script as it prints ours: no text in it has lost its indents."""
    pairs = {
        path.name: [source := path.read_text(encoding="utf-8"), lean.script(source)]
        for path in lean.ASSETS.glob("javascripts/*.js")
    }
    assert pairs
    pairs["template"] = ["x = `a\n  b`;", lean.script("x = `a\n  b`;")]
    (tmp_path / "pairs.json").write_text(json.dumps(pairs), encoding="utf-8")
    run = subprocess.run(
        ["node", "-e", SAME, str(tmp_path / "pairs.json")],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(run.stdout) == ["template"]


def test_all_of_ours_are_written(tmp_path: Path) -> None:
    for name in ("javascripts", "stylesheets"):
        (tmp_path / "assets" / name).mkdir(parents=True)
    lean.write(tmp_path)
    for path in (tmp_path / "assets").rglob("*.*"):
        sent = path.read_text(encoding="utf-8")
        assert len(sent) <= len((lean.ASSETS / path.relative_to(tmp_path / "assets")).read_text())
    assert (tmp_path / "assets/javascripts/site.js").is_file()
    assert (tmp_path / "assets/stylesheets/answer.css").is_file()
