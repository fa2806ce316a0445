"""The glossary explains the words of this site, and no others."""

import re

import pytest

from ecsnet import facts
from tools import ROOT


def _text(language: str) -> str:
    """All pages and generated files of a language but the glossary, without targets of links."""
    files = [*(ROOT / "docs" / language).rglob("*.md")]
    files += (ROOT / "generated" / language).rglob("*.md")
    texts = (file.read_text(encoding="utf-8") for file in files if file.name != "glossary.md")
    return re.sub(r"\]\([^)]*\)", "]", "\n".join(texts))


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_every_term_occurs_outside_the_glossary(language: str) -> None:
    text = _text(language)
    terms = [entry.term[language] for entry in facts.facts().glossary.term]
    inside = r"(?i)(?<![A-Za-z]){}s?(?![A-Za-z])"
    unused = [term for term in terms if not re.search(inside.format(re.escape(term)), text)]
    assert unused == []


@pytest.mark.parametrize("language", facts.LANGUAGES)
def test_each_term_has_an_address(language: str) -> None:
    text = (ROOT / "generated" / language / "glossary.md").read_text(encoding="utf-8")
    ids = [entry.id for entry in facts.facts().glossary.term]
    assert re.findall(r'<span id="term-([^"]+)"', text) == ids
    assert len({*ids}) == len(ids)


def _indexed(language: str) -> dict[str, list[str]]:
    text = (ROOT / "generated" / language / "glossary.md").read_text(encoding="utf-8")
    lines = re.findall(r"<li><strong>(.+?)</strong>(.+?)</li>", text, re.DOTALL)
    return {
        initial: re.findall(r"<a [^>]+>(.+?)</a>", re.sub("</?code>", "`", links))
        for initial, links in lines
    }


def test_the_index_is_in_the_order_of_the_language() -> None:
    english, japanese = _indexed("en"), _indexed("ja")
    assert [*japanese] == ["A–Z", *"あかさたなはまら"]
    assert [*english] == sorted(english)
    for indexed, language in ((english, "en"), (japanese, "ja")):
        found = [term for terms in indexed.values() for term in terms]
        assert sorted(found) == sorted(
            entry.term[language] for entry in facts.facts().glossary.term
        )
    assert english["N"] == [
        "`nat`",
        "NAT gateway",
        "network mode",
        "network namespace",
        "`none`",
    ]
    # By sound: けんしゅつ before りんく, じっこう as しつこう, a long vowel as a vowel.
    assert japanese["さ"][:3] == ["サービス", "サービス検出", "サービスリンクロール"]
    assert japanese["た"][:2] == ["ターゲットグループ", "ターゲットタイプ"]
    assert japanese["た"][5:8] == ["タスク実行 IAM ロール", "タスクセット", "タスク定義"]
    assert japanese["は"][-2:] == ["ポートマッピング", "ホストポート"]
