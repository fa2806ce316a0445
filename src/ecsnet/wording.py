"""What the command says about its input, in English and Japanese, written where it is said."""

from __future__ import annotations

import unicodedata

# They make what follows them look as if it stood elsewhere.
_BIDI_CONTROLS = frozenset(
    map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


class Said(str):
    """An English text that has its Japanese with it.

    To all that asks for no language it is a string. What another program puts into it, such as
    Python's JSON reader, is the same in both.
    """

    ja: str

    def __new__(cls, en: str, ja: str) -> Said:
        """Put the two together."""
        text = super().__new__(cls, en)
        text.ja = ja
        return text

    def __getnewargs__(self) -> tuple[str, str]:
        """For pickle: a run in several processes sends its errors from one to the other."""
        return str(self), self.ja


def said(text: str, language: str) -> str:
    """The text in a language; one that is no :class:`Said` is the same in all."""
    return text.ja if language == "ja" and isinstance(text, Said) else str(text)


def visible(text: str) -> str:
    """The text without the characters that a terminal or a log would obey."""
    return "".join("\ufffd" if _is_obeyed(character) else character for character in text)


def _is_obeyed(character: str) -> bool:
    if character in _BIDI_CONTROLS:
        return True
    return unicodedata.category(character) in ("Cc", "Cs") and character != "\t"


TOO_DEEP = Said(
    "expressions are nested too deeply to be read", "式の入れ子が深すぎて、読み取れません。"
)


def not_utf8(position: int) -> Said:
    """Bytes that are no text; ``position`` counts from 0."""
    return Said(
        f"not UTF-8 text (byte {position})", f"UTF-8 の文字列ではありません（バイト {position}）。"
    )


def written_twice(argument: str, first: int) -> Said:
    """An argument that is there before, on the line ``first``."""
    return Said(
        f"argument {argument!r} is written twice (first on line {first})",
        f"引数 {argument!r} が 2 回書かれています（最初は {first} 行目）。",
    )
