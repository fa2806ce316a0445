"""What counts as the same fact in Japanese and English."""

import pytest

from tools.checks.tokens import Token, code_token, identifier, missing, tokens

SAME = [
    ("タスクごとに 1 つの ENI を使います。", "Each task uses 1 ENI."),
    ("タスクごとに 1 つの ENI を使います。", "Each task uses an ENI."),
    ("2 つのサブネット", "two subnets"),
    ("1 分ごとに", "each minute"),
    ("両方のサブネット", "both subnets"),
    ("3 つ目の規則", "the third rule"),
    ("4 つの原因", "four causes"),
    ("4 つの原因", "Four causes: 4 in all"),
    ("両方のページ", "the pages, both of them"),
    ("2 つとも", "both"),
    ("2 回", "twice"),
    ("2 番目の ENI", "the second ENI"),
    ("最初の 1 つ", "the first"),
    ("それらのサブネット", "the two subnets"),
    ("これらの役割", "the roles, one after another"),
    ("最大 1,024 個", "up to 1024"),
    ("6 万 5,535 まで", "up to 65,535"),
    ("2 億件", "200,000,000 requests"),
    ("10.0.0.0/16 の中の 10.0.1.23", "10.0.1.23 in 10.0.0.0/16"),
    ("32768〜60999番ポート", "ports 32768–60999"),
    ("6.69.1以降", "since 6.69.1"),
    ("2026 年 11 月 22 日に確認", "checked on November 22, 2026"),
    ("2026年11月22日に確認", "checked on 22 Nov 2026"),
    ("2026-11-22 に確認", "checked on November 22, 2026"),
    ("2023 年 5 月の写し", "a copy of May 2023"),
    ("ENIの数", "the number of ENIs"),
    ("4 vCPUの", "4 vCPUs"),
    ("１６ GiB", "16 GiB"),
    ("1. 手順", "3. Step"),
    ("AWS の ECS では IP アドレスが", "There the address"),
    ("なし、つまり 0 個です", "none"),
    ("EC2でnetwork_modeを省くと", "If you omit network_mode on EC2"),
    ("何も変わりません。", "Nothing changes, e.g. here; it may not."),
    ("1&nbsp;つ".replace("&nbsp;", "\u00a0"), "one"),
]

DIFFERENT = [
    ("タスクごとに 2 つの ENI を使います。", "Each task uses 3 ENIs.", "number 2"),
    ("最大 120 個", "up to 12", "number 120"),
    ("5.100.0 以降", "since 5.10.0", "number 5.100.0"),
    ("10.0.0.0/16", "10.0.0.0/24", "number 10.0.0.0/16"),
    ("2026 年 11 月 22 日", "November 21, 2026", "date 2026-11-22"),
    ("ENIを", "an interface", "identifier ENI"),
    ("awsvpcTrunkingを有効に", "turn trunking on", "identifier awsvpcTrunking"),
    ("aws_ecs_serviceに", "the service", "identifier aws_ecs_service"),
    ("m5.largeでは", "on m5.xlarge", "identifier m5.large"),
    ("IPv6を", "IPv4", "identifier IPv6"),
    ("0 個", "one", "number 0"),
    ("2 つの原因", "one cause", "number 2"),
]
# As above, and the word asks for its number just as the digits do.
DIFFERENT_EITHER_WAY = [
    ("5 つの原因", "four causes", "number 5", "number 4"),
    ("3 回", "Twelve times", "number 3", "number 12"),
    ("いくつかの原因", "three causes", None, "number 3"),
    ("両方のサブネット", "ten subnets", None, "number 10"),
]


@pytest.mark.parametrize(("japanese", "english"), SAME)
def test_same_facts(japanese: str, english: str) -> None:
    assert missing(tokens(japanese), tokens(english)) == []
    assert missing(tokens(english), tokens(japanese)) == []


@pytest.mark.parametrize(("japanese", "english", "lost"), DIFFERENT)
def test_different_facts(japanese: str, english: str, lost: str) -> None:
    assert [str(token) for token in missing(tokens(japanese), tokens(english))] == [lost]


@pytest.mark.parametrize(("japanese", "english", "of_ja", "of_en"), DIFFERENT_EITHER_WAY)
def test_different_numbers_in_words(
    japanese: str, english: str, of_ja: str | None, of_en: str
) -> None:
    assert [str(t) for t in missing(tokens(japanese), tokens(english))] == (
        [of_ja] if of_ja else []
    )
    assert [str(t) for t in missing(tokens(english), tokens(japanese))] == [of_en]


COUNTED = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@pytest.mark.parametrize(("number", "word"), [*enumerate([*COUNTED, "eleven", "twelve"], 1)])
def test_each_number_word_counts(number: int, word: str) -> None:
    assert missing(tokens(f"{number} 個以下"), tokens(f"at most {word}")) == []
    lost = missing(tokens(f"{number + 1} 個以下"), tokens(f"at most {word}"))
    assert [str(token) for token in lost] == [f"number {number + 1}"]


@pytest.mark.parametrize("word", ["Mode", "Service", "the", "ECS", "AWS", "e.g", "A", "bridge"])
def test_ordinary_words_are_not_identifiers(word: str) -> None:
    assert identifier(word) is None


def test_placeholders_in_code_may_be_translated() -> None:
    assert code_token("aws_ecs_service.<名前>") == code_token("aws_ecs_service.<name>")
    assert code_token("変数") is None
    assert code_token("awsvpc") == Token("code span", "awsvpc")
