"""Text that may come from anywhere, made safe to show."""

from __future__ import annotations

import unicodedata

# They make what follows them look as if it stood elsewhere.
_BIDI_CONTROLS = frozenset(
    map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


def visible(text: str) -> str:
    """The text without the characters that a terminal or a log would obey."""
    return "".join("\ufffd" if _is_obeyed(character) else character for character in text)


def _is_obeyed(character: str) -> bool:
    if character in _BIDI_CONTROLS:
        return True
    return unicodedata.category(character) in ("Cc", "Cs") and character != "\t"
