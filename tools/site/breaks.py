"""Where a line of a page may break, and where not, beyond what a browser knows.

Written over the built pages, after what else is made of them: the texts of the search and the
Markdown have neither of it.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from unicodedata import east_asian_width

# Comments, what is shown as it is written, and tags, whose attributes may have the sign of the end.
PART = re.compile(
    r"(<!--.*?-->|<(pre|script|style|svg|textarea)\b.*?</\2>|<(?:\"[^\"]*\"|'[^']*'|[^'\"<>])*>)",
    re.DOTALL,
)
# No line ends between a number and what it counts.
COUNTED = re.compile(
    r"(?<![\w.-])(\d[\d,.]*) (?=[つ個件回種台本行列秒分時日年円倍桁段章節人]|か[月所]|文字|バイト)"
)
# A longer name may be wider than a cell of a table, or than a box of text on a phone.
NAME, NAME_IN_CELL = 24, 16
# In cells and headings code breaks at its spaces where it says so (site.css): where it is longer.
IN_HEADING, IN_CELL = 30, 20
JOINT = re.compile(r"(?<=[_/.\[-])(?=\w)|(?<=[a-z0-9])(?=[A-Z])")
SPACE = re.compile(r"(?<= )(?=\S)")
HEADINGS = ("th", "h1", "h2", "h3", "h4")
# What begins a word that is wider than a cell of the comparison
COMPOUND = re.compile(
    "[一-龠](?=[ァ-ヶー]{6})|(?=[ァ-ヶー]{9})(?<![ァ-ヶー])(?:アベイラビリティー|インスタンス"
    "|インターネット|コンテナ|サービスリンク|セキュリティ|タスク(?:メタデータ)?|ターゲット"
    "|デフォルト|デプロイ|デュアル|ネットワーク|フォールト|プライベート|プラットフォーム|ポート"
    "|マネージド|ロード)(?=[ァ-ヶー]{3})"
)
OPPORTUNITY = "<wbr>"
# So many letters of a block of code fit beside the button to copy it, on the narrowest phone.
BESIDE_BUTTON = 32
TAG = re.compile("<[^>]*>")


def page(source: str) -> str:
    """A page that says it: `<wbr>`, spaces that do not break, and which code is short."""
    start, end = source.find("<article"), source.rfind("</article>")
    if start < 0:
        return source
    article = "".join(_parts(source[start:end]))
    return f"{source[:start]}{article}{source[end:]}"


def _parts(article: str) -> Iterator[str]:
    tokens = PART.split(article)
    texts, tags = tokens[::3], ["", *tokens[1::3]]
    matrix = code = heading = cell = line = False
    for tag, text in zip(tags, texts, strict=True):
        match tag.removeprefix("<").rstrip(">").split(" ")[0]:
            case "div":
                matrix = matrix or 'class="matrix"' in tag
            case "/table":
                matrix = False
            case "td" | "/td" as name:
                cell = name == "td"
            case name if name.removeprefix("/") in HEADINGS:
                heading = name in HEADINGS
            # Of one line, which an ellipsis ends: a chance to break would be taken.
            case "summary" | "/summary" as name:
                line = name == "summary"
            case "code" | "/code" as name:
                code = name == "code"
        yield _block(tag) if tag.startswith("<pre>") else tag
        if line:
            yield text
        elif code:
            whole = IN_CELL if cell else IN_HEADING if heading else len(text)
            yield _code(text, NAME_IN_CELL if cell else NAME, whole)
        elif matrix:
            yield _bound(COMPOUND.sub(rf"\g<0>{OPPORTUNITY}", text))
        else:
            yield _bound(text)


def _bound(text: str) -> str:
    return COUNTED.sub("\\1\N{NO-BREAK SPACE}", text)


def _code(text: str, name: int, whole: int) -> str:
    """Code that breaks within names, and at its spaces, where these are longer."""

    def joined(word: re.Match[str]) -> str:
        return JOINT.sub(OPPORTUNITY, word[0]) if len(word[0]) > name else word[0]

    broken = re.sub(r"\S+", joined, text)
    return SPACE.sub(OPPORTUNITY, broken) if len(text) > whole else broken


def _block(pre: str) -> str:
    lines = unescape(TAG.sub("", pre)).split("\n")
    width = max(sum(1 + (east_asian_width(sign) in "FW") for sign in line) for line in lines)
    return pre.replace("<pre", '<pre class="short"', 1) if width <= BESIDE_BUTTON else pre


def write(site: Path) -> None:
    """Write the pages of a built site again."""
    for target in sorted(site.rglob("*.html")):
        target.write_text(page(target.read_text(encoding="utf-8")), encoding="utf-8")
