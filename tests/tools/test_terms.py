"""Which words of a built page become links to the glossary."""

import re

import pytest

from tools.site import terms

PAGE = """<html><head><link rel="stylesheet" href="../../assets/stylesheets/site.css"></head>
<body><article>{}</article></body></html>"""


def linked(article: str, language: str, address: str = "modes/host/") -> list[tuple[str, str]]:
    page = terms.page(PAGE.format(article), address, language)
    return re.findall(r'<a class="term" href="\.\./\.\./glossary/#term-([\w-]+)">(.+?)</a>', page)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ja", "タスク ENI は ENI の 1 つ", [("task-eni", "タスク ENI"), ("eni", "ENI")]),
        ("ja", "動的ポートマッピング", []),
        ("ja", "静的ポートと動的ポートの範囲", ["static-port", "dynamic-host-port-range"]),
        ("ja", "ECS コンテナエージェントの", [("container-agent", "コンテナエージェント")]),
        ("ja", "コンテナインスタンスメタデータ", []),
        ("en", "Static host ports and ENIs", [("static-port", "Static host ports"), "eni"]),
        ("en", "a non-ENI port, denial, enixx", []),
        ("en", "a task with a service and a cluster", []),
    ],
)
def test_whole_words_that_a_reader_may_not_know(
    language: str, text: str, found: list[str | tuple[str, str]]
) -> None:
    seen = linked(f"<p>{text}</p>", language)
    assert [name for name, _ in seen] == [one if isinstance(one, str) else one[0] for one in found]
    for one, pair in zip(found, seen, strict=True):
        assert isinstance(one, str) or one == pair


@pytest.mark.parametrize(
    "article",
    [
        "<p>the <code>ENI</code></p>",
        '<p><a href="x">the ENI</a></p>',
        "<h2>The ENI</h2>",
        "<ul><li><details><summary>The ENI</summary></details></li></ul>",
        "<table><tr><td><p>The ENI</p></td></tr></table>",
        '<p><span lang="ja">ENI</span></p>',
        '<ol class="steps"><li>The ENI</li></ol>',
        "<p>a</p><pre>the ENI</pre>",
        "<div>The ENI</div>",
        '<h2 id="sources">Sources</h2><ul><li>The ENI</li></ul>',
    ],
)
def test_what_is_no_running_text_stays(article: str) -> None:
    assert linked(article, "en") == []
    assert terms.page(PAGE.format(article), "modes/host/", "en") == PAGE.format(article)


def test_a_section_links_a_term_once() -> None:
    article = "<p>ENI<br>ENI</p><ul><li>ENI</li></ul><h3>b</h3><p>ENI</p><h2>c</h2><p>ENI</p>"
    assert linked(article, "en") == [("eni", "ENI")] * 2


def test_what_explains_terms_is_loaded_where_there_are_some() -> None:
    page = terms.page(PAGE.format("<p>ENI</p>"), "modes/host/", "en")
    assert page.count('<link rel="stylesheet" href="../../assets/stylesheets/terms.css">') == 1
    assert '<script type="module" src="../../assets/javascripts/terms.js"></script></body>' in page


@pytest.mark.parametrize("address", ["", "glossary/", "sources/", "errors/", "errors/service/"])
def test_pages_that_are_left_alone(address: str) -> None:
    assert linked("<p>ENI</p>", "en", address) == []
