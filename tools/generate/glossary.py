"""The terms of the glossary: an index in the order of the language, then a table for each field."""

from bisect import bisect
from itertools import groupby
from unicodedata import name, normalize

from ecsnet.facts import GlossaryTerm, facts
from tools.generate.markdown import as_html, section, table, words

# What the lines of the index begin with in Japanese, in the order of their code points.
_LINES = "あかさたなはまやらわ"
_LETTERS = "A–Z"
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_VOWELS = dict(zip("AIUEO", "あいうえお", strict=True))
_MARKS = "\N{COMBINING KATAKANA-HIRAGANA VOICED SOUND MARK}" + (
    "\N{COMBINING KATAKANA-HIRAGANA SEMI-VOICED SOUND MARK}"
)


def terms(language: str) -> str:
    """All that the page lists, with the field that a script narrows the terms down by."""
    ui = words(language)
    form = (
        f'<form class="narrow" autocomplete="off" data-count="{ui["terms_shown"]}"'
        " data-search-exclude>\n"
        f'<input type="search" aria-label="{ui["filter_terms"]}"'
        f' placeholder="{ui["filter_terms"]}" autocapitalize="off" spellcheck="false">\n'
        "<output></output>\n</form>\n"
    )
    return f"{form}\n{_index(language)}\n{_tables(language)}"


def _index(language: str) -> str:
    """Each term under its first letter or sound, with a link to its row."""
    ordered = sorted(facts().glossary.term, key=lambda term: _order(term, language))
    lines = []
    for initial, found in groupby(ordered, lambda term: _initial(term, language)):
        links = "".join(
            f'<a href="#term-{term.id}">{as_html(term.term[language])}</a>\n' for term in found
        )
        lines.append(f"<li><strong>{initial}</strong>\n{links}</li>\n")
    label = words(language)["terms_index"]
    return f'<nav class="index" aria-label="{label}">\n<ul>\n{"".join(lines)}</ul>\n</nav>\n'


def _order(term: GlossaryTerm, language: str) -> tuple[str, str]:
    """What dictionaries of the language order it by: its letters, then what tells these apart."""
    said = term.term.en if language == "en" else term.reading or term.term.ja
    sounds = _sound(said)
    plain = "".join(sign for sign in normalize("NFD", sounds) if sign not in _MARKS)
    return plain.translate(_SMALL), sounds


def _sound(text: str) -> str:
    """Letters and digits only, katakana as hiragana, with the vowel that a long one holds."""
    found = ""
    for sign in normalize("NFKC", text).lower():
        if "ァ" <= sign <= "ヴ":
            found += chr(ord(sign) - ord("ァ") + ord("ぁ"))
        elif sign == "ー":
            found += _VOWELS.get(name(found[-1])[-1], "")
        elif sign.isalnum():
            found += sign
    return found


def _initial(term: GlossaryTerm, language: str) -> str:
    first = _order(term, language)[0][0]
    if language == "en":
        return first.upper()
    return _LETTERS if first.isascii() else _LINES[bisect(_LINES, first) - 1]


def _tables(language: str) -> str:
    """The terms in both languages, the one of the page first: a table for each field."""
    ui = words(language)
    names = [ui["japanese"], ui["english"]]
    header = [*(names if language == "ja" else names[::-1]), ui["definition"], ui["seen"]]
    rows: dict[str, list[list[str]]] = {field: [] for field in facts().glossary.field}
    for term in facts().glossary.term:
        japanese = term.term.ja if language == "ja" else f'<span lang="ja">{term.term.ja}</span>'
        english = term.term.en if language == "en" else f'<span lang="en">{term.term.en}</span>'
        both = [japanese, english] if language == "ja" else [english, japanese]
        # Whoever types Japanese types it in kana first.
        read = f' data-reading="{term.reading}"' if term.reading and language == "ja" else ""
        both[0] = f'<span id="term-{term.id}"{read}>{both[0]}</span>'
        seen = f"[AWS]({term.seen})" if term.seen else ui["not_seen"]
        rows[term.field].append([*both, term.definition[language], seen])
    return "\n".join(
        section(title[language], f"terms-{field}", table(header, rows[field]))
        for field, title in facts().glossary.field.items()
    )
