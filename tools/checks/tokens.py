"""What must be the same in both languages of a text: its numbers, dates and identifiers.

A token is demanded when its counterpart has to hold it, and merely offered when it may answer a
demand: English "two" and Japanese 両方 both answer a demanded 2, but neither asks for one. English
"three" to "twelve" ask as the digits do, as nobody writes them where nothing is counted. Python's
word boundary takes Japanese for letters, so every boundary here is one of ASCII characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tools.checks.page import BREAK_MARK, CODE_MARK


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """number, date, identifier or code span."""
    value: str
    demanded: bool = True

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


JAPANESE = re.compile(
    "[\u3001-\u303f\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff01-\uff60\uff66-\uff9f]"
)

# What nearly every sentence here is about: naming it or not ("an IP address", "its address") is a
# matter of style.
SUBJECTS = frozenset({"AWS", "ECS", "IP"})
# Names that look like any other word.
NAMES = frozenset({"Docker", "Fargate", "Linux", "Terraform", "Windows"})
ABBREVIATIONS = frozenset({"a.m", "e.g", "i.e", "p.m"})

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS)
# Groups are named y, m, d and, for an English name of a month, n.
DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![0-9-])(?P<y>\d{4})([-/])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?![0-9])",
        r"(?<![0-9])(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日)?",
        r"(?<![0-9])(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日",
        rf"(?<![A-Za-z])(?P<n>{MONTH})\.?\s+(?P<d>\d{{1,2}})(?:,?\s+(?P<y>\d{{4}}))?(?![0-9])",
        rf"(?<![0-9])(?P<d>\d{{1,2}})\s+(?P<n>{MONTH})\.?(?:,?\s+(?P<y>\d{{4}}))?(?![A-Za-z0-9])",
        rf"(?<![A-Za-z])(?P<n>{MONTH})\.?,?\s+(?P<y>\d{{4}})(?![0-9])",
    )
)

LIST_MARKER = re.compile(r"^[\s>]*(?:[-*+]\s+)?\d+[.)]\s+")
WORD = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.])(?:\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+){3}/\d+|\d+(?:\.\d+)*)"
)
MYRIADS = re.compile(r"(?<![0-9.,])(\d[\d,]*(?:\.\d+)?)\s*([万億])(?:\s*(\d[\d,]*))?")
MYRIAD = {"万": 10_000, "億": 100_000_000}
# "1 つのタスク" is how Japanese says "a task".
ONE_COUNTED = re.compile(
    r"(?<![0-9.,])1\s*(?:つ|個|台|本|回|件|枚|人|種類|番目|度|組|通り|行|語|点|対|か所|箇所|方|部|例|秒|分|時間|日|年)"
)

ENGLISH_NUMBERS = {
    word: str(value)
    for value, words in enumerate(
        (
            *("zero no none nothing", "one once single first", "two twice both second double pair"),
            *("three third triple", "four fourth", "five fifth", "six sixth", "seven seventh"),
            *("eight eighth", "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth"),
        )
    )
    for word in words.split()
}
# "The two pages" may be それらのページ, and "one" or "first" need not count at all.
DEMANDED_WORDS = frozenset(
    word
    for word, value in ENGLISH_NUMBERS.items()
    if int(value) > 2 and word not in ("third", "triple") and not word.endswith("th")
)
KANJI_NUMBERS = {kanji: str(value) for value, kanji in enumerate("〇一二三四五六七八九十")}
JAPANESE_NUMBERS = {
    "ゼロ": "0",
    "ひとつ": "1",
    "単一": "1",
    "唯一": "1",
    "片方": "1",
    "初回": "1",
    "最初": "1",
    "ふたつ": "2",
    "両方": "2",
    "両者": "2",
    "双方": "2",
    "どちらも": "2",
    "みっつ": "3",
}


def tokens(line: str) -> list[Token]:
    """The tokens of one line of prose, from which markup and code are blanked out."""
    line = line.replace(CODE_MARK, " ").replace(BREAK_MARK, " ")
    if line.isspace() or not line:
        return []
    text = unicodedata.normalize("NFKC", line)
    text = LIST_MARKER.sub("", text)
    text, found = without_dates(text)
    found += _identifiers(text)
    text = WORD.sub(_number_word_only, text)
    return found + _numbers(text)


def code_token(text: str) -> Token | None:
    """A placeholder in angle brackets may be translated; code with other Japanese is an example."""
    value = re.sub(r"<[^<>\s][^<>]*>", "<>", text)
    return None if JAPANESE.search(value) else Token("code span", value)


def missing(here: Iterable[Token], there: Iterable[Token]) -> list[Token]:
    """What here demands and there neither has nor offers, each once, in order."""
    demands = dict.fromkeys(token for token in here if token.demanded)
    if not demands:
        return []
    answers = {(token.kind, token.value) for token in there}
    return [token for token in demands if (token.kind, token.value) not in answers]


def without_dates(text: str) -> tuple[str, list[Token]]:
    """The text with its dates blanked out, and the dates."""
    found: list[Token] = []

    def take(match: re.Match[str]) -> str:
        parts = match.groupdict()
        month = parts.get("m") or _month(parts["n"])
        numbers = [parts.get("y"), month, parts.get("d")]
        found.append(Token("date", "-".join(part.zfill(2) for part in numbers if part)))
        return " "

    for pattern in DATES:
        text = pattern.sub(take, text)
    return text, found


def _month(name: str) -> str:
    return str(1 + next(i for i, month in enumerate(MONTHS) if month.startswith(name)))


def _identifiers(text: str) -> list[Token]:
    words = (match[0] for match in WORD.finditer(text))
    return [Token("identifier", name) for word in words if (name := identifier(word))]


@cache
def identifier(word: str) -> str | None:
    """ENI, network_mode, camelCase, m5.large: words that are never translated (ENIs is ENI)."""
    if re.fullmatch(r"[A-Za-z]*[A-Z]{2,}s", word) or re.fullmatch(r"v[A-Z]+s", word):
        word = word[:-1]
    if word in SUBJECTS or word.lower() in ABBREVIATIONS:
        return None
    telling = r"[A-Z]{2}|[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]|[A-Za-z0-9]_[A-Za-z0-9]|\w\.\w"
    return word if word in NAMES or re.search(telling, word) else None


def _number_word_only(match: re.Match[str]) -> str:
    word = match[0].lower()
    return word if word in ENGLISH_NUMBERS else " " * len(word)


def _numbers(text: str) -> list[Token]:
    words = re.findall(r"[a-z]+", text)
    offered = [ENGLISH_NUMBERS[word] for word in words if word in ENGLISH_NUMBERS]
    offered += [value for word, value in JAPANESE_NUMBERS.items() if word in text]
    offered += [value for kanji, value in KANJI_NUMBERS.items() if kanji in text]
    if ONE_COUNTED.search(text):
        offered.append("1")
        text = ONE_COUNTED.sub(" ", text)
    text = MYRIADS.sub(lambda match: f" {_expand(match)} ", text)
    demanded = [match[0].replace(",", "") for match in NUMBER.finditer(text)]
    demanded += [ENGLISH_NUMBERS[word] for word in words if word in DEMANDED_WORDS]
    return [Token("number", value) for value in demanded] + [
        Token("number", value, demanded=False) for value in offered
    ]


def _expand(match: re.Match[str]) -> str:
    total = float(match[1].replace(",", "")) * MYRIAD[match[2]]
    total += int((match[3] or "0").replace(",", ""))
    return f"{total:.0f}"
