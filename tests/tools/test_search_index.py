"""The search index: the prose of a page by section, and the library beside it."""

from dataclasses import replace
from pathlib import Path

import pytest

from ecsnet.facts import facts
from tools.site import search, vendor

PAGE = """<!doctype html><html><body><nav>Menu</nav><article>
<h1>Title <code>x</code></h1>
<nav class="crumbs">Above</nav>
<p><strong>Label</strong> Intro &lt;b&gt; with <a href="#s">a link</a>
(<span class="ev">API 1</span>).</p>
<p><code>CreateService</code>, <code>RunTask</code> (<code>ClientException</code>)</p>
<p><span class="level level-error">error</span> <code>rule-name</code> (since 0.1.0)</p>
<form><label>Label</label><textarea>Typed</textarea></form>
<div data-search-exclude><p>Excluded</p></div>
<h2 id="s">Section<a class="headerlink" href="#s">¶</a></h2>
<table><tr><td>One<br><b>and a half</b></td><td>Two</td></tr></table>
<div class="highlight"><span class="filename">main.tf</span>
<pre><code>resource "aws_ecs_service" "web" { port = 80 } # web</code></pre></div>
<div class="language-bash highlight"><pre><code>aws ecs list-tasks --cluster web \\
  --family web</code></pre></div>
<svg><text>Drawn</text></svg>
<details id="d"><summary>Folded</summary><p>Within</p></details>
<p class="about-page">Verified</p>
</article></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path in ("", "modes/bridge", "en", "en/modes/bridge"):
        folder = tmp_path / path
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def no_keywords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts whose search and questions name nothing that the small site lacks."""
    said = replace(facts().search, keywords={})
    asked = replace(facts().questions, question={})
    monkeypatch.setattr(search, "facts", lambda: replace(facts(), search=said, questions=asked))


def test_a_page_is_read_by_section(site: Path, no_keywords: None) -> None:
    index = search.index(site, "en")
    assert [page["url"] for page in index["pages"]] == ["", "modes/bridge/"]
    assert [page["kind"] for page in index["pages"]] == ["topic", "mode"]
    assert index["pages"][0]["sections"] == [
        [
            "",
            "Title x",
            "Intro <b> with a link.",
            "CreateService RunTask ClientException error rule-name since 0.1.0",
        ],
        ["s", "Section", "One and a half Two", "aws ecs list-tasks cluster web family"],
        ["d", "Folded", "Within"],
    ]


def test_of_a_long_text_the_end_is_only_found(
    site: Path, no_keywords: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = search.facts().search
    kinds = {id: replace(kind, lead=10) for id, kind in said.kinds.items()}
    known = replace(search.facts(), search=replace(said, kinds=kinds))
    monkeypatch.setattr(search, "facts", lambda: known)
    sections = search.index(site, "en")["pages"][0]["sections"]
    assert sections[1][:3] == ["s", "Section", "One and a"]
    assert sections[1][3] == "aws ecs list-tasks cluster web family half Two"


LINES = """<article><h1>Errors</h1><h2 id="calls">Calls</h2><p>Those of calls.</p>
<details class="error"><summary><code>No network</code> <span>Call</span></summary>
<div id="e1"><p>Short</p></div></details>
<details class="fold"><summary>Messages: 1</summary>
<details class="error"><summary><code>No memory</code></summary>
<div id="x1"><p><a href="#">Too little</a></p></div></details></details></article>"""
IN_FULL = """<article><h1>Errors of calls</h1><p>Again.</p><h2 id="e1">A call without it</h2>
<p>At length</p><h2 id="sources">Sources</h2><p>One</p></article>"""


def test_an_entry_is_found_once_in_full_where_it_opens(site: Path, no_keywords: None) -> None:
    for name, text in (("errors", LINES), ("errors/calls", IN_FULL)):
        (site / name).mkdir()
        (site / name / "index.html").write_text(f"<html><body>{text}</body></html>", "utf-8")
    listed = [page for page in search.index(site, "ja")["pages"] if page["kind"] == "error"]
    assert [page["url"] for page in listed] == ["errors/"]
    said = facts().errors["E1"]
    assert listed[0]["sections"] == [
        ["", "Errors"],
        ["calls", "Calls", "Those of calls."],
        ["e1", "A call without it", "At length", f"{said.text} {said.call} {said.code}"],
        ["x1", "No memory", "Too little"],
    ]


def test_a_save_is_seen(site: Path, no_keywords: None) -> None:
    search.index(site, "ja")
    file = site / "index.html"
    before = file.stat().st_mtime_ns
    file.write_text(PAGE.replace("Within", "Changed"), encoding="utf-8")
    assert file.stat().st_mtime_ns != before
    assert search.index(site, "ja")["pages"][0]["sections"][2] == ["d", "Folded", "Changed"]


def test_a_keyword_of_no_section_stops_the_build(site: Path) -> None:
    with pytest.raises(
        search.Unknown, match=r"search\.toml: the site has no .*choose/#performance"
    ):
        search.index(site, "ja")


def test_the_library_is_the_one_that_was_read() -> None:
    source = (vendor.PACKAGE / vendor.MODULE).read_bytes()
    text = vendor.module(source)
    assert text.startswith("/*! MiniSearch")
    assert "/**" not in text
    assert len(text) < 0.6 * len(source)
    with pytest.raises(vendor.Refused, match="SHA256"):
        vendor.module(source + b"\n")


def test_a_library_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(vendor, "PACKAGE", tmp_path)
    with pytest.raises(vendor.Refused, match=r"index\.js is missing: run `npm ci"):
        vendor.copy(tmp_path)
