"""textlint reads the texts of facts and messages where they are written, each in its language."""

import pytest
from support.textlint import lint, needs_textlint

pytestmark = needs_textlint

FACTS = '''\
[ENM999]
title.ja = "ECS クラスタで、サービスを書く"
title.en = "AWS refuses 2 services"
why.ja = "AWS が返す文面です。値は `null` です。"
why.en = "It rests on \\"the API\\". The service takes no `iam_role`."
pattern = 'aws refuses 2 services'
label = { ja = "固定のポート", en = "a fixed port" }
what.ja = """
番号の一覧です。

| 文面 | `null` |
| --- | --- |
| 1 | 2 |"""
what.en = """
These are the numbers.

| AWS refuses | `null` |
| --- | --- |
| 1 | 2 |

It rests on the API."""
'''

CODE = '''\
def message(name: str) -> Text:
    """What is refused; 2 tasks."""
    return Text(
        ja=f"引数 {name!r} を報告し"
        "ます。",
        en=f"{name!r} is left out: "
        "AWS refuses it",
    )
'''

FOUND = {
    "ja": {
        ("facts.toml", 2),
        ("facts.toml", 4),
        ("facts.toml", 7),
        ("facts.toml", 11),
        ("code.py", 4),
    },
    "en": {
        *(("facts.toml", line) for line in (3, 5, 7, 17, 21)),
        *(("code.py", line) for line in (6, 7)),
    },
}


@pytest.mark.parametrize("language", FOUND)
def test_each_text_is_read_where_it_stands(
    language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    directory = tmp_path_factory.mktemp(language)
    found = lint(language, {"facts.toml": FACTS, "code.py": CODE}, directory)
    assert {(name, m["line"]) for name, messages in found.items() for m in messages} == FOUND[
        language
    ]


def test_the_column_is_that_of_the_word(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = lint("en", {"facts.toml": FACTS}, tmp_path_factory.mktemp("columns"))
    refused = [m for m in found["facts.toml"] if "refuses => rejects" in m["message"]]
    lines = FACTS.splitlines()
    assert [lines[m["line"] - 1][m["column"] - 1 :][:7] for m in refused] == ["refuses", "refuses"]
