"""Readers find the section they look for: a table of queries, answered by the modules of the page.

They run in Node.js here, which needs no browser; test_search_dialog.py asks the dialog all of it.
"""

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest
from support.needed import needs_node
from support.paths import ROOT
from support.queries import TABLE, all_but_few_are_found, answers, missed

from ecsnet.facts import facts
from tools.site import LANGUAGES

INDEX_BYTES = 150 * 1024

every_language = pytest.mark.parametrize("language", LANGUAGES)


@needs_node
@every_language
def test_queries_find_their_section(built_site: Path, language: str) -> None:
    rows = TABLE[language]
    assert len(rows) >= 80
    found = answers(built_site, language, tuple(query for query, _ in rows))
    all_but_few_are_found(found, rows)


def test_a_query_that_finds_something_else_is_reported() -> None:
    rows = [["host", "^modes/host/"], ["none", "^modes/none/"]]
    found = [["rules/host/", "modes/host/"], []]
    assert len(missed(found, rows, 1)) == 2
    assert len(missed(found, rows, 3)) == 1


@needs_node
@every_language
def test_every_keyword_finds_its_section_among_the_first_three(
    built_site: Path, language: str
) -> None:
    rows = [
        [phrase, f"^{re.escape(page)}$"]
        for page, words in facts().search.keywords.items()
        for phrase in words[language]
    ]
    found = answers(built_site, language, tuple(phrase for phrase, _ in rows))
    assert missed(found, rows, 3) == []


# One thing, written in other ways: the same first result.
SAME = {
    "ja": [
        ("ホストポート", "ﾎｽﾄﾎﾟｰﾄ", "ホスト ポート"),
        ("セキュリティグループ", "セキュリティーグループ", "security group"),
        ("bridge", "ｂｒｉｄｇｅ", "BRIDGE", "brige", "birdge"),
        ("ロードバランサー", "ロードバランサ"),
        ("network_configuration", "networkConfiguration", "NETWORK_CONFIGURATION"),
    ],
    "en": [
        ("security group", "security groups", "Security Group", "セキュリティグループ"),
        ("host port", "host ports", "hostPort", "host-port"),
        ("bridge", "BRIDGE", "brige", "birdge"),
        ("network_configuration", "networkConfiguration"),
    ],
}


@needs_node
@every_language
def test_spelling_does_not_matter(built_site: Path, language: str) -> None:
    asked = tuple(query for queries in SAME[language] for query in queries)
    found = dict(zip(asked, answers(built_site, language, asked), strict=True))
    for queries in SAME[language]:
        first, *others = [found[query][:1] for query in queries]
        assert first
        assert others == [first] * len(others), queries


@every_language
def test_every_section_is_of_this_language(built_site: Path, language: str) -> None:
    data = json.loads((built_site / f"search/{language}.json").read_text(encoding="utf-8"))
    base = built_site / LANGUAGES[language]
    assert all((base / page["url"] / "index.html").is_file() for page in data["pages"])
    urls = {page["url"] for page in data["pages"]}
    assert not any(url.startswith("en/") for url in urls)
    assert {"", "errors/", "modes/bridge/"} <= urls


@every_language
def test_each_error_is_in_the_index_once(built_site: Path, language: str) -> None:
    data = json.loads((built_site / f"search/{language}.json").read_text(encoding="utf-8"))
    found = [
        (f"{page['url']}#{anchor}", title)
        for page in data["pages"]
        for anchor, title, *_ in page["sections"]
        if page["url"].startswith("errors/") and re.fullmatch(r"[ex]\d+[a-z]?", anchor)
    ]
    titles = {
        **{id: error.title[language].replace("`", "") for id, error in facts().errors.items()},
        **{id: message.text for id, message in facts().other_messages.items()},
    }
    assert sorted(found) == sorted((f"errors/#{id.lower()}", text) for id, text in titles.items())


@every_language
def test_the_index_is_small(built_site: Path, language: str) -> None:
    content = (built_site / f"search/{language}.json").read_bytes()
    assert len(gzip.compress(content, 6)) <= INDEX_BYTES


@every_language
def test_controls_are_not_searched(built_site: Path, language: str) -> None:
    data = json.loads((built_site / f"search/{language}.json").read_text(encoding="utf-8"))
    page = (built_site / LANGUAGES[language] / "errors/index.html").read_text(encoding="utf-8")
    label = re.search(r"<label[^>]*for=\"?pasted-error[^>]*>([^<]+)", page)
    assert label
    texts = [part for page in data["pages"] for entry in page["sections"] for part in entry]
    assert not any(label[1].strip() in text for text in texts)
    assert not any("¶" in text for text in texts)


@every_language
def test_what_stands_around_a_text_is_not_searched(built_site: Path, language: str) -> None:
    data = json.loads((built_site / f"search/{language}.json").read_text(encoding="utf-8"))
    texts = {
        (page["url"], entry[0]): entry[2]
        for page in data["pages"]
        for entry in page["sections"]
        if len(entry) > 2
    }
    words = facts().words
    labels = [words.shared[key][language] for key in ("fix", "how_to_check", "why")]
    labels += [words.pages[key][language] for key in ("aws_says", "output", "evidence")]
    levels = tuple(words.shared[key][language] for key in ("error", "warning", "notice"))
    entries = {key: text for key, text in texts.items() if re.match("(e|x|enm)[0-9]", key[1])}
    assert len(entries) > 200
    for key, text in entries.items():
        assert not text.startswith((*labels, *levels)), (key, text)
        assert not re.match("[A-Z][a-z][A-Za-z]*( ?[（(]|、|, )[A-Z]", text), (key, text)
        assert not re.search(r"（）|\(\)", text), (key, text)
    assert not any("›" in text for text in texts.values())
    sections = {e[0]: e for page in data["pages"] for e in page["sections"]}
    assert "RegisterTaskDefinition" in sections["e1"][3]
    assert "network-configuration-missing" in sections["enm001"][3]


@needs_node
def test_another_word_for_the_query_is_marked_whole(built_site: Path) -> None:
    """Its parts stand in other words: the "イン" of an interface in "インスタンス"."""
    script = ROOT / "tests/site/search.mjs"
    said = subprocess.run(
        ["node", str(script), str(built_site), "ja", "looked"],
        input=json.dumps(["ENI"]),
        capture_output=True,
        text=True,
        check=True,
    )
    looked = dict(json.loads(said.stdout)[0])
    assert looked["modes/host/#when-to-use-it"] == ["ネットワクインタフェス"]
