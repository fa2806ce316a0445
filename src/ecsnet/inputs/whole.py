"""A glance at a Terraform file that is not worth parsing: does it look whole?

Only a file that is left out of a run is skimmed. What looks odd here is parsed after all, so the
parser has the last word and its message is the one that is shown.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
    (?:\#|//)[^\n]*
    | /\*.*?\*/
    | <<-?(?P<mark>[\w-]+)[ \t]*\r?\n.*?^[ \t]*(?P=mark)[ \t]*\r?$
    | "(?:[^"\\\n]|\\.)*"
    | (?P<unclosed>/\*|<<|")
    | [{}()\[\]]
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_HEADER = re.compile(r'\s*[A-Za-z_][\w-]*(?:[ \t]+(?:"|[A-Za-z_][\w-]*))*[ \t]*')
_PAIRS = {")": "(", "]": "[", "}": "{"}


def whole(text: str) -> bool:
    """True when brackets and quotes pair up and everything at the top is a block."""
    open_at: list[str] = []
    header: list[str] = []
    last = 0
    for token in _TOKEN.finditer(text):
        shown = token[0]
        if not open_at:
            header.append(text[last : token.start()])
        last = token.end()
        if shown in ("{", "(", "["):
            if not open_at and (shown != "{" or not _HEADER.fullmatch("".join(header))):
                return False
            open_at.append(shown)
            header = []
        elif shown in _PAIRS:
            if not open_at or open_at.pop() != _PAIRS[shown]:
                return False
        elif token["unclosed"]:
            # the end of each one that follows would be looked for through the whole text again
            return False
        elif shown.startswith('"') and not open_at:
            header.append('"')
    return not open_at and not ("".join(header) + text[last:]).strip()
