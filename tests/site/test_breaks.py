"""Where a line may break, and where not."""

import pytest

from tools.site import breaks

SPACE = "\N{NO-BREAK SPACE}"


def broken(article: str) -> str:
    """What becomes of an article."""
    start, end = "<html><body>12 個<article>", "</article></body></html>"
    page = breaks.page(start + article + end)
    assert page.startswith(start)
    assert page.endswith(end)
    return page[len(start) : -len(end)]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("<p>最大 5 個。</p>", f"<p>最大 5{SPACE}個。</p>"),
        ("<p>1,200 行と 1.5 秒</p>", f"<p>1,200{SPACE}行と 1.5{SPACE}秒</p>"),
        ("<p>2 か月で 3 文字</p>", f"<p>2{SPACE}か月で 3{SPACE}文字</p>"),
        # A number that is part of a name, and what is not counted
        ("<p>v1 個、10.0.1.5 から</p>", "<p>v1 個、10.0.1.5 から</p>"),
        ("<p>ポート 80 を使う</p>", "<p>ポート 80 を使う</p>"),
        ("<pre><code>5 個と続くとても長いコードの行だからボタンの横には入らない</code></pre>",) * 2,
        ('<p title="5 個 > 3 個">7 個</p>', f'<p title="5 個 > 3 個">7{SPACE}個</p>'),
    ],
)
def test_a_number_stays_with_what_it_counts(article: str, expected: str) -> None:
    assert broken(article) == expected


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            "<p><code>deployment_minimum_healthy_percent</code></p>",
            "<p><code>deployment_<wbr>minimum_<wbr>healthy_<wbr>percent</code></p>",
        ),
        # A line of a list stays one line.
        (
            "<summary><code>deployment_minimum_healthy_percent</code></summary>",
            "<summary><code>deployment_minimum_healthy_percent</code></summary>",
        ),
        ("<p><code>network_configuration</code></p>",) * 2,
        ("<p>deployment_minimum_healthy_percent</p>",) * 2,
        ("<p><code>a message of AWS, which breaks at its spaces</code></p>",) * 2,
        (
            "<td><code>network_configuration</code></td>",
            "<td><code>network_<wbr>configuration</code></td>",
        ),
        ("<td><code>containerPortRange</code>", "<td><code>container<wbr>Port<wbr>Range</code>"),
        (
            "<td><code>local.modes[count.index]</code></td>",
            "<td><code>local.<wbr>modes[<wbr>count.<wbr>index]</code></td>",
        ),
        ('<td><code>target_type = "ip"</code></td>',) * 2,
        (
            "<td><code>disableNetworking = true</code></td>",
            "<td><code>disable<wbr>Networking <wbr>= <wbr>true</code></td>",
        ),
        ("<h3><code>disableNetworking = true</code></h3>",) * 2,
        (
            "<h3><code>terraform validate, terraform plan</code></h3>",
            "<h3><code>terraform <wbr>validate, <wbr>terraform <wbr>plan</code></h3>",
        ),
        ("<td>x</td><p><code>network_configuration</code></p>",) * 2,
    ],
)
def test_long_code_breaks_between_its_words(article: str, expected: str) -> None:
    assert broken(article) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("セキュリティグループか", "セキュリティ<wbr>グループか"),
        ("タスクメタデータエンドポイント", "タスクメタデータ<wbr>エンドポイント"),
        ("組み込み仮想ネットワーク", "組み込み仮想<wbr>ネットワーク"),
        ("ロードバランサー", "ロードバランサー"),
    ],
)
def test_a_compound_of_the_comparison_breaks_between_its_words(text: str, expected: str) -> None:
    table = '<div class="matrix"><table><td>{}</td></table></div><p>{}</p>'
    assert broken(table.format(text, text)) == table.format(expected, text)


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("ecsnet check main.tf\n", True),
        ("<span>エラー</span> &lt;理由&gt; 12345678901234567", True),
        ("エラー &lt;理由&gt; 123456789012345678901", False),
        ("short\nand a second line that is not short", False),
    ],
)
def test_code_beside_which_a_button_fits_is_called_short(code: str, short: bool) -> None:
    pre = "<pre{}><span></span><code>" + code + "</code></pre>"
    assert broken(pre.format("")) == pre.format(' class="short"' if short else "")


def test_a_page_without_an_article_stays_as_it_is() -> None:
    assert breaks.page("<p>5 個</p>") == "<p>5 個</p>"
